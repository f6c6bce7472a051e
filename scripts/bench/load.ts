import { setTimeout as pause } from 'node:timers/promises';
import type { Reached } from './double-process.js';
import { preciseNowMs } from './precise-clock.js';
import { benchRetailer, bodyOf, nextAct } from './retailer.js';
import type { BenchRetailer } from './retailer.js';
import { Tally } from './tally.js';
import type { Posted } from './tally.js';
import type { WebhookPool } from './webhook-pool.js';

export interface LoadSettings {
  /** Names the wamids of this scenario. */
  readonly scenario: string;
  readonly retailers: number;
  readonly untilMs: number;
}

/** A reply that takes longer is given up by its retailer; the accounts still look for it. */
const PATIENCE_MS = 20_000;
const PATIENCE_LOOK_MS = 1_000;
const TICK_MS = 1;

/** Plays the retailers: closed or open loop. */
export class Load {
  readonly tally = new Tally();
  readonly #settings: LoadSettings;
  readonly #pool: WebhookPool;
  readonly #retailers: readonly BenchRetailer[];
  readonly #byPhone: ReadonlyMap<string, BenchRetailer>;
  readonly #waiting = new Map<
    BenchRetailer,
    { readonly sinceMs: number; readonly giveUp: () => void }
  >();
  #next = 0;
  #latestLagMs = 0;
  #givenUp = 0;
  #unoffered = 0;

  constructor(settings: LoadSettings, pool: WebhookPool) {
    this.#settings = settings;
    this.#pool = pool;
    this.#retailers = Array.from({ length: settings.retailers }, (_, i) => benchRetailer(i + 1));
    this.#byPhone = new Map(this.#retailers.map((retailer) => [retailer.phone, retailer]));
  }

  /** How late the generator itself was at most: it must not be what is measured. */
  get lagMsMax(): number {
    return Math.round(this.#latestLagMs * 10) / 10;
  }

  get givenUp(): number {
    return this.#givenUp;
  }

  /** Messages of the open loop that nobody could write, since everybody waited for a reply. */
  get unoffered(): number {
    return this.#unoffered;
  }

  /** What reached the double: counted, and handed to whoever waits for it. */
  hear(batch: readonly Reached[]): void {
    for (const [outboxId, to, atMs, button] of batch) {
      this.tally.noteReached(outboxId, atMs);
      const retailer = this.#byPhone.get(to);
      if (retailer === undefined) continue;
      if (button.startsWith('confirm:')) retailer.confirmId = button;
      retailer.heard?.(atMs);
    }
  }

  /** `slots` retailers at a time, each waiting for its reply; after ten turns the next one. */
  async runClosed(slots: number): Promise<void> {
    const patience = setInterval(() => this.#loosePatience(), PATIENCE_LOOK_MS);
    await Promise.all(Array.from({ length: slots }, () => this.#runSlot()));
    clearInterval(patience);
  }

  async #runSlot(): Promise<void> {
    const { untilMs } = this.#settings;
    while (preciseNowMs() < untilMs) {
      const retailer = this.#nextFree();
      if (retailer === undefined) throw new RangeError('there are more slots than retailers');
      for (let turn = 0; turn < retailer.deck.length && preciseNowMs() < untilMs; turn += 1) {
        await this.#turn(retailer);
      }
    }
  }

  /**
   * `perSecond` messages at random moments (a Poisson process: people do not wait for each other),
   * whatever the service does. Returns when all have been answered or given up.
   */
  async runOpen(perSecond: number): Promise<void> {
    const { untilMs } = this.#settings;
    const patience = setInterval(() => this.#loosePatience(), PATIENCE_LOOK_MS);
    const turns: Promise<void>[] = [];
    const gapMs = (): number => (-Math.log(1 - Math.random()) / perSecond) * 1000;
    let dueMs = preciseNowMs() + gapMs();
    while (dueMs < untilMs) {
      const nowMs = preciseNowMs();
      for (; dueMs <= nowMs; dueMs += gapMs()) {
        this.#latestLagMs = Math.max(this.#latestLagMs, nowMs - dueMs);
        const retailer = this.#nextFree();
        if (retailer === undefined) this.#unoffered += 1;
        else turns.push(this.#turn(retailer));
      }
      await pause(TICK_MS);
    }
    await Promise.all(turns);
    clearInterval(patience);
  }

  /** The next retailer in turn who is not waiting for a reply; undefined when all are. */
  #nextFree(): BenchRetailer | undefined {
    const from = this.#next;
    do {
      const retailer = this.#retailers[this.#next % this.#retailers.length];
      this.#next += 1;
      if (retailer?.heard === undefined) return retailer;
    } while (this.#next - from < this.#retailers.length);
    return undefined;
  }

  /** Posts one message; resolves with its reply, or when patience is over. */
  #turn(retailer: BenchRetailer): Promise<void> {
    const { act, say } = nextAct(retailer);
    const wamid = `wamid.${this.#settings.scenario}.${this.tally.posted.length}`;
    const body = bodyOf(retailer, wamid, say);
    const sentAtMs = preciseNowMs();
    const posted: Posted = { wamid, act, sentAtMs, status: 0, ackMs: 0, repliedAtMs: 0 };
    this.tally.posted.push(posted);
    return new Promise((resolve) => {
      const finish = (): void => {
        retailer.heard = undefined;
        this.#waiting.delete(retailer);
        resolve();
      };
      retailer.heard = (atMs) => {
        posted.repliedAtMs = atMs;
        finish();
      };
      this.#waiting.set(retailer, { sinceMs: sentAtMs, giveUp: finish });
      this.#pool.post(body, (status) => {
        posted.status = status;
        posted.ackMs = preciseNowMs() - sentAtMs;
        if (status !== 200 && posted.repliedAtMs === 0) finish();
      });
    });
  }

  #loosePatience(): void {
    const nowMs = preciseNowMs();
    for (const { sinceMs, giveUp } of this.#waiting.values()) {
      if (nowMs - sinceMs < PATIENCE_MS) continue;
      this.#givenUp += 1;
      giveUp();
    }
  }
}
