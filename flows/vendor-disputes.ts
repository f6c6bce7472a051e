import { assign } from 'xstate';
import type { DisputeView, Effect } from '../src/conversation/vocabulary.js';
import { disputeAnswered, showDisputes } from './disputes.js';
import type { EventOf } from './retailer-context.js';
import { part, sentence } from './sentences.js';
import { vendor } from './vendor-context.js';
import type { VendorContext } from './vendor-context.js';

/** What a vendor says to what a shop says was amiss. */

type Reply = Extract<Effect, { type: 'answer_dispute' }>['answer'];

/** About the dispute that was shown last. */
function reply(dispute: DisputeView | null, answer: Reply, said = ''): readonly Effect[] {
  return [{ type: 'answer_dispute', disputeId: dispute?.disputeId ?? null, answer, said }];
}

const answers = vendor.createStateConfig({
  on: {
    DISPUTE_ANSWER_READ: [
      {
        guard: ({ event }) => event.answer === 'part',
        target: '.counting',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => [askHowMuch(context, event.disputeId)],
          },
          assign(({ context, event }) => ({ dispute: named(context, event.disputeId) })),
        ],
      },
      {
        actions: {
          type: 'effects',
          params: ({ event: { disputeId, answer } }) =>
            answer === 'part' ? [] : [{ type: 'answer_dispute', disputeId, answer, said: '' }],
        },
      },
    ],
    DISPUTE_ANSWERED: {
      target: '.open',
      actions: [
        assign({ dispute: null }),
        { type: 'effects', params: ({ event }) => [disputeAnswered(event)] },
      ],
    },
    DISPUTES_READ: [
      {
        guard: ({ event }) => event.disputes.length > 0,
        target: '.disputed',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => [
              showDisputes(event.disputes, context.lead === null ? [] : [part(context.lead)]),
            ],
          },
          assign(({ event }) => ({
            lead: null,
            dispute: event.disputes.length === 1 ? (event.disputes[0] ?? null) : null,
          })),
        ],
      },
      {
        target: '.open',
        actions: [
          assign({ lead: null, dispute: null }),
          { type: 'effects', params: [showDisputes([], [])] },
        ],
      },
    ],
  },
});

export const disputes = answers.on;

/** The dispute of a button: the one that was shown, or one that only its id is known of. */
function named({ dispute }: VendorContext, disputeId: string): DisputeView {
  if (dispute?.disputeId === disputeId) return dispute;
  return { disputeId, number: '', name: '', quantity: '', unit: '', problem: 'other' };
}

function askHowMuch(context: VendorContext, disputeId: string): Effect {
  const { dispute } = context;
  if (dispute?.disputeId !== disputeId) return sentence('dispute.how_many_bare');
  const { name, quantity, unit } = dispute;
  return sentence('dispute.how_many_given', { name, quantity: { quantity, unit } });
}

/** Whether words name no order, or the one that is disputed. */
function isAbout(
  { dispute }: VendorContext,
  { offerId, number }: Pick<EventOf<'OFFER_ANSWER_READ'>, 'offerId' | 'number'>,
): boolean {
  return offerId === null && (number === null || number === dispute?.number);
}

/** "Only 1 ctn": how much of the disputed line is given. */
function givenBy({ words }: EventOf<'OFFER_CHANGE_READ'>): string | null {
  const [only, another] = words?.lines ?? [];
  return another === undefined ? (only?.quantity ?? null) : null;
}

/** A dispute was shown: a bare yes or no is about it, and so is a figure. */
const shown = vendor.createStateConfig({
  on: {
    CONFIRMED: {
      actions: { type: 'effects', params: ({ context }) => reply(context.dispute, 'agree') },
    },
    DECLINED: {
      actions: { type: 'effects', params: ({ context }) => reply(context.dispute, 'refuse') },
    },
    OFFER_ANSWER_READ: [
      {
        guard: ({ context, event }) => isAbout(context, event),
        actions: {
          type: 'effects',
          params: ({ context, event: { answer, reason } }) =>
            reply(context.dispute, answer === 'accept' ? 'agree' : 'refuse', reason),
        },
      },
      answersOffer(),
    ],
    OFFER_CHANGE_READ: [
      {
        guard: ({ context, event }) => isAbout(context, event) && givenBy(event) !== null,
        actions: {
          type: 'effects',
          params: ({ context, event }) =>
            reply(context.dispute, { quantity: givenBy(event) ?? '0' }, event.words?.said),
        },
      },
      changesOffer(),
    ],
    COUNTED: {
      actions: {
        type: 'effects',
        params: ({ context, event: { quantity } }) => reply(context.dispute, { quantity }),
      },
    },
  },
});

/** The same as from everywhere else, where the words are about an offer. */
function answersOffer() {
  return {
    actions: {
      type: 'effects',
      params: ({ event }: { event: EventOf<'OFFER_ANSWER_READ'> }): readonly Effect[] => {
        const { offerId, number, answer, reason } = event;
        return [{ type: 'answer_offer', offerId, number, answer, reason }];
      },
    },
  } as const;
}

function changesOffer() {
  return {
    actions: {
      type: 'effects',
      params: ({ event }: { event: EventOf<'OFFER_CHANGE_READ'> }): readonly Effect[] => {
        const { offerId, number, words } = event;
        return words === null
          ? [sentence('offer.change_how')]
          : [{ type: 'change_offer', offerId, number, words }];
      },
    },
  } as const;
}

export const disputed = shown;
/** The same while a figure is awaited. */
export const counting = shown;
