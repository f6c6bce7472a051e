import type { Event } from '../src/conversation/vocabulary.js';
import { answerShelf, shelfDone, stepShelf } from './shelf.js';
import type { ShelfStep } from './shelf.js';
import { vendor } from './vendor-context.js';
import type { VendorContext } from './vendor-context.js';

/** What a vendor says of their own stock and prices, in whatever state it is said. */

type WorkEvent = Extract<Event, { type: 'WORK_READ' | 'WORK_DONE' }>;

interface Heard<E> {
  readonly context: VendorContext;
  readonly event: E;
}

function stepOf({ context, event }: Heard<WorkEvent>): ShelfStep | null {
  if (event.type === 'WORK_DONE') return event.done.what === 'shelf' ? shelfDone(event.done) : null;
  const { work } = event;
  if (work.what !== 'shelf' && work.what !== 'shelf_answer') return null;
  return stepShelf(context.shelf, work);
}

const asks = (heard: Heard<WorkEvent>): boolean => (stepOf(heard)?.shelf ?? null) !== null;
const isMeant = (heard: Heard<WorkEvent>): boolean => stepOf(heard) !== null;

/** What is said or done, then what waits: in this order, since the second changes the first. */
const SHELVE = [
  { type: 'effects', params: (heard: Heard<WorkEvent>) => stepOf(heard)?.effects ?? [] },
  { type: 'keepShelf', params: (heard: Heard<WorkEvent>) => stepOf(heard)?.shelf ?? null },
] as const;

/** Before what else is said or done of a vendor's day. */
export const SHELF_READ = [
  { guard: asks, target: '.shelving', actions: SHELVE },
  { guard: isMeant, actions: SHELVE },
] as const;
export const SHELF_DONE = [
  { guard: asks, target: '.shelving', actions: SHELVE },
  { guard: isMeant, target: '.open', actions: SHELVE },
] as const;

const answerWith = (yes: boolean) =>
  [
    {
      type: 'effects',
      params: ({ context }: { context: VendorContext }) => answerShelf(context.shelf, yes).effects,
    },
    {
      type: 'keepShelf',
      params: ({ context }: { context: VendorContext }) => answerShelf(context.shelf, yes).shelf,
    },
  ] as const;

type OfferAnswerRead = Extract<Event, { type: 'OFFER_ANSWER_READ' }>;

/** Said of no offer by its number or button, where something else was asked. */
function isBare({ offerId, number }: OfferAnswerRead): boolean {
  return offerId === null && number === null;
}

/** Something was asked about their own goods: a bare yes or no is about that and no offer. */
export const shelving = vendor.createStateConfig({
  on: {
    CONFIRMED: { actions: answerWith(true) },
    DECLINED: { target: 'open', actions: answerWith(false) },
    OFFER_ANSWER_READ: [
      {
        guard: ({ event }) => isBare(event) && event.answer === 'accept',
        actions: answerWith(true),
      },
      { guard: ({ event }) => isBare(event), target: 'open', actions: answerWith(false) },
    ],
  },
});
