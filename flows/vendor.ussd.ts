import { assign } from 'xstate';
import type { UssdEffect, VendorUssdEvent } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { OFFICE_ROWS, officeOutcomes, officeStates, strayKeys } from './ussd-office.js';
import { CHOOSING_PIN, FIRST_PIN, WRONG_PIN, noPin } from './ussd-pins.js';
import { ask } from './ussd-screens.js';
import { effects, isRow } from './ussd-setup.js';
import {
  having,
  job,
  line,
  lines,
  offer,
  offersState,
  packingDone,
  packingState,
  reason,
  reasons,
  toOffers,
  toPacking,
  toVendorMain,
  vendorOrderOutcomes,
} from './ussd-vendor-orders.js';
import { NEW_VENDOR_USSD_CONTEXT, vendorKeypad } from './ussd-vendor-setup.js';
import {
  counting,
  goods,
  stock,
  stockDone,
  sure,
  vendorCode,
  vendorFound,
  vendorLetters,
  vendorStockOutcomes,
} from './ussd-vendor-stock.js';
import { stockMenu, vendorMenu, vendorRefusal } from './ussd-vendor-screens.js';

/**
 * A vendor on a keypad: the same offers, orders and goods as in words. What is answered is the
 * offer that was shown; one that is over by then is said to be, whatever key is pressed.
 *
 *   main -> offers -> offer -> reasons -> reason       lines <-> line -> having
 *   main -> packing -> job                             lines <-> line -> having
 *   main -> stock -> code, letters -> found -> goods -> counting -> sure
 *   main -> pin -> owed         main -> support -> message         main -> language
 */
const mainState = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      { guard: isRow('offers'), ...toOffers },
      { guard: isRow('to_pack'), ...toPacking },
      { guard: isRow('stock'), target: 'stock', actions: effects(stockMenu([])) },
      {
        guard: isRow('owed'),
        target: 'pin',
        actions: effects(ask([part('ussd.pin')], 'pin')),
      },
      ...OFFICE_ROWS,
    ],
    BACK: { actions: effects(vendorMenu([])) },
  },
});

const READ_OWED: UssdEffect = { type: 'do_work', work: { what: 'owed' } };

const pin = vendorKeypad.createStateConfig({
  on: {
    PIN_CHECKED: [
      { guard: ({ event }) => event.result === 'right', actions: effects(READ_OWED) },
      FIRST_PIN,
      WRONG_PIN,
      ...noPin('ussd.pin_locked_here', 'ussd.pin_none_here'),
    ],
    BACK: toVendorMain,
  },
});

const newPin = vendorKeypad.createStateConfig({
  on: {
    PIN_CHOSEN: [
      {
        guard: ({ event }) => event.result === 'set',
        actions: [assign({ notes: [part('ussd.pin_changed')] }), effects(READ_OWED)],
      },
      ...CHOOSING_PIN,
    ],
    BACK: toVendorMain,
  },
});

const ways = vendorKeypad.createStateConfig({
  on: {
    DIALLED: {
      target: '.main',
      actions: [assign(NEW_VENDOR_USSD_CONTEXT), effects(vendorMenu([]))],
    },
    MAIN: {
      target: '.main',
      actions: [assign(NEW_VENDOR_USSD_CONTEXT), effects(vendorMenu([]))],
    },
    ...strayKeys(vendorMenu([part('ussd.choose')])),
    REFUSED: [
      {
        guard: ({ event }) => event.refusal.startsWith('shelf_'),
        target: '.stock',
        actions: { type: 'effects', params: ({ event }) => [stockMenu([vendorRefusal(event)])] },
      },
      {
        guard: ({ event }) => event.effect === 'answer_offer' || event.effect === 'change_offer',
        target: '.offers',
        actions: [
          assign(({ event }) => ({ notes: [vendorRefusal(event)] })),
          effects({ type: 'read_offers' }),
        ],
      },
      {
        guard: ({ event }) => event.effect === 'do_work',
        target: '.packing',
        actions: [
          assign(({ event }) => ({ notes: [vendorRefusal(event)] })),
          effects({ type: 'do_work', work: { what: 'day' } }),
        ],
      },
      {
        target: '.main',
        actions: { type: 'effects', params: ({ event }) => [vendorMenu([vendorRefusal(event)])] },
      },
    ],
  },
});

/** An event without an entry does not compile. */
const anywhere = {
  ...vendorOrderOutcomes.on,
  ...vendorStockOutcomes.on,
  ...officeOutcomes(vendorMenu),
  ...ways.on,
  WORK_DONE: [...packingDone, ...stockDone],
} satisfies Record<VendorUssdEvent['type'], unknown>;

export const vendorUssd = vendorKeypad.createMachine({
  id: 'vendor.ussd',
  context: NEW_VENDOR_USSD_CONTEXT,
  initial: 'main',
  on: anywhere,
  states: {
    main: mainState,
    offers: offersState,
    offer,
    reasons,
    reason,
    packing: packingState,
    job,
    lines,
    line,
    having,
    stock,
    code: vendorCode,
    letters: vendorLetters,
    found: vendorFound,
    goods,
    counting,
    sure,
    pin,
    new_pin: newPin,
    owed: vendorKeypad.createStateConfig({ on: { BACK: toVendorMain } }),
    ...officeStates(vendorMenu([])),
  },
});
