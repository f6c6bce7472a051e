import { MemoryStore } from 'express-rate-limit';
import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import { HTTP } from '../../base/limits.js';
import type { Log } from '../../base/log.js';
import type { Universe } from '../../base/universe.js';

/** Sends one command to Redis and gives its answer, as ioredis's `call` does. */
export type RedisCall = (...command: string[]) => Promise<unknown>;

/**
 * Where hits are counted: in Redis for all processes together, and in this process where there is
 * no Redis or it does not answer. Counting must not depend on a messenger being there: away, each
 * process keeps to the limits by itself.
 */
export function openCounts(
  prefix: string,
  parts: { readonly redis: RedisCall | undefined; readonly log: Log; readonly universe: Universe },
): Store {
  const { redis, log, universe } = parts;
  const memory = new MemoryStore();
  if (redis === undefined) return memory;
  const shared = new RedisStore({
    prefix: `pasal:rate:${prefix}:`,
    sendCommand: (...command) => inTime(redis(...command)) as Promise<number>,
  });
  return new SharedCounts({ shared, memory, log, universe });
}

/**
 * Counts in Redis. On a failure it counts in memory for a while, so that requests do not wait for
 * an absent Redis one by one, and then sets Redis up anew and tries again.
 */
class SharedCounts implements Store {
  readonly localKeys = false;
  readonly #shared: RedisStore;
  readonly #memory: MemoryStore;
  readonly #log: Log;
  readonly #universe: Universe;
  #options: Options | undefined;
  #awayUntilMs: number | undefined;

  constructor(parts: {
    readonly shared: RedisStore;
    readonly memory: MemoryStore;
    readonly log: Log;
    readonly universe: Universe;
  }) {
    this.#shared = parts.shared;
    this.#memory = parts.memory;
    this.#log = parts.log;
    this.#universe = parts.universe;
  }

  init(options: Options): void {
    this.#options = options;
    this.#memory.init(options);
    this.#setUp();
  }

  increment(key: string): Promise<ClientRateLimitInfo> {
    return this.#either((store) => store.increment(key));
  }

  decrement(key: string): Promise<void> {
    return this.#either((store) => store.decrement(key));
  }

  resetKey(key: string): Promise<void> {
    return this.#either((store) => store.resetKey(key));
  }

  async #either<T>(work: (store: RedisStore | MemoryStore) => T | Promise<T>): Promise<T> {
    const nowMs = this.#universe.nowMs();
    if (this.#awayUntilMs !== undefined && nowMs < this.#awayUntilMs) return work(this.#memory);
    try {
      if (this.#awayUntilMs !== undefined) this.#setUp();
      const result = await work(this.#shared);
      this.#awayUntilMs = undefined;
      return result;
    } catch (error) {
      if (this.#awayUntilMs === undefined) {
        this.#log.warn('rate limits are counted in this process alone', { error });
      }
      this.#awayUntilMs = nowMs + HTTP.rate_store_pause_ms;
      return work(this.#memory);
    }
  }

  /** The scripts are loaded into Redis; it forgets them when it restarts. */
  #setUp(): void {
    if (this.#options) this.#shared.init(this.#options).catch(() => undefined);
  }
}

/** A command is not waited for when Redis does not answer: clients queue while they reconnect. */
async function inTime(answer: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new Error('redis did not answer in time'));
    timer = setTimeout(giveUp, HTTP.rate_store_ms_max);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
