import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

export interface PinRow {
  readonly pin_hmac: Buffer;
  readonly is_first: boolean;
  readonly pending_hmac: Buffer | null;
  readonly failed_tries: number;
  readonly locked_until: Date | null;
}

export async function lockPin(tx: Tx, partyId: string): Promise<PinRow | undefined> {
  const { rows } = await sql<PinRow>`
    select pin_hmac, is_first, pending_hmac, failed_tries, locked_until from party_pins
    where town_id = ${tx.townId} and party_id = ${partyId} for update`.execute(tx);
  return rows[0];
}

export async function updateTries(
  tx: Tx,
  partyId: string,
  tries: number,
  lockedUntil: Date | null,
): Promise<void> {
  await sql`update party_pins set failed_tries = ${tries}, locked_until = ${lockedUntil}
    where town_id = ${tx.townId} and party_id = ${partyId}`.execute(tx);
}

export async function writePending(tx: Tx, partyId: string, pending: Buffer | null): Promise<void> {
  await sql`update party_pins set pending_hmac = ${pending}
    where town_id = ${tx.townId} and party_id = ${partyId}`.execute(tx);
}

export async function upsertPin(
  tx: Tx,
  cause: Cause,
  partyId: string,
  pin: Buffer,
  isFirst: boolean,
): Promise<void> {
  await sql`
    insert into party_pins (town_id, party_id, pin_hmac, is_first, changed_at)
    values (${tx.townId}, ${partyId}, ${pin}, ${isFirst}, ${cause.universe.now()})
    on conflict (town_id, party_id) do update set pin_hmac = excluded.pin_hmac,
      is_first = excluded.is_first, pending_hmac = null, failed_tries = 0, locked_until = null,
      changed_at = excluded.changed_at`.execute(tx);
}

export async function insertPinChange(
  tx: Tx,
  cause: Cause,
  partyId: string,
  what: 'issued' | 'changed' | 'locked',
): Promise<void> {
  const { universe, actor } = cause;
  await sql`
    insert into pin_changes (town_id, id, party_id, what, actor_kind, actor_id, changed_at)
    values (${tx.townId}, ${universe.newId()}, ${partyId}, ${what}, ${actor.kind}, ${actor.id},
      ${universe.now()})`.execute(tx);
}
