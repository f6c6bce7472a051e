/** A message that the double of the Graph API took. */
export interface SentMessage {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  /** When its request had wholly arrived. */
  readonly atMs: number;
  readonly phoneNumberId: string;
  /** E.164 or a user id. */
  readonly to: string;
  readonly id: string;
  /** What was attached to it, and comes back in its statuses. */
  readonly callbackData: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The latest messages, as many as fit, and those who wait for the next. */
export class SentLog {
  readonly #max: number;
  #messages: SentMessage[] = [];
  #seq = 0;
  #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  get count(): number {
    return this.#seq;
  }

  add(message: Omit<SentMessage, 'seq'>): SentMessage {
    this.#seq += 1;
    const added = { seq: this.#seq, ...message };
    this.#messages.push(added);
    // Cut by halves: taking off the first one each time would copy the whole list each time.
    if (this.#messages.length > 2 * this.#max) this.#messages = this.#messages.slice(-this.#max);
    this.wake();
    return added;
  }

  /** Those after `seq`, oldest first, at most `limit`; what was forgotten is passed over. */
  after(seq: number, limit: number): readonly SentMessage[] {
    const first = this.#messages[0]?.seq ?? 1;
    const from = Math.max(0, seq - first + 1);
    return this.#messages.slice(from, from + limit);
  }

  /** Like `after`, but waits up to `waitMs` while there is none. */
  async next(seq: number, limit: number, waitMs: number): Promise<readonly SentMessage[]> {
    if (this.#seq <= seq && waitMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.after(seq, limit);
  }

  /** Lets everyone who waits look again. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const look of waiting) look();
  }
}
