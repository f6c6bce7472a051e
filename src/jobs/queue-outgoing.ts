import { setTimeout as pause } from 'node:timers/promises';
import { LIMITS } from '../base/limits.js';
import type { Universe } from '../base/universe.js';

/** A ring on its way to the queue; `dueMs` is set for one that is to sound later. */
export interface Bell<T extends string = string> {
  readonly topic: T;
  readonly key: string;
  readonly dueMs: number | undefined;
}

export interface OutgoingEvents<T extends string> {
  /** Sends a batch; throws when the queue is away. */
  send(bells: readonly Bell<T>[]): Promise<void>;
  /** Sending failed and will be tried again. */
  delayed(error: unknown, waiting: number): void;
  /** The buffer is full, or closing ran out of time: these are for the sweep to find. */
  dropped(count: number): void;
}

/**
 * Rings between a caller who must not wait and a queue that may be away. Nothing here throws.
 *
 * - A first ring for a (topic, key) leaves at once; more within the window become one ring at its
 *   end. A ring for what is still waiting to leave is the same ring.
 * - Rings leave in batches, one batch at a time and with a gap between: whatever comes meanwhile
 *   makes the next batch.
 * - While the queue is away they are kept, up to a limit, and tried again with growing pauses.
 */
export class Outgoing<T extends string> {
  readonly #universe: Universe;
  readonly #events: OutgoingEvents<T>;
  readonly #buffer = new Map<string, Bell<T>>();
  /** Rung within the window; true when rung again. */
  readonly #recent = new Map<string, Bell<T> | undefined>();
  /** Buckets that were rung for already, with the time after which they can be forgotten. */
  readonly #scheduled = new Map<string, number>();
  #window: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #pause_ms = 0;
  #flushing: Promise<void> | undefined;
  #planned = false;
  #underWay = 0;
  #closed = false;

  constructor(universe: Universe, events: OutgoingEvents<T>) {
    this.#universe = universe;
    this.#events = events;
  }

  /** Rings that have not left, those of a call under way included. */
  get waiting(): number {
    return this.#buffer.size + this.#underWay;
  }

  ring(topic: T, key: string): void {
    const id = `${topic} ${key}`;
    const bell: Bell<T> = { topic, key, dueMs: undefined };
    if (this.#recent.has(id)) {
      this.#recent.set(id, bell);
      return;
    }
    if (this.#recent.size < LIMITS.queue_buffer_max) this.#recent.set(id, undefined);
    this.#window ??= setTimeout(() => this.#closeWindow(), LIMITS.queue_window_ms).unref();
    this.#put(id, bell);
  }

  /** A ring for later; one per topic, key and bucket of time, never before `atMs`. */
  at(topic: T, key: string, atMs: number): void {
    const nowMs = this.#universe.nowMs();
    if (atMs <= nowMs) {
      this.ring(topic, key);
      return;
    }
    const dueMs = bucketOf(atMs, nowMs);
    const id = `${topic} ${key} ${dueMs}`;
    if (this.#scheduled.has(id)) return;
    if (this.#scheduled.size >= LIMITS.queue_scheduled_max) this.#forgetPast(nowMs);
    if (this.#scheduled.size < LIMITS.queue_scheduled_max) this.#scheduled.set(id, dueMs);
    this.#put(id, { topic, key, dueMs });
  }

  /** Sends what is there; resolves when it is sent or the limit is over. Then takes no more. */
  async close(limit_ms: number): Promise<void> {
    this.#closeWindow();
    clearTimeout(this.#window);
    const over = new Promise<void>((resolve) => setTimeout(resolve, limit_ms).unref());
    await Promise.race([this.#flush(), over]);
    this.#closed = true;
    clearTimeout(this.#retry);
    if (this.#buffer.size > 0) this.#events.dropped(this.#buffer.size);
    this.#buffer.clear();
  }

  #put(id: string, bell: Bell<T>): void {
    if (this.#closed || this.#buffer.size >= LIMITS.queue_buffer_max) {
      if (!this.#buffer.has(id)) this.#events.dropped(1);
      return;
    }
    this.#buffer.set(id, bell);
    if (this.#planned || this.#flushing !== undefined || this.#retry !== undefined) return;
    this.#planned = true;
    // Whatever is rung in this turn of the event loop leaves together.
    setImmediate(() => {
      this.#planned = false;
      void this.#flush();
    });
  }

  #closeWindow(): void {
    const again = [...this.#recent.entries()];
    this.#recent.clear();
    this.#window = undefined;
    for (const [id, bell] of again) if (bell !== undefined) this.#put(id, bell);
  }

  #flush(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    return (this.#flushing ??= this.#sendAll().finally(() => {
      this.#flushing = undefined;
    }));
  }

  async #sendAll(): Promise<void> {
    while (this.#buffer.size > 0 && !this.#closed) {
      const batch = [...this.#buffer].slice(0, LIMITS.queue_batch_max);
      // Taken out before the call: a ring during the call is a new ring.
      for (const [id] of batch) this.#buffer.delete(id);
      this.#underWay = batch.length;
      try {
        await this.#events.send(batch.map(([, bell]) => bell));
        this.#underWay = 0;
        this.#pause_ms = 0;
        // Under load batches grow instead of calls.
        await pause(LIMITS.queue_send_gap_ms);
      } catch (error) {
        this.#underWay = 0;
        this.#takeBack(batch);
        this.#events.delayed(error, this.#buffer.size);
        this.#retryLater();
        return;
      }
    }
  }

  #takeBack(batch: readonly (readonly [string, Bell<T>])[]): void {
    let dropped = 0;
    for (const [id, bell] of batch) {
      if (this.#closed || this.#buffer.size >= LIMITS.queue_buffer_max) dropped += 1;
      else this.#buffer.set(id, bell);
    }
    if (dropped > 0) this.#events.dropped(dropped);
  }

  #retryLater(): void {
    const doubled = Math.max(this.#pause_ms * 2, LIMITS.queue_retry_ms_min);
    this.#pause_ms = Math.min(doubled, LIMITS.queue_retry_ms_max);
    if (this.#closed) return;
    this.#retry = setTimeout(() => void this.#flush(), this.#pause_ms).unref();
  }

  #forgetPast(nowMs: number): void {
    for (const [id, dueMs] of this.#scheduled) if (dueMs <= nowMs) this.#scheduled.delete(id);
  }
}

/**
 * The end of the bucket of time that holds `atMs`: never early, since a bell that rings before
 * its work is due finds nothing. Near times have small buckets: a send that waits its turn should
 * not wait a second longer.
 */
export function bucketOf(atMs: number, nowMs: number): number {
  const near = atMs - nowMs < LIMITS.queue_near_ms;
  const bucket_ms = near ? LIMITS.queue_bucket_near_ms : LIMITS.queue_bucket_ms;
  return Math.ceil(atMs / bucket_ms) * bucket_ms;
}
