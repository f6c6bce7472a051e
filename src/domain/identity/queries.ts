import { sql } from 'kysely';
import type { Address } from '../../base/inbound.js';
import type { Tx } from '../../db/transaction.js';

export interface ReviewRow {
  readonly id: string;
  readonly party_id: string;
  readonly why: string;
  readonly conversation_id: string;
  readonly address_kind: string | null;
  readonly address: string | null;
  readonly state: string;
  readonly opened_at: Date;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly reason: string;
}

const REVIEW = sql`id, party_id, why, conversation_id, address_kind, address, state, opened_at,
  decided_at, decided_by, reason`;

/** Takes addresses from a party and keeps that they were theirs. */
export async function endAliases(
  tx: Tx,
  partyId: string,
  ended: readonly (Address & { readonly id: string })[],
  correlationId: string,
  now: Date,
): Promise<void> {
  await sql`
    with named as (
      select * from json_to_recordset(${JSON.stringify(ended)}::json)
        as r(id uuid, kind text, value text)),
    gone as (
      delete from party_aliases a using named n
      where a.town_id = ${tx.townId} and a.party_id = ${partyId} and a.kind = n.kind
        and a.value = n.value
      returning n.id, a.kind, a.value, a.verified_at)
    insert into ended_aliases (town_id, id, kind, value, party_id, verified_at, ended_at,
      correlation_id)
    select ${tx.townId}, id, kind, value, ${partyId}, verified_at, ${now}, ${correlationId}
    from gone`.execute(tx);
}

/** Gives a party an address; false when it is another's. One they have becomes a verified one. */
export async function insertAlias(
  tx: Tx,
  partyId: string,
  address: Address,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into party_aliases (town_id, kind, value, party_id, verified_at)
    values (${tx.townId}, ${address.kind}, ${address.value}, ${partyId}, ${now})
    on conflict (town_id, kind, value) do update
      set verified_at = coalesce(party_aliases.verified_at, excluded.verified_at)
      where party_aliases.party_id = excluded.party_id
    returning party_id`.execute(tx);
  return rows.length === 1;
}

export async function insertReview(
  tx: Tx,
  review: Pick<ReviewRow, 'id' | 'party_id' | 'why' | 'conversation_id'>,
  address: Address | null,
  correlationId: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into identity_reviews (town_id, id, party_id, why, conversation_id, address_kind,
      address, opened_at, correlation_id)
    select ${tx.townId}, ${review.id}, ${review.party_id}, ${review.why},
      ${review.conversation_id}, ${address?.kind ?? null}, ${address?.value ?? null}, ${now},
      ${correlationId}
    where not exists (select from identity_reviews where town_id = ${tx.townId}
      and party_id = ${review.party_id} and why = ${review.why} and state = 'OPEN'
      and address is not distinct from ${address?.value ?? null})`.execute(tx);
}

/** Whether the provider named one of these addresses as the new one of somebody. */
export async function isReviewed(tx: Tx, addresses: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from identity_reviews where town_id = ${tx.townId} and state = 'OPEN'
      and address = any(${addresses}) and why in ('number_changed', 'user_id_changed')
    limit 1`.execute(tx);
  return rows.length > 0;
}

export async function lockReviewRow(tx: Tx, id: string): Promise<ReviewRow | undefined> {
  const { rows } = await sql<ReviewRow>`
    select ${REVIEW} from identity_reviews
    where town_id = ${tx.townId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function selectReviews(
  tx: Tx,
  state: string,
  afterId: string | null,
  rowsMax: number,
): Promise<ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    select ${REVIEW} from identity_reviews
    where town_id = ${tx.townId} and state = ${state}
      and (${afterId}::uuid is null or id > ${afterId})
    order by id limit ${rowsMax}`.execute(tx);
  return rows;
}

export async function updateReview(
  tx: Tx,
  id: string,
  decision: Pick<ReviewRow, 'state' | 'decided_by' | 'reason'>,
  now: Date,
): Promise<ReviewRow | undefined> {
  const { rows } = await sql<ReviewRow>`
    update identity_reviews set state = ${decision.state}, decided_by = ${decision.decided_by},
      reason = ${decision.reason}, decided_at = ${now}
    where town_id = ${tx.townId} and id = ${id}
    returning ${REVIEW}`.execute(tx);
  return rows[0];
}

/** The conversation in which an address was last heard, if it was. */
export async function selectHeardAt(tx: Tx, address: Address): Promise<string | undefined> {
  const column = address.kind === 'phone' ? sql`phone` : sql`bsuid`;
  const { rows } = await sql<{ conversation_id: string }>`
    select conversation_id from sessions where town_id = ${tx.townId}
      and ${column} = ${address.value} order by last_typed_at desc nulls last limit 1`.execute(tx);
  return rows[0]?.conversation_id;
}

/** Conversations of a party, but one, that were heard at any of the addresses. */
export async function selectOthersAt(
  tx: Tx,
  partyId: string,
  addresses: readonly Address[],
  butId: string,
): Promise<string[]> {
  const of = (kind: Address['kind']): string[] =>
    addresses.filter((one) => one.kind === kind).map(({ value }) => value);
  const { rows } = await sql<{ conversation_id: string }>`
    select conversation_id from sessions
    where town_id = ${tx.townId} and party_id = ${partyId} and conversation_id <> ${butId}
      and (phone = any(${of('phone')}) or bsuid = any(${of('bsuid')}))
    order by conversation_id`.execute(tx);
  return rows.map((row) => row.conversation_id);
}
