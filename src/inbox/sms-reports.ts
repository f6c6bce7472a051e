import { sql } from 'kysely';
import type { PlatformTx } from '../db/transaction.js';
import { FAILED_RANK, senderOf } from './arrivals.js';
import type { ChannelAccount, StatusArrival } from './arrivals.js';

interface Placed {
  readonly message: string;
  readonly account: string;
}

/**
 * Finds the account that each report on a short message is about: the provider names the message
 * and the phone, not who sent it. It is the one that sent the message; while its answer is not
 * written yet, the one that knows the phone. Reports on phones nobody knows keep the account they
 * came with. Takes no lock.
 */
export async function placeReports(
  tx: PlatformTx,
  accounts: readonly ChannelAccount[],
  reports: readonly StatusArrival[],
): Promise<StatusArrival[]> {
  const wanted = reports.map(({ element, account }) => ({
    message: element.status?.messageId ?? '',
    phone: senderOf(element, account).phone,
  }));
  const { rows } = await sql<Placed>`
    select distinct on (r.message) r.message, c.channel_account_id as account
    from json_to_recordset(${JSON.stringify(wanted)}::json) as r(message text, phone text)
    join contact_directory c on c.address_kind = 'phone' and c.address = r.phone
      and c.channel_account_id = any(${accounts.map(({ id }) => id)}::uuid[])
    left join send_attempts t on t.town_id = c.town_id and t.provider_message_id = r.message
    order by r.message, t.outbox_id nulls last, c.created_at desc`.execute(tx);
  const byMessage = new Map(rows.map((row) => [row.message, row.account]));
  return reports.map((report) => {
    const id = byMessage.get(report.element.status?.messageId ?? '');
    return { ...report, account: accounts.find((one) => one.id === id) ?? report.account };
  });
}

/**
 * Folds reports that came before the answer to their own send was written: nothing said then which
 * message they were about. Called for messages whose id was just written; only ever forward.
 * Locks: the outbox rows concerned.
 */
export async function foldEarlyReports(
  tx: PlatformTx,
  messages: readonly { readonly townId: string; readonly messageId: string }[],
): Promise<void> {
  await sql`
    with sent as (
      select * from json_to_recordset(${JSON.stringify(messages)}::json)
        as r("townId" uuid, "messageId" text)),
    best as (
      select t.town_id, t.outbox_id, max(s.rank) as rank, max(s.code) as code
      from sent join send_attempts t on t.town_id = sent."townId"
        and t.provider_message_id = sent."messageId"
      join outbox o on o.town_id = t.town_id and o.id = t.outbox_id
      join channel_accounts c on c.id = o.channel_account_id
      join send_statuses s on s.town_id = t.town_id and s.message_id = sent."messageId"
        and s.provider_account_id = c.provider_account_id
      group by t.town_id, t.outbox_id)
    update outbox o set delivery_rank = b.rank,
      state = case when b.rank = ${FAILED_RANK} then 'FAILED' else 'SENT' end,
      failure = case when b.rank = ${FAILED_RANK} then 'status ' || coalesce(b.code::text, '?') end
    from best b
    where o.town_id = b.town_id and o.id = b.outbox_id and b.rank > o.delivery_rank`.execute(tx);
}
