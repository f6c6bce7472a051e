import { LIMITS } from '../base/limits.js';

/** What a topic's doorbell calls. Throwing is a failure: logged, counted, tried again later. */
export type Handler = (key: string) => Promise<void>;

export interface Work {
  readonly handler: Handler;
  /** How many keys are handled at the same time in this process. */
  readonly concurrency: number;
}

/** What happens to keys that this process cannot see through. */
export interface DispatchEvents {
  /** A ring that must be heard elsewhere: this process stops taking. */
  left(key: string): void;
  /** The handler threw; `tries` counts failures of this key without a success between. */
  failed(key: string, error: unknown, tries: number): void;
}

/**
 * The doorbell of one topic inside one process. A key waits, runs, or runs with one more run
 * asked for: it never runs twice at once, and a ring during a run is never lost. Keys run in the
 * order of their first ring.
 */
export class Dispatcher {
  readonly #work: Work;
  readonly #events: DispatchEvents;
  /** A Set keeps the order of insertion: the queue and its index in one. */
  readonly #waiting = new Set<string>();
  /** Running keys; true when rung again meanwhile. */
  readonly #running = new Map<string, boolean>();
  readonly #failures = new Map<string, number>();
  #pumpPlanned = false;
  #stopped = false;
  #idle: (() => void)[] = [];
  runs = 0;

  constructor(work: Work, events: DispatchEvents) {
    this.#work = work;
    this.#events = events;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Whether a ring for this key would add to what waits. */
  isFull(key: string): boolean {
    if (this.#running.has(key) || this.#waiting.has(key)) return false;
    return this.#waiting.size >= LIMITS.queue_waiting_keys_max;
  }

  /**
   * Rings for a key; the handler starts in a later turn of the event loop, so that whoever rings
   * can first finish (answer its request, say) and rings of one batch are seen together.
   */
  ring(key: string): void {
    if (this.#running.has(key)) {
      this.#running.set(key, true);
      return;
    }
    if (this.#stopped) {
      this.#events.left(key);
      return;
    }
    this.#waiting.add(key);
    this.#planPump();
  }

  /** Starts nothing more and gives away what waits. */
  stop(): void {
    this.#stopped = true;
    for (const key of this.#waiting) this.#events.left(key);
    this.#waiting.clear();
  }

  /** Resolves when nothing runs any more. Only after `stop`. */
  drained(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #planPump(): void {
    if (this.#pumpPlanned || this.#running.size >= this.#work.concurrency) return;
    this.#pumpPlanned = true;
    setImmediate(() => {
      this.#pumpPlanned = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (const key of this.#waiting) {
      if (this.#running.size >= this.#work.concurrency) return;
      this.#waiting.delete(key);
      this.#running.set(key, false);
      void this.#run(key);
    }
  }

  async #run(key: string): Promise<void> {
    this.runs += 1;
    try {
      await this.#work.handler(key);
      this.#failures.delete(key);
    } catch (error) {
      this.#countFailure(key, error);
    }
    const again = this.#running.get(key) === true;
    this.#running.delete(key);
    if (again) this.ring(key);
    this.#planPump();
    if (this.#running.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #countFailure(key: string, error: unknown): void {
    const tries = (this.#failures.get(key) ?? 0) + 1;
    if (tries >= LIMITS.queue_tries_max) this.#failures.delete(key);
    else this.#failures.set(key, tries);
    this.#events.failed(key, error, tries);
  }
}
