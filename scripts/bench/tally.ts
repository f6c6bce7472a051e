import type { Act } from './retailer.js';

/** One message of ours and what became of it, as seen from outside. */
export interface Posted {
  readonly wamid: string;
  readonly act: Act;
  readonly sentAtMs: number;
  /** HTTP status of the webhook; 0 while there is no answer. */
  status: number;
  ackMs: number;
  /** When the first reply reached the double; 0 while there is none. */
  repliedAtMs: number;
}

/** Counts of a scenario and its latencies in milliseconds. */
export interface Figures {
  readonly seconds: number;
  readonly accepted: number;
  readonly acceptedPerSecond: number;
  readonly turnsPerSecond: number;
  readonly sendsPerSecond: number;
  /** Webhook sent until its 200. */
  readonly ackMs: Percentiles;
  /** Webhook sent until the sender's reply was at the double. */
  readonly replyMs: Percentiles;
  readonly replyMsByAct: Readonly<Record<Act, Percentiles>>;
}

export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest-rank percentiles, rounded to a tenth. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return Math.round(value * 10) / 10;
  };
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Everything posted and everything that reached the double in one scenario. */
export class Tally {
  readonly posted: Posted[] = [];
  /** How often each of our outbox rows reached the double. */
  readonly reached = new Map<string, number>();
  readonly #reachedAtMs: number[] = [];

  noteReached(outboxId: string, atMs: number): void {
    this.reached.set(outboxId, (this.reached.get(outboxId) ?? 0) + 1);
    this.#reachedAtMs.push(atMs);
  }

  /** What happened from `fromMs` to `toMs`: a turn counts when its reply reached the double. */
  figures(fromMs: number, toMs: number): Figures {
    const seconds = (toMs - fromMs) / 1000;
    const within = (atMs: number): boolean => atMs >= fromMs && atMs < toMs;
    const perSecond = (count: number): number => Math.round((count / seconds) * 10) / 10;
    const accepted = this.posted.filter(
      ({ status, sentAtMs, ackMs }) => status === 200 && within(sentAtMs + ackMs),
    );
    const turns = this.posted.filter(({ repliedAtMs }) => within(repliedAtMs));
    const sent = this.posted.filter(({ sentAtMs }) => within(sentAtMs));
    const replyMs = (acts: readonly Posted[]): Percentiles =>
      percentilesOf(
        acts.flatMap(({ repliedAtMs, sentAtMs }) =>
          repliedAtMs > 0 ? [repliedAtMs - sentAtMs] : [],
        ),
      );
    const byAct = (act: Act): Percentiles => replyMs(sent.filter((one) => one.act === act));
    return {
      seconds: Math.round(seconds * 10) / 10,
      accepted: accepted.length,
      acceptedPerSecond: perSecond(accepted.length),
      turnsPerSecond: perSecond(turns.length),
      sendsPerSecond: perSecond(this.#reachedAtMs.filter(within).length),
      ackMs: percentilesOf(sent.flatMap(({ status, ackMs }) => (status === 200 ? [ackMs] : []))),
      replyMs: replyMs(sent),
      replyMsByAct: {
        menu: byAct('menu'),
        order: byAct('order'),
        confirm: byAct('confirm'),
        status: byAct('status'),
      },
    };
  }
}
