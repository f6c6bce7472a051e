import { assign } from 'xstate';
import type { DriverDone, DriverWords, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { READ_JOBS, drive, driverKeypad } from './ussd-driver-setup.js';
import type { DriverUssdContext } from './ussd-driver-setup.js';
import { askAmount, cashDue, cashMenu, driverMenu } from './ussd-driver-screens.js';
import { CHOOSING_PIN, FIRST_PIN, WRONG_PIN, noPin } from './ussd-pins.js';
import { ask, menu, row } from './ussd-screens.js';
import { effects, isRow } from './ussd-setup.js';

/** Cash on a driver's keypad: behind the PIN, since a gateway only says whose phone it is. */

export const toDriverMain = { target: 'main', actions: effects(driverMenu([])) } as const;

const ASK_PIN = ask([part('ussd.pin')], 'pin');
const ASK_NUMBER = ask([part('ussd.ask_cash_number')], 'signs');

type Amount = Extract<DriverWords, { kind: 'cash' }>['amount'];

function take(number: string, amount: Amount, sure: boolean): UssdEffect {
  return drive({ kind: 'cash', number, amount, sure });
}

/** What the PIN was asked for. All that is to be paid was said by us: nothing is asked about it. */
function opened({ cash }: DriverUssdContext): UssdEffect {
  if (cash === null) return READ_JOBS;
  return take(cash.number, cash.amount, cash.amount !== null && 'minor' in cash.amount);
}

/** Of a delivery that is to be paid at the door. */
export const due = driverKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('have_all'),
        target: 'pin',
        actions: [
          assign(({ context: { cash } }) => ({
            cash: cash && { ...cash, amount: { minor: cash.dueMinor } },
          })),
          effects(ASK_PIN),
        ],
      },
      { target: 'pin', actions: effects(ASK_PIN) },
    ],
    BACK: toDriverMain,
  },
});

export const pin = driverKeypad.createStateConfig({
  on: {
    PIN_CHECKED: [
      {
        guard: ({ event }) => event.result === 'right',
        target: 'cash',
        actions: { type: 'effects', params: ({ context }) => [opened(context)] },
      },
      FIRST_PIN,
      WRONG_PIN,
      ...noPin('ussd.pin_locked_here', 'ussd.pin_none_here'),
    ],
    BACK: toDriverMain,
  },
});

export const newPin = driverKeypad.createStateConfig({
  on: {
    PIN_CHOSEN: [
      {
        guard: ({ event }) => event.result === 'set',
        target: 'cash',
        actions: [
          assign({ notes: [part('ussd.pin_changed')] }),
          { type: 'effects', params: ({ context }) => [opened(context)] },
        ],
      },
      ...CHOOSING_PIN,
    ],
    BACK: toDriverMain,
  },
});

const toCashMenu = { target: 'cash', actions: effects(READ_JOBS) } as const;

/** What they hold. */
export const cash = driverKeypad.createStateConfig({
  on: {
    DRIVER_DONE: {
      guard: ({ event }) => event.done.kind === 'jobs',
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) =>
            event.done.kind === 'jobs' ? [cashMenu(event.done.heldMinor, context.notes)] : [],
        },
        assign({ notes: [], cash: null }),
      ],
    },
    PICKED: [
      { guard: isRow('cash_taken'), target: 'cash_number', actions: effects(ASK_NUMBER) },
      { actions: effects(drive({ kind: 'hand_over', amount: null })) },
    ],
    BACK: toDriverMain,
  },
});

/** Of which order. */
export const cashNumber = driverKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => !/^\d{1,10}$/.test(event.text),
        actions: effects(ask([part('ussd.quantity_odd'), part('ussd.ask_cash_number')], 'signs')),
      },
      {
        actions: {
          type: 'effects',
          params: ({ event }) => [take(event.text, null, false)],
        },
      },
    ],
    BACK: toCashMenu,
  },
});

/** How much. */
export const amount = driverKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => !/^\d{1,9}([.,]\d{1,2})?$/.test(event.text),
        actions: {
          type: 'effects',
          params: ({ context: { cash: told } }) => [
            askAmount(told?.number ?? '', told?.dueMinor ?? '0', [part('ussd.quantity_odd')]),
          ],
        },
      },
      {
        actions: {
          type: 'effects',
          params: ({ context, event }) => [
            take(context.cash?.number ?? '0', { major: event.text.replace(',', '.') }, false),
          ],
        },
      },
    ],
    BACK: toCashMenu,
  },
});

/** Another amount than is to be paid: is it so? */
export const sure = driverKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('yes'),
        actions: {
          type: 'effects',
          params: ({ context }) => [
            take(context.cash?.number ?? '0', context.cash?.amount ?? null, true),
          ],
        },
      },
      toCashMenu,
    ],
    BACK: toCashMenu,
  },
});

/** Of which order cash is told, and how much of it was said. */
function cashOf(done: DriverDone): DriverUssdContext['cash'] {
  if (done.kind === 'delivered') {
    return { number: done.number, dueMinor: done.cashMinor ?? '0', amount: null };
  }
  if (done.kind !== 'cash_asked') return null;
  const { number, dueMinor, was, amountMinor } = done;
  return { number, dueMinor, amount: was === 'sure' ? { minor: amountMinor } : null };
}

/** What came of cash, wherever it is heard. */
export const cashDone = driverKeypad.createStateConfig({
  on: {
    DRIVER_DONE: [
      {
        guard: ({ event }) => event.done.kind === 'delivered' && event.done.cashMinor !== null,
        target: '.due',
        actions: [
          assign(({ event }) => ({ cash: cashOf(event.done) })),
          {
            type: 'effects',
            params: ({ context }) =>
              context.cash ? [cashDue(context.cash.number, context.cash.dueMinor)] : [],
          },
        ],
      },
      {
        guard: ({ event }) => event.done.kind === 'cash_asked' && event.done.was === 'how_much',
        target: '.amount',
        actions: [
          assign(({ event }) => ({ cash: cashOf(event.done) })),
          {
            type: 'effects',
            params: ({ context: { cash: told, notes } }) => [
              askAmount(told?.number ?? '', told?.dueMinor ?? '0', notes),
            ],
          },
          assign({ notes: [] }),
        ],
      },
      {
        guard: ({ event }) => event.done.kind === 'cash_asked',
        target: '.sure',
        actions: [
          assign(({ event }) => ({ cash: cashOf(event.done) })),
          {
            type: 'effects',
            params: ({ event: { done } }) => {
              if (done.kind !== 'cash_asked') return [];
              const holes = {
                number: { digits: done.number },
                due: { money: done.dueMinor },
                amount: { money: done.amountMinor },
              };
              return [menu([part('cash.sure', holes)], [row('yes'), row('no')], 'back')];
            },
          },
        ],
      },
      {
        guard: ({ event }) => event.done.kind === 'cash_taken' || event.done.kind === 'handed_over',
        target: '.cash',
        actions: [
          assign(({ event: { done } }) => {
            if (done.kind === 'handed_over') {
              return { notes: [part('cash.handed', { claimed: { money: done.claimedMinor } })] };
            }
            if (done.kind !== 'cash_taken') return {};
            const left = { left: { money: done.leftMinor } };
            const holes = {
              number: { digits: done.number },
              amount: { money: done.amountMinor },
            };
            return {
              notes: [
                part('ussd.cash_taken', holes),
                ...(done.leftMinor === '0' ? [] : [part('cash.receipt_left', left)]),
              ],
            };
          }),
          effects(READ_JOBS),
        ],
      },
    ],
  },
}).on.DRIVER_DONE;
