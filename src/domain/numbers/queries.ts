import { sql } from 'kysely';
import type { Receipts } from '../../base/receipt.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';

export interface NumberRow {
  readonly id: string;
  readonly town_id: string;
  readonly channel: 'whatsapp' | 'sms' | 'ussd';
  readonly provider_account_id: string;
  readonly business_account_id: string | null;
  readonly state: 'ACTIVE' | 'PAUSED';
  readonly paused_reason: string | null;
  readonly paused_at: Date | null;
  readonly messages_per_second_max: number;
  readonly receipts: Receipts;
  readonly catalogue_id: string | null;
  readonly registration_flow_id: string | null;
}

const COLUMNS = sql`id, home_town_id as town_id, channel, provider_account_id,
  business_account_id, state, paused_reason, paused_at, messages_per_second_max, receipts,
  catalogue_id, registration_flow_id`;

/** The numbers of the town, of every channel. */
export async function selectNumbers(tx: Tx): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    select ${COLUMNS} from channel_accounts where home_town_id = ${tx.townId} order by id`.execute(
    tx,
  );
  return rows;
}

/** The numbers of a business account, of every town. */
export async function selectOfBusiness(
  tx: PlatformTx,
  channel: string,
  businessAccountId: string,
): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    select ${COLUMNS} from channel_accounts
    where channel = ${channel} and business_account_id = ${businessAccountId}
    order by id`.execute(tx);
  return rows;
}

/** One of the town's numbers, locked. */
export async function lockNumber(tx: Tx, id: string): Promise<NumberRow | undefined> {
  const { rows } = await sql<NumberRow>`
    select ${COLUMNS} from channel_accounts where home_town_id = ${tx.townId} and id = ${id}
    for update`.execute(tx);
  return rows[0];
}

/**
 * Pauses those of a provider's numbers that are not, the named one or all of its business account,
 * and returns what it paused.
 */
export async function updatePaused(
  tx: Tx | PlatformTx,
  which: { readonly channel: string; readonly providerAccountId: string; readonly all: boolean },
  reason: string,
  at: Date,
): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    with named as (
      select id, channel, business_account_id from channel_accounts
      where channel = ${which.channel} and provider_account_id = ${which.providerAccountId}),
    meant as (
      select id from named
      union select c.id from named n join channel_accounts c on ${which.all}
        and c.channel = n.channel and c.business_account_id = n.business_account_id),
    locked as (
      select c.id from channel_accounts c where c.id in (select id from meant)
      order by c.id for update)
    update channel_accounts set state = 'PAUSED', paused_reason = ${reason}, paused_at = ${at}
    where id in (select id from locked) and state = 'ACTIVE' returning ${COLUMNS}`.execute(tx);
  return rows;
}

export async function updateResumed(tx: Tx, id: string): Promise<void> {
  await sql`
    update channel_accounts set state = 'ACTIVE', paused_reason = null, paused_at = null
    where home_town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export async function updateRate(tx: Tx, id: string, perSecondMax: number): Promise<void> {
  await sql`
    update channel_accounts set messages_per_second_max = ${perSecondMax}
    where home_town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export async function updateReceipts(tx: Tx, id: string, receipts: Receipts): Promise<void> {
  await sql`
    update channel_accounts set receipts = ${receipts}
    where home_town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export async function updateCatalogue(tx: Tx, id: string, catalogue: string | null): Promise<void> {
  await sql`
    update channel_accounts set catalogue_id = ${catalogue}
    where home_town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export async function updateForm(tx: Tx, id: string, flowId: string | null): Promise<void> {
  await sql`
    update channel_accounts set registration_flow_id = ${flowId}
    where home_town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export interface CountRow {
  readonly number_id: string;
  readonly provider_account_id: string;
  readonly kind: string;
  readonly market: string;
  readonly sent: bigint;
}

/** What the town's numbers sent in a month (its first day). */
export async function selectCounts(tx: Tx, month: string): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    select m.channel_account_id as number_id, c.provider_account_id, m.kind, m.market, m.sent
    from message_counts m join channel_accounts c on c.id = m.channel_account_id
    where m.town_id = ${tx.townId} and m.channel_account_id in (
        select id from channel_accounts where home_town_id = ${tx.townId}) and m.month = ${month}
    order by m.channel_account_id, m.kind, m.market`.execute(tx);
  return rows;
}
