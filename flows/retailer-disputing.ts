import { assign } from 'xstate';
import type { DisputeAsked, DisputeWords, Effect } from '../src/conversation/vocabulary.js';
import { askDispute, disputeOpened } from './disputes.js';
import type { RefusedEvent } from './refusals.js';
import { refusalParts } from './refusals.js';
import type { EventOf, RetailerContext } from './retailer-context.js';
import { notUnderstood } from './retailer-answers.js';
import { retailer } from './retailer-setup.js';
import { part, sentence, tell } from './sentences.js';

/** What is amiss with goods that came: asked one thing at a time until it is known. */

/** A tap says what it is about, but not what was said first: that is kept. */
function withWords(context: RetailerContext, { said }: EventOf<'DISPUTE_SAID'>): DisputeWords {
  const before = context.complaint;
  if (said.said !== '' || before === null) return said;
  return { ...said, said: before.said, unit: said.quantity === null ? before.unit : null };
}

/** What is known once something was asked: a single order or line is settled by it. */
function known(complaint: DisputeWords | null, asked: DisputeAsked): DisputeWords | null {
  const [only, another] = asked.options;
  if (complaint === null || !only || another) return complaint;
  const { number, lineNo } = only;
  const { quantity } = asked;
  return { ...complaint, number, lineNo, quantity, unit: null };
}

function complain(said: DisputeWords): readonly Effect[] {
  return [{ type: 'complain', said }];
}

function counted(context: RetailerContext, quantity: string): readonly Effect[] {
  return context.complaint === null
    ? [notUnderstood()]
    : complain({ ...context.complaint, quantity, unit: null });
}

/** More than can be noted: how much can be, where that is anything. */
function tooMany({ detail }: RefusedEvent): readonly Effect[] {
  const { name = '', unit = '', quantity = '0' } = detail;
  const number = { digits: detail['number'] ?? '' };
  if (quantity === '0') return [tell([part('dispute.at_most_none', { name, number })])];
  const most = { quantity, unit };
  return [tell([part('dispute.at_most', { name, number, quantity: most })])];
}

const said = retailer.createStateConfig({
  on: {
    DISPUTE_SAID: {
      actions: [
        assign(({ context, event }) => ({ complaint: withWords(context, event) })),
        {
          type: 'effects',
          params: ({ context, event }) => complain(context.complaint ?? event.said),
        },
      ],
    },
    DISPUTE_ASKED: [
      {
        guard: ({ event }) => event.what === 'quantity',
        target: '.counting',
        actions: [
          assign(({ context, event }) => ({ complaint: known(context.complaint, event) })),
          { type: 'effects', params: ({ event }) => [askDispute(event)] },
        ],
      },
      {
        target: '.disputing',
        actions: [
          assign(({ context, event }) => ({ complaint: known(context.complaint, event) })),
          { type: 'effects', params: ({ event }) => [askDispute(event)] },
        ],
      },
    ],
    DISPUTE_OPENED: {
      target: '.open',
      actions: [
        assign({ complaint: null }),
        { type: 'effects', params: ({ event }) => [disputeOpened(event)] },
      ],
    },
    COUNTED: {
      actions: {
        type: 'effects',
        params: ({ context, event }) => counted(context, event.quantity),
      },
    },
  },
});

export const disputeSaid = said.on;

/** Whether how many was asked for again, since less is left. */
export function asksAgain({ effect, refusal, detail }: RefusedEvent): boolean {
  return effect === 'complain' && refusal === 'dispute_more' && detail['quantity'] !== '0';
}

/** Why what was said to be amiss was not noted. */
export function disputeRefused(event: RefusedEvent): readonly Effect[] {
  if (event.refusal === 'dispute_more') return tooMany(event);
  if (event.refusal === 'nothing_arrived') return [sentence('complaint.heard')];
  return [tell(refusalParts(event))];
}
