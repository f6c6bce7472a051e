import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findFreePort } from '../../src/embedded/postgres-server.js';

/** A redis-server of the bench's own. */
export interface BenchRedis {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

const READY_MS_MAX = 10_000;
const LOOK_MS = 25;

/** Starts redis-server with nothing kept on disk and, as BullMQ wants it, without eviction. */
export async function startBenchRedis(): Promise<BenchRedis> {
  const port = await findFreePort();
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
  const more = ['--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const child = spawn('redis-server', [...words, ...more], { stdio: 'ignore' });
  const failed = once(child, 'error').then(([error]) => {
    throw new Error('redis-server could not be started', { cause: error });
  });
  const { pid } = child;
  if (pid === undefined) await failed;
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: null });
  client.on('error', () => undefined);
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const answer = await client.connect().then(
      () => true,
      () => false,
    );
    if (answer) break;
    if (waitedMs > READY_MS_MAX) throw new Error('redis-server does not answer');
    await pause(LOOK_MS);
  }
  client.disconnect();
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: pid ?? 0,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
