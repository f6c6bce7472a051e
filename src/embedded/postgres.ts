import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { LIMITS } from '../base/limits.js';
import type { Log } from '../base/log.js';
import type { Universe } from '../base/universe.js';
import { prepareBinaries, type Binaries } from './postgres-binaries.js';
import {
  ensureCluster,
  judgePidFile,
  pidFilePath,
  readPidFile,
  removeReusedPidFile,
} from './postgres-cluster.js';
import { openPlace, type Place } from './postgres-place.js';
import { ensureRoles, openSecrets, type Secrets } from './postgres-roles.js';
import {
  connectAsSuperuser,
  findFreePort,
  launchServer,
  stopServer,
  type Durability,
  type ServerSettings,
} from './postgres-server.js';

export interface EmbeddedOptions {
  /** Kept from run to run; created when missing. */
  readonly dataDir: string;
  readonly log: Log;
  readonly universe: Universe;
  /** `none` only for tests. */
  readonly durability?: Durability;
  /** How long autovacuum rests, where not `NAPTIME`; null: as Postgres has it, a minute. */
  readonly naptime?: string | null;
}

/**
 * A young table's plans are guesses, and prepared statements keep them until it is analysed: in a
 * demo that must not last the usual minute.
 */
export const NAPTIME = '3s';

export interface EmbeddedPostgres {
  /** Login of the owner of database `pasal`: migrations. */
  readonly ownerUrl: string;
  /** Login of the service: owns nothing, under row-level security. */
  readonly serviceUrl: string;
  /** Login of the queue: schema `bull`. */
  readonly queueUrl: string;
  /** The superuser in database `postgres`: for tests, and for a person repairing something. */
  readonly adminUrl: string;
  readonly port: number;
  /** The folder with the cluster, its secrets and the server's log. */
  readonly home: string;
  /** Whether the server ran already. */
  readonly joined: boolean;
  /** Ends our use of the server; the last user shuts it down. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * In database `postgres`, held shared by every process that uses the cluster. A process that dies
 * loses it with its connection, which no file of process numbers can promise.
 */
const USERS_LOCK = 7_275_002;

/**
 * Starts the PostgreSQL server of `dataDir`, or joins the one that runs there already, and makes
 * sure of its database and logins (see `ensureRoles`). Needs nothing but the npm package.
 *
 * A server outlives a process that was killed; the next start joins it, and takes the duty of
 * stopping it, since the last user that stops shuts down. Stale and reused `postmaster.pid`,
 * recovery after a crash, starts and stops at the same time, and root are handled; see the files
 * beside this one.
 *
 * Throws, with a sentence for the person at the terminal, when there is no way on.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log, universe } = options;
  const { durability = 'full', naptime = NAPTIME } = options;
  const begunMs = universe.nowMs();
  const place = await openPlace(path.resolve(options.dataDir));
  const binaries = await prepareBinaries(place);
  const secrets = await openSecrets(place, universe);
  await ensureCluster(place, binaries, secrets.superuser, durability === 'full');
  const share = await joinOrLaunch(place, binaries, secrets, { durability, naptime });
  const stop = stopper(place, share, log);
  try {
    await ensureRoles(share.client, secrets);
  } catch (error) {
    await stop();
    throw error;
  }
  // A process that forgets to stop us may still end; the next start joins the server.
  holdProcess(share.client, false);
  const { port, joined } = share;
  log.info('embedded postgres is ready', {
    port,
    home: place.home,
    joined,
    took_ms: universe.nowMs() - begunMs,
  });
  const url = (login: string, password: string, database: string): string =>
    `postgres://${login}:${password}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url('pasal_owner', secrets.owner, 'pasal'),
    serviceUrl: url('pasal_service', secrets.service, 'pasal'),
    queueUrl: url('pasal_queue', secrets.queue, 'pasal'),
    adminUrl: url('postgres', secrets.superuser, 'postgres'),
    port,
    home: place.home,
    joined,
    stop,
  };
}

/** Whether an open connection keeps the process from ending; pg has it, its types do not. */
function holdProcess(client: pg.Client, hold: boolean): void {
  const socket = client as pg.Client & { ref(): void; unref(): void };
  if (hold) socket.ref();
  else socket.unref();
}

/** A process's part in a running server: a connection that holds the users' lock. */
interface Share {
  readonly port: number;
  readonly client: pg.Client;
  readonly joined: boolean;
}

/** Looks, launches or joins, and looks again when another start or stop came between. */
async function joinOrLaunch(
  place: Place,
  binaries: Binaries,
  secrets: Secrets,
  settings: ServerSettings,
): Promise<Share> {
  for (let attempt = 0; attempt < LIMITS.embedded_start_attempts_max; attempt += 1) {
    let found = await findRunning(place, secrets);
    const joined = found !== undefined;
    found ??= await launchServer(place, binaries, {
      port: await findFreePort(),
      password: secrets.superuser,
      ...settings,
    });
    if (found !== undefined && (await takeShare(found.client))) {
      return { ...found, joined };
    }
    await found?.client.end().catch(() => undefined);
    await pause(LIMITS.embedded_look_ms * 4);
  }
  throw new Error(
    `PostgreSQL in ${place.cluster} could be neither started nor joined in ` +
      `${LIMITS.embedded_start_attempts_max} attempts, ` +
      `see ${path.join(place.home, 'postgres.log')}`,
  );
}

/** False when the server is being shut down by its last user. */
async function takeShare(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
    return true;
  } catch {
    return false;
  }
}

/**
 * A connection to the server of this cluster that runs already, undefined when none does. Waits
 * for one that is starting, recovering or shutting down.
 */
async function findRunning(
  place: Place,
  secrets: Secrets,
): Promise<{ port: number; client: pg.Client } | undefined> {
  for (
    let waited_ms = 0;
    waited_ms < LIMITS.embedded_start_ms_max;
    waited_ms += LIMITS.embedded_look_ms
  ) {
    const file = await readPidFile(place.cluster);
    if (file === undefined) return undefined;
    const client = await connectToCluster(place, file.port, secrets.superuser);
    if (client !== undefined) return { port: file.port, client };
    const verdict = await judgePidFile(place.cluster);
    // A dead server's file is removed by the next server, after a look at its shared memory.
    if (verdict === 'none' || verdict === 'dead') return undefined;
    if (verdict === 'reused') {
      await removeReusedPidFile(place.cluster, file);
      return undefined;
    }
    await pause(LIMITS.embedded_look_ms);
  }
  const file = pidFilePath(place.cluster);
  throw new Error(
    `${file} names a process that lives but is no PostgreSQL that answers. Should it be another ` +
      'program, delete that file and start again.',
  );
}

/** Another server, of another folder, may have the port by now. */
async function connectToCluster(
  place: Place,
  port: number,
  password: string,
): Promise<pg.Client | undefined> {
  if (!Number.isInteger(port) || port <= 0) return undefined;
  const client = await connectAsSuperuser(port, password);
  if (client === undefined) return undefined;
  try {
    const answer = await client.query<{ data_directory: string }>('SHOW data_directory');
    const there = answer.rows[0]?.data_directory ?? '';
    if ((await realpath(there)) === (await realpath(place.cluster))) return client;
  } catch {
    // Shutting down, or a folder that we cannot see.
  }
  await client.end().catch(() => undefined);
  return undefined;
}

function stopper(place: Place, share: Share, log: Log): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  share.client.on('end', () => {
    if (stopping === undefined) log.error('embedded postgres is gone', { home: place.home });
  });
  return () => (stopping ??= stopIfLast(place, share.client, log));
}

async function stopIfLast(place: Place, client: pg.Client, log: Log): Promise<void> {
  let last: boolean;
  holdProcess(client, true);
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const answer = await client.query<{ last: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS last',
      [USERS_LOCK],
    );
    last = answer.rows[0]?.last === true;
  } catch {
    // Our connection is gone: the server crashed, or somebody else shut it down.
    last = false;
  }
  if (last) {
    const outcome = await stopServer(place.cluster);
    if (outcome === 'killed') log.error('embedded postgres had to be killed', { ...place });
  }
  await client.end().catch(() => undefined);
}
