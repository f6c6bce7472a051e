import type { InboundContent } from '../base/inbound.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { openOffersOf } from '../domain/orders/offers.js';
import type { ContextLine } from '../language/reading.js';
import { interpret } from './interpret.js';
import { basketOf } from './turn.js';
import type { Turn } from './turn.js';
import type { PersonEvent } from './vocabulary.js';

/**
 * Makes an event of a person's message: gathers what understanding needs (the open basket, a
 * vendor's open offers), says how late the message is, and interprets it. Null is silence.
 */
export async function hear(turn: Turn, message: WaitingMessage): Promise<PersonEvent | null> {
  const { session, knowledge } = turn;
  const basket = await basketOf(turn);
  return interpret({
    flow: session.flowId,
    content: message.content as InboundContent,
    lateSince: lateSince(turn, message),
    awaiting: session.awaiting,
    context: {
      basket: (basket?.lines ?? []).map((line) => ({
        productId: line.productId,
        quantity: line.quantity,
        unit: line.unit,
      })),
      orders: await openOfferLines(turn),
      learned: {},
      history: [],
    },
    catalogue: knowledge.catalogue,
    index: knowledge.index,
    messageId: message.id,
  });
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
