import { sql } from 'kysely';
import type { EventColumns } from '../../base/event-columns.js';
import type { Tx } from '../../db/transaction.js';

export interface PaymentRow {
  readonly id: string;
  readonly order_id: string;
  readonly retailer_id: string;
  readonly state: string;
  readonly amount_minor: bigint;
  readonly taken_minor: bigint;
  readonly holder_id: string | null;
  readonly method: string;
  readonly version: number;
}

const PAYMENT = sql`p.id, p.order_id, p.retailer_id, p.state, p.amount_minor, p.taken_minor,
  p.holder_id, p.method, p.version`;

/** The columns of an event that the cause gives. */
export interface PaymentEventColumns extends EventColumns {
  /** What moved by it, where money did. */
  readonly amountMinor: bigint;
}

/** Opens an attempt with its first event. */
export async function insertPayment(
  tx: Tx,
  payment: {
    readonly id: string;
    readonly orderId: string;
    readonly retailerId: string;
    readonly state: string;
    readonly amountMinor: bigint;
    readonly method: string;
    readonly claimId: string | null;
  },
  event: PaymentEventColumns,
): Promise<void> {
  await sql`
    with made as (
      insert into payments (town_id, id, order_id, retailer_id, method, claim_id, state,
        amount_minor, opened_at, changed_at)
      values (${tx.townId}, ${payment.id}, ${payment.orderId}, ${payment.retailerId},
        ${payment.method}, ${payment.claimId}, ${payment.state}, ${payment.amountMinor},
        ${event.at}, ${event.at})
      returning town_id, id, state)
    insert into payment_events (town_id, id, payment_id, from_state, event, to_state, amount_minor,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, null, ${event.event}, state,
      ${event.amountMinor}::bigint, ${event.actorKind}, ${event.actorId}, ${event.channel},
      ${event.reason}, ${event.correlationId}, ${event.at}::timestamptz
    from made`.execute(tx);
}

/** Locks the attempts of an order, in the order of their ids. */
export async function lockPaymentRows(tx: Tx, orderId: string): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payments p
    where p.town_id = ${tx.townId} and p.order_id = ${orderId}
    order by p.id for no key update`.execute(tx);
  return rows;
}

/** One attempt. */
export async function selectPayment(tx: Tx, id: string): Promise<PaymentRow | undefined> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payments p
    where p.town_id = ${tx.townId} and p.id = ${id}`.execute(tx);
  return rows[0];
}

/** A page of attempts in one state, newest first. */
export async function selectPayments(
  tx: Tx,
  state: string,
  beforeId: string,
  rowsMax: number,
): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payments p
    where p.town_id = ${tx.townId} and p.state = ${state} and p.id < ${beforeId}
    order by p.id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Locks the attempts whose money a driver holds, in the order of their ids. */
export async function lockHeldRows(tx: Tx, holderId: string): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payments p
    where p.town_id = ${tx.townId} and p.holder_id = ${holderId}
      and p.state in ('PENDING', 'REVIEW')
    order by p.id for no key update`.execute(tx);
  return rows;
}

export interface PaymentChange {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly amountMinor: bigint;
  readonly takenMinor: bigint;
  readonly holderId: string | null;
}

/** Changes an attempt's state with its event; false when it is in another version. */
export async function updatePayment(
  tx: Tx,
  change: PaymentChange,
  event: PaymentEventColumns,
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update payments set state = ${change.to}, amount_minor = ${change.amountMinor},
        taken_minor = ${change.takenMinor}, holder_id = ${change.holderId}, version = version + 1,
        changed_at = ${event.at}
      where town_id = ${tx.townId} and id = ${change.id} and version = ${change.version}
        and state = ${change.from}
      returning town_id, id)
    insert into payment_events (town_id, id, payment_id, from_state, event, to_state, amount_minor,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, ${change.from}, ${event.event}, ${change.to},
      ${event.amountMinor}::bigint, ${event.actorKind}, ${event.actorId}, ${event.channel},
      ${event.reason}, ${event.correlationId}, ${event.at}::timestamptz
    from changed returning payment_id`.execute(tx);
  return rows.length === 1;
}

/** Sets what an attempt that took nothing yet is to bring; the caller holds its lock. */
export async function updateAmount(tx: Tx, id: string, amountMinor: bigint): Promise<void> {
  await sql`
    update payments set amount_minor = ${amountMinor}
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

/** Writes down when an order is to be paid. */
export async function updateDueAt(tx: Tx, orderId: string, dueAt: Date): Promise<void> {
  await sql`
    update orders set due_at = ${dueAt}
    where town_id = ${tx.townId} and id = ${orderId}`.execute(tx);
}

export interface HandOverRow {
  readonly id: string;
  readonly driver_id: string;
  readonly state: string;
  readonly claimed_minor: bigint | null;
  readonly held_minor: bigint | null;
  readonly counted_minor: bigint | null;
  readonly reason: string;
  readonly claimed_at: Date | null;
  readonly counted_at: Date | null;
}

const HAND_OVER = sql`id, driver_id, state, claimed_minor, held_minor, counted_minor, reason,
  claimed_at, counted_at`;

/** A driver says what they hand over; says it anew where nobody has counted yet. */
export async function upsertClaim(
  tx: Tx,
  claim: { readonly id: string; readonly driverId: string; readonly claimedMinor: bigint },
  at: Date,
): Promise<void> {
  await sql`
    insert into cash_hand_overs (town_id, id, driver_id, state, claimed_minor, claimed_at)
    values (${tx.townId}, ${claim.id}, ${claim.driverId}, 'CLAIMED', ${claim.claimedMinor}, ${at})
    on conflict (town_id, driver_id) where state = 'CLAIMED' do update
      set claimed_minor = excluded.claimed_minor, claimed_at = excluded.claimed_at`.execute(tx);
}

/** Locks what a driver said and nobody has counted yet. */
export async function lockClaim(tx: Tx, driverId: string): Promise<HandOverRow | undefined> {
  const { rows } = await sql<HandOverRow>`
    select ${HAND_OVER} from cash_hand_overs
    where town_id = ${tx.townId} and driver_id = ${driverId} and state = 'CLAIMED'
    for no key update`.execute(tx);
  return rows[0];
}

/** Keeps what was counted, of a claim or of cash that was only brought. */
export async function upsertCounted(
  tx: Tx,
  counted: {
    readonly id: string;
    readonly driverId: string;
    readonly state: string;
    readonly heldMinor: bigint;
    readonly countedMinor: bigint;
    readonly reason: string;
    readonly by: string;
  },
  at: Date,
): Promise<void> {
  await sql`
    insert into cash_hand_overs (town_id, id, driver_id, state, held_minor, counted_minor, reason,
      counted_at, counted_by)
    values (${tx.townId}, ${counted.id}, ${counted.driverId}, ${counted.state},
      ${counted.heldMinor}, ${counted.countedMinor}, ${counted.reason}, ${at}, ${counted.by})
    on conflict (town_id, id) do update set state = excluded.state,
      held_minor = excluded.held_minor, counted_minor = excluded.counted_minor,
      reason = excluded.reason, counted_at = excluded.counted_at,
      counted_by = excluded.counted_by`.execute(tx);
}
