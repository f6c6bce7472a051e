import type {
  BasketView,
  DisputeWords,
  Edit,
  Effect,
  Event,
  OrderView,
  Part,
  Question,
  SaidWish,
} from '../src/conversation/vocabulary.js';
import { showBasket, showEmpty } from './baskets.js';
import type { Consent } from './changes.js';
import { askDoubts, isAbsent, keepQuestions, settle, unsettled } from './doubts.js';
import type { Settled } from './doubts.js';
import type { Late } from './late.js';
import { cancellableOrders } from './orders.js';
import type { Cancellable } from './orders.js';
import { part } from './sentences.js';

/** What a retailer's conversation remembers between turns: plain JSON, bounded by FLOW_LIMITS. */
export interface RetailerContext {
  /** The basket last shown with its buttons: what "yes" in words would mean. */
  readonly shown: { readonly basketId: string; readonly version: number } | null;
  readonly questions: readonly Question[];
  /** Doubts beyond what is kept, until that was said. */
  readonly lost: number;
  readonly late: Late | null;
  /** What is to be said with the basket that is about to be shown. */
  readonly notes: readonly Part[];
  /** What "cancel" could mean, while that is asked. */
  readonly cancellable: Cancellable | null;
  /** The vendor's change that was asked about last. */
  readonly consent: Consent | null;
  /** What is amiss with goods that came, as far as it was said. */
  readonly complaint: DisputeWords | null;
  /** The number of the order that came last and was not rated since. */
  readonly rating: string | null;
}

export type Change = Partial<RetailerContext>;

export const NEW_CONTEXT: RetailerContext = {
  shown: null,
  questions: [],
  lost: 0,
  late: null,
  notes: [],
  cancellable: null,
  consent: null,
  complaint: null,
  rating: null,
};

export type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

interface Words {
  readonly edits: readonly Edit[];
  readonly questions: readonly Question[];
  readonly wish?: SaidWish;
}

/**
 * New words about the basket: what they settle and what they ask. Taking out what is not there
 * leaves nothing to ask: it is only said.
 */
export function hear(context: RetailerContext, { edits, questions }: Words): Change {
  const asked = questions.filter((question) => !isAbsent(question));
  const all = unsettled(context.questions, edits, asked);
  const kept = keepQuestions(all);
  const absent = keepQuestions(questions.filter(isAbsent));
  return {
    questions: kept,
    lost: all.length - kept.length,
    notes: absent.map(({ said }) => part('note.not_in_basket', { said })),
  };
}

/** True when words leave something to ask. */
export function hasDoubts({ questions }: Words): boolean {
  return questions.some((question) => !isAbsent(question));
}

/** The late words are wanted after all. */
export function hearLate(context: RetailerContext): Change {
  return context.late ? { ...hear(context, context.late), late: null } : {};
}

/** Words about the basket that change it at once, be it only by a wish for the delivery. */
export function changesBasket({ edits, wish }: Words): boolean {
  return edits.length > 0 || wish !== undefined;
}

/** Asks for changes of the open basket; the answer is BASKET_CHANGED. */
export function editBasket({ edits, wish }: Pick<Words, 'edits' | 'wish'>): readonly Effect[] {
  return [{ type: 'edit_basket', edits, ...(wish && { wish }) }];
}

export const NO_EDITS = { edits: [] } as const;

/** Fills the basket with an earlier order; the answer is BASKET_CHANGED. */
export function repeatOrder({ edits, of, wish }: EventOf<'REPEAT_ASKED'>): readonly Effect[] {
  return [{ type: 'repeat_last_order', edits, ...(of && { of }), ...(wish && { wish }) }];
}

export const SHOW_BASKET: readonly Effect[] = [{ type: 'show_basket' }];

/** Asks everything that is pending. */
export function doubts(
  context: RetailerContext,
  view: BasketView | null,
  lead: readonly Part[] = [],
): readonly Effect[] {
  return [askDoubts(context.questions, view, [...lead, ...context.notes], context.lost)];
}

/** An answer to a pending question. */
export function answer(context: RetailerContext, event: EventOf<'ANSWERED'>): Settled {
  return settle(context.questions, event.questionId, event.productId);
}

/** What is still pending after an answer, and what to say with the basket. */
export function afterAnswer(context: RetailerContext, event: EventOf<'ANSWERED'>): Change {
  const settled = answer(context, event);
  if (settled.kind === 'gone') return { notes: [part('note.question_gone')] };
  return { questions: settled.questions, lost: 0, notes: [] };
}

/** True where there is something to order. */
export function isFilled(view: BasketView | null): view is BasketView {
  return view !== null && view.lines.length > 0;
}

/** The basket as it is now: with its buttons, or the word that it is empty. */
export function basket(context: RetailerContext, view: BasketView | null): readonly Effect[] {
  return [isFilled(view) ? showBasket(view, context.notes) : showEmpty(context.notes, view)];
}

/** Remembers which basket was shown; `notes` have been said. */
export function shown(view: BasketView | null): Change {
  if (!isFilled(view)) return { shown: null, notes: [], lost: 0 };
  return { shown: { basketId: view.basketId, version: view.version }, notes: [], lost: 0 };
}

/** What could be meant by "cancel", once both basket and orders are known. */
export function weigh(context: RetailerContext, orders: readonly OrderView[]): Cancellable {
  const hasBasket = context.cancellable?.hasBasket ?? false;
  return { hasBasket, orders: cancellableOrders(orders) };
}

/** Orders the basket that was named; where none was, it is shown first. */
export function place(
  named: { readonly basketId: string; readonly version: number } | null,
  cash = false,
): readonly Effect[] {
  if (named === null) return SHOW_BASKET;
  const { basketId, version } = named;
  return [{ type: 'place_order', basketId, version, ...(cash && { cash }) }];
}

/** The basket a tap named; null when it was said in words. */
export function namedBasket(event: EventOf<'CONFIRMED'>): RetailerContext['shown'] {
  const { basketId, version } = event;
  return basketId === null || version === null ? null : { basketId, version };
}
