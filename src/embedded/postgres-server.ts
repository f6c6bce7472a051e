import { spawn, type ChildProcess } from 'node:child_process';
import { chown, open, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { LIMITS } from '../base/limits.js';
import type { Binaries } from './postgres-binaries.js';
import { isAlive, readPidFile, serverEnvironment } from './postgres-cluster.js';
import type { Place } from './postgres-place.js';

/** `none` is for tests: a crash of the machine may cost the whole cluster. */
export type Durability = 'full' | 'none';

/** What a server is started with. */
export interface ServerSettings {
  readonly durability: Durability;
  /** How long autovacuum rests before it looks again, as Postgres writes it; null: its default. */
  readonly naptime: string | null;
}

/** Undefined: somebody else was faster or a port was taken; look around and try again. */
export type Launch = { readonly port: number; readonly client: pg.Client } | undefined;

/** The server says so in its log when its start met another one's, or the port was just taken. */
const TRY_AGAIN =
  /lock file "postmaster\.pid"|could not create any TCP\/IP sockets|pre-existing shared memory/;

/**
 * Starts the server on a port of 127.0.0.1 and waits until it answers a query: a listening
 * port is not readiness, since recovery after a crash comes after it.
 *
 * It runs in a process group of its own: Ctrl-C in a terminal goes to the whole group, and would
 * take the database away beneath a service that is still draining.
 */
export async function launchServer(
  place: Place,
  binaries: Binaries,
  wanted: ServerSettings & { port: number; password: string },
): Promise<Launch> {
  const { port, password } = wanted;
  const log = path.join(place.home, 'postgres.log');
  const said_bytes = await prepareLog(log, place);
  const output = await open(log, 'a');
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...flags(port, wanted)], {
    cwd: place.home,
    env: serverEnvironment(),
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
    ...place.runAs,
  });
  const spawned = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  await spawned.finally(() => output.close());
  child.unref();
  const client = await waitForAnswer(child, port, password);
  if (client !== undefined) return { port, client };
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGQUIT');
    throw new Error(
      `PostgreSQL did not answer within ${LIMITS.embedded_start_ms_max} ms, see ${log}`,
    );
  }
  const said = await readFrom(log, said_bytes);
  if (TRY_AGAIN.test(said)) return undefined;
  throw new Error(`PostgreSQL did not start (${child.exitCode ?? child.signalCode}): ${said}`);
}

async function waitForAnswer(
  child: ChildProcess,
  port: number,
  password: string,
): Promise<pg.Client | undefined> {
  for (
    let waited_ms = 0;
    waited_ms < LIMITS.embedded_start_ms_max;
    waited_ms += LIMITS.embedded_look_ms
  ) {
    if (child.exitCode !== null || child.signalCode !== null) return undefined;
    const client = await connectAsSuperuser(port, password);
    if (client !== undefined) return client;
    await pause(LIMITS.embedded_look_ms);
  }
  return undefined;
}

/** A connection to database `postgres`, or undefined while nobody answers there (or not to us). */
export async function connectAsSuperuser(
  port: number,
  password: string,
): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 2000,
    application_name: 'pasal launcher',
  });
  // Without a listener a connection that the server ends would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

/**
 * Fast shutdown (SIGINT): sessions are ended, one checkpoint is written. It is over when the
 * server removes `postmaster.pid`, its last act; the process itself can stay on as a zombie where
 * nobody collects orphans (a container without an init). After the limit SIGQUIT: the next start
 * then recovers as after a crash.
 */
export async function stopServer(cluster: string): Promise<'stopped' | 'killed'> {
  const running = await readPidFile(cluster);
  if (running === undefined || !isAlive(running.pid)) return 'stopped';
  process.kill(running.pid, 'SIGINT');
  for (
    let waited_ms = 0;
    waited_ms < LIMITS.embedded_stop_ms_max;
    waited_ms += LIMITS.embedded_look_ms
  ) {
    const now = await readPidFile(cluster);
    if (now?.pid !== running.pid || !isAlive(running.pid)) return 'stopped';
    await pause(LIMITS.embedded_look_ms);
  }
  process.kill(running.pid, 'SIGQUIT');
  return 'killed';
}

/**
 * Settings are flags, so that a cluster follows the code that runs it. Only TCP on the loopback
 * address: a socket file has a path limit of about 100 bytes and needs a folder open to both
 * accounts.
 */
function flags(port: number, { durability, naptime }: ServerSettings): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: LIMITS.embedded_connections_max,
    shared_buffers: '128MB',
    // Fewer checkpoints under a burst; the disk of a demo can spare it.
    max_wal_size: '1GB',
    // Nobody replicates from here.
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Short statements only: compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    logging_collector: 'off',
  };
  if (naptime !== null) settings['autovacuum_naptime'] = naptime;
  if (durability === 'none') {
    Object.assign(settings, { fsync: 'off', full_page_writes: 'off' });
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The system picks it; should somebody take it before the server does, the start is retried. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** Bytes in the log so far; starts it anew when it has grown too long. */
async function prepareLog(log: string, place: Place): Promise<number> {
  const file = await open(log, 'a', 0o600);
  await file.close();
  if (place.runAs) await chown(log, place.runAs.uid, place.runAs.gid);
  const { size } = await stat(log);
  if (size <= LIMITS.embedded_log_bytes_max) return size;
  await truncate(log, 0);
  return 0;
}

async function readFrom(log: string, start: number): Promise<string> {
  const file = await open(log, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(start, size - 4000);
    const bytes = Buffer.alloc(Math.max(0, size - from));
    await file.read(bytes, 0, bytes.length, from);
    return bytes.toString().trim();
  } finally {
    await file.close();
  }
}
