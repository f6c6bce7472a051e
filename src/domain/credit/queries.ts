import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface AccountRow {
  readonly limit_minor: bigint;
  readonly balance_minor: bigint;
  readonly wallet_minor: bigint;
  readonly held_minor: bigint;
  readonly stopped: boolean;
}

/** The account as it is, without a lock. */
export async function selectAccount(tx: Tx, retailerId: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select limit_minor, balance_minor, held_minor, wallet_minor, stopped from credit_accounts
    where town_id = ${tx.townId} and retailer_id = ${retailerId}`.execute(tx);
  return rows[0];
}

/** Open holds, the latest first. */
export async function selectOpenHolds(
  tx: Tx,
  retailerId: string,
  rowsMax: number,
): Promise<{ order_id: string; amount_minor: bigint; opened_at: Date }[]> {
  const { rows } = await sql<{ order_id: string; amount_minor: bigint; opened_at: Date }>`
    select order_id, amount_minor, opened_at from credit_holds
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and state = 'OPEN'
    order by order_id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Account and its first limit change; false when the retailer has an account. */
export async function insertAccount(
  tx: Tx,
  account: { retailerId: string; limitMinor: bigint },
  change: { id: string; by: string; reason: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    with opened as (
      insert into credit_accounts (town_id, retailer_id, limit_minor)
      values (${tx.townId}, ${account.retailerId}, ${account.limitMinor})
      on conflict (town_id, retailer_id) do nothing
      returning town_id, retailer_id, limit_minor)
    insert into credit_limit_changes (town_id, id, retailer_id, from_minor, to_minor, changed_by,
      reason, changed_at)
    select town_id, ${change.id}::uuid, retailer_id, 0, limit_minor, ${change.by},
      ${change.reason}, ${change.at}::timestamptz
    from opened returning id`.execute(tx);
  return rows.length === 1;
}

export interface HoldColumns {
  readonly retailerId: string;
  readonly holds: readonly { readonly orderId: string; readonly amountMinor: bigint }[];
  /** Their sum. */
  readonly neededMinor: bigint;
  readonly at: Date;
}

/**
 * Raises what is held and writes the holds, if the account bears all of them: the condition is
 * judged on the row as it is once its lock is held. False when it does not.
 */
export async function insertHolds(
  tx: Tx,
  { retailerId, holds, neededMinor, at }: HoldColumns,
): Promise<boolean> {
  const orderIds = holds.map(({ orderId }) => orderId);
  const amounts = holds.map(({ amountMinor }) => amountMinor);
  const { rows } = await sql`
    with raised as (
      update credit_accounts set held_minor = held_minor + ${neededMinor}
      where town_id = ${tx.townId} and retailer_id = ${retailerId} and not stopped
        and limit_minor - balance_minor - held_minor >= ${neededMinor}
      returning town_id, retailer_id)
    insert into credit_holds (town_id, order_id, retailer_id, amount_minor, state, opened_at)
    select town_id, h.order_id, retailer_id, h.amount_minor, 'OPEN', ${at}::timestamptz
    from raised, unnest(${orderIds}::uuid[], ${amounts}::bigint[]) as h(order_id, amount_minor)
    returning order_id`.execute(tx);
  return rows.length === holds.length;
}

/**
 * Closes an open hold and lowers what is held by it; false when none is open. The retailer is
 * named so that the index of open holds leads to a few rows: by its town alone it is all of them.
 */
export async function closeOpenHold(
  tx: Tx,
  hold: { readonly orderId: string; readonly retailerId: string },
  state: 'POSTED' | 'RELEASED',
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    with closed as (
      update credit_holds set state = ${state}, closed_at = ${at}
      where town_id = ${tx.townId} and retailer_id = ${hold.retailerId} and state = 'OPEN'
        and order_id = ${hold.orderId}
      returning retailer_id, amount_minor)
    update credit_accounts a set held_minor = a.held_minor - c.amount_minor
    from closed c where a.town_id = ${tx.townId} and a.retailer_id = c.retailer_id
    returning a.retailer_id`.execute(tx);
  return rows.length === 1;
}

/** Raises an open hold and what is held by it, if the account bears it; false when it does not. */
export async function raiseOpenHold(
  tx: Tx,
  hold: { readonly orderId: string; readonly retailerId: string; readonly byMinor: bigint },
): Promise<boolean> {
  const { rows } = await sql`
    with raised as (
      update credit_accounts set held_minor = held_minor + ${hold.byMinor}
      where town_id = ${tx.townId} and retailer_id = ${hold.retailerId} and not stopped
        and limit_minor - balance_minor - held_minor >= ${hold.byMinor}
      returning town_id, retailer_id)
    update credit_holds h set amount_minor = h.amount_minor + ${hold.byMinor}
    from raised r where h.town_id = r.town_id and h.retailer_id = r.retailer_id
      and h.state = 'OPEN' and h.order_id = ${hold.orderId}
    returning h.order_id`.execute(tx);
  return rows.length === 1;
}

/**
 * Closes an open hold at a smaller amount, opens one for the rest, and lowers what the account
 * holds by what neither takes; false when no hold is open that bears both.
 */
export async function settleOpenHold(
  tx: Tx,
  hold: {
    readonly orderId: string;
    readonly retailerId: string;
    readonly acceptedMinor: bigint;
    readonly rest: { readonly orderId: string; readonly amountMinor: bigint } | null;
  },
  at: Date,
): Promise<boolean> {
  const { acceptedMinor, rest } = hold;
  const restMinor = rest?.amountMinor ?? 0n;
  const { rows } = await sql`
    with was as (
      select amount_minor from credit_holds
      where town_id = ${tx.townId} and retailer_id = ${hold.retailerId} and state = 'OPEN'
        and order_id = ${hold.orderId} and amount_minor >= ${acceptedMinor + restMinor}
      for update),
    closed as (
      update credit_holds h set state = 'POSTED', amount_minor = ${acceptedMinor},
        closed_at = ${at}
      from was where h.town_id = ${tx.townId} and h.retailer_id = ${hold.retailerId}
        and h.state = 'OPEN' and h.order_id = ${hold.orderId}
      returning h.retailer_id, was.amount_minor as held_minor),
    opened as (
      insert into credit_holds (town_id, order_id, retailer_id, amount_minor, state, opened_at)
      select ${tx.townId}::uuid, ${rest?.orderId ?? null}::uuid, retailer_id,
        ${restMinor}::bigint, 'OPEN', ${at}::timestamptz
      from closed where ${rest !== null}::boolean)
    update credit_accounts a
    set held_minor = a.held_minor - c.held_minor + ${restMinor}::bigint
    from closed c where a.town_id = ${tx.townId} and a.retailer_id = c.retailer_id
    returning a.retailer_id`.execute(tx);
  return rows.length === 1;
}

/** Lowers an open hold and opens others for what it gives up; false when it cannot bear that. */
export async function splitOpenHold(
  tx: Tx,
  hold: { readonly orderId: string; readonly retailerId: string },
  others: readonly { readonly orderId: string; readonly amountMinor: bigint }[],
  at: Date,
): Promise<boolean> {
  const orderIds = others.map(({ orderId }) => orderId);
  const amounts = others.map(({ amountMinor }) => amountMinor);
  const givenMinor = amounts.reduce((sum, amount) => sum + amount, 0n);
  const { rows } = await sql`
    with lowered as (
      update credit_holds set amount_minor = amount_minor - ${givenMinor}
      where town_id = ${tx.townId} and retailer_id = ${hold.retailerId} and state = 'OPEN'
        and order_id = ${hold.orderId} and amount_minor > ${givenMinor}
      returning retailer_id)
    insert into credit_holds (town_id, order_id, retailer_id, amount_minor, state, opened_at)
    select ${tx.townId}::uuid, h.order_id, retailer_id, h.amount_minor, 'OPEN', ${at}::timestamptz
    from lowered, unnest(${orderIds}::uuid[], ${amounts}::bigint[]) as h(order_id, amount_minor)
    returning order_id`.execute(tx);
  return rows.length === others.length;
}
