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
  /** Null: dials for the first time, or is taken by somebody else just now. */
  readonly caller: Caller | null;
  readonly party: (SessionParty & { readonly language: string | null }) | null;
  readonly catalogueVersion: bigint;
}

/** What is known of a session, to be heeded where it is new to its caller. */
export interface SessionPast {
  /** It belongs to another phone, or to another service code. */
  readonly isOthers: boolean;
  /** It was heard of before: a late repeat of one that is over must open nothing. */
  readonly wasHeard: boolean;
}

interface CallerRow extends Caller {
  readonly catalogueVersion: bigint;
  readonly partyId: string | null;
  readonly partyKind: SessionParty['kind'];
  readonly partyState: SessionParty['state'];
  readonly partyName: string;
  readonly partyLanguage: string | null;
}

function lockedFrom(row: CallerRow): LockedCaller {
  const { partyId: id, partyKind: kind, partyState: state, partyName: name } = row;
  return {
    // Of a phone without a row, all of it is null.
    caller: (row.conversationId as string | null) === null ? null : row,
    party: id === null ? null : { id, kind, state, name, language: row.partyLanguage },
    catalogueVersion: row.catalogueVersion,
  };
}

/** Who calls, and in which session. */
export interface CallerKey {
  readonly phone: string;
  readonly gateway: string;
  readonly session: string;
}

/**
 * Reads callers with the parties their phones belong to, and the town's catalogue version, in one
 * statement; in the order of `phones`. Locks the callers' rows in the order of their phones; `busy`
 * says what becomes of those that somebody else has locked.
 */
export async function lockCallers(
  tx: Tx,
  accountId: string,
  phones: readonly string[],
  busy: 'wait' | 'skip',
): Promise<readonly LockedCaller[]> {
  const skip = busy === 'skip' ? sql`skip locked` : sql``;
  const { rows } = await sql<CallerRow>`
    with mine as materialized (
      select * from ussd_callers where town_id = ${tx.townId}
        and channel_account_id = ${accountId} and phone = any(${phones}::text[])
      order by phone for update ${skip})
    select t.catalogue_version as "catalogueVersion", c.conversation_id as "conversationId",
      c.channel_account_id as "channelAccountId", c.phone, c.flow_id as "flowId",
      c.flow_version as "flowVersion", c.snapshot, c.view, c.language, c.gateway,
      c.session_id as "sessionId", c.session_started_at as "sessionStartedAt",
      c.session_ended_at as "sessionEndedAt", c.turn, c.path_length as "pathLength",
      c.path_hmac as "pathHmac", c.resuming, c.screen, c.screen_ends as "screenEnds",
      c.changed_at as "changedAt", p.id as "partyId", p.kind as "partyKind",
      p.state as "partyState", p.name as "partyName", p.language as "partyLanguage"
    from unnest(${phones}::text[]) with ordinality k(phone, n)
    join towns t on t.id = ${tx.townId}
    left join mine c on c.phone = k.phone
    left join party_aliases a on a.town_id = ${tx.townId} and a.kind = 'phone'
      and a.value = k.phone
    left join parties p on p.town_id = ${tx.townId} and p.id = a.party_id
    order by k.n`.execute(tx);
  if (rows.length !== phones.length) throw new Error('the town of a service code does not exist');
  return rows.map(lockedFrom);
}

/** Reads what is known of sessions, in the order of `keys`; takes no lock. */
export async function readSessionPasts(
  tx: Tx,
  accountId: string,
  keys: readonly CallerKey[],
): Promise<readonly SessionPast[]> {
  const { rows } = await sql<SessionPast>`
    select exists (select from ussd_callers o where o.town_id = ${tx.townId}
        and o.gateway = k.gateway and o.session_id = k.session_id
        and (o.phone, o.channel_account_id) <> (k.phone, ${accountId})) as "isOthers",
      exists (select from inbox i where i.town_id = ${tx.townId} and i.source = 'ussd'
        and i.provider_account_id = k.gateway
        and i.provider_id = k.session_id || ':1') as "wasHeard"
    from unnest(${keys.map(({ phone }) => phone)}::text[],
      ${keys.map(({ gateway }) => gateway)}::text[],
      ${keys.map(({ session }) => session)}::text[])
      with ordinality k(phone, gateway, session_id, n)
    order by k.n`.execute(tx);
  return rows;
}

/** A phone that dials for the first time. */
export interface NewCaller {
  readonly conversationId: string;
  readonly phone: string;
}

/** Puts new callers down; where two calls come at once, the second finds the first's row. */
export async function enterCallers(
  tx: Tx,
  accountId: string,
  callers: readonly NewCaller[],
  now: Date,
): Promise<void> {
  await sql`
    insert into ussd_callers (town_id, conversation_id, channel_account_id, phone, changed_at)
    select ${tx.townId}, n.id, ${accountId}, n.phone, ${now}
    from unnest(${callers.map(({ conversationId }) => conversationId)}::uuid[],
      ${callers.map(({ phone }) => phone)}::text[]) n(id, phone) order by n.phone
    on conflict (town_id, channel_account_id, phone) do nothing`.execute(tx);
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

/** A turn as it is written: what arrived, and what the caller stands before. */
export interface KeptTurn {
  readonly caller: Caller;
  readonly heard: HeardInput;
}

/**
 * Saves what turns of one account left in their callers' rows, which are locked, and stores each
 * turn's input once under its session and number.
 */
export async function saveTurns(
  tx: Tx,
  accountId: string,
  turns: readonly KeptTurn[],
  now: Date,
): Promise<void> {
  const callers = turns.map(({ caller }) => ({
    phone: caller.phone,
    flowId: caller.flowId,
    flowVersion: caller.flowVersion,
    snapshot: caller.snapshot,
    view: caller.view,
    language: caller.language,
    gateway: caller.gateway,
    sessionId: caller.sessionId,
    sessionStartedAt: caller.sessionStartedAt,
    sessionEndedAt: caller.sessionEndedAt,
    turn: caller.turn,
    pathLength: caller.pathLength,
    pathHmac: caller.pathHmac?.toString('hex') ?? null,
    resuming: caller.resuming,
    screen: caller.screen,
    screenEnds: caller.screenEnds,
  }));
  const inputs = turns.map(({ heard }) => ({
    id: heard.id,
    conversationId: heard.conversationId,
    gateway: heard.gateway,
    correlationId: heard.correlationId,
    providerId: `${heard.sessionId}:${heard.turn}`,
    sender: { phone: heard.phone, bsuid: null, name: null },
    content: { kind: 'text', text: heard.shown },
  }));
  await sql`
    with saved as (
      update ussd_callers c set flow_id = k."flowId", flow_version = k."flowVersion",
        snapshot = k.snapshot, view = k.view, language = k.language, gateway = k.gateway,
        session_id = k."sessionId", session_started_at = k."sessionStartedAt",
        session_ended_at = k."sessionEndedAt", turn = k.turn, path_length = k."pathLength",
        path_hmac = decode(k."pathHmac", 'hex'), resuming = k.resuming, screen = k.screen,
        screen_ends = k."screenEnds", changed_at = ${now}
      from json_to_recordset(${JSON.stringify(callers)}::json) k(phone text, "flowId" text,
        "flowVersion" smallint, snapshot jsonb, view jsonb, language text, gateway text,
        "sessionId" text, "sessionStartedAt" timestamptz, "sessionEndedAt" timestamptz,
        turn integer, "pathLength" integer, "pathHmac" text, resuming boolean, screen text,
        "screenEnds" boolean)
      where c.town_id = ${tx.townId} and c.channel_account_id = ${accountId}
        and c.phone = k.phone)
    insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
      sender, content, raw, received_at, correlation_id)
    select ${tx.townId}, k.id, k."conversationId", 'ussd', k.gateway, k."providerId", k.sender,
      k.content, '', ${now}, k."correlationId"
    from json_to_recordset(${JSON.stringify(inputs)}::json) k(id uuid, "conversationId" uuid,
      gateway text, "providerId" text, sender jsonb, content jsonb, "correlationId" uuid)`.execute(
    tx,
  );
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
