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
import {
  READ_DISPUTES,
  disputeOutcomes,
  disputeState,
  disputesState,
  giveAnswer,
  givingState,
  toDisputes,
} from './ussd-vendor-disputes.js';
import { priceDone, priceRead, priceState, priceSure, readPrice } from './ussd-vendor-prices.js';
import { NEW_VENDOR_USSD_CONTEXT, vendorKeypad } from './ussd-vendor-setup.js';
import type { VendorUssdContext } from './ussd-vendor-setup.js';
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
 *   goods -> pin -> price -> price_sure      main -> disputes -> dispute -> giving -> pin
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
        actions: [assign({ pinFor: 'owed' as const }), effects(ask([part('ussd.pin')], 'pin'))],
      },
      ...OFFICE_ROWS,
      { guard: isRow('disputes'), ...toDisputes },
    ],
    BACK: { actions: effects(vendorMenu([])) },
  },
});

const READ_OWED: UssdEffect = { type: 'do_work', work: { what: 'owed' } };

/** What the PIN was asked for. */
function opened(context: VendorUssdContext): UssdEffect {
  switch (context.pinFor) {
    case 'price':
      return readPrice(context);
    case 'dispute':
      return giveAnswer(context);
    default:
      return READ_OWED;
  }
}

const pin = vendorKeypad.createStateConfig({
  on: {
    PIN_CHECKED: [
      {
        guard: ({ event }) => event.result === 'right',
        actions: {
          type: 'effects',
          params: ({ context }: { readonly context: VendorUssdContext }) => [opened(context)],
        },
      },
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
        actions: [
          assign({ notes: [part('ussd.pin_changed')] }),
          { type: 'effects', params: ({ context }) => [opened(context)] },
        ],
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
        guard: ({ event }) => event.effect === 'answer_dispute',
        target: '.disputes',
        actions: [
          assign(({ event }) => ({ notes: [vendorRefusal(event)] })),
          effects(READ_DISPUTES),
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
  ...disputeOutcomes.on,
  PRICE_READ: priceRead,
  WORK_DONE: [...packingDone, ...priceDone, ...stockDone],
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
    price: priceState,
    price_sure: priceSure,
    disputes: disputesState,
    dispute: disputeState,
    giving: givingState,
    pin,
    new_pin: newPin,
    owed: vendorKeypad.createStateConfig({ on: { BACK: toVendorMain } }),
    ...officeStates(vendorMenu([])),
  },
});
