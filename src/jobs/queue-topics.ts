import type { Work } from './queue-dispatch.js';

/** Everything that is rung for. A closed list: every topic has one handler where work is done. */
export const TOPICS = [
  'lane',
  'relay',
  'due',
  'sweep',
  'watch',
  'media',
  'news',
  'payments',
] as const;

export type Topic = (typeof TOPICS)[number];

/** What the queue has done since it was opened, and what it holds now; for gauges and counters. */
export interface QueueCounts {
  /** Calls of `wake` and `at`. */
  readonly rung: number;
  /** Of these, heard in this process without a way through the queue. */
  readonly heardHere: number;
  /** Sent to the queue, and heard from it. */
  readonly sent: number;
  readonly heard: number;
  /** Lost: the buffer was full, closing ran out of time, or nobody here works the topic. */
  readonly dropped: number;
  /** Calls to the queue that failed. */
  readonly failedCalls: number;
  /** Handlers started, and of these failed. */
  readonly runs: number;
  readonly failedRuns: number;
  /** Now: keys waiting for their handler, handlers running, rings waiting to leave. */
  readonly waiting: number;
  readonly running: number;
  readonly leaving: number;
  /** Whether the queue is open; without it rings are kept and sweeps do the work. */
  readonly open: boolean;
}

/**
 * Doorbells. Postgres is the truth of what is to be done; a ring only says "look now", and every
 * ring can be lost: whoever uses this has a sweep that finds what nobody rang for.
 *
 * Nothing here throws because the queue is away, and nothing waits for it but `close`.
 */
export interface Queues {
  /**
   * Rings for a key, soon. Rings for one key that come together are one; a ring while the key's
   * handler runs causes one more run after it. Call it after the commit, never before.
   */
  wake(topic: Topic, key: string): void;
  /** Rings for a key at a time (ms since the epoch), never before it, at most a second late. */
  at(topic: Topic, key: string, atMs: number): void;
  /**
   * Rings for (topic, '') again and again, once in each interval for all processes together;
   * where the topic is worked, also while the queue is away. Call it once per topic at start.
   */
  every(topic: Topic, every_ms: number): void;
  /** Takes rings of a topic from now on. A process works all topics or none. */
  work(topic: Topic, handler: Work['handler'], options: { readonly concurrency: number }): void;
  /** Resolves when the queue was tried once; false when it is away (trying goes on). */
  opened(): Promise<boolean>;
  counts(): QueueCounts;
  /**
   * Takes no more rings, gives what waits back to the queue, and waits for running handlers up to
   * the limit. True when none was left running. May be called more than once.
   */
  close(limit_ms?: number): Promise<boolean>;
}
