import { sql } from 'kysely';
import type { Universe } from '../base/universe.js';
import type { PlatformTx } from '../db/transaction.js';
import type { InboundElement } from './element.js';

/** Fields of Meta's that somebody here acts on; every other is kept as bytes and read by nobody. */
const HEEDED = new Set([
  'account_update',
  'phone_number_quality_update',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
]);

/** Whether an element is news of our account that is acted on. */
export function isHeeded({ kind, account }: InboundElement): boolean {
  return kind === 'account' && account !== null && HEEDED.has(account.field);
}

/** News that nobody has acted on yet. */
export interface WaitingNews {
  readonly id: string;
  readonly businessAccountId: string;
  readonly field: string;
  readonly event: string | null;
  /** JSON text: the value under `value`. */
  readonly raw: string;
  readonly correlationId: string;
}

/** Keeps news once, to be acted on. */
export async function storeNews(
  tx: PlatformTx,
  universe: Universe,
  news: readonly { readonly element: InboundElement; readonly correlationId: string }[],
): Promise<void> {
  const rows = news.map(({ element, correlationId }) => ({
    id: universe.newId(),
    channel: element.channel,
    digest: element.providerId,
    business: element.accountId,
    field: element.account?.field ?? '',
    event: element.account?.event ?? null,
    raw: element.raw,
    correlation: correlationId,
  }));
  await sql`
    insert into provider_news (id, channel, provider_id, business_account_id, field, event, raw,
      correlation_id, received_at)
    select id, channel, digest, business, field, event, raw, correlation, ${universe.now()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, channel text, digest text,
      business text, field text, event text, raw text, correlation text)
    order by id
    on conflict (channel, provider_id) do nothing`.execute(tx);
}

/** The oldest news nobody acted on, locked; whoever else looks gets the next. */
export async function lockNews(tx: PlatformTx): Promise<WaitingNews | undefined> {
  const { rows } = await sql<WaitingNews>`
    select id, business_account_id as "businessAccountId", field, event, raw,
      correlation_id as "correlationId"
    from provider_news where heeded_at is null order by id limit 1
    for update skip locked`.execute(tx);
  return rows[0];
}

/** Notes what was made of news that the caller has locked. */
export async function finishNews(
  tx: PlatformTx,
  universe: Universe,
  id: string,
  outcome: string,
): Promise<void> {
  await sql`
    update provider_news set heeded_at = ${universe.now()}, outcome = ${outcome}
    where id = ${id}`.execute(tx);
}
