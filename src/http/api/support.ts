import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { SUPPORT } from '../../base/limits.js';
import { WHATSAPP_MESSAGE } from '../../base/whatsapp-limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { readNames } from '../../domain/parties/parties.js';
import {
  TICKET_STATES,
  listTickets,
  readTicket,
  readTicketStory,
} from '../../domain/support/tickets.js';
import type { Ticket } from '../../domain/support/tickets.js';
import { readTown } from '../../domain/towns/towns.js';
import {
  closeTicket,
  sendInTicket,
  takeTicket,
  writeInTicket,
} from '../../usecases/support-tickets.js';
import type { Supported } from '../../usecases/support-tickets.js';
import type { RefusalAnswer, Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, namedSchema, page, pageOf, pageQuery } from './shapes.js';
import { pageSchema, showNamed, townParam } from './shapes.js';

const NO_TICKET: RefusalAnswer = { status: 404, title: 'No such ticket in this town' };
const CLOSED: RefusalAnswer = { status: 409, title: 'The ticket is closed' };
const STAFF = ['ADMIN', 'OPERATOR'] as const;

const fields = {
  id: idSchema,
  state: z.enum(TICKET_STATES),
  why: z
    .enum(['asked', 'misunderstood', 'file', 'call_back', 'message'])
    .describe('Asked for a person, was not understood, sent a file, or asked by keypad'),
  party: namedSchema.nullable().describe('Null for somebody who is not registered'),
  words: z.string().describe('What was written by keypad'),
  channel: z.string(),
  taken_by: z.string().nullable().describe('The user who has it, or had it last'),
  late: z.boolean().describe('Nobody took it in time, and the person was told so'),
  opened_at: instantSchema,
  changed_at: instantSchema,
};
const ticketSchema = z.strictObject(fields).meta({ id: 'Ticket' });

const detailSchema = z
  .strictObject({
    ...fields,
    history: z
      .array(
        z.strictObject({
          at: instantSchema,
          event: z.string(),
          actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
          note: z.string(),
        }),
      )
      .describe('Oldest first'),
    conversation: z
      .array(
        z
          .strictObject({
            id: idSchema,
            at: instantSchema,
            way: z.enum(['in', 'out']),
            kind: z.string().describe('text, choice, media, buttons ...'),
            words: z.string(),
            state: z.string().nullable().describe('Of what was sent'),
          })
          .meta({ id: 'SpokenMessage' }),
      )
      .describe('The last of what was written by both sides, oldest first'),
  })
  .meta({ id: 'TicketDetail' });

type Names = ReadonlyMap<string, string>;

function show(ticket: Ticket, names: Names): z.input<typeof ticketSchema> {
  return {
    id: ticket.id,
    state: ticket.state,
    why: ticket.why,
    party: showNamed(ticket.partyId, names),
    words: ticket.words,
    channel: ticket.channel,
    taken_by: ticket.takenBy,
    late: ticket.isLate,
    opened_at: ticket.openedAt.toISOString(),
    changed_at: ticket.changedAt.toISOString(),
  };
}

/** What was written, whatever it was written as. */
function wordsOf(content: Readonly<Record<string, unknown>>): string {
  const { text, title, caption, body, emoji, note, fileName } = content;
  const named = [text, title, caption, body, emoji, note, fileName];
  const found = named.find((one) => typeof one === 'string' && one !== '');
  return typeof found === 'string' ? found : '';
}

type Detail = z.input<typeof detailSchema>;

async function showDetail(tx: Tx, ticket: Ticket): Promise<Detail> {
  const [{ history, spoken }, names] = await Promise.all([
    readTicketStory(tx, ticket),
    readNames(tx, ticket.partyId === null ? [] : [ticket.partyId]),
  ]);
  return {
    ...show(ticket, names),
    history: history.map((event) => ({
      at: event.happened_at.toISOString(),
      event: event.event,
      actor: { kind: event.actor_kind, id: event.actor_id },
      note: event.note,
    })),
    conversation: spoken.map(({ id, at, way, content, state }) => ({
      id,
      at: at.toISOString(),
      way,
      kind: typeof content['kind'] === 'string' ? content['kind'] : '',
      words: wordsOf(content),
      state,
    })),
  };
}

async function changed(tx: Tx, { ticket, wake }: Supported): Promise<Reply<Detail>> {
  return { body: await showDetail(tx, ticket), wake };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/support-tickets',
  name: 'listTickets',
  summary: 'Who waits for a person of ours or has one, the longest waiting first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: z.enum(TICKET_STATES).default('WAITING') },
  body: {},
  answer: pageSchema(ticketSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const tickets = await listTickets(tx, query.state, pageOf(query));
    const names = await readNames(
      tx,
      tickets.flatMap(({ partyId }) => partyId ?? []),
    );
    return found(
      page(
        tickets,
        query.limit,
        ({ id }) => id,
        (ticket) => show(ticket, names),
      ),
    );
  },
});

const params = { ...townParam, ticket: idSchema };

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/support-tickets/{ticket}',
  name: 'getTicket',
  summary: 'One ticket with its history and the last of its conversation',
  roles: STAFF,
  rate: 'read',
  params,
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_ticket: NO_TICKET },
  work: async (tx, { path }) => {
    const ticket = await readTicket(tx, path.ticket);
    return ticket ? found(await showDetail(tx, ticket)) : refused('no_such_ticket');
  },
});

const take = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/support-tickets/{ticket}/take',
  name: 'takeTicket',
  summary: 'Take a conversation over: the machine is silent there until it is given back',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { over: z.boolean().default(false).describe('Also from the user who has it') },
  answer: detailSchema,
  refusals: {
    no_such_ticket: NO_TICKET,
    closed: CLOSED,
    taken: { status: 409, title: 'Another user has it' },
  },
  work: async (tx, { path, body, cause }) => {
    const { settings } = await readTown(tx);
    const wanted = { ticketId: path.ticket, over: body.over };
    const taken = await takeTicket(tx, cause, settings, wanted);
    return taken.ok ? done(await changed(tx, taken.value)) : taken;
  },
});

const NOT_SAID = {
  no_such_ticket: NO_TICKET,
  not_yours: { status: 409, title: 'Take the ticket first' },
  no_conversation: { status: 409, title: 'It was asked by keypad: there is nothing to write in' },
  window_closed: { status: 409, title: 'They last wrote over 24 hours ago: call them' },
} as const;

const write = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/support-tickets/{ticket}/messages',
  name: 'writeInTicket',
  summary: 'Write in the conversation of a ticket that you have',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { words: z.string().trim().min(1).max(SUPPORT.words_characters_max) },
  answer: detailSchema,
  refusals: NOT_SAID,
  work: async (tx, { path, body, cause }) => {
    const { settings } = await readTown(tx);
    const wanted = { ticketId: path.ticket, words: body.words };
    const written = await writeInTicket(tx, cause, settings, wanted);
    return written.ok ? done({ ...(await changed(tx, written.value)), said: true }) : written;
  },
});

const send = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/support-tickets/{ticket}/files',
  name: 'sendInTicket',
  summary:
    'Send a picture (JPEG, PNG) or a document (PDF) in the conversation of a ticket you have',
  roles: STAFF,
  rate: 'command',
  params,
  query: {
    message: idSchema.describe('Chosen by you; the same id again is the same message'),
    caption: z.string().trim().max(WHATSAPP_MESSAGE.caption_max).default(''),
    name: z
      .string()
      .trim()
      .min(1)
      .max(WHATSAPP_MESSAGE.file_name_max)
      .regex(/^[^\\/:*?"<>|\p{C}]+$/u)
      .default('file')
      .describe('What a document is saved as'),
  },
  body: {},
  takes: 'file',
  answer: detailSchema,
  refusals: {
    ...NOT_SAID,
    no_files: { status: 409, title: 'They are reached by short message, which takes no files' },
  },
  work: async (tx, { path, query, file, cause }) => {
    assert(file, 'a route that takes a file was given one');
    const { settings } = await readTown(tx);
    const wanted = {
      ticketId: path.ticket,
      file: {
        kind: 'file',
        as: file.mimeType === 'application/pdf' ? 'document' : 'image',
        body: query.caption,
        fileName: query.name,
        givenId: query.message,
        ...file,
      },
    } as const;
    const sent = await sendInTicket(tx, cause, settings, wanted);
    return sent.ok ? done({ ...(await changed(tx, sent.value)), said: true }) : sent;
  },
});

const close = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/support-tickets/{ticket}/close',
  name: 'closeTicket',
  summary: 'Give a conversation back to the machine, or close what nobody has to take any more',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { note: z.string().trim().max(SUPPORT.note_characters_max).default('') },
  answer: detailSchema,
  refusals: { no_such_ticket: NO_TICKET, closed: CLOSED },
  work: async (tx, { path, body, cause }) => {
    const closed = await closeTicket(tx, cause, { ticketId: path.ticket, note: body.note });
    return closed.ok ? done(await changed(tx, closed.value)) : closed;
  },
});

export const supportRoutes: readonly Route[] = [list, one, take, write, send, close];
