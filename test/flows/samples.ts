import type {
  BasketView,
  Edit,
  Event,
  Option,
  OrderView,
  OfferView,
  Question,
  Refusal,
  Tell,
} from '../../src/conversation/vocabulary.js';
import { AFTER_EVENTS, AFTER_REFUSALS, AFTER_REFUSED, AFTER_TELLS } from './after-samples.js';
import { PAYMENT_EVENTS, PAYMENT_REFUSALS, PAYMENT_TELLS } from './payment-samples.js';
import { withAllPrices } from './all-prices.js';
import { CHANGE_EVENTS, CHANGE_TELLS, change } from './change-samples.js';
import { GOODS_EVENTS } from './goods-samples.js';
import {
  RETAILER_EVENTS,
  RETAILER_REFUSED,
  STATES_SHOWN,
  WISHES,
  WISH_TELLS,
} from './retailer-samples.js';
import { PARTS, PLACED, SPLIT_TOLD } from './split-samples.js';
import { STANDING_TELLS, standingEvents } from './standing-samples.js';
import { DELIVERY_TELLS, DRIVER_EVENTS, DRIVER_REFUSALS } from './driver-samples.js';
import { INBOUND_EVENTS } from './inbound-samples.js';
import { DOUBTS } from './doubt-samples.js';
import { STOCK_TELLS } from './stock-tells.js';
import { WAITING_TELLS, WORK_EVENTS, WORK_REFUSALS, WORK_TELLS } from './work-samples.js';

/** Events of every kind, with the contents that lead somewhere else each. */

export const uuid = (n: number): string => `0190a5a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const BASKET_ID = uuid(1);

export const rice: Option = {
  productId: uuid(101),
  name: 'Jeera Masino Rice 25kg',
  unit: 'bag',
  priceMinor: '240000',
};
export const oldRice: Option = {
  productId: uuid(102),
  name: 'Sona Mansuli Rice 30kg',
  unit: 'bag',
  priceMinor: '210050',
};
export const oil: Option = {
  productId: uuid(103),
  name: 'Fortune Sunlite Sunflower Oil 1L Pouch',
  unit: 'ctn',
  priceMinor: '12345600',
};

export const edit = (over: Partial<Edit> = {}): Edit => ({
  op: 'add',
  productId: uuid(104),
  quantity: '5',
  unit: 'ctn',
  said: '5 ctn waiwai',
  reasons: ['alias'],
  ...over,
});

export const question = (id: string, over: Partial<Question> = {}): Question => ({
  id,
  why: 'which_product',
  op: 'add',
  quantity: '2',
  unit: 'bag',
  said: '2 bora chamal',
  options: [rice, oldRice],
  ...over,
});

export const basketOf = (count: number, over: Partial<BasketView> = {}): BasketView => ({
  basketId: BASKET_ID,
  version: 3,
  lines: Array.from({ length: count }, (_, i) => ({
    productId: uuid(200 + i),
    name: i % 2 === 0 ? rice.name : oil.name,
    quantity: i % 3 === 0 ? '1' : '2.5',
    unit: i % 2 === 0 ? 'bag' : 'ctn',
    unitPriceMinor: '240000',
    totalMinor: '600000',
  })),
  totalMinor: String(600_000 * count),
  creditLeftMinor: '5000000',
  ...over,
});

export const order = (number: string, over: Partial<OrderView> = {}): OrderView => ({
  number,
  state: 'VENDOR_ASSIGNED',
  totalMinor: '855000',
  confirmedAt: '2026-03-02T02:15:00.000Z',
  vendor: 'Karnali Traders',
  lines: [{ name: rice.name, quantity: '2', unit: 'bag' }],
  ...over,
});

export const offer = (n: number, over: Partial<OfferView> = {}): OfferView => ({
  offerId: uuid(300 + n),
  number: String(1041 + n),
  retailer: 'Sita Kirana',
  costMinor: '800000',
  replyBy: '2026-03-02T02:45:00.000Z',
  lines: [{ name: rice.name, quantity: '2', unit: 'bag' }],
  ...over,
});

/** Every refusal: a new one does not compile until it stands here. */
const REFUSALS: Readonly<Record<Refusal, Readonly<Record<string, string>>>> = {
  basket_empty: {},
  basket_changed: {},
  price_changed: { totalMinor: '900000' },
  split_changed: {},
  not_sold: { product: oil.name, unit: 'kg' },
  credit_short: {
    neededMinor: '855000',
    availableMinor: '1000',
    basketId: BASKET_ID,
    version: '2',
  },
  credit_stopped: {},
  phone_not_verified: {},
  already_placed: { number: '1042' },
  no_last_order: {},
  no_such_order: { number: '7' },
  no_open_order: {},
  which_order: {},
  not_now: { number: '1042', state: 'DELIVERED' },
  no_open_offer: {},
  which_offer: {},
  offer_closed: { number: '1042', state: 'TIMED_OUT' },
  not_your_offer: {},
  change_unclear: { number: '1042' },
  change_more: { number: '1042', name: oil.name, quantity: '5', unit: 'ctn' },
  price_unclear: { number: '1042' },
  price_high: { number: '1042', name: oil.name, unit: 'ctn', mostMinor: '185000' },
  change_gone: { number: '1042' },
  ...WORK_REFUSALS,
  ...DRIVER_REFUSALS,
  ...AFTER_REFUSALS,
  ...PAYMENT_REFUSALS,
  already_registered: {},
  language_not_offered: {},
  too_much: { product: rice.name },
  no_standing: {},
  which_standing: {},
  standing_many: {},
};

const refused: Event[] = (Object.keys(REFUSALS) as Refusal[]).flatMap((refusal) => [
  ...(['place_order', 'edit_basket', 'show_basket', 'read_orders', 'answer_change'] as const).map(
    (effect) => ({
      type: 'REFUSED' as const,
      effect,
      refusal,
      detail: REFUSALS[refusal],
    }),
  ),
  { type: 'REFUSED' as const, effect: 'set_language' as const, refusal, detail: {} },
]);

/** Every tell: a new one does not compile until it stands here. */
const TELLS: { readonly [T in Tell['type']]: readonly Extract<Tell, { type: T }>[] } = {
  order_offered: [
    { type: 'order_offered', ...offer(1) },
    ...WISHES.map((wish) => ({ type: 'order_offered' as const, ...offer(1), wish })),
  ],
  offer_closed: [
    { type: 'offer_closed', number: '1042', why: 'timed_out' },
    { type: 'offer_closed', number: '1042', why: 'cancelled' },
    { type: 'offer_closed', number: '1042', why: 'reassigned' },
    { type: 'offer_closed', number: '1042', why: 'change_refused' },
    { type: 'offer_closed', number: '1042', why: 'no_consent' },
  ],
  order_waiting: WAITING_TELLS,
  order_split: [SPLIT_TOLD],
  order_cancelled: [
    { type: 'order_cancelled', number: '1042', by: 'operator' },
    { type: 'order_cancelled', number: '1042', by: 'retailer' },
    { type: 'order_cancelled', number: '1042', by: 'machine' },
  ],
  ...CHANGE_TELLS,
  ...STOCK_TELLS,
  ...WORK_TELLS,
  ...WISH_TELLS,
  ...STANDING_TELLS,
  ...DELIVERY_TELLS,
  ...AFTER_TELLS,
  ...PAYMENT_TELLS,
  retailer_approved: [{ type: 'retailer_approved', limitMinor: '5000000' }],
  retailer_refused: [{ type: 'retailer_refused' }],
};

const manyQuestions = DOUBTS.map((why, i) =>
  question(`many${i}`, { why, options: i % 2 === 0 ? [rice, oldRice, oil] : [] }),
);

const someQuestions: readonly (readonly Question[])[] = [
  [question('q1')],
  [question('q1', { options: [rice, oldRice, oil] }), question('q2', { why: 'unit_not_sold' })],
  [question('q2', { why: 'no_quantity', quantity: null, options: [rice] })],
  [question('q2', { why: 'unknown_product', quantity: null })],
  [question('q1', { why: 'not_open', op: 'set' })],
  [question('q1', { why: 'not_open', op: 'remove', quantity: null })],
  ...DOUBTS.map((why) => [question('q3', { why, options: [] })]),
  manyQuestions,
  [...manyQuestions, ...manyQuestions.map((one) => ({ ...one, id: `${one.id}b` }))],
];

const words: readonly { edits: readonly Edit[]; questions: readonly Question[] }[] = [
  { edits: [edit()], questions: [] },
  { edits: [], questions: [] },
  ...someQuestions.map((questions) => ({ edits: [], questions })),
  { edits: [edit({ op: 'remove', quantity: null, productId: rice.productId })], questions: [] },
  { edits: [edit(), edit()], questions: [question('q1')] },
];

type Samples = { readonly [T in Event['type']]: readonly Extract<Event, { type: T }>[] };

/** Every event: a new one does not compile until it stands here. */
const SAMPLES: Samples = {
  ORDER_READ: words.map((one) => ({ type: 'ORDER_READ', fresh: true, ...one })),
  LATE_ORDER_READ: [
    ...words.map((one) => ({
      type: 'LATE_ORDER_READ' as const,
      typedAt: '2026-03-02T02:15:00.000Z',
      ...one,
    })),
    {
      type: 'LATE_ORDER_READ',
      typedAt: '2026-03-02T02:15:00.000Z',
      edits: Array.from({ length: 70 }, () => edit()),
      questions: [],
    },
  ],
  REPEAT_ASKED: [
    { type: 'REPEAT_ASKED', edits: [], questions: [] },
    { type: 'REPEAT_ASKED', edits: [edit()], questions: [question('q1')] },
  ],
  CONFIRMED: [
    { type: 'CONFIRMED', basketId: null, version: null },
    { type: 'CONFIRMED', basketId: BASKET_ID, version: 2 },
  ],
  CHANGE_ASKED: [{ type: 'CHANGE_ASKED' }],
  DECLINED: [{ type: 'DECLINED' }],
  CANCEL_ASKED: [
    { type: 'CANCEL_ASKED', number: null },
    { type: 'CANCEL_ASKED', number: '1042' },
  ],
  DROP_ASKED: [{ type: 'DROP_ASKED' }],
  KEEP_CHOSEN: [{ type: 'KEEP_CHOSEN' }],
  BASKET_ASKED: [{ type: 'BASKET_ASKED' }],
  LATE_ANSWERED: [
    { type: 'LATE_ANSWERED', lateId: '20260302T021500000Z.1', wanted: true },
    { type: 'LATE_ANSWERED', lateId: '20260302T021500000Z.1', wanted: false },
    { type: 'LATE_ANSWERED', lateId: 'other', wanted: true },
  ],
  ANSWERED: [
    { type: 'ANSWERED', questionId: 'q1', productId: rice.productId },
    { type: 'ANSWERED', questionId: 'q1', productId: null },
    { type: 'ANSWERED', questionId: 'q2', productId: rice.productId },
    { type: 'ANSWERED', questionId: 'q2', productId: uuid(999) },
    { type: 'ANSWERED', questionId: 'q3', productId: null },
    { type: 'ANSWERED', questionId: 'gone', productId: null },
  ],
  STATUS_ASKED: [
    { type: 'STATUS_ASKED', number: null },
    { type: 'STATUS_ASKED', number: '1042' },
  ],
  BALANCE_ASKED: [{ type: 'BALANCE_ASKED' }],
  LANGUAGE_CHOSEN: [
    { type: 'LANGUAGE_CHOSEN', language: 'ne' },
    { type: 'LANGUAGE_CHOSEN', language: 'fr' },
  ],
  LANGUAGES_ASKED: [{ type: 'LANGUAGES_ASKED' }],
  PRICE_ASKED: [
    { type: 'PRICE_ASKED', options: [rice, oil] },
    { type: 'PRICE_ASKED', options: [] },
  ],
  STOCK_ASKED: [
    { type: 'STOCK_ASKED', options: [rice, oil] },
    { type: 'STOCK_ASKED', options: [] },
  ],
  NOT_UNDERSTOOD: [
    { type: 'NOT_UNDERSTOOD', said: 'Sita Kirana' },
    { type: 'NOT_UNDERSTOOD', said: '' },
  ],
  WORDS: [
    { type: 'WORDS', text: 'Sita Kirana' },
    { type: 'WORDS', text: 'x' },
    { type: 'WORDS', text: 'सीता किराना पसल' },
    { type: 'WORDS', text: 'n'.repeat(5000) },
  ],
  REGISTRATION_ANSWERED: [
    { type: 'REGISTRATION_ANSWERED', right: true },
    { type: 'REGISTRATION_ANSWERED', right: false },
  ],
  OFFER_ANSWER_READ: [
    {
      type: 'OFFER_ANSWER_READ',
      offerId: uuid(301),
      number: null,
      answer: 'accept',
      reason: '',
    },
    {
      type: 'OFFER_ANSWER_READ',
      offerId: null,
      number: '1042',
      answer: 'decline',
      reason: 'out of stock',
    },
  ],
  ...CHANGE_EVENTS,
  ...RETAILER_EVENTS,
  ...GOODS_EVENTS,
  ...standingEvents(edit(), question('q1'), basketOf),
  OFFERS_ASKED: [{ type: 'OFFERS_ASKED' }],
  ...DRIVER_EVENTS,
  ...INBOUND_EVENTS,
  ...AFTER_EVENTS,
  ...PAYMENT_EVENTS,
  BASKET_CHANGED: [
    { type: 'BASKET_CHANGED', view: basketOf(2) },
    { type: 'BASKET_CHANGED', view: basketOf(60) },
    { type: 'BASKET_CHANGED', view: basketOf(0) },
    { type: 'BASKET_CHANGED', view: basketOf(1, { wish: WISHES[0], repeats: order('1042') }) },
    { type: 'BASKET_CHANGED', view: withAllPrices(basketOf(3)) },
    { type: 'BASKET_CHANGED', view: basketOf(2, { parts: PARTS }) },
  ],
  BASKET_SHOWN: [
    { type: 'BASKET_SHOWN', view: basketOf(2, { version: 4 }) },
    { type: 'BASKET_SHOWN', view: basketOf(0) },
    { type: 'BASKET_SHOWN', view: withAllPrices(basketOf(3)) },
    { type: 'BASKET_SHOWN', view: basketOf(2, { parts: PARTS }) },
    { type: 'BASKET_SHOWN', view: basketOf(1, { gone: [oil.name] }) },
    { type: 'BASKET_SHOWN', view: basketOf(0, { gone: [oil.name] }) },
    { type: 'BASKET_SHOWN', view: null },
  ],
  BASKET_DROPPED: [
    { type: 'BASKET_DROPPED', had: true },
    { type: 'BASKET_DROPPED', had: false },
  ],
  ORDER_PLACED: PLACED,
  ORDER_CANCELLED: [{ type: 'ORDER_CANCELLED', number: '1042' }],
  ORDERS_READ: [
    { type: 'ORDERS_READ', orders: [] },
    { type: 'ORDERS_READ', orders: [order('1042', { wish: WISHES[0] })] },
    { type: 'ORDERS_READ', orders: [order('1042'), order('1041', { vendor: null })] },
    { type: 'ORDERS_READ', orders: [order('1042', { state: 'COMPLETED' })] },
    { type: 'ORDERS_READ', orders: [order('1042', { change: change() })] },
    { type: 'ORDERS_READ', orders: [order('1042', { change: change() }), order('1041')] },
    {
      type: 'ORDERS_READ',
      orders: STATES_SHOWN.map((state, i) => order(String(1050 + i), { state })),
    },
    {
      type: 'ORDERS_READ',
      orders: (['COMPLETED', 'CANCELLED'] as const).map((state, i) =>
        order(String(1070 + i), { state }),
      ),
    },
  ],
  ...WORK_EVENTS,
  OFFERS_READ: [
    { type: 'OFFERS_READ', offers: [] },
    { type: 'OFFERS_READ', offers: [offer(1)] },
    { type: 'OFFERS_READ', offers: [1, 2, 3, 4, 5, 6, 7].map((n) => offer(n)) },
  ],
  RETAILER_REGISTERED: [{ type: 'RETAILER_REGISTERED' }],
  LANGUAGE_SET: [{ type: 'LANGUAGE_SET', language: 'ne' }],
  REFUSED: [
    ...(refused as Extract<Event, { type: 'REFUSED' }>[]),
    ...RETAILER_REFUSED,
    ...AFTER_REFUSED,
    ...['ACCEPTED', 'CANCELLED'].map((state) => ({
      type: 'REFUSED' as const,
      effect: 'answer_offer' as const,
      refusal: 'offer_closed' as const,
      detail: { number: '1042', state: 'ACCEPTED', order: state },
    })),
  ],
  TOLD: Object.values(TELLS)
    .flat()
    .map((tell) => ({ type: 'TOLD', tell })),
  FAILED_HERE: [{ type: 'FAILED_HERE' }],
};

export const EVERY_EVENT: readonly Event[] = Object.values(SAMPLES).flat();
