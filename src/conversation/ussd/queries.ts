import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';
import type { SessionParty } from '../sessions.js';
import type { View } from './pages.js';

/** A caller's row: the memory of the conversation, and of the gateway's session. */
export interface Caller {
  readonly conversationId: string;
  readonly channelAccountId: string;
  readonly phone: string;
  flowId: string;
  flowVersion: number;
  snapshot: unknown;
  view: View | null;
  language: string | null;
  gateway: string;
  sessionId: string | null;
  sessionStartedAt: Date | null;
  sessionEndedAt: Date | null;
  turn: number;
  pathLength: number;
  pathHmac: Buffer | null;
  resuming: boolean;
  screen: string;
  screenEnds: boolean;
  changedAt: Date;
}

export interface LockedCaller {
  readonly caller: Caller | null;
  readonly party: (SessionParty & { readonly language: string | null }) | null;
  readonly catalogueVersion: bigint;
}

interface CallerRow extends Omit<Caller, 'conversationId'> {
  readonly conversationId: string | null;
  readonly catalogueVersion: bigint;
  readonly partyId: string | null;
  readonly partyKind: SessionParty['kind'];
  readonly partyState: SessionParty['state'];
  readonly partyName: string;
  readonly partyLanguage: string | null;
}

/**
 * Reads a caller with the party the phone belongs to and the town's catalogue version, in one
 * statement. Locks: the caller's row, if there is one.
 */
export async function lockCaller(tx: Tx, accountId: string, phone: string): Promise<LockedCaller> {
  const { rows } = await sql<CallerRow>`
    with mine as materialized (
      select * from ussd_callers where town_id = ${tx.townId}
        and channel_account_id = ${accountId} and phone = ${phone} for update)
    select t.catalogue_version as "catalogueVersion", c.conversation_id as "conversationId",
      c.channel_account_id as "channelAccountId", c.phone, c.flow_id as "flowId",
      c.flow_version as "flowVersion", c.snapshot, c.view, c.language, c.gateway,
      c.session_id as "sessionId", c.session_started_at as "sessionStartedAt",
      c.session_ended_at as "sessionEndedAt", c.turn, c.path_length as "pathLength",
      c.path_hmac as "pathHmac", c.resuming, c.screen, c.screen_ends as "screenEnds",
      c.changed_at as "changedAt", p.id as "partyId", p.kind as "partyKind",
      p.state as "partyState", p.name as "partyName", p.language as "partyLanguage"
    from towns t left join mine c on true
    left join party_aliases a on a.town_id = ${tx.townId} and a.kind = 'phone'
      and a.value = ${phone}
    left join parties p on p.town_id = ${tx.townId} and p.id = a.party_id
    where t.id = ${tx.townId}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('the town of a service code does not exist');
  const { catalogueVersion, partyId, partyKind, partyState, partyName, partyLanguage, ...rest } =
    row;
  const { conversationId, ...caller } = rest;
  return {
    caller: conversationId === null ? null : { ...caller, conversationId },
    party:
      partyId === null
        ? null
        : {
            id: partyId,
            kind: partyKind,
            state: partyState,
            name: partyName,
            language: partyLanguage,
          },
    catalogueVersion,
  };
}

/** Puts a phone down that dials for the first time; a second call at once finds the first's row. */
export async function enterCaller(
  tx: Tx,
  caller: { readonly conversationId: string; readonly accountId: string; readonly phone: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into ussd_callers (town_id, conversation_id, channel_account_id, phone, changed_at)
    values (${tx.townId}, ${caller.conversationId}, ${caller.accountId}, ${caller.phone}, ${now})
    on conflict (town_id, channel_account_id, phone) do nothing`.execute(tx);
}

/** Saves what a turn left; the row is locked. */
export async function saveCaller(tx: Tx, caller: Caller, now: Date): Promise<void> {
  await sql`
    update ussd_callers set flow_id = ${caller.flowId}, flow_version = ${caller.flowVersion},
      snapshot = ${JSON.stringify(caller.snapshot)}::jsonb,
      view = ${JSON.stringify(caller.view)}::jsonb, language = ${caller.language},
      gateway = ${caller.gateway}, session_id = ${caller.sessionId},
      session_started_at = ${caller.sessionStartedAt}, session_ended_at = ${caller.sessionEndedAt},
      turn = ${caller.turn}, path_length = ${caller.pathLength}, path_hmac = ${caller.pathHmac},
      resuming = ${caller.resuming}, screen = ${caller.screen},
      screen_ends = ${caller.screenEnds}, changed_at = ${now}
    where town_id = ${tx.townId} and channel_account_id = ${caller.channelAccountId}
      and phone = ${caller.phone}`.execute(tx);
}

/** What arrived, as it may be kept: nothing typed that could be a PIN. */
export interface HeardInput {
  readonly id: string;
  readonly conversationId: string;
  readonly gateway: string;
  readonly sessionId: string;
  readonly turn: number;
  readonly phone: string;
  readonly shown: string;
  readonly correlationId: string;
}

/** Stores a turn's input once under the session and its turn. */
export async function insertHeard(tx: Tx, heard: HeardInput, now: Date): Promise<void> {
  await sql`
    insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
      sender, content, raw, received_at, correlation_id)
    values (${tx.townId}, ${heard.id}, ${heard.conversationId}, 'ussd', ${heard.gateway},
      ${`${heard.sessionId}:${heard.turn}`},
      ${JSON.stringify({ phone: heard.phone, bsuid: null, name: null })}::jsonb,
      ${JSON.stringify({ kind: 'text', text: heard.shown })}::jsonb, '', ${now},
      ${heard.correlationId})`.execute(tx);
}

/** Whether a session was heard of before: a late repeat of one that is over must open nothing. */
export async function wasHeard(tx: Tx, gateway: string, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    select from inbox where town_id = ${tx.townId} and source = 'ussd'
      and provider_account_id = ${gateway} and provider_id = ${`${sessionId}:1`}`.execute(tx);
  return rows.length > 0;
}

/** Whether a session belongs to another phone, or to another service code. */
export async function isOthers(
  tx: Tx,
  gateway: string,
  sessionId: string,
  caller: { readonly phone: string; readonly channelAccountId: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from ussd_callers where town_id = ${tx.townId} and gateway = ${gateway}
      and session_id = ${sessionId}
      and (phone, channel_account_id) <> (${caller.phone}, ${caller.channelAccountId})`.execute(tx);
  return rows.length > 0;
}

/** Notes that a session is over; what was reached in it stays. Returns whether it was known. */
export async function endSession(
  tx: Tx,
  gateway: string,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update ussd_callers set session_ended_at = coalesce(session_ended_at, ${now})
    where town_id = ${tx.townId} and gateway = ${gateway} and session_id = ${sessionId}
    returning phone`.execute(tx);
  return rows.length > 0;
}

/** Whether a session was dialled with this service code. */
export async function hasSession(
  tx: Tx,
  accountId: string,
  gateway: string,
  sessionId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from ussd_callers where town_id = ${tx.townId} and channel_account_id = ${accountId}
      and gateway = ${gateway} and session_id = ${sessionId}`.execute(tx);
  return rows.length > 0;
}
