import { assign } from 'xstate';
import type { RetailerUssdEvent } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import {
  accountOutcomes,
  answering,
  balanceState,
  cancelling,
  newPinState,
  one,
  ordersState,
  pin,
  toOrders,
} from './ussd-account.js';
import { OFFICE_ROWS, officeOutcomes, officeStates, strayKeys } from './ussd-office.js';
import { basketState, emptying, line, linesState } from './ussd-basket.js';
import {
  code,
  found,
  letters,
  order,
  orderingOutcomes,
  quantity,
  shelf,
  shelves,
  unit,
} from './ussd-ordering.js';
import { partsState } from './ussd-splits.js';
import { PAYMENT_STATES, REFERENCE_REFUSED, paymentOutcomes } from './ussd-payments.js';
import { ask, mainMenu, orderMenu, refusal } from './ussd-screens.js';
import { NEW_USSD_CONTEXT, effects, isRow, ussd } from './ussd-setup.js';

/**
 * A retailer on a keypad. The state says which screen is before the caller, and a key means what
 * that screen gave it; whatever was reached is stored with every screen, so that a lost session
 * goes on there. The basket is the one that WhatsApp sees.
 *
 *   main -> order -> shelves -> shelf -> unit -> quantity -> basket -> pin
 *                    code, letters -> found              lines -> line, parts -> pin
 *   main -> orders -> one -> cancelling, answering
 *   main -> pin -> balance         main -> support -> message         main -> language
 *   main -> pin -> paying -> pay_amount -> pay_method -> pay_reference -> pay_sure
 */
const mainState = ussd.createStateConfig({
  on: {
    PICKED: [
      { guard: isRow('order'), target: 'order', actions: effects(orderMenu([])) },
      { guard: isRow('status'), ...toOrders },
      {
        guard: isRow('balance'),
        target: 'pin',
        actions: [assign({ pinFor: 'balance' as const }), effects(ask([part('ussd.pin')], 'pin'))],
      },
      {
        guard: isRow('pay'),
        target: 'pin',
        actions: [assign({ pinFor: 'pay' as const }), effects(ask([part('ussd.pin')], 'pin'))],
      },
      ...OFFICE_ROWS,
    ],
    BACK: { actions: effects(mainMenu([])) },
  },
});

/** What was shown is no longer what would be ordered. */
const SHOWN_AGAIN: ReadonlySet<string> = new Set([
  'basket_changed',
  'price_changed',
  'split_changed',
  'credit_short',
]);

const ways = ussd.createStateConfig({
  on: {
    DIALLED: {
      target: '.main',
      // A payment that was being told is gone on with behind the PIN.
      actions: [
        assign(({ context: { claim } }) => ({ ...NEW_USSD_CONTEXT, claim })),
        effects(mainMenu([])),
      ],
    },
    MAIN: { target: '.main', actions: [assign(NEW_USSD_CONTEXT), effects(mainMenu([]))] },
    ...strayKeys(mainMenu([part('ussd.choose')])),
    REFUSED: [
      REFERENCE_REFUSED,
      {
        // What was shown is no longer so: the basket as it is now, with the reason.
        guard: ({ event }) => event.effect === 'place_order' && SHOWN_AGAIN.has(event.refusal),
        target: '.basket',
        actions: [
          // What changed is named with the basket itself.
          assign(({ event }) => ({
            notes: event.refusal === 'price_changed' ? [] : [refusal(event)],
          })),
          effects({ type: 'show_basket' }),
        ],
      },
      {
        target: '.main',
        actions: [
          assign({ shown: null, notes: [] }),
          { type: 'effects', params: ({ event }) => [mainMenu([refusal(event)])] },
        ],
      },
    ],
  },
});

/** An event without an entry does not compile. */
const anywhere = {
  ...orderingOutcomes.on,
  ...accountOutcomes.on,
  ...paymentOutcomes.on,
  ...officeOutcomes(mainMenu),
  ...ways.on,
} satisfies Record<RetailerUssdEvent['type'], unknown>;

export const retailerUssd = ussd.createMachine({
  id: 'retailer.ussd',
  context: NEW_USSD_CONTEXT,
  initial: 'main',
  on: anywhere,
  states: {
    main: mainState,
    order,
    shelves,
    shelf,
    letters,
    found,
    code,
    unit,
    quantity,
    basket: basketState,
    emptying,
    parts: partsState,
    lines: linesState,
    line,
    pin,
    new_pin: newPinState,
    orders: ordersState,
    one,
    cancelling,
    answering,
    balance: balanceState,
    ...PAYMENT_STATES,
    ...officeStates(mainMenu([])),
  },
});
