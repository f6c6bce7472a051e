import { Redis } from 'ioredis';
import type { Options, Store } from 'express-rate-limit';
import { realUniverse } from '../../src/base/universe.js';
import { HTTP } from '../../src/base/limits.js';
import { openLoginTries } from '../../src/http/api/login-tries.js';
import { openCounts } from '../../src/http/api/rate-limits.js';
import type { RedisCall } from '../../src/http/api/rate-limits.js';
import { openTestRedis, whyNoRedis } from '../support/redis.js';
import type { TestRedis } from '../support/redis.js';
import { recordingLog } from './support.js';

const universe = realUniverse();

function counting(prefix: string, redis: RedisCall | undefined, log = recordingLog()): Store {
  const store = openCounts(prefix, { redis, log, universe });
  void store.init?.({ windowMs: 60_000 } as Options);
  return store;
}

const hitsOf = async (store: Store, key: string): Promise<number> =>
  (await store.increment(key)).totalHits;

describe('counts without Redis', () => {
  test('are those of the process', async () => {
    const [one, other] = [counting('read', undefined), counting('read', undefined)];
    expect(await hitsOf(one, 'a')).toBe(1);
    expect(await hitsOf(one, 'a')).toBe(2);
    expect(await hitsOf(other, 'a')).toBe(1);
  });

  test.each([
    ['refuses', (): Promise<never> => Promise.reject(new Error('away'))],
    ['never answers', (): Promise<never> => new Promise(() => undefined)],
  ])('go on when Redis %s, and the log says so once', async (_what, redis) => {
    const log = recordingLog();
    const store = counting('read', redis, log);
    expect(await hitsOf(store, 'a')).toBe(1);
    expect(await hitsOf(store, 'a')).toBe(2);
    await store.resetKey('a');
    expect(await hitsOf(store, 'a')).toBe(1);
    expect(log.lines.map((line) => line.level)).toEqual(['warn']);
  });
});

describe('failed logins', () => {
  test('say how long to wait, never longer than the window', async () => {
    const tries = openLoginTries(
      openCounts('account', { redis: undefined, log: recordingLog(), universe }),
      universe,
    );
    for (let i = 0; i < HTTP.failed_logins_per_account_max; i += 1) {
      expect(await tries.take('a@example.org')).toBe(0);
    }
    const wait_s = await tries.take('a@example.org');
    expect(wait_s).toBeGreaterThan(0);
    expect(wait_s).toBeLessThanOrEqual(HTTP.login_window_ms / 1000);
    expect(await tries.take('b@example.org')).toBe(0);
    await tries.forgive('a@example.org');
    expect(await tries.take('a@example.org')).toBe(0);
  });
});

const onRedis = whyNoRedis() === undefined ? describe : describe.skip;

onRedis('counts in Redis', () => {
  let server: TestRedis;
  let redis: Redis;
  const call: RedisCall = (...command) => redis.call(...(command as [string, ...string[]]));

  beforeAll(async () => {
    server = await openTestRedis();
    redis = new Redis(server.url, { lazyConnect: true });
    redis.on('error', () => undefined);
  });

  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });

  test('are shared by processes and end with their window', async () => {
    const prefix = universe.newId();
    const [one, other] = [counting(prefix, call), counting(prefix, call)];
    expect(await hitsOf(one, 'a')).toBe(1);
    const second = await other.increment('a');
    expect(second.totalHits).toBe(2);
    expect(second.resetTime?.getTime()).toBeLessThanOrEqual(universe.nowMs() + 60_000);
    const ttl_ms = await redis.pttl(`pasal:rate:${prefix}:a`);
    expect(ttl_ms).toBeGreaterThan(0);
    await one.resetKey('a');
    expect(await hitsOf(other, 'a')).toBe(1);
  });

  test('hold no address of a person', async () => {
    const prefix = universe.newId();
    const tries = openLoginTries(
      openCounts(prefix, { redis: call, log: recordingLog(), universe }),
      universe,
    );
    await tries.take('somebody@example.org');
    const keys = await redis.keys(`pasal:rate:${prefix}:*`);
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toContain('somebody');
  });

  test('go on in the process while Redis is away, and return to it', async () => {
    if (!server.own) return;
    const prefix = universe.newId();
    const log = recordingLog();
    const store = counting(prefix, call, log);
    expect(await hitsOf(store, 'a')).toBe(1);
    await server.stop();
    expect(await hitsOf(store, 'a')).toBe(1);
    expect(await hitsOf(store, 'a')).toBe(2);
    expect(log.lines.map((line) => line.level)).toEqual(['warn']);
    await server.start();
    const until_ms = universe.nowMs() + 10_000;
    let shared: string | null = null;
    while (shared === null && universe.nowMs() < until_ms) {
      await store.increment('b');
      shared = await redis.get(`pasal:rate:${prefix}:b`).catch(() => null);
    }
    expect(Number(shared)).toBeGreaterThan(0);
  });
});
