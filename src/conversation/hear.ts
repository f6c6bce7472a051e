import { awaitedBy } from '../../flows/flow.js';
import type { Awaited, FlowSnapshot } from '../../flows/flow.js';
import type { InboundContent } from '../base/inbound.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { openOffersOf } from '../domain/orders/offers.js';
import type { ContextLine, Reading, ReadingContext } from '../language/reading.js';
import { understand } from '../language/understand.js';
import { isReplyLanguage } from './replies/languages.js';
import { interpret } from './interpret.js';
import { basketOf } from './turn.js';
import type { Turn } from './turn.js';
import type { PersonEvent } from './vocabulary.js';

const ROLES = { 'retailer.whatsapp': 'retailer', vendor: 'vendor', newcomer: 'newcomer' } as const;

/**
 * Makes an event of a person's message: gathers what understanding needs (the open basket, a
 * vendor's open offers), says how late the message is, and interprets it. Null is silence.
 */
export async function hear(turn: Turn, message: WaitingMessage): Promise<PersonEvent | null> {
  const { session, knowledge } = turn;
  const content = message.content as InboundContent;
  const awaited = awaitedBy(session.flowId, session.snapshot as FlowSnapshot);
  const reading = content.kind === 'text' ? await read(turn, content.text, awaited.kind) : null;
  if (reading !== null && content.kind === 'text') followLanguage(turn, content.text, reading);
  return interpret({
    flow: session.flowId,
    content,
    lateSince: lateSince(turn, message),
    awaiting: session.awaiting,
    awaited,
    reading,
    catalogue: knowledge.catalogue,
    messageId: message.id,
  });
}

async function read(turn: Turn, text: string, awaited: Awaited['kind']): Promise<Reading> {
  const { session, knowledge } = turn;
  const basket = await basketOf(turn);
  const context: ReadingContext = {
    role: ROLES[session.flowId],
    awaiting: awaited === 'words' ? null : awaited,
    basket: basket?.lines ?? [],
    orders: await openOfferLines(turn),
    learned: {},
    history: [],
  };
  return understand(text, context, knowledge.index);
}

/**
 * Whoever has not chosen a language is answered in the one they begin in, if the town offers it.
 * One word is no evidence: "ok" and "status" are said in every language.
 */
function followLanguage(turn: Turn, text: string, reading: Reading): void {
  const { session, knowledge } = turn;
  const { language } = reading;
  if (session.language !== null || text.trim().split(/\s+/u).length < 2) return;
  if (isReplyLanguage(language) && knowledge.town.languages.includes(language)) {
    session.language = language;
  }
}

/** A vendor's open orders by number: what "1042 ok but only 3 ctn oil" can be about. */
async function openOfferLines(turn: Turn): Promise<Record<string, readonly ContextLine[]>> {
  const { session, party, tx, cause } = turn;
  if (session.flowId !== 'vendor' || party === null) return {};
  const offers = await openOffersOf(tx, cause, party.id);
  return Object.fromEntries(offers.map((offer) => [offer.number.toString(), offer.lines]));
}

/** When it was typed, if that is longer before its arrival, or before now, than the town allows. */
function lateSince(turn: Turn, message: WaitingMessage): string | null {
  if (message.typedAt === null) return null;
  const ageMs = turn.parts.universe.nowMs() - message.typedAt.getTime();
  return ageMs > turn.knowledge.town.settings.late_message_ms
    ? message.typedAt.toISOString()
    : null;
}
