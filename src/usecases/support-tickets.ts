import type { Cause } from '../base/cause.js';
import { SUPPORT } from '../base/limits.js';
import type { OutboundContent } from '../base/outbound.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { beginningOf } from '../base/text.js';
import type { Tx } from '../db/transaction.js';
import { raiseAlert } from '../domain/alerts/alerts.js';
import {
  lastTypedAt,
  lockTicket,
  moveTicket,
  nextPlace,
  noteTicket,
  openTicket,
} from '../domain/support/tickets.js';
import type { Ticket, TicketWhy } from '../domain/support/tickets.js';
import { tellConversation } from '../inbox/tell.js';
import { reschedule, schedule, takeDue } from '../outbox/due.js';
import type { DueWork } from '../outbox/due.js';
import { appendMessages, isGiven } from '../outbox/messages.js';
import type { OfficeTell } from './office-tells.js';
import type { Wake } from './wake.js';

/**
 * Handover: a person of ours is called, takes a conversation, writes in it and gives it back. A
 * conversation that is taken is silent on the machine's side; whoever wrote is told at both ends.
 * Locks: the session of the conversation, the ticket, due work last.
 */

/** The town's settings that count here. */
export interface SupportTerms {
  /** How long somebody may wait before it is said that nobody took it. */
  readonly support_reply_ms: number;
  /** How long a person of ours may be silent before it waits again. */
  readonly support_idle_ms: number;
}

/** A ticket as it is now, and what to ring for. */
export interface Supported {
  readonly ticket: Ticket;
  readonly wake: Wake;
}

function dueAfter({ universe, correlationId }: Cause, subjectId: string, ms: number): DueWork {
  const dueAt = new Date(universe.nowMs() + ms);
  return { topic: 'support_ticket', subjectId, dueAt, correlationId };
}

async function tellThere(
  tx: Tx,
  cause: Cause,
  { id, conversationId }: Ticket,
  event: OfficeTell,
): Promise<readonly number[]> {
  if (conversationId === null) return [];
  const key = `${id}:${cause.universe.newId()}`;
  return [(await tellConversation(tx, cause, conversationId, event, key)).lane];
}

/**
 * Calls a person of ours. In a conversation once: `ticketId` names the one that is open already
 * and nothing is done. The caller has the session locked and keeps the ticket's id in it.
 */
export async function callPerson(
  tx: Tx,
  cause: Cause,
  terms: SupportTerms,
  wanted: {
    readonly conversationId: string | null;
    readonly ticketId: string | null;
    readonly partyId: string | null;
    readonly why: TicketWhy;
    readonly words: string;
  },
): Promise<{ readonly ticketId: string; readonly isNew: boolean }> {
  const { ticketId, ...asked } = wanted;
  if (ticketId !== null) return { ticketId, isNew: false };
  const words = beginningOf(asked.words, SUPPORT.note_characters_max);
  const ticket = await openTicket(tx, cause, { ...asked, words });
  if (!ticket) throw new Error('a conversation has a ticket that its session does not know');
  await schedule(tx, dueAfter(cause, ticket.id, terms.support_reply_ms));
  return { ticketId: ticket.id, isNew: true };
}

/**
 * Gives a ticket to the operator who acts; from now on the machine is silent there. `over` takes
 * it from whoever has it. Refused as `no_such_ticket`, `closed`, or `taken` with by whom.
 */
export async function takeTicket(
  tx: Tx,
  cause: Cause,
  terms: SupportTerms,
  wanted: { readonly ticketId: string; readonly over: boolean },
): Promise<Outcome<Supported, 'no_such_ticket' | 'closed' | 'taken'>> {
  const ticket = await lockTicket(tx, wanted.ticketId);
  if (!ticket) return refused('no_such_ticket');
  if (ticket.state === 'CLOSED') return refused('closed');
  const takenBy = cause.actor.id ?? cause.actor.kind;
  const isOthers = ticket.state === 'TAKEN' && ticket.takenBy !== takenBy;
  if (isOthers && !wanted.over) return refused('taken', { by: ticket.takenBy ?? '' });
  const after: Ticket = { ...ticket, state: 'TAKEN', takenBy };
  const again = ticket.state === 'TAKEN' && !isOthers;
  if (!again) await moveTicket(tx, cause, ticket, after, { event: 'taken' });
  // Another person of ours in the place of the first is no news to whoever writes with them.
  const lanes =
    ticket.state === 'TAKEN' ? [] : await tellThere(tx, cause, ticket, { type: 'office_took' });
  const due = dueAfter(cause, ticket.id, terms.support_idle_ms);
  await schedule(tx, due);
  return done({ ticket: after, wake: { lanes, due: [due] } });
}

type NotSaid = 'no_such_ticket' | 'not_yours' | 'no_conversation' | 'window_closed';

/**
 * Writes in the conversation of a ticket, as the operator who has it. The message waits its turn
 * in the outbox. Refused as `no_such_ticket`, `not_yours` where nobody or somebody else has it,
 * `no_conversation` where there is none to write in, and `window_closed` when they last wrote so
 * long ago that WhatsApp delivers nothing but templates (24 h; Meta, customer service windows).
 */
export async function writeInTicket(
  tx: Tx,
  cause: Cause,
  terms: SupportTerms,
  wanted: { readonly ticketId: string; readonly words: string },
): Promise<Outcome<Supported, NotSaid>> {
  const mine = await lockMine(tx, cause, wanted.ticketId);
  if (!mine.ok) return mine;
  const content = { kind: 'text', body: wanted.words } as const;
  return sayAs(tx, cause, terms, mine.value, content);
}

/** A picture or a document that an operator sends, which lies in our storage. */
export type SentFile = Extract<OutboundContent, { kind: 'file' }>;

/**
 * Sends a file in the conversation of a ticket, as `writeInTicket` does with words. The same given
 * id again is the message that is there. Refused as that is, and as `no_files` where short messages
 * are all that reaches them.
 */
export async function sendInTicket(
  tx: Tx,
  cause: Cause,
  terms: SupportTerms,
  wanted: { readonly ticketId: string; readonly file: SentFile },
): Promise<Outcome<Supported, NotSaid | 'no_files'>> {
  const mine = await lockMine(tx, cause, wanted.ticketId);
  if (!mine.ok) return mine;
  const { ticket, conversationId } = mine.value;
  if (ticket.channel === 'sms') return refused('no_files');
  const { file } = wanted;
  if (await isGiven(tx, conversationId, file.givenId, SUPPORT.given_looked_max)) {
    return done({ ticket, wake: { lanes: [], due: [] } });
  }
  return sayAs(tx, cause, terms, mine.value, file);
}

interface MyTicket {
  readonly ticket: Ticket;
  readonly conversationId: string;
}

async function lockMine(
  tx: Tx,
  { actor }: Cause,
  ticketId: string,
): Promise<Outcome<MyTicket, 'no_such_ticket' | 'not_yours' | 'no_conversation'>> {
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) return refused('no_such_ticket');
  const isMine = ticket.state === 'TAKEN' && ticket.takenBy === (actor.id ?? actor.kind);
  if (!isMine) return refused('not_yours');
  const { conversationId } = ticket;
  return conversationId === null ? refused('no_conversation') : done({ ticket, conversationId });
}

async function sayAs(
  tx: Tx,
  cause: Cause,
  terms: SupportTerms,
  { ticket, conversationId }: MyTicket,
  content: OutboundContent,
): Promise<Outcome<Supported, 'no_conversation' | 'window_closed'>> {
  const { universe, correlationId } = cause;
  const typedAt = await lastTypedAt(tx, conversationId);
  const isOpen = typedAt !== null && universe.nowMs() - typedAt.getTime() < SUPPORT.window_ms;
  if (!isOpen) return refused('window_closed', { since: typedAt?.toISOString() ?? '' });
  const place = await nextPlace(tx, conversationId);
  if (!place) return refused('no_conversation');
  const message = {
    id: universe.newId(),
    content,
    conversationId,
    seq: place.last_seq,
    channelAccountId: place.channel_account_id,
    recipient: { phone: place.phone, bsuid: place.bsuid },
    priority: 0 as const,
    meaning: null,
    // A person's words are not repeated behind their back.
    harmless: false,
    causeId: null,
    correlationId,
  };
  await appendMessages(tx, universe.now(), [message]);
  await noteTicket(tx, cause, ticket.id, 'said', message.id);
  const due = dueAfter(cause, ticket.id, terms.support_idle_ms);
  await schedule(tx, due);
  return done({ ticket, wake: { lanes: [], due: [due] } });
}

/**
 * Ends a ticket. One that was taken gives its conversation back to the machine; one that nobody
 * took is closed, after a call by phone say. The person is told either. Refused as
 * `no_such_ticket` or `closed`.
 */
export async function closeTicket(
  tx: Tx,
  cause: Cause,
  wanted: { readonly ticketId: string; readonly note: string },
): Promise<Outcome<Supported, 'no_such_ticket' | 'closed'>> {
  const ticket = await lockTicket(tx, wanted.ticketId);
  if (!ticket) return refused('no_such_ticket');
  if (ticket.state === 'CLOSED') return refused('closed');
  const wasTaken = ticket.state === 'TAKEN';
  const after: Ticket = { ...ticket, state: 'CLOSED' };
  const event = wasTaken ? 'handed_back' : 'closed';
  await moveTicket(tx, cause, ticket, after, { event, note: wanted.note });
  const told: OfficeTell = { type: wasTaken ? 'office_handed_back' : 'office_closed' };
  const lanes = await tellThere(tx, cause, ticket, told);
  await reschedule(tx, { drop: [{ topic: 'support_ticket', subjectId: ticket.id }], put: [] });
  return done({ ticket: after, wake: { lanes, due: [] } });
}

/**
 * The time of a ticket has come: nobody took it, which is said once, or whoever has it was silent
 * too long, and then it waits again and the machine answers. Either raises an alert. Refused as
 * `not_now` when it is closed or was said.
 */
export async function timeOutTicket(
  tx: Tx,
  cause: Cause,
  terms: SupportTerms,
  ticketId: string,
): Promise<Outcome<Supported & { readonly was: 'late' | 'left_idle' }, 'not_now'>> {
  const ticket = await lockTicket(tx, ticketId);
  await takeDue(tx, { topic: 'support_ticket', subjectId: ticketId });
  if (!ticket || ticket.state === 'CLOSED' || (ticket.state === 'WAITING' && ticket.isLate)) {
    return refused('not_now');
  }
  const was = ticket.state === 'WAITING' ? 'late' : 'left_idle';
  const after: Ticket = { ...ticket, state: 'WAITING', takenBy: null, isLate: was === 'late' };
  await moveTicket(tx, cause, ticket, after, { event: was });
  await raiseAlert(tx, cause, {
    kind: was === 'late' ? 'support_late' : 'support_idle',
    subject: ticket.id,
    detail: ticket.takenBy ?? '',
  });
  const told: OfficeTell = { type: was === 'late' ? 'office_late' : 'office_left' };
  const lanes = await tellThere(tx, cause, ticket, told);
  if (was === 'late') return done({ ticket: after, was, wake: { lanes, due: [] } });
  const due = dueAfter(cause, ticket.id, terms.support_reply_ms);
  await schedule(tx, due);
  return done({ ticket: after, was, wake: { lanes, due: [due] } });
}
