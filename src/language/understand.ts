import { LIMITS } from '../base/limits.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { readChoice, readCode, readReason } from './answers.js';
import { decideDriver, decideRetailer, decideVendor, type Facts } from './decide.js';
import { gatherFacts, openLines, readMessage, type Message } from './facts.js';
import { LINED, readLines } from './message-lines.js';
import { cutMessage, looksGarbled } from './normalise.js';
import { readAmiss } from './amiss.js';
import { readPayment, readReceipt } from './payment.js';
import type { LineScene } from './read-lines.js';
import type { Intent, Reading, ReadingContext } from './reading.js';
import { guessLanguage } from './spoken-language.js';
import { readWhen } from './when.js';

/** Intents that act by themselves, without a line that could be asked about. */
const ACTS: ReadonlySet<Intent> = new Set([
  'confirm',
  'cancel',
  'decline',
  'repeat',
  'vendor_accept',
  'vendor_reject',
  'delivered',
  'picked_up',
  'delivery_failed',
  'set_out',
  'put_off',
  'cash',
  'hand_over',
  'packed',
]);

/** Intents whose words are kept as the reason. */
const REASONED: ReadonlySet<Intent> = new Set([
  'delivery_failed',
  'put_off',
  'vendor_reject',
  'vendor_delay',
]);

function quoter(message: Message): LineScene['quote'] {
  return (from, to) => {
    const first = message.tokens[from];
    const last = message.tokens[Math.max(from, to - 1)];
    return first && last ? message.text.slice(first.start, last.end) : '';
  };
}

function decide(facts: Facts): Intent {
  if (facts.context.role === 'vendor') return decideVendor(facts);
  if (facts.context.role === 'driver') return decideDriver(facts);
  return decideRetailer(facts);
}

function answers(facts: Facts, choice: number | null): boolean {
  const { awaiting } = facts.context;
  if (awaiting === 'choice') return choice !== null;
  return awaiting === 'quantity' && facts.goods.length === 0 && facts.bare.length > 0;
}

/** A retailer's figures beside goods are quantities; "repeat 1001" names an order. */
function hasNoReferences(intent: Intent, { role }: ReadingContext): boolean {
  return role === 'retailer' && intent !== 'repeat' && LINED.has(intent);
}

/**
 * Reads one message. In: the text as typed, who speaks and what stands open, and the town's
 * catalogue. Out: what it wants, with its lines. Pure, never throws; the time is linear in the
 * text, which is cut at LIMITS.message_chars_max: a cut message is read and answered `unknown`.
 */
export function understand(text: string, context: ReadingContext, index: CatalogueIndex): Reading {
  const { text: kept, cut } = cutMessage(text, LIMITS.message_chars_max);
  const message = readMessage(kept, context, index);
  const facts = gatherFacts(message, context, index);
  const choice = readChoice(message, facts);
  const garbled = looksGarbled(kept);
  const decided = answers(facts, choice) ? 'answer' : decide(facts);
  const intent = garbled && ACTS.has(decided) ? 'unknown' : decided;
  const delivered = intent === 'delivered' ? readCode(message, facts, index) : null;
  const { code, orders } = delivered ?? { code: null, orders: facts.references };
  const references = ['pay', 'balance'].includes(intent) ? [] : orders;
  const sceneOf = (one: Message): LineScene => ({
    index,
    context,
    open: openLines(context, facts.references),
    quote: quoter(one),
    segments: one.segments.length,
    edits: intent !== 'repeat',
    garbled,
  });
  const scene = sceneOf(message);
  const lines = readLines(message, intent, facts, scene);
  return {
    intent: cut ? 'unknown' : intent,
    lines,
    orderRefs: hasNoReferences(intent, context) ? [] : references,
    payment:
      intent === 'pay' || intent === 'vendor_counter'
        ? (readReceipt(kept) ?? readPayment(kept, message.pieces, message.tokens))
        : null,
    code,
    reason: REASONED.has(intent) ? readReason(message, index) : null,
    when: context.role === 'vendor' ? readWhen(kept, message.tokens, index.lexicon) : null,
    amiss: intent === 'complaint' ? readAmiss(kept, facts, context, index, sceneOf) : null,
    languageTo: intent === 'lang' ? facts.languageTo : null,
    language: guessLanguage(message.pieces, message.tokens, index),
    asks: facts.cues.has('question') || facts.cues.has('if'),
    choice,
  };
}
