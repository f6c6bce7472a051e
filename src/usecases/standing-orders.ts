import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli, parseMilli } from '../base/quantity.js';
import { minuteOfDay } from '../base/wall-clock.js';
import type { Tx } from '../db/transaction.js';
import { productName, soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { nextOccurrence } from '../domain/standing/schedule.js';
import type { Schedule } from '../domain/standing/schedule.js';
import {
  changed,
  keepStanding,
  lockStanding,
  moveStanding,
  readStandings,
} from '../domain/standing/standing.js';
import type { Standing, StandingLine } from '../domain/standing/standing.js';
import type { Town } from '../domain/towns/towns.js';
import { reschedule } from '../outbox/due.js';
import type { TextEdit } from './edit-basket.js';
import type { ToldLine } from './tells.js';

/** What a retailer buys again and again, kept and changed by the retailer. */

export interface StandingTerms {
  readonly catalogue: Catalogue;
  readonly town: Town;
}

/** A standing order as its retailer is shown it. */
export interface ToldStanding {
  readonly number: string;
  readonly schedule: Schedule;
  readonly lines: readonly ToldLine[];
  readonly state: 'ACTIVE' | 'PAUSED' | 'STOPPED';
  readonly byItself: boolean;
  /** ISO 8601: when it is proposed next. */
  readonly nextAt: string;
}

export type StandingChange = 'pause' | 'resume' | 'stop' | 'itself' | 'ask_first';

/** Puts a standing order into what is shown. */
export function toldStanding(catalogue: Catalogue, standing: Standing): ToldStanding {
  const { number, schedule, state, byItself, nextAt } = standing;
  return {
    number: String(number),
    schedule,
    state,
    byItself,
    nextAt: nextAt.toISOString(),
    lines: standing.lines.map((line) => ({
      name: productName(catalogue, line.productId),
      quantity: formatMilli(line.quantity),
      unit: line.unit,
    })),
  };
}

/** When a schedule comes round next, by the town's clock. */
export function nextAfter(schedule: Schedule, after: Date, { timeZone, settings }: Town): Date {
  return nextOccurrence(schedule, after, timeZone, minuteOfDay(settings.standing_at));
}

function linesOf(
  catalogue: Catalogue,
  edits: readonly TextEdit[],
): Outcome<readonly StandingLine[], 'not_sold' | 'too_much'> {
  const lines: StandingLine[] = [];
  for (const { productId, quantity, unit, said } of edits) {
    const product = catalogue.products.get(productId);
    const soldIn = unit ?? product?.defaultUnit ?? '';
    if (!product || !soldAs(catalogue, productId, soldIn)) {
      return refused('not_sold', { product: product?.name ?? said, unit: soldIn });
    }
    const amount = quantity === null ? undefined : parseMilli(quantity);
    if (amount === undefined || amount <= 0n) return refused('too_much', { product: product.name });
    lines.push({ productId, unit: soldIn, quantity: amount });
  }
  return done(lines);
}

async function due(tx: Tx, cause: Cause, standing: Standing): Promise<void> {
  const key = { topic: 'standing_order', subjectId: standing.id } as const;
  const { correlationId } = cause;
  const work = { ...key, dueAt: standing.nextAt, correlationId };
  await reschedule(
    tx,
    standing.state === 'ACTIVE' ? { drop: [], put: [work] } : { drop: [key], put: [] },
  );
}

/**
 * Opens a standing order, or changes the one for the same days, and leaves its next day due.
 * Locks the retailer's standing orders. Refused as `not_sold` or `too_much` by name, or as
 * `standing_many` at the limit.
 */
export async function keepStandingOrder(
  tx: Tx,
  cause: Cause,
  terms: StandingTerms,
  wanted: {
    readonly retailerId: string;
    readonly schedule: Schedule;
    readonly edits: readonly TextEdit[];
  },
): Promise<
  Outcome<
    { readonly standing: ToldStanding; readonly isNew: boolean },
    'not_sold' | 'too_much' | 'standing_many'
  >
> {
  const { retailerId, schedule } = wanted;
  const lines = linesOf(terms.catalogue, wanted.edits);
  if (!lines.ok) return lines;
  const nextAt = nextAfter(schedule, cause.universe.now(), terms.town);
  const kept = await keepStanding(tx, cause, { retailerId, schedule, lines: lines.value, nextAt });
  if (!kept.ok) return refused('standing_many');
  const { standing, isNew } = kept.value;
  await due(tx, cause, standing);
  return done({ standing: toldStanding(terms.catalogue, standing), isNew });
}

/** The retailer's standing orders that were not stopped. Takes no lock. */
export async function listStandingOrders(
  tx: Tx,
  terms: StandingTerms,
  retailerId: string,
): Promise<readonly ToldStanding[]> {
  const standings = await readStandings(tx, retailerId);
  return standings.map((standing) => toldStanding(terms.catalogue, standing));
}

async function move(
  tx: Tx,
  cause: Cause,
  terms: StandingTerms,
  standing: Standing,
  change: StandingChange,
): Promise<Outcome<Standing, 'not_now'>> {
  if (change === 'itself' || change === 'ask_first') {
    const byItself = change === 'itself';
    if (standing.byItself === byItself) return done(standing);
    return done(await changed(tx, cause, { ...standing, byItself }, change));
  }
  // What came round while it was paused is not made up for.
  const nextAt =
    change === 'resume'
      ? nextAfter(standing.schedule, cause.universe.now(), terms.town)
      : standing.nextAt;
  const event = ({ pause: 'paused', resume: 'resumed', stop: 'stopped' } as const)[change];
  return moveStanding(tx, cause, standing, event, nextAt);
}

/**
 * Pauses, resumes or stops a standing order, or says whether it is ordered by itself; by number,
 * or (null) the only one. Locks it. Refused as `no_standing`, as `which_standing`, or as `not_now`
 * where it is so already.
 */
export async function changeStandingOrder(
  tx: Tx,
  cause: Cause,
  terms: StandingTerms,
  wanted: {
    readonly retailerId: string;
    readonly number: number | null;
    readonly change: StandingChange;
  },
): Promise<Outcome<ToldStanding, 'no_standing' | 'which_standing' | 'not_now'>> {
  const { retailerId, number, change } = wanted;
  const standings = await readStandings(tx, retailerId);
  const meant = standings.filter((one) => number === null || one.number === number);
  const [only, another] = meant;
  if (!only) return refused('no_standing');
  if (another) return refused('which_standing');
  const standing = await lockStanding(tx, only.id);
  assert(standing, 'a standing order is never deleted');
  const moved = await move(tx, cause, terms, standing, change);
  if (!moved.ok) return moved;
  await due(tx, cause, moved.value);
  return done(toldStanding(terms.catalogue, moved.value));
}
