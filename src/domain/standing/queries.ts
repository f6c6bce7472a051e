import { sql } from 'kysely';
import type { EventColumns } from '../../base/event-columns.js';
import type { Tx } from '../../db/transaction.js';

export interface StandingRow {
  readonly id: string;
  readonly retailer_id: string;
  readonly number: number;
  readonly kind: string;
  readonly days: number[];
  readonly lines: unknown;
  readonly state: string;
  readonly by_itself: boolean;
  readonly next_at: Date;
  readonly version: number;
}

const STANDING = sql`id, retailer_id, number, kind, days, lines, state, by_itself, next_at,
  version`;

/** A retailer's standing orders that were not stopped, locked, in the order of their numbers. */
export async function lockStandings(tx: Tx, retailerId: string): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${STANDING} from standing_orders
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and state <> 'STOPPED'
    order by number for no key update`.execute(tx);
  return rows;
}

/** The same without a lock. */
export async function selectStandings(tx: Tx, retailerId: string): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${STANDING} from standing_orders
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and state <> 'STOPPED'
    order by number`.execute(tx);
  return rows;
}

/** One by its id, locked. */
export async function lockStandingRow(tx: Tx, id: string): Promise<StandingRow | undefined> {
  const { rows } = await sql<StandingRow>`
    select ${STANDING} from standing_orders
    where town_id = ${tx.townId} and id = ${id} for no key update`.execute(tx);
  return rows[0];
}

export interface NewStandingColumns {
  readonly id: string;
  readonly retailerId: string;
  readonly kind: string;
  readonly days: readonly number[];
  /** JSON */
  readonly lines: string;
  readonly nextAt: Date;
}

/** Opens one under the retailer's next number, with its first event. */
export async function insertStanding(
  tx: Tx,
  standing: NewStandingColumns,
  event: Omit<EventColumns, 'reason'>,
): Promise<StandingRow | undefined> {
  const { rows } = await sql<StandingRow>`
    with made as (
      insert into standing_orders (town_id, id, retailer_id, number, kind, days, lines, state,
        next_at, created_at, changed_at)
      select ${tx.townId}::uuid, ${standing.id}::uuid, ${standing.retailerId}::uuid,
        coalesce(max(number), 0) + 1, ${standing.kind}, ${standing.days}::smallint[],
        ${standing.lines}::jsonb, 'ACTIVE', ${standing.nextAt}::timestamptz,
        ${event.at}::timestamptz, ${event.at}::timestamptz
      from standing_orders
      where town_id = ${tx.townId} and retailer_id = ${standing.retailerId}
      returning *),
    noted as (
      insert into standing_order_events (town_id, id, standing_id, event, to_state, actor_kind,
        actor_id, channel, correlation_id, happened_at)
      select town_id, ${event.id}::uuid, id, ${event.event}, state, ${event.actorKind},
        ${event.actorId}, ${event.channel}, ${event.correlationId}, ${event.at}::timestamptz
      from made)
    select ${STANDING} from made`.execute(tx);
  return rows[0];
}

export interface StandingChange {
  readonly id: string;
  readonly state: string;
  readonly lines: string;
  readonly byItself: boolean;
  readonly nextAt: Date;
}

/** Changes a locked one, with its event. */
export async function updateStanding(
  tx: Tx,
  change: StandingChange,
  event: Omit<EventColumns, 'reason'>,
): Promise<StandingRow | undefined> {
  const { rows } = await sql<StandingRow>`
    with changed as (
      update standing_orders set state = ${change.state}, lines = ${change.lines}::jsonb,
        by_itself = ${change.byItself}, next_at = ${change.nextAt}, version = version + 1,
        changed_at = ${event.at}
      where town_id = ${tx.townId} and id = ${change.id}
      returning *),
    noted as (
      insert into standing_order_events (town_id, id, standing_id, event, to_state, actor_kind,
        actor_id, channel, correlation_id, happened_at)
      select town_id, ${event.id}::uuid, id, ${event.event}, state, ${event.actorKind},
        ${event.actorId}, ${event.channel}, ${event.correlationId}, ${event.at}::timestamptz
      from changed)
    select ${STANDING} from changed`.execute(tx);
  return rows[0];
}
