import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Log } from '../../src/base/log.js';
import { realUniverse } from '../../src/base/universe.js';
import { openQueues, type Queues } from '../../src/jobs/queues.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { openTestRedis, until, whyNoRedis, type TestRedis } from '../support/redis.js';

/** What the contract needs of a backend. */
interface Backend {
  open(namespace: string): Queues;
  /** Jobs that BullMQ still holds, schedulers' next ones aside. */
  left(namespace: string): Promise<number>;
  /** Takes everything out of the queue, schedules too. */
  empty(): Promise<void>;
  /** Breaks every connection, as a restart or a failover does. */
  breakConnections(): Promise<void>;
  close(): Promise<void>;
}

const universe = realUniverse();
const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const noRedis = whyNoRedis();

contract('Postgres', openPostgresBackend);
if (noRedis === undefined) contract('Redis', openRedisBackend);
else test.skip(`the same on Redis: ${noRedis}`, silent);

async function openPostgresBackend(): Promise<Backend> {
  const database: TestDatabase = await openTestDatabase();
  const ask = async (sql: string, values: unknown[]): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    return client.query(sql, values).finally(() => client.end());
  };
  return {
    open: (namespace) =>
      openQueues({
        redisUrl: undefined,
        postgresUrl: database.queueUrl,
        universe,
        log,
        namespace,
      }),
    left: async (namespace) =>
      (await ask('select from bull.job where queue = $1 and scheduler_id is null', [namespace]))
        .rowCount ?? 0,
    empty: async () => {
      await ask('truncate bull.job, bull.scheduler cascade', []);
    },
    breakConnections: async () => {
      await ask(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = $1 and usename = 'pasal_queue'`,
        [database.name],
      );
    },
    close: () => database.drop(),
  };
}

async function openRedisBackend(): Promise<Backend> {
  const redis: TestRedis = await openTestRedis();
  const client = new Redis(redis.url);
  client.on('error', silent);
  return {
    open: (namespace) =>
      openQueues({ redisUrl: redis.url, postgresUrl: undefined, universe, log, namespace }),
    left: async (namespace) => {
      const jobs = await client.keys(`${namespace}:bells:[0-9]*`);
      return jobs.filter((key) => /:\d+$/.test(key)).length;
    },
    empty: async () => {
      await client.flushdb();
    },
    breakConnections: async () => {
      if (redis.own) {
        await redis.stop();
        await redis.start();
      } else await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    },
    close: async () => {
      client.disconnect();
      await redis.close();
    },
  };
}

function contract(name: string, openBackend: () => Promise<Backend>): void {
  describe(`doorbells on ${name}`, () => {
    let backend: Backend;
    let namespace: string;
    let opened: Queues[];

    beforeAll(async () => {
      backend = await openBackend();
    });
    afterAll(() => backend.close());
    beforeEach(() => {
      namespace = `test-${universe.newId()}`;
      opened = [];
    });
    afterEach(() => Promise.all(opened.map((queues) => queues.close(1000))));

    /** One process; as far as the queue is concerned they share nothing but it. */
    async function open(): Promise<Queues> {
      const queues = backend.open(namespace);
      opened.push(queues);
      expect(await queues.opened()).toBe(true);
      return queues;
    }

    /** A process that works `lane` and notes what it hears. */
    async function openWorker(concurrency = 10): Promise<{ queues: Queues; heard: string[] }> {
      const queues = await open();
      const heard: string[] = [];
      queues.work('lane', async (key) => void heard.push(key), { concurrency });
      return { queues, heard };
    }

    test('a ring in one process is heard in another, once, and leaves nothing behind', async () => {
      const ringer = await open();
      const { heard } = await openWorker();
      ringer.wake('lane', '7');
      await until('the ring is heard', () => heard.length > 0);
      ringer.wake('lane', '8');
      await until('the next is heard', () => heard.length > 1);
      expect(heard).toEqual(['7', '8']);
      await until('the queue is empty', async () => (await backend.left(namespace)) === 0);
    });

    test('a ring before anybody works is heard when somebody does', async () => {
      const ringer = await open();
      ringer.wake('lane', 'early');
      await until('it left', () => ringer.counts().sent === 1);
      const { heard } = await openWorker();
      await until('it is heard', () => heard.length === 1);
    });

    test('many keys all arrive, a few at a time', async () => {
      const ringer = await open();
      const worker = await open();
      const heard = new Set<string>();
      let running = 0;
      let together = 0;
      const handle = async (key: string): Promise<void> => {
        together = Math.max(together, (running += 1));
        await pause(1);
        heard.add(key);
        running -= 1;
      };
      worker.work('lane', handle, { concurrency: 4 });
      for (let i = 0; i < 800; i += 1) ringer.wake('lane', `key-${i}`);
      await until('all are heard', () => heard.size === 800);
      expect(together).toBeLessThanOrEqual(4);
      expect(ringer.counts()).toMatchObject({ sent: 800, dropped: 0, failedCalls: 0 });
    });

    test('rings for one key that come together are one or two', async () => {
      const ringer = await open();
      const { heard } = await openWorker();
      for (let i = 0; i < 1000; i += 1) ringer.wake('lane', 'same');
      await until('it is heard', () => heard.length > 0);
      await until('all have left', () => ringer.counts().leaving === 0);
      expect(ringer.counts().sent).toBeLessThanOrEqual(2);
    });

    test('what is written before a ring is seen by a run after it', async () => {
      const ringer = await open();
      const worker = await open();
      let written = 0;
      let seen = 0;
      let running = 0;
      let together = 0;
      const handle = async (): Promise<void> => {
        together = Math.max(together, (running += 1));
        const now = written;
        await pause(3);
        seen = now;
        running -= 1;
      };
      worker.work('lane', handle, { concurrency: 10 });
      for (let i = 1; i <= 200; i += 1) {
        written = i;
        ringer.wake('lane', 'same');
        await pause(1);
      }
      await until('the last write is seen', () => seen === 200);
      expect(together).toBe(1);
    });

    test('a ring in a process that works the topic does not go through the queue', async () => {
      const { queues, heard } = await openWorker();
      queues.wake('lane', 'here');
      expect(heard).toEqual([]);
      await until('it is heard', () => heard.length === 1);
      expect(queues.counts()).toMatchObject({ heardHere: 1, sent: 0, runs: 1 });
    });

    test('a ring for later is heard at its time, once', async () => {
      const ringer = await open();
      const worker = await open();
      const heardMs: number[] = [];
      worker.work('lane', async () => void heardMs.push(universe.nowMs()), { concurrency: 1 });
      const atMs = universe.nowMs() + 300;
      for (let i = 0; i < 20; i += 1) ringer.at('lane', 'later', atMs);
      ringer.at('lane', 'later', universe.nowMs() - 1000);
      await until('the one for now is heard', () => heardMs.length === 1);
      await until('the one for later is heard', () => heardMs.length === 2);
      expect(heardMs[1]).toBeGreaterThanOrEqual(atMs);
      await until('the queue is empty', async () => (await backend.left(namespace)) === 0);
      expect(heardMs).toHaveLength(2);
    });

    test('an interval of several processes rings once for all of them', async () => {
      const heardMs: number[] = [];
      const every_ms = 300;
      const handle = async (): Promise<void> => void heardMs.push(universe.nowMs());
      for (const queues of await Promise.all([open(), open(), open()])) {
        queues.work('lane', handle, { concurrency: 1 });
        queues.every('lane', every_ms);
      }
      await until('it rang some times', () => heardMs.length >= 6);
      // The first comes at once, and now and then asking for it again adds one.
      const intervals = ((heardMs.at(-1) ?? 0) - (heardMs[0] ?? 0)) / every_ms;
      expect(intervals).toBeGreaterThan(3);
    });

    test('an interval comes back after the queue was emptied', async () => {
      const { queues, heard } = await openWorker();
      queues.every('lane', 100);
      await until('it rings', () => heard.length >= 2);
      await backend.empty();
      const before = heard.length;
      await until('it rings again', () => heard.length >= before + 3);
    });

    test('a handler that fails is rung again', async () => {
      const worker = await open();
      let tries = 0;
      const handle = async (): Promise<void> => {
        tries += 1;
        if (tries === 1) throw new Error('not today');
      };
      worker.work('lane', handle, { concurrency: 1 });
      worker.wake('lane', 'hard');
      await until('it is tried again', () => tries === 2);
      expect(worker.counts()).toMatchObject({ failedRuns: 1, runs: 2 });
    });

    test('closing waits for what runs and gives what waits to others', async () => {
      const leaving = await open();
      const finished: string[] = [];
      let started = (): void => undefined;
      const running = new Promise<void>((resolve) => (started = resolve));
      const handle = async (key: string): Promise<void> => {
        started();
        await pause(100);
        finished.push(key);
      };
      leaving.work('lane', handle, { concurrency: 1 });
      for (const key of ['first', 'second', 'third']) leaving.wake('lane', key);
      await running;
      expect(await leaving.close()).toBe(true);
      expect(finished).toEqual(['first']);
      leaving.wake('lane', 'too late');
      const { heard } = await openWorker();
      await until('the others are heard', () => heard.length === 2);
      expect(heard.sort()).toEqual(['second', 'third']);
    });

    test('closing does not wait for ever, and says so', async () => {
      const queues = await open();
      let finish = (): void => undefined;
      const stuck = new Promise<void>((resolve) => (finish = resolve));
      queues.work('lane', () => stuck, { concurrency: 1 });
      queues.wake('lane', 'stuck');
      await until('it runs', () => queues.counts().running === 1);
      expect(await queues.close(50)).toBe(false);
      finish();
    });

    test('rings outlive the loss of every connection', async () => {
      const ringer = await open();
      const { heard } = await openWorker();
      ringer.wake('lane', 'before');
      await until('it works', () => heard.length === 1);
      await backend.breakConnections();
      for (let i = 0; i < 50; i += 1) ringer.wake('lane', `after-${i}`);
      await until('all are heard again', () => new Set(heard).size === 51);
    });
  });
}

describe('doorbells without a queue', () => {
  const dead = { redisUrl: 'redis://127.0.0.1:1', postgresUrl: undefined, universe, log };
  const deadPostgres = {
    ...dead,
    redisUrl: undefined,
    postgresUrl: 'postgres://a:b@127.0.0.1:1/c',
  };

  test.each([
    ['Redis', dead],
    ['Postgres', deadPostgres],
  ])('on %s that is away nothing throws, and own rings are heard', async (_name, options) => {
    const queues = openQueues(options);
    const heard: string[] = [];
    queues.every('sweep', 50);
    queues.work('sweep', async (key) => void heard.push(key), { concurrency: 1 });
    queues.wake('sweep', 'here');
    queues.wake('relay', 'elsewhere');
    queues.at('relay', 'elsewhere', universe.nowMs() + 10_000);
    await until('the ring and an interval are heard', () => heard.length >= 2);
    expect(heard.slice(0, 2)).toEqual(['here', '']);
    expect(queues.counts()).toMatchObject({ open: false, leaving: 2, sent: 0 });
    expect(await queues.close(1000)).toBe(true);
    expect(queues.counts()).toMatchObject({ dropped: 2 });
  });

  test('the buffer has a limit', async () => {
    const queues = openQueues(dead);
    for (let i = 0; i < 12_000; i += 1) queues.wake('lane', `key-${i}`);
    expect(queues.counts()).toMatchObject({ leaving: 10_000, dropped: 2_000 });
    await queues.close(1000);
  });
});
