import {
  createPostgresBackend,
  Queue,
  runMigrations,
  withBackend,
  Worker,
  type BulkJobOptions,
  type Job,
  type PgPoolClient,
  type PgQueryResult,
} from 'bullmq';
import pg from 'pg';
import { assert } from '../base/assert.js';
import { LIMITS } from '../base/limits.js';
import type { Log } from '../base/log.js';
import type { Universe } from '../base/universe.js';
import { Bells } from './queue-bells.js';
import { inTime } from './queue-deadline.js';
import type { Link, OnBell, OpenLink } from './queue-link.js';
import type { Bell } from './queue-outgoing.js';
import type { Queues } from './queue-topics.js';

export type { Queues } from './queue-topics.js';

export interface QueuesOptions {
  /** BullMQ on Redis; wins over Postgres. */
  readonly redisUrl: string | undefined;
  /** BullMQ on Postgres, by the login that owns schema `bull`. */
  readonly postgresUrl: string | undefined;
  readonly universe: Universe;
  readonly log: Log;
  /** Keeps installations apart that share a Redis or a database. */
  readonly namespace?: string;
}

const SCHEMA = 'bull';

/** One queue for all topics: a worker costs connections, and a ring is no work. */
interface BellQueue {
  add(name: string, data: BellData, opts: BulkJobOptions): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  addBulk(jobs: BellJob[]): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: BellData; opts: object },
  ): Promise<unknown>;
  close(): Promise<unknown>;
}

interface BellWorker {
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

/** One job carries all keys that leave together: a job costs a hundred times what a key does. */
interface BellData {
  readonly keys: readonly string[];
}

interface BellJob {
  readonly name: string;
  readonly data: BellData;
  readonly opts: BulkJobOptions;
}

/** A ring leaves nothing behind: neither when heard nor, should BullMQ fail it, after. */
const LEAVE_NOTHING = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;

/**
 * Opens the doorbells of this process. Returns at once; the queue itself is opened in the
 * background and tried again while it is away (`opened` tells).
 */
export function openQueues(options: QueuesOptions): Queues {
  const { redisUrl, postgresUrl, universe, log } = options;
  const namespace = options.namespace ?? 'pasal';
  if (redisUrl !== undefined) {
    return new Bells(redisLink(redisUrl, namespace, universe), universe, log);
  }
  assert(postgresUrl !== undefined, 'a queue needs Redis or Postgres');
  return new Bells(postgresLink(postgresUrl, namespace, universe), universe, log);
}

/** Events are for listeners of BullMQ; we have none. */
const FEW_EVENTS = { streams: { events: { maxLen: LIMITS.queue_events_kept } } };

const FETCHING = {
  concurrency: LIMITS.queue_fetch_concurrency,
  runRetryDelay: LIMITS.queue_retry_ms_max,
  // The jobs that schedulers make do not carry our options.
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
};

/**
 * Without an offline queue a call fails at once while Redis is away: rings wait in our own
 * buffer, which has a limit, not in the client's, which has none. The fetching side has to wait
 * for ever instead (BullMQ demands maxRetriesPerRequest null).
 */
function redisLink(url: string, namespace: string, universe: Universe): OpenLink {
  const reconnect = {
    retryStrategy: pauseBefore,
    // Closing keeps the process no longer than this.
    disconnectTimeout: LIMITS.queue_retry_ms_min,
  };
  return (onError, signal) => {
    const queue = new Queue<BellData>('bells', {
      prefix: namespace,
      ...FEW_EVENTS,
      connection: {
        url,
        ...reconnect,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
        commandTimeout: LIMITS.queue_call_ms_max,
      },
    });
    queue.on('error', onError);
    return openLink({ universe, signal, bulk_min: 1 }, queue, (onBell) => {
      const worker = new Worker<BellData>('bells', hear(onBell), {
        prefix: namespace,
        ...FETCHING,
        connection: { url, ...reconnect, maxRetriesPerRequest: null },
      });
      worker.on('error', onError);
      return worker;
    });
  };
}

function pauseBefore(tries: number): number {
  return Math.min(LIMITS.queue_retry_ms_min * 2 ** Math.min(tries, 10), LIMITS.queue_retry_ms_max);
}

/**
 * A ring may be lost, so its commit need not wait for the disk: without that the queue would
 * share, and lengthen, the wait of the turns it serves. BullMQ's worker listens (LISTEN), it does
 * not poll; a ring that was missed is found after five seconds at the latest. BullMQ's bulk call
 * makes two temporary tables each time, so a few rings go one by one.
 */
function postgresLink(url: string, namespace: string, universe: Universe): OpenLink {
  const classes = withBackend(createPostgresBackend);
  const connection = (max: number) => ({
    connectionString: url,
    schema: SCHEMA,
    max,
    options: '-c synchronous_commit=off',
    connectionTimeoutMillis: LIMITS.connect_timeout_ms,
    query_timeout: LIMITS.queue_call_ms_max,
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  return async (onError, signal) => {
    await inTime(LIMITS.queue_call_ms_max, migrateSchema(url), signal);
    const queue = new classes.Queue<BellData>(namespace, {
      ...FEW_EVENTS,
      connection: connection(LIMITS.queue_ring_connections_max),
    });
    queue.on('error', onError);
    const bulk_min = LIMITS.queue_postgres_bulk_min;
    return openLink({ universe, signal, bulk_min }, queue, (onBell) => {
      const worker = new classes.Worker<BellData>(namespace, hear(onBell), {
        ...FETCHING,
        connection: connection(LIMITS.queue_fetch_connections_max),
      });
      worker.on('error', onError);
      return worker;
    });
  };
}

/**
 * Brings BullMQ's tables up to its version, under its own advisory lock: any number of processes
 * may start at once. Its first statement is CREATE SCHEMA IF NOT EXISTS, for which Postgres wants
 * the right to create schemas even where the schema exists; the queue's login must not have it,
 * and our migration run has made the schema. So that statement alone is not passed on.
 */
async function migrateSchema(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: LIMITS.connect_timeout_ms,
    application_name: 'pasal queue',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const passing: Pick<PgPoolClient, 'query'> = {
      query: async <R>(text: string, values?: unknown[]) => {
        if (text.startsWith('CREATE SCHEMA IF NOT EXISTS')) return { rows: [], rowCount: 0 };
        return client.query(text, values) as Promise<unknown> as Promise<PgQueryResult<R>>;
      },
    };
    await runMigrations(passing, SCHEMA);
  } finally {
    await client.end();
  }
}

function hear(onBell: OnBell): (job: Job<BellData>) => Promise<void> {
  return (job) => {
    for (const key of job.data.keys) onBell(job.name, key);
    return Promise.resolve();
  };
}

/** Waits until the queue is reachable; throws when that takes longer than a call may. */
async function openLink(
  by: { universe: Universe; signal: AbortSignal; bulk_min: number },
  queue: BellQueue,
  startWorker: (onBell: OnBell) => BellWorker,
): Promise<Link> {
  let worker: BellWorker | undefined;
  const close = async (): Promise<void> => {
    await inTime(
      LIMITS.queue_call_ms_max,
      Promise.allSettled([worker?.close(true), queue.close()]),
    );
  };
  try {
    await inTime(LIMITS.queue_call_ms_max, queue.waitUntilReady(), by.signal);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  return {
    send: async (bells) => {
      const jobs = jobsOf(bells, by.universe.nowMs());
      const sent =
        jobs.length >= by.bulk_min
          ? queue.addBulk(jobs)
          : Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
      await inTime(LIMITS.queue_call_ms_max, sent);
    },
    every: async (topic, every_ms) => {
      const template = { name: topic, data: { keys: [''] }, opts: LEAVE_NOTHING };
      await inTime(
        LIMITS.queue_call_ms_max,
        queue.upsertJobScheduler(`every-${topic}`, { every: every_ms }, template),
      );
    },
    listen: async (onBell) => {
      worker = startWorker(onBell);
      await inTime(LIMITS.queue_call_ms_max, worker.waitUntilReady());
    },
    deafen: async () => {
      await inTime(LIMITS.queue_call_ms_max, Promise.resolve(worker?.close()));
    },
    close,
  };
}

/** One job per topic and due time. */
function jobsOf(bells: readonly Bell[], nowMs: number): BellJob[] {
  const jobs = new Map<string, BellJob & { data: { keys: string[] } }>();
  for (const { topic, key, dueMs } of bells) {
    const id = `${topic} ${dueMs ?? ''}`;
    const job = jobs.get(id);
    if (job !== undefined) {
      job.data.keys.push(key);
      continue;
    }
    const delay = dueMs === undefined ? 0 : Math.max(0, dueMs - nowMs);
    jobs.set(id, { name: topic, data: { keys: [key] }, opts: { ...LEAVE_NOTHING, delay } });
  }
  return [...jobs.values()];
}
