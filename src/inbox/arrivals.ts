import { sql } from 'kysely';
import type { Address, InboundContent } from '../base/inbound.js';
import type { Universe } from '../base/universe.js';
import type { PlatformTx } from '../db/transaction.js';
import type { InboundElement } from './element.js';

/** One of our own numbers, as a provider names it. */
export interface ChannelAccount {
  readonly channel: InboundElement['channel'] | 'ussd';
  readonly id: string;
  readonly providerAccountId: string;
  readonly homeTownId: string;
  /** WhatsApp: whom the number belongs to at the provider; null until a message named it. */
  readonly businessAccountId: string | null;
}

/** A signed body, or an element of one, that belongs to no conversation: kept as bytes. */
export interface Remains {
  readonly reason: string;
  readonly body: Buffer;
}

/** All accounts of one channel: a short list that changes with deployments, not with traffic. */
export async function readChannelAccounts(
  tx: PlatformTx,
  channel: string,
): Promise<ChannelAccount[]> {
  const { rows } = await sql<ChannelAccount>`
    select channel, id, provider_account_id as "providerAccountId", home_town_id as "homeTownId",
      business_account_id as "businessAccountId"
    from channel_accounts where channel = ${channel}`.execute(tx);
  return rows;
}

/** Keeps to which business account a number of ours belongs; one that is known stays. */
export async function storeBusinessAccount(
  tx: PlatformTx,
  accountId: string,
  businessAccountId: string,
): Promise<void> {
  await sql`
    update channel_accounts set business_account_id = ${businessAccountId}
    where id = ${accountId} and business_account_id is null`.execute(tx);
}

/** A person by the addresses a message named. */
export interface Sender {
  readonly account: ChannelAccount;
  readonly phone: string | null;
  readonly bsuid: string | null;
}

function addressOf(sender: readonly Address[], kind: Address['kind']): string | null {
  return sender.find((address) => address.kind === kind)?.value ?? null;
}

/** Who sent a message or, for a status, to whom it went. */
export function senderOf(element: InboundElement, account: ChannelAccount): Sender {
  const addresses = element.status === null ? element.sender : element.status.recipient;
  return { account, phone: addressOf(addresses, 'phone'), bsuid: addressOf(addresses, 'bsuid') };
}

/** A sender as the statements below take them. */
interface Wanted {
  readonly account: string;
  readonly town: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  /** The conversation of somebody who has none yet. */
  readonly fresh: string;
  readonly sms: boolean;
}

/** Those of whom an address was not entered yet: after a process began anew, few of its senders. */
async function notEntered(tx: PlatformTx, all: readonly Wanted[]): Promise<readonly Wanted[]> {
  const { rows } = await sql<{ fresh: string }>`
    select w.fresh from json_to_recordset(${JSON.stringify(all)}::json)
      as w(account uuid, phone text, bsuid text, fresh uuid)
    where w.phone is not null and not exists (select from contact_directory d
        where d.channel_account_id = w.account and d.address_kind = 'phone' and d.address = w.phone)
      or w.bsuid is not null and not exists (select from contact_directory d
        where d.channel_account_id = w.account and d.address_kind = 'bsuid'
          and d.address = w.bsuid)`.execute(tx);
  const missing = new Set(rows.map(({ fresh }) => fresh));
  return all.filter(({ fresh }) => missing.has(fresh));
}

/**
 * Gives every sender a conversation: an address not seen before is entered, and a second address
 * of a known sender joins the conversation of the first. A phone decides over a BSUID where the
 * two already lie in different conversations: nothing is merged by the machine.
 * Locks: where somebody is to be entered, one advisory lock per account, so that two processes
 * meeting one stranger agree. It is held to the commit: whoever is known must not wait for it.
 */
export async function enterContacts(
  tx: PlatformTx,
  universe: Universe,
  senders: readonly Sender[],
): Promise<void> {
  const all = senders.map((sender) => ({
    account: sender.account.id,
    town: sender.account.homeTownId,
    phone: sender.phone,
    bsuid: sender.bsuid,
    fresh: universe.newId(),
    sms: sender.account.channel === 'sms',
  }));
  const rows = await notEntered(tx, all);
  if (rows.length === 0) return;
  const accounts = [...new Set(rows.map((row) => row.account))].sort();
  for (const account of accounts) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`contacts ${account}`}, 0))`.execute(
      tx,
    );
  }
  await sql`
    with want as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as r(account uuid, town uuid, phone text, bsuid text, fresh uuid, sms boolean)),
    known as (
      select w.account, w.phone, w.bsuid,
        coalesce(p.town_id, b.town_id, w.town) as town,
        coalesce(p.conversation_id, b.conversation_id,
          case when w.sms then sms_conversation(w.account, w.phone) end, w.fresh) as conversation
      from want w
      left join contact_directory p on p.channel_account_id = w.account
        and p.address_kind = 'phone' and p.address = w.phone
      left join contact_directory b on b.channel_account_id = w.account
        and b.address_kind = 'bsuid' and b.address = w.bsuid)
    insert into contact_directory
      (channel_account_id, address_kind, address, town_id, conversation_id, created_at)
    select account, 'phone', phone, town, conversation, ${universe.now()}::timestamptz from known
      where phone is not null
    union all
    select account, 'bsuid', bsuid, town, conversation, ${universe.now()}::timestamptz from known
      where bsuid is not null
    on conflict do nothing`.execute(tx);
}

/** A message on its way into the inbox. */
export interface Arrival {
  readonly element: InboundElement;
  readonly content: InboundContent;
  readonly account: ChannelAccount;
  readonly correlationId: string;
}

/**
 * Stores messages once under the provider's id and queues what was new. All senders must have
 * been entered. Returns the lanes to ring after the commit; a repeat rings nothing.
 */
export async function storeMessages(
  tx: PlatformTx,
  universe: Universe,
  arrivals: readonly Arrival[],
): Promise<number[]> {
  const rows = arrivals.map(({ element, content, account, correlationId }) => {
    const sender = senderOf(element, account);
    return {
      id: universe.newId(),
      account: account.id,
      number: account.providerAccountId,
      phone: sender.phone,
      bsuid: sender.bsuid,
      wamid: element.providerId,
      sender: {
        phone: sender.phone,
        bsuid: sender.bsuid,
        name: element.senderName,
        ...(element.referral !== undefined && { referral: element.referral }),
      },
      content,
      raw: element.raw,
      context: element.contextMessageId,
      typed: element.typedAtMs === null ? null : new Date(element.typedAtMs).toISOString(),
      correlation: correlationId,
      source: element.channel,
    };
  });
  const { rows: rung } = await sql<{ lane: number }>`
    with arrived as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, account uuid,
        number text, phone text, bsuid text, wamid text, sender jsonb, content jsonb, raw text,
        context text, typed timestamptz, correlation text, source text)),
    placed as (
      select a.*, coalesce(p.town_id, b.town_id) as town,
        coalesce(p.conversation_id, b.conversation_id) as conversation
      from arrived a
      left join contact_directory p on p.channel_account_id = a.account
        and p.address_kind = 'phone' and p.address = a.phone
      left join contact_directory b on b.channel_account_id = a.account
        and b.address_kind = 'bsuid' and b.address = a.bsuid),
    stored as (
      insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
        sender, content, raw, context_message_id, typed_at, received_at, correlation_id)
      select town, id, conversation, source, number, wamid, sender, content, raw, context,
        typed, ${universe.now()}, correlation
      from placed where conversation is not null order by id
      on conflict (town_id, source, provider_account_id, provider_id) do nothing
      returning town_id, id, conversation_id),
    queued as (
      insert into inbox_queue (town_id, conversation_id, inbox_id, lane, due_at)
      select town_id, conversation_id, id, lane_of(conversation_id), ${universe.now()} from stored
      returning lane)
    select distinct lane from queued`.execute(tx);
  return rung.map((row) => row.lane);
}

/** Where `failed` stands among the ranks that channels give: under `delivered`, over `sent`. */
export const FAILED_RANK = 3;

/** What statuses brought about. */
export interface FoldedStatuses {
  /** Lanes of conversations that may go on because of them. */
  readonly lanes: readonly number[];
  /** Messages that have failed by them, with the provider's code. */
  readonly failed: readonly {
    readonly townId: string;
    readonly outboxId: string;
    readonly code: number | null;
  }[];
}

interface FoldedRow {
  readonly lane: number | null;
  readonly townId: string;
  readonly outboxId: string;
  readonly failed: boolean;
  readonly code: number | null;
}

/** A provider's word on a message of ours. */
export interface StatusArrival {
  readonly element: InboundElement;
  readonly account: ChannelAccount;
  readonly outboxId: string | null;
}

/**
 * Stores statuses once by (message, status) and folds what was new into the outbox: only ever
 * forward, and an attempt whose outcome was unknown is known by it.
 * Locks: the outbox rows concerned.
 */
export async function storeStatuses(
  tx: PlatformTx,
  universe: Universe,
  arrivals: readonly StatusArrival[],
): Promise<FoldedStatuses> {
  const rows = arrivals.flatMap(({ element, account, outboxId }) => {
    if (element.status === null) return [];
    const to = senderOf(element, account);
    return [
      {
        account: account.id,
        home: account.homeTownId,
        number: account.providerAccountId,
        phone: to.phone,
        bsuid: to.bsuid,
        message: element.status.messageId,
        status: element.status.status,
        rank: element.status.rank,
        outbox: outboxId,
        code: element.status.errors[0]?.code ?? null,
        happened: element.typedAtMs === null ? null : new Date(element.typedAtMs).toISOString(),
        raw: element.raw,
      },
    ];
  });
  const { rows: folded } = await sql<FoldedRow>`
    with arrived as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(account uuid, home uuid,
        number text, phone text, bsuid text, message text, status text, rank smallint,
        outbox uuid, code integer, happened timestamptz, raw text)),
    placed as (
      select a.*, coalesce(p.town_id, b.town_id, a.home) as town from arrived a
      left join contact_directory p on p.channel_account_id = a.account
        and p.address_kind = 'phone' and p.address = a.phone
      left join contact_directory b on b.channel_account_id = a.account
        and b.address_kind = 'bsuid' and b.address = a.bsuid),
    stored as (
      insert into send_statuses (town_id, provider_account_id, message_id, status, rank,
        outbox_id, code, happened_at, received_at, raw)
      select town, number, message, status, rank, outbox, code, happened, ${universe.now()}, raw
      from placed on conflict do nothing
      returning town_id, message_id, rank, outbox_id, code),
    named as (
      select s.town_id, coalesce(s.outbox_id, t.outbox_id) as outbox_id, s.rank, s.code
      from stored s left join send_attempts t
        on s.outbox_id is null and t.town_id = s.town_id and t.provider_message_id = s.message_id),
    best as (
      select town_id, outbox_id, max(rank) as rank, max(code) as code
      from named where outbox_id is not null group by town_id, outbox_id),
    folded as (
      update outbox o set
        delivery_rank = b.rank,
        state = case when b.rank = ${FAILED_RANK} then 'FAILED' else 'SENT' end,
        failure = case when b.rank = ${FAILED_RANK}
                    then 'status ' || coalesce(b.code::text, '?') end
      from best b where o.town_id = b.town_id and o.id = b.outbox_id and b.rank > o.delivery_rank
      returning o.town_id, o.id, o.conversation_id, o.seq, b.rank, b.code),
    known as (
      delete from outbox_queue q using folded f
      where q.town_id = f.town_id and q.conversation_id = f.conversation_id and q.seq = f.seq
        and q.state in ('SENDING', 'UNKNOWN')
      returning q.town_id, q.outbox_id, lane_of(q.conversation_id) as lane)
    select k.lane, f.town_id as "townId", f.id as "outboxId", f.rank = ${FAILED_RANK} as failed,
      f.code
    from folded f left join known k on k.town_id = f.town_id and k.outbox_id = f.id`.execute(tx);
  return {
    lanes: [...new Set(folded.flatMap(({ lane }) => lane ?? []))],
    failed: folded.filter((row) => row.failed),
  };
}

/** Keeps what belongs to no conversation, as bytes. */
export async function storeRemains(
  tx: PlatformTx,
  universe: Universe,
  channel: string,
  remains: readonly Remains[],
): Promise<void> {
  const now = universe.now();
  await sql`
    insert into webhook_remains (id, channel, reason, body, received_at)
    select id, ${channel}, reason, body, ${now}
    from unnest(${remains.map(() => universe.newId())}::uuid[],
      ${remains.map((one) => one.reason)}::text[],
      ${remains.map((one) => one.body)}::bytea[]) as r(id, reason, body)`.execute(tx);
}
