import { assert } from '../base/assert.js';
import { LIMITS } from '../base/limits.js';
import type { Log } from '../base/log.js';
import type { Universe } from '../base/universe.js';
import { inTime } from './queue-deadline.js';
import { Dispatcher, type Handler } from './queue-dispatch.js';
import { LinkKeeper, type Link, type OpenLink } from './queue-link.js';
import { Outgoing } from './queue-outgoing.js';
import { TOPICS, type QueueCounts, type Queues, type Topic } from './queue-topics.js';

interface Interval {
  readonly every_ms: number;
  readonly timer: NodeJS.Timeout;
  heardMs: number;
  /** The queue did not take it the last time: every interval is rung for here. */
  alone: boolean;
}

/**
 * The doorbells of one process over any queue.
 *
 * A ring for a topic that this process works is heard here at once and does not go through the
 * queue: it is faster by the queue's latency and costs nothing, and a process that dies with it
 * loses no more than a queue would (the sweep finds the work). It goes through the queue when this
 * process has its hands full, or is closing, so that others hear it.
 */
export class Bells implements Queues {
  readonly #universe: Universe;
  readonly #log: Log;
  readonly #outgoing: Outgoing<Topic>;
  readonly #keeper: LinkKeeper;
  readonly #dispatchers = new Map<Topic, Dispatcher>();
  readonly #intervals = new Map<Topic, Interval>();
  readonly #counts = {
    rung: 0,
    heardHere: 0,
    sent: 0,
    heard: 0,
    dropped: 0,
    failedCalls: 0,
    failedRuns: 0,
  };
  #listening: Promise<void> | undefined;
  #away = false;
  #closing: Promise<boolean> | undefined;

  constructor(open: OpenLink, universe: Universe, log: Log) {
    this.#universe = universe;
    this.#log = log;
    this.#outgoing = new Outgoing(universe, {
      send: async (bells) => {
        // What is rung while a process starts is no failure.
        await this.#keeper.attempted;
        await this.#keeper.link.send(bells);
        this.#counts.sent += bells.length;
        this.#sayAway(false);
      },
      delayed: (error, waiting) => {
        this.#counts.failedCalls += 1;
        this.#sayAway(true, error, waiting);
      },
      dropped: (count) => {
        this.#counts.dropped += count;
      },
    });
    this.#keeper = new LinkKeeper(
      open,
      (link) => this.#prepare(link),
      (error) => this.#sayAway(true, error),
      { first_ms: LIMITS.queue_retry_ms_min, last_ms: LIMITS.queue_retry_ms_max },
    );
  }

  wake(topic: Topic, key: string): void {
    this.#counts.rung += 1;
    const here = this.#dispatchers.get(topic);
    if (here === undefined || this.#closing !== undefined || here.isFull(key)) {
      this.#outgoing.ring(topic, key);
      return;
    }
    this.#counts.heardHere += 1;
    here.ring(key);
  }

  at(topic: Topic, key: string, atMs: number): void {
    if (atMs <= this.#universe.nowMs()) {
      this.wake(topic, key);
      return;
    }
    this.#counts.rung += 1;
    this.#outgoing.at(topic, key, atMs);
  }

  every(topic: Topic, every_ms: number): void {
    assert(!this.#intervals.has(topic), `${topic} has its interval already`);
    const timer = setInterval(() => {
      const interval = this.#intervals.get(topic);
      if (interval !== undefined) void this.#tendInterval(topic, interval);
    }, every_ms).unref();
    const interval = { every_ms, timer, heardMs: this.#universe.nowMs(), alone: false };
    this.#intervals.set(topic, interval);
    if (!this.#keeper.isOpen) return;
    interval.alone = true;
    void this.#tendInterval(topic, interval);
  }

  work(topic: Topic, handler: Handler, options: { readonly concurrency: number }): void {
    assert(!this.#dispatchers.has(topic), `${topic} has its handler already`);
    const { concurrency } = options;
    const dispatcher = new Dispatcher(
      { handler, concurrency },
      {
        left: (key) => this.#outgoing.ring(topic, key),
        failed: (key, error, tries) => this.#retryRun(topic, key, error, tries),
      },
    );
    this.#dispatchers.set(topic, dispatcher);
    if (this.#keeper.isOpen) this.#listen(this.#keeper.link).catch(() => undefined);
  }

  async opened(): Promise<boolean> {
    await this.#keeper.attempted;
    return this.#keeper.isOpen;
  }

  counts(): QueueCounts {
    const dispatchers = [...this.#dispatchers.values()];
    const sum = (of: (dispatcher: Dispatcher) => number): number =>
      dispatchers.reduce((total, dispatcher) => total + of(dispatcher), 0);
    return {
      ...this.#counts,
      runs: sum((dispatcher) => dispatcher.runs),
      waiting: sum((dispatcher) => dispatcher.waiting),
      running: sum((dispatcher) => dispatcher.running),
      leaving: this.#outgoing.waiting,
      open: this.#keeper.isOpen,
    };
  }

  close(limit_ms: number = LIMITS.queue_drain_ms_max): Promise<boolean> {
    return (this.#closing ??= this.#close(limit_ms));
  }

  async #close(limit_ms: number): Promise<boolean> {
    for (const { timer } of this.#intervals.values()) clearInterval(timer);
    const dispatchers = [...this.#dispatchers.values()];
    for (const dispatcher of dispatchers) dispatcher.stop();
    if (this.#keeper.isOpen) await this.#keeper.link.deafen().catch(() => undefined);
    const drained = await inTime(
      limit_ms,
      Promise.all(dispatchers.map((dispatcher) => dispatcher.drained())),
    ).then(
      () => true,
      () => false,
    );
    if (!drained) this.#log.error('queue closed over running handlers', { ...this.counts() });
    await this.#outgoing.close(LIMITS.queue_flush_ms_max);
    await inTime(LIMITS.queue_call_ms_max, this.#keeper.close()).catch(() => undefined);
    return drained;
  }

  /** A link that was just opened gets the intervals, and an ear where this process works. */
  async #prepare(link: Link): Promise<void> {
    for (const [topic, { every_ms }] of this.#intervals) await link.every(topic, every_ms);
    if (this.#dispatchers.size > 0 && this.#closing === undefined) await this.#listen(link);
    this.#sayAway(false);
  }

  #listen(link: Link): Promise<void> {
    return (this.#listening ??= link
      .listen((topic, key) => this.#hear(topic, key))
      .catch((error: unknown) => {
        this.#listening = undefined;
        throw error;
      }));
  }

  #hear(name: string, key: string): void {
    this.#counts.heard += 1;
    const topic = TOPICS.find((known) => known === name);
    const here = topic === undefined ? undefined : this.#dispatchers.get(topic);
    if (topic === undefined || here === undefined) {
      // Of another release, or a process that works some topics only: both are to be avoided.
      this.#counts.dropped += 1;
      this.#log.warn('a ring for a topic that is not worked here', { topic: name });
      return;
    }
    const interval = this.#intervals.get(topic);
    if (interval !== undefined && key === '') interval.heardMs = this.#universe.nowMs();
    if (!here.isFull(key)) here.ring(key);
    else this.#outgoing.at(topic, key, this.#universe.nowMs() + LIMITS.queue_full_retry_ms);
  }

  /**
   * The interval has not been heard here for a while: most often because another process heard it,
   * sometimes because the queue lost it (a Redis that was emptied), or is away. Asking for it again
   * changes nothing in the first case and mends the second; in the third we ring for ourselves,
   * since nobody else can.
   */
  async #tendInterval(topic: Topic, interval: Interval): Promise<void> {
    const nowMs = this.#universe.nowMs();
    const patience_ms = interval.every_ms * LIMITS.queue_overdue_intervals;
    if (!interval.alone && nowMs - interval.heardMs < patience_ms) return;
    interval.heardMs = nowMs;
    try {
      await this.#keeper.link.every(topic, interval.every_ms);
      interval.alone = false;
    } catch (error) {
      interval.alone = true;
      this.#sayAway(true, error);
      if (this.#closing === undefined) this.#dispatchers.get(topic)?.ring('');
    }
  }

  #retryRun(topic: Topic, key: string, error: unknown, tries: number): void {
    this.#counts.failedRuns += 1;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#log.error('a handler failed', { topic, key, tries, error: message });
    if (tries >= LIMITS.queue_tries_max) return;
    const pause_ms = LIMITS.queue_failure_pause_ms * 2 ** (tries - 1);
    this.at(topic, key, this.#universe.nowMs() + pause_ms);
  }

  /** Once when it goes and once when it is back; not once per ring. */
  #sayAway(away: boolean, error?: unknown, waiting?: number): void {
    if (away === this.#away || this.#closing !== undefined) return;
    this.#away = away;
    if (!away) this.#log.info('the queue is back');
    else {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.warn('the queue is away', { reason, waiting: waiting ?? this.#outgoing.waiting });
    }
  }
}
