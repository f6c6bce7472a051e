import { sql } from 'kysely';
import type { EventColumns } from '../../base/event-columns.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';

export interface RequestRow {
  readonly id: string;
  readonly retailer_id: string;
  readonly gateway: string;
  readonly reference: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly phone: string;
  readonly state: string;
  readonly version: number;
  readonly provider_ref: string | null;
  readonly link: string | null;
  readonly reason: string;
  readonly hinted_ref: string | null;
  readonly hinted_minor: bigint | null;
  readonly hinted_receipt: string | null;
  readonly channel: string;
  readonly claim_id: string | null;
  readonly opened_at: Date;
  readonly asked_at: Date | null;
  readonly expires_at: Date;
  readonly changed_at: Date;
}

const REQUEST = sql`id, retailer_id, gateway, reference, amount_minor, currency, phone, state,
  version, provider_ref, link, reason, hinted_ref, hinted_minor, hinted_receipt, channel, claim_id,
  opened_at, asked_at, expires_at, changed_at`;

export type NewRequest = Pick<
  RequestRow,
  | 'id'
  | 'retailer_id'
  | 'gateway'
  | 'reference'
  | 'amount_minor'
  | 'currency'
  | 'phone'
  | 'channel'
  | 'expires_at'
>;

/** Opens a request with its first event, due at once; false where the retailer has one open. */
export async function insertRequest(
  tx: Tx,
  request: NewRequest,
  event: EventColumns,
): Promise<boolean> {
  const { rows } = await sql`
    with made as (
      insert into payment_requests (town_id, id, retailer_id, gateway, reference, amount_minor,
        currency, phone, state, channel, opened_at, expires_at, changed_at)
      values (${tx.townId}, ${request.id}, ${request.retailer_id}, ${request.gateway},
        ${request.reference}, ${request.amount_minor}, ${request.currency}, ${request.phone},
        'OPENED', ${request.channel}, ${event.at}, ${request.expires_at}, ${event.at})
      on conflict (town_id, retailer_id) where state in ('OPENED', 'ASKED', 'PENDING', 'REVIEW')
        do nothing
      returning town_id, id),
    queued as (
      insert into payment_request_queue (town_id, request_id, due_at)
      select town_id, id, ${event.at}::timestamptz from made)
    insert into payment_request_events (town_id, id, request_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, null, ${event.event}, 'OPENED', ${event.actorKind},
      ${event.actorId}, ${event.channel}, ${event.reason}, ${event.correlationId},
      ${event.at}::timestamptz
    from made returning request_id`.execute(tx);
  return rows.length === 1;
}

/** The request of a retailer that is not over. */
export async function selectOpen(tx: Tx, retailerId: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} from payment_requests
    where town_id = ${tx.townId} and retailer_id = ${retailerId}
      and state in ('OPENED', 'ASKED', 'PENDING', 'REVIEW')`.execute(tx);
  return rows[0];
}

export async function selectRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} from payment_requests
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** The request that a provider knows by a name of its own. */
export async function selectByProviderRef(
  tx: Tx,
  gateway: string,
  providerRef: string,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} from payment_requests
    where town_id = ${tx.townId} and gateway = ${gateway}
      and provider_ref = ${providerRef}`.execute(tx);
  return rows[0];
}

export async function lockRequestRow(tx: Tx, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} from payment_requests
    where town_id = ${tx.townId} and id = ${id} for no key update`.execute(tx);
  return rows[0];
}

/** A page of requests in one state, newest first. */
export async function selectRequests(
  tx: Tx,
  state: string,
  beforeId: string,
  rowsMax: number,
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} from payment_requests
    where town_id = ${tx.townId} and state = ${state} and id < ${beforeId}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface RequestChange {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly providerRef: string | null;
  readonly link: string | null;
  readonly claimId: string | null;
  readonly askedAt: Date | null;
  readonly expiresAt: Date;
}

/** Moves a locked request on, with its event. */
export async function updateRequest(
  tx: Tx,
  change: RequestChange,
  event: EventColumns,
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update payment_requests set state = ${change.to}, version = version + 1,
        reason = ${change.reason}, provider_ref = ${change.providerRef}, link = ${change.link},
        claim_id = ${change.claimId}, asked_at = ${change.askedAt},
        expires_at = ${change.expiresAt}, changed_at = ${event.at}
      where town_id = ${tx.townId} and id = ${change.id} and version = ${change.version}
        and state = ${change.from}
      returning town_id, id)
    insert into payment_request_events (town_id, id, request_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, ${change.from}, ${event.event}, ${change.to},
      ${event.actorKind}, ${event.actorId}, ${event.channel}, ${event.reason},
      ${event.correlationId}, ${event.at}::timestamptz
    from changed returning request_id`.execute(tx);
  return rows.length === 1;
}

/** Keeps the provider's name of a locked request that is over already. */
export async function updateProviderRef(tx: Tx, id: string, providerRef: string): Promise<void> {
  await sql`
    update payment_requests set provider_ref = coalesce(provider_ref, ${providerRef})
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export interface HintRow {
  readonly providerRef: string | null;
  readonly amountMinor: bigint | null;
  readonly receipt: string | null;
}

/**
 * Keeps what a callback said of a request that is not paid, and makes it due at once. The last
 * word about an id counts; one that says nothing takes nothing back.
 */
export async function updateHinted(
  tx: Tx,
  { gateway, reference }: { readonly gateway: string; readonly reference: string },
  hint: HintRow,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with hinted as (
      update payment_requests set hinted_ref = coalesce(${hint.providerRef}, hinted_ref),
        hinted_minor = coalesce(${hint.amountMinor}, hinted_minor),
        hinted_receipt = coalesce(${hint.receipt}, hinted_receipt)
      where town_id = ${tx.townId} and reference = ${reference} and gateway = ${gateway}
        and state <> 'SETTLED'
      returning town_id, id)
    insert into payment_request_queue as q (town_id, request_id, due_at)
    select town_id, id, ${now}::timestamptz from hinted
    on conflict (town_id, request_id) do update set due_at = least(q.due_at, excluded.due_at)
    returning request_id as id`.execute(tx);
  return rows[0]?.id;
}

export interface ClaimedRow {
  readonly townId: string;
  readonly requestId: string;
  readonly attempts: number;
}

/** Takes what is due by now, in all towns, and puts it off: whoever took it has until then. */
export async function claimRows(
  tx: PlatformTx,
  now: Date,
  until: Date,
  rowsMax: number,
): Promise<ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow>`
    with ready as (
      select town_id, request_id from payment_request_queue where due_at <= ${now}
      order by due_at, request_id limit ${rowsMax} for update skip locked)
    update payment_request_queue q set due_at = ${until}, attempts = least(q.attempts + 1, 30000)
    from ready r where q.town_id = r.town_id and q.request_id = r.request_id
    returning q.town_id as "townId", q.request_id as "requestId", q.attempts`.execute(tx);
  return rows;
}

/** Makes a request due then; `anew`: its waits begin short again. */
export async function upsertDue(tx: Tx, id: string, dueAt: Date, anew: boolean): Promise<void> {
  await sql`
    insert into payment_request_queue as q (town_id, request_id, due_at)
    values (${tx.townId}, ${id}, ${dueAt})
    on conflict (town_id, request_id) do update set due_at = excluded.due_at,
      attempts = case when ${anew} then 0 else q.attempts end`.execute(tx);
}

export async function deleteDue(tx: Tx, id: string): Promise<void> {
  await sql`
    delete from payment_request_queue
    where town_id = ${tx.townId} and request_id = ${id}`.execute(tx);
}
