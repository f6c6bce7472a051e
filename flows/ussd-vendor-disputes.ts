import { assign } from 'xstate';
import type { DisputeView, Part, Show, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { ask, menu, row } from './ussd-screens.js';
import { effects, isRow, isSort, pickedName } from './ussd-setup.js';
import type { UssdEventOf } from './ussd-setup.js';
import { amountOf } from './ussd-shorts.js';
import { toVendorMain } from './ussd-vendor-orders.js';
import { vendorKeypad } from './ussd-vendor-setup.js';
import type { VendorUssdContext } from './ussd-vendor-setup.js';

/**
 * What shops say was amiss, and a vendor's answers to it by keypad. Whoever agrees is paid less:
 * that is behind the PIN.
 */

/** As many as one looks through on a keypad; the others come once these are answered. */
const SHOWN_MAX = 20;

export const READ_DISPUTES: UssdEffect = { type: 'read_disputes' };
export const toDisputes = { target: 'disputes', actions: effects(READ_DISPUTES) } as const;

function holesOf({ number, name, quantity, unit, problem }: DisputeView) {
  return {
    number: { digits: number },
    name,
    quantity: { quantity, unit },
    problem: { key: `problem.${problem}` },
  } as const;
}

/** What waits for an answer; `notes` stand in place of the title. */
function disputeList(disputes: readonly DisputeView[], notes: readonly Part[]): Show {
  if (disputes.length === 0) return menu([...notes, part('ussd.disputes_none')], [], 'back');
  const rows = disputes.map((dispute) => ({
    id: `dispute:${dispute.disputeId}`,
    title: part('ussd.row.dispute', holesOf(dispute)),
  }));
  return menu(notes.length > 0 ? notes : [part('ussd.disputes')], rows, 'back');
}

function oneDispute(dispute: DisputeView | null): Show {
  if (dispute === null) return menu([part('ussd.disputes_none')], [], 'back');
  const rows = [
    row('agree', 'button.agree'),
    row('part_of_it', 'button.part_of_it'),
    row('refuse_it', 'button.refuse_it'),
  ];
  return menu([part('ussd.dispute', holesOf(dispute))], rows, 'back');
}

function askGiven(dispute: DisputeView | null, lead: readonly Part[]): Show {
  if (dispute === null) return menu([part('ussd.disputes_none')], [], 'back');
  const { name, quantity, unit } = dispute;
  const holes = { name, quantity: { quantity, unit } };
  return ask([...lead, part('ussd.ask_given', holes)], 'signs');
}

const ASK_PIN = ask([part('ussd.pin_dispute')], 'pin');

/** The answer that the PIN was asked for. */
export function giveAnswer({ dispute, reply }: VendorUssdContext): UssdEffect {
  const disputeId = dispute?.disputeId ?? null;
  return { type: 'answer_dispute', disputeId, answer: reply ?? 'refuse', said: 'keypad' };
}

export const disputesState = vendorKeypad.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('dispute'),
      target: 'dispute',
      actions: [
        assign(({ context, event }) => ({
          dispute:
            context.disputes.find(({ disputeId }) => disputeId === pickedName(event)) ?? null,
        })),
        { type: 'effects', params: ({ context }) => [oneDispute(context.dispute)] },
      ],
    },
    BACK: toVendorMain,
  },
});

export const disputeState = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('agree'),
        target: 'pin',
        actions: [
          assign({ pinFor: 'dispute' as const, reply: 'agree' as const }),
          effects(ASK_PIN),
        ],
      },
      {
        guard: isRow('part_of_it'),
        target: 'giving',
        actions: { type: 'effects', params: ({ context }) => [askGiven(context.dispute, [])] },
      },
      {
        actions: [
          assign({ reply: 'refuse' as const }),
          { type: 'effects', params: ({ context }) => [giveAnswer(context)] },
        ],
      },
    ],
    BACK: toDisputes,
  },
});

/** How much of it they agree to. */
export const givingState = vendorKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => Number(amountOf(event.text) ?? '0') <= 0,
        actions: {
          type: 'effects',
          params: ({ context }) => [askGiven(context.dispute, [part('ussd.quantity_odd')])],
        },
      },
      {
        guard: ({ context, event }) =>
          Number(amountOf(event.text)) > Number(context.dispute?.quantity ?? '0'),
        actions: {
          type: 'effects',
          params: ({ context }) => [askGiven(context.dispute, [part('ussd.have_more')])],
        },
      },
      {
        target: 'pin',
        actions: [
          assign(({ event }) => ({
            pinFor: 'dispute' as const,
            reply: { quantity: amountOf(event.text) ?? '0' },
          })),
          effects(ASK_PIN),
        ],
      },
    ],
    BACK: {
      target: 'dispute',
      actions: { type: 'effects', params: ({ context }) => [oneDispute(context.dispute)] },
    },
  },
});

function answered(event: UssdEventOf<'DISPUTE_ANSWERED'>): Part {
  const { dispute, was, quantity, costMinor } = event;
  const number = { digits: dispute.number };
  const given = { number, name: dispute.name, quantity: { quantity, unit: dispute.unit } };
  switch (was) {
    case 'agreed':
      return part('ussd.dispute_agreed', { ...given, cost: { money: costMinor } });
    case 'above':
      return part('ussd.dispute_above', { number });
    case 'part':
      return part('ussd.dispute_part', given);
    case 'refused':
      return part('ussd.dispute_refused', { number });
  }
}

/** Outcomes mean the same wherever they are heard. */
export const disputeOutcomes = vendorKeypad.createStateConfig({
  on: {
    DISPUTES_READ: {
      target: '.disputes',
      actions: [
        assign(({ event }) => ({ disputes: event.disputes.slice(0, SHOWN_MAX) })),
        {
          type: 'effects',
          params: ({ context }) => [disputeList(context.disputes, context.notes)],
        },
        assign({ notes: [], dispute: null, reply: null }),
      ],
    },
    DISPUTE_ANSWERED: {
      target: '.disputes',
      actions: [
        assign(({ context, event }) => ({
          notes: [...context.notes, answered(event)],
          dispute: null,
          reply: null,
        })),
        effects(READ_DISPUTES),
      ],
    },
  },
});
