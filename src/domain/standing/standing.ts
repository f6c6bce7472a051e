import { z } from 'zod';
import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import { LIMITS } from '../../base/limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { standingAfter } from './lifecycle.js';
import type { StandingEvent, StandingState } from './lifecycle.js';
import { insertStanding, lockStandingRow, lockStandings } from './queries.js';
import { selectStandings, updateStanding } from './queries.js';
import type { StandingRow } from './queries.js';
import { sameSchedule } from './schedule.js';
import type { Schedule } from './schedule.js';

export interface StandingLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
}

/** What a retailer buys again and again. */
export interface Standing {
  readonly id: string;
  readonly retailerId: string;
  /** What the retailer calls it. */
  readonly number: number;
  readonly schedule: Schedule;
  readonly lines: readonly StandingLine[];
  readonly state: StandingState;
  /** Ordered on its day without a yes, as the retailer chose. */
  readonly byItself: boolean;
  readonly nextAt: Date;
  readonly version: number;
}

const Lines = z.array(
  z.strictObject({ productId: z.string(), unit: z.string(), quantity: z.string() }),
);

function fromRow(row: StandingRow): Standing {
  const [first = 1] = row.days;
  return {
    id: row.id,
    retailerId: row.retailer_id,
    number: row.number,
    schedule:
      row.kind === 'weekly' ? { kind: 'weekly', days: row.days } : { kind: 'monthly', day: first },
    lines: Lines.parse(row.lines).map((line) => ({ ...line, quantity: milli(line.quantity) })),
    state: row.state as StandingState,
    byItself: row.by_itself,
    nextAt: row.next_at,
    version: row.version,
  };
}

function writeLines(lines: readonly StandingLine[]): string {
  return JSON.stringify(lines.map((line) => ({ ...line, quantity: formatMilli(line.quantity) })));
}

/** New lines over old ones: a product that stands already has the new quantity. */
function withLines(
  before: readonly StandingLine[],
  wanted: readonly StandingLine[],
): readonly StandingLine[] {
  const kept = before.filter((line) => !wanted.some((one) => one.productId === line.productId));
  return [...kept, ...wanted];
}

/** A retailer's standing orders that were not stopped. Takes no lock. */
export async function readStandings(tx: Tx, retailerId: string): Promise<readonly Standing[]> {
  return (await selectStandings(tx, retailerId)).map(fromRow);
}

/** One by its id, locked; undefined when there is none. */
export async function lockStanding(tx: Tx, id: string): Promise<Standing | undefined> {
  const row = await lockStandingRow(tx, id);
  return row && fromRow(row);
}

/**
 * Opens a standing order, or adds to the one that stands for the same days. Locks the retailer's
 * standing orders. Refused as `too_many` at the limit of them or of lines.
 */
export async function keepStanding(
  tx: Tx,
  cause: Cause,
  wanted: {
    readonly retailerId: string;
    readonly schedule: Schedule;
    readonly lines: readonly StandingLine[];
    readonly nextAt: Date;
  },
): Promise<Outcome<{ readonly standing: Standing; readonly isNew: boolean }, 'too_many'>> {
  const { retailerId, schedule, nextAt } = wanted;
  const held = (await lockStandings(tx, retailerId)).map(fromRow);
  const same = held.find((one) => sameSchedule(one.schedule, schedule));
  const lines = withLines(same?.lines ?? [], wanted.lines);
  if (lines.length > LIMITS.order_lines_max) return refused('too_many');
  if (same) {
    const change = { ...same, lines: writeLines(lines) };
    const row = await updateStanding(tx, change, eventColumns(cause, 'changed', ''));
    assert(row, 'a locked standing order stays');
    return done({ standing: fromRow(row), isNew: false });
  }
  if (held.length >= LIMITS.standing_orders_max) return refused('too_many');
  const row = await insertStanding(
    tx,
    {
      id: cause.universe.newId(),
      retailerId,
      kind: schedule.kind,
      days: schedule.kind === 'weekly' ? schedule.days : [schedule.day],
      lines: writeLines(lines),
      nextAt,
    },
    eventColumns(cause, 'opened', ''),
  );
  assert(row, 'a standing order is opened under a number of its own');
  return done({ standing: fromRow(row), isNew: true });
}

/** Moves a locked one on by an event of its table. Refused as `not_now` where there is no such. */
export async function moveStanding(
  tx: Tx,
  cause: Cause,
  standing: Standing,
  event: StandingEvent,
  nextAt: Date,
): Promise<Outcome<Standing, 'not_now'>> {
  const state = standingAfter(standing.state, event);
  if (!state) return refused('not_now', { state: standing.state });
  return done(await changed(tx, cause, { ...standing, state, nextAt }, event));
}

/** Keeps when a locked one comes next, or that it is ordered by itself; the event says why. */
export async function changed(
  tx: Tx,
  cause: Cause,
  standing: Standing,
  event: string,
): Promise<Standing> {
  const change = { ...standing, lines: writeLines(standing.lines) };
  const row = await updateStanding(tx, change, eventColumns(cause, event, ''));
  assert(row, 'a locked standing order stays');
  return fromRow(row);
}
