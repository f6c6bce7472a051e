import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface TicketRow {
  readonly id: string;
  readonly conversation_id: string | null;
  readonly party_id: string | null;
  readonly why: string;
  readonly words: string;
  readonly channel: string;
  readonly state: string;
  readonly taken_by: string | null;
  readonly is_late: boolean;
  readonly opened_at: Date;
  readonly changed_at: Date;
}

const TICKET = sql`id, conversation_id, party_id, why, words, channel, state, taken_by, is_late,
  opened_at, changed_at`;

/** Opens a ticket; undefined when the conversation has an open one already. */
export async function insertTicket(
  tx: Tx,
  ticket: Pick<TicketRow, 'id' | 'conversation_id' | 'party_id' | 'why' | 'words' | 'channel'>,
  correlationId: string,
  now: Date,
): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    insert into support_tickets (town_id, id, conversation_id, party_id, why, words, channel,
      correlation_id, opened_at, changed_at)
    values (${tx.townId}, ${ticket.id}, ${ticket.conversation_id}, ${ticket.party_id},
      ${ticket.why}, ${ticket.words}, ${ticket.channel}, ${correlationId}, ${now}, ${now})
    on conflict (town_id, conversation_id) where state <> 'CLOSED' and conversation_id is not null
      do nothing
    returning ${TICKET}`.execute(tx);
  return rows[0];
}

export async function selectTicket(tx: Tx, id: string): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    select ${TICKET} from support_tickets where town_id = ${tx.townId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** The same, locked, after the session of its conversation. */
export async function lockTicketRow(tx: Tx, id: string): Promise<TicketRow | undefined> {
  await sql`
    select from sessions where town_id = ${tx.townId} and conversation_id =
      (select conversation_id from support_tickets where town_id = ${tx.townId} and id = ${id})
    for update`.execute(tx);
  const { rows } = await sql<TicketRow>`
    select ${TICKET} from support_tickets
    where town_id = ${tx.townId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function updateTicket(
  tx: Tx,
  id: string,
  change: Pick<TicketRow, 'state' | 'taken_by' | 'is_late'>,
  now: Date,
): Promise<void> {
  await sql`
    update support_tickets set state = ${change.state}, taken_by = ${change.taken_by},
      is_late = ${change.is_late}, changed_at = ${now}
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

/** Tells the session of a conversation who has it; the caller holds its lock. */
export async function updateHeld(
  tx: Tx,
  conversationId: string,
  ticketId: string | null,
  held: boolean,
): Promise<void> {
  await sql`
    update sessions set ticket_id = ${ticketId}, held = ${held}, misheard = 0
    where town_id = ${tx.townId} and conversation_id = ${conversationId}`.execute(tx);
}

export interface EventRow {
  readonly id: string;
  readonly event: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly note: string;
  readonly happened_at: Date;
}

export async function insertEvent(
  tx: Tx,
  ticketId: string,
  event: EventRow,
  correlationId: string,
): Promise<void> {
  await sql`
    insert into support_events (town_id, id, ticket_id, event, actor_kind, actor_id, note,
      correlation_id, happened_at)
    values (${tx.townId}, ${event.id}, ${ticketId}, ${event.event}, ${event.actor_kind},
      ${event.actor_id}, ${event.note}, ${correlationId}, ${event.happened_at})`.execute(tx);
}

export async function selectEvents(tx: Tx, ticketId: string, rowsMax: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select id, event, actor_kind, actor_id, note, happened_at from support_events
    where town_id = ${tx.townId} and ticket_id = ${ticketId}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows.reverse();
}

/** Tickets of a state, the oldest first, a page after `afterId`. */
export async function selectTickets(
  tx: Tx,
  state: string,
  afterId: string | null,
  rowsMax: number,
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${TICKET} from support_tickets
    where town_id = ${tx.townId} and state = ${state}
      and (${afterId}::uuid is null or id > ${afterId})
    order by id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Where something can be said in a conversation, and the number of its next message. */
export interface PlaceRow {
  readonly channel_account_id: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly last_typed_at: Date | null;
  readonly last_seq: number;
}

/** Takes the next number of a conversation's messages, in the row the caller has locked. */
export async function takeSeq(tx: Tx, conversationId: string): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`
    update sessions set last_seq = last_seq + 1
    where town_id = ${tx.townId} and conversation_id = ${conversationId}
    returning channel_account_id, phone, bsuid, last_typed_at, last_seq`.execute(tx);
  return rows[0];
}

export async function selectLastTyped(tx: Tx, conversationId: string): Promise<Date | null> {
  const { rows } = await sql<{ last_typed_at: Date | null }>`
    select last_typed_at from sessions
    where town_id = ${tx.townId} and conversation_id = ${conversationId}`.execute(tx);
  return rows[0]?.last_typed_at ?? null;
}

export interface SpokenRow {
  readonly id: string;
  readonly way: 'in' | 'out';
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** Of what was sent. */
  readonly state: string | null;
}

/** The last of what was written in a conversation by both sides, oldest first. */
export async function selectSpoken(
  tx: Tx,
  conversationId: string,
  rowsMax: number,
): Promise<SpokenRow[]> {
  const { rows } = await sql<SpokenRow>`
    select * from (
      (select id, 'in' as way, content, coalesce(typed_at, received_at) as at, null as state
        from inbox where town_id = ${tx.townId} and conversation_id = ${conversationId}
          and source <> 'tell' order by id desc limit ${rowsMax})
      union all
      (select id, 'out', content, created_at, state from outbox
        where town_id = ${tx.townId} and conversation_id = ${conversationId}
        order by seq desc limit ${rowsMax})) spoken
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows.reverse();
}
