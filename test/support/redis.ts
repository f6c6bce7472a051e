import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A Redis for one test file. */
export interface TestRedis {
  readonly url: string;
  /** Ours alone: can be stopped and started again. A server given by REDIS_URL cannot. */
  readonly own: boolean;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Why the tests on Redis cannot run on this machine; undefined when they can. */
export function whyNoRedis(): string | undefined {
  if (process.env['REDIS_URL']) return undefined;
  const found = spawnSync('redis-server', ['--version']);
  return found.error ? 'no redis-server on PATH and no REDIS_URL' : undefined;
}

/** The Redis of REDIS_URL, or a server of our own on a free port, in a temporary folder. */
export async function openTestRedis(): Promise<TestRedis> {
  const given = process.env['REDIS_URL'];
  const nothing = (): Promise<void> => Promise.resolve();
  if (given) return { url: given, own: false, stop: nothing, start: nothing, close: nothing };
  const folder = await mkdtemp(path.join(tmpdir(), 'pasal-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let stop = await startServer(port, folder, url);
  return {
    url,
    own: true,
    stop: () => stop(),
    start: async () => {
      stop = await startServer(port, folder, url);
    },
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** BullMQ needs noeviction: a queue whose keys vanish is no queue. */
async function startServer(
  port: number,
  folder: string,
  url: string,
): Promise<() => Promise<void>> {
  const flags = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await Promise.race([
    client.ping(),
    ended.then(() => Promise.reject(new Error('redis-server ended at once'))),
  ]).finally(() => client.disconnect());
  return async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill();
    await ended;
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Looks until it holds; throws with what it saw last when the time is over. */
export async function until(what: string, holds: () => unknown, limit_ms = 15_000): Promise<void> {
  for (let waited_ms = 0; waited_ms < limit_ms; waited_ms += 5) {
    if (await holds()) return;
    await pause(5);
  }
  throw new Error(`did not come to pass in ${limit_ms} ms: ${what}`);
}
