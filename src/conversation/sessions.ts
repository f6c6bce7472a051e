import { sql } from 'kysely';
import type { Receipts } from '../base/receipt.js';
import type { Tx } from '../db/transaction.js';
import type { FlowId } from './vocabulary.js';

/** Something that the last message offered: tapped by id, or answered by its number or title. */
export interface OfferedTap {
  readonly id: string;
  readonly title: string;
  readonly number: number;
}

/** One conversation's memory: plain data, saved with every turn. */
export interface Session {
  readonly conversationId: string;
  partyId: string | null;
  readonly channelAccountId: string;
  readonly channel: 'whatsapp' | 'sms' | 'ussd';
  /** What its number shows whoever waits for an answer; left out: nothing. */
  readonly receipts?: Receipts;
  /** The catalogue it shows goods from, by the provider's id; left out or null: none. */
  readonly catalogueId?: string | null;
  /** The form that newcomers may fill in there; left out or null: none. */
  readonly registrationFlowId?: string | null;
  phone: string | null;
  bsuid: string | null;
  flowId: FlowId;
  flowVersion: number;
  snapshot: unknown;
  awaiting: readonly OfferedTap[];
  /** What they chose; null follows the town's first language. */
  language: string | null;
  lastTypedAt: Date | null;
  lastSeq: number;
  /** What waits for a person of ours, or has one. */
  ticketId: string | null;
  /** A person of ours has the conversation: the machine records and is silent. */
  held: boolean;
  /** How often in a row nothing was understood. */
  misheard: number;
  /** Since when nothing may be said here: of short messages alone. */
  stoppedAt: Date | null;
  /** When they last came by an advertisement of ours. */
  referredAt: Date | null;
}

/** What a conversation that was never heard of begins with. */
export const UNHEARD = {
  awaiting: [],
  lastTypedAt: null,
  lastSeq: 0,
  ticketId: null,
  held: false,
  misheard: 0,
  stoppedAt: null,
  referredAt: null,
} satisfies Partial<Session>;

/** The person behind a conversation, as far as a turn needs to know. */
export interface SessionParty {
  readonly id: string;
  readonly kind: 'retailer' | 'vendor' | 'driver' | 'staff';
  readonly state: 'PENDING' | 'APPROVED' | 'REFUSED' | 'SUSPENDED';
  readonly name: string;
}

export interface LockedSession {
  readonly session: Session | null;
  readonly party: SessionParty | null;
  /** Which catalogue the town has now. */
  readonly catalogueVersion: bigint;
}

interface SessionRow {
  readonly catalogueVersion: bigint;
  readonly conversationId: string | null;
  readonly partyId: string | null;
  readonly channelAccountId: string;
  readonly channel: Session['channel'];
  readonly receipts: Receipts;
  readonly catalogueId: string | null;
  readonly registrationFlowId: string | null;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly flowId: FlowId;
  readonly flowVersion: number;
  readonly snapshot: unknown;
  readonly awaiting: readonly OfferedTap[] | null;
  readonly language: string | null;
  readonly lastTypedAt: Date | null;
  readonly lastSeq: number;
  readonly ticketId: string | null;
  readonly held: boolean;
  readonly misheard: number;
  readonly stoppedAt: Date | null;
  readonly referredAt: Date | null;
  readonly partyKind: SessionParty['kind'] | null;
  readonly partyState: SessionParty['state'];
  readonly partyName: string;
}

/**
 * Reads a conversation's session with its party and the town's catalogue version, in one
 * statement. Locks: the session row, if there is one; a first message is guarded by its lane.
 */
export async function lockSession(tx: Tx, conversationId: string): Promise<LockedSession> {
  const { rows } = await sql<SessionRow>`
    with mine as materialized (
      select * from sessions
      where town_id = ${tx.townId} and conversation_id = ${conversationId} for update)
    select t.catalogue_version as "catalogueVersion", s.conversation_id as "conversationId",
      s.party_id as "partyId", s.channel_account_id as "channelAccountId",
      c.channel, c.receipts, c.catalogue_id as "catalogueId",
      c.registration_flow_id as "registrationFlowId", s.phone, s.bsuid,
      s.flow_id as "flowId", s.flow_version as "flowVersion", s.snapshot, s.awaiting, s.language,
      s.last_typed_at as "lastTypedAt", s.last_seq as "lastSeq", s.ticket_id as "ticketId",
      s.held, s.misheard, s.stopped_at as "stoppedAt",
      s.referred_at as "referredAt", p.kind as "partyKind",
      p.state as "partyState", p.name as "partyName"
    from towns t left join mine s on true
    left join channel_accounts c on c.id = s.channel_account_id
    left join parties p on p.town_id = ${tx.townId} and p.id = s.party_id
    where t.id = ${tx.townId}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('the town of a conversation does not exist');
  if (row.conversationId === null) {
    return { session: null, party: null, catalogueVersion: row.catalogueVersion };
  }
  const { catalogueVersion, partyKind, partyState, partyName, ...session } = row;
  return {
    session: {
      ...session,
      conversationId: row.conversationId,
      awaiting: row.awaiting ?? [],
    },
    party:
      row.partyId === null || partyKind === null
        ? null
        : { id: row.partyId, kind: partyKind, state: partyState, name: partyName },
    catalogueVersion,
  };
}

/** Saves the session as the turn left it. The row is ours: locked, or new in a locked lane. */
export async function saveSession(tx: Tx, session: Session, now: Date): Promise<void> {
  await sql`
    insert into sessions (town_id, conversation_id, party_id, channel_account_id, phone, bsuid,
      flow_id, flow_version, snapshot, awaiting, language, last_typed_at, last_seq, ticket_id,
      held, misheard, stopped_at, referred_at, changed_at)
    values (${tx.townId}, ${session.conversationId}, ${session.partyId},
      ${session.channelAccountId}, ${session.phone}, ${session.bsuid}, ${session.flowId},
      ${session.flowVersion}, ${JSON.stringify(session.snapshot)}::jsonb,
      ${JSON.stringify(session.awaiting)}::jsonb, ${session.language}, ${session.lastTypedAt},
      ${session.lastSeq}, ${session.ticketId}, ${session.held}, ${session.misheard},
      ${session.stoppedAt}, ${session.referredAt}, ${now})
    on conflict (town_id, conversation_id) do update set party_id = excluded.party_id,
      phone = excluded.phone, bsuid = excluded.bsuid, flow_id = excluded.flow_id,
      flow_version = excluded.flow_version, snapshot = excluded.snapshot,
      awaiting = excluded.awaiting, language = excluded.language,
      last_typed_at = excluded.last_typed_at, last_seq = excluded.last_seq,
      ticket_id = excluded.ticket_id, held = excluded.held, misheard = excluded.misheard,
      stopped_at = excluded.stopped_at, referred_at = excluded.referred_at,
      changed_at = excluded.changed_at`.execute(tx);
}

/** What a session takes from the number it is held with. */
type NumberOf = Pick<
  Session,
  'channelAccountId' | 'receipts' | 'catalogueId' | 'registrationFlowId'
>;

/** The channel account that a first message came to. */
export async function accountOf(
  tx: Tx,
  channel: Session['channel'],
  providerAccountId: string,
): Promise<NumberOf> {
  const { rows } = await sql<NumberOf>`
    select id as "channelAccountId", receipts, catalogue_id as "catalogueId",
      registration_flow_id as "registrationFlowId" from channel_accounts
    where channel = ${channel} and provider_account_id = ${providerAccountId}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('a message came to an account that does not exist');
  return row;
}
