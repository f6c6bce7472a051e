import type { Cause } from '../../base/cause.js';
import { SUPPORT } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';
import {
  insertEvent,
  insertTicket,
  lockTicketRow,
  selectEvents,
  selectLastTyped,
  selectSpoken,
  selectTicket,
  selectTickets,
  takeSeq,
  updateHeld,
  updateTicket,
} from './queries.js';
import type { EventRow, PlaceRow, SpokenRow, TicketRow } from './queries.js';

/** Why somebody of ours is wanted. */
export type TicketWhy = 'asked' | 'misunderstood' | 'file' | 'call_back' | 'message';

export const TICKET_STATES = ['WAITING', 'TAKEN', 'CLOSED'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Somebody waits for a person of ours, has one, or had one. */
export interface Ticket {
  readonly id: string;
  /** Null: asked by keypad, which holds no conversation to answer in. */
  readonly conversationId: string | null;
  readonly partyId: string | null;
  readonly why: TicketWhy;
  readonly words: string;
  readonly channel: string;
  readonly state: TicketState;
  /** The user who has it or had it last. */
  readonly takenBy: string | null;
  readonly isLate: boolean;
  readonly openedAt: Date;
  readonly changedAt: Date;
}

/** What happened to a ticket. */
export type TicketEvent =
  'opened' | 'taken' | 'said' | 'handed_back' | 'closed' | 'late' | 'left_idle';

function fromRow(row: TicketRow): Ticket {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    partyId: row.party_id,
    why: row.why as TicketWhy,
    words: row.words,
    channel: row.channel,
    state: row.state as TicketState,
    takenBy: row.taken_by,
    isLate: row.is_late,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
  };
}

/**
 * Opens a ticket; undefined where the conversation has an open one. The caller has the session
 * locked and tells it the ticket.
 */
export async function openTicket(
  tx: Tx,
  cause: Cause,
  wanted: Pick<Ticket, 'conversationId' | 'partyId' | 'why' | 'words'>,
): Promise<Ticket | undefined> {
  const { universe, channel, correlationId } = cause;
  const row = await insertTicket(
    tx,
    {
      id: universe.newId(),
      conversation_id: wanted.conversationId,
      party_id: wanted.partyId,
      why: wanted.why,
      words: wanted.words,
      channel,
    },
    correlationId,
    universe.now(),
  );
  if (row) await noteTicket(tx, cause, row.id, 'opened');
  return row && fromRow(row);
}

/** A ticket by its id. Takes no lock. */
export async function readTicket(tx: Tx, id: string): Promise<Ticket | undefined> {
  const row = await selectTicket(tx, id);
  return row && fromRow(row);
}

/** The same with locks: the session of its conversation, then the ticket. */
export async function lockTicket(tx: Tx, id: string): Promise<Ticket | undefined> {
  const row = await lockTicketRow(tx, id);
  return row && fromRow(row);
}

/** Moves a locked ticket on, with the fact, and tells its conversation who has it now. */
export async function moveTicket(
  tx: Tx,
  cause: Cause,
  ticket: Ticket,
  to: { readonly state: TicketState; readonly takenBy: string | null; readonly isLate: boolean },
  fact: { readonly event: TicketEvent; readonly note?: string },
): Promise<void> {
  const change = { state: to.state, taken_by: to.takenBy, is_late: to.isLate };
  await updateTicket(tx, ticket.id, change, cause.universe.now());
  if (ticket.conversationId !== null && ticket.state !== to.state) {
    const open = to.state === 'CLOSED' ? null : ticket.id;
    await updateHeld(tx, ticket.conversationId, open, to.state === 'TAKEN');
  }
  await noteTicket(tx, cause, ticket.id, fact.event, fact.note);
}

/** Keeps a fact of a ticket. */
export async function noteTicket(
  tx: Tx,
  { universe, actor, correlationId }: Cause,
  ticketId: string,
  event: TicketEvent,
  note = '',
): Promise<void> {
  const row: EventRow = {
    id: universe.newId(),
    event,
    actor_kind: actor.kind,
    actor_id: actor.id,
    note,
    happened_at: universe.now(),
  };
  await insertEvent(tx, ticketId, row, correlationId);
}

/** Where the next message of a conversation goes; its number is taken. The session is locked. */
export async function nextPlace(tx: Tx, conversationId: string): Promise<PlaceRow | undefined> {
  return takeSeq(tx, conversationId);
}

/** When somebody last wrote in a conversation, by the provider's clock. */
export async function lastTypedAt(tx: Tx, conversationId: string): Promise<Date | null> {
  return selectLastTyped(tx, conversationId);
}

/** Tickets of a state, the oldest first. Takes no lock. */
export async function listTickets(
  tx: Tx,
  state: TicketState,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly Ticket[]> {
  return (await selectTickets(tx, state, page.afterId, page.rows)).map(fromRow);
}

/** What became of a ticket, and the last of what was written in its conversation. */
export async function readTicketStory(
  tx: Tx,
  ticket: Ticket,
): Promise<{ readonly history: readonly EventRow[]; readonly spoken: readonly SpokenRow[] }> {
  const [history, spoken] = await Promise.all([
    selectEvents(tx, ticket.id, SUPPORT.shown_rows_max),
    ticket.conversationId === null
      ? []
      : selectSpoken(tx, ticket.conversationId, SUPPORT.shown_rows_max),
  ]);
  return { history, spoken };
}
