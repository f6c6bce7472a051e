import type { Event, Tell } from '../../src/conversation/vocabulary.js';
import type { ShelfDraft } from '../../src/conversation/shelf-vocabulary.js';
import type { WorkRefusal } from '../../src/conversation/work-views.js';

/** A vendor's day, with the contents that lead somewhere else each. */

const PRODUCT_ID = '00000000-0000-7000-8000-000000000101';
const LATER = '2026-03-03T06:15:00.000Z';
const WORK = {
  number: '1042',
  retailer: 'Sita Kirana',
  lines: [{ name: 'Jeera Masino Rice 25kg', quantity: '2', unit: 'bag' }],
  promisedAt: null,
} as const;
const NAMED = { number: '1042', offerId: null } as const;

const DRAFT: ShelfDraft = {
  id: '00000000-0000-7000-8000-000000000301',
  items: [
    {
      said: 'oil 12 left',
      productId: PRODUCT_ID,
      options: [],
      kind: 'either',
      figure: '12',
      unit: null,
    },
  ],
  said: 'oil 12 left',
  answer: null,
  own: false,
  sure: false,
  late: false,
};
const [ITEM] = DRAFT.items;
const UNCLEAR: ShelfDraft = {
  ...DRAFT,
  items: [
    ...(ITEM
      ? [
          {
            ...ITEM,
            productId: null,
            options: Array.from({ length: 5 }, (_, at) => ({
              productId: `00000000-0000-7000-8000-00000000041${at}`,
              name: 'Fortune Sunlite Sunflower Oil 1L Pouch',
            })),
          },
        ]
      : []),
  ],
};
const NOBODYS: ShelfDraft = {
  ...DRAFT,
  items: UNCLEAR.items.map((item) => ({ ...item, options: [] })),
};
const CHANGES = [
  {
    kind: 'stock',
    name: 'Swastik Mustard Oil 1L',
    unit: 'ctn',
    before: '7',
    after: '12',
    shopsPay: null,
  },
  {
    kind: 'price',
    name: 'Sugar 50kg',
    unit: 'bag',
    before: '460000',
    after: '465000',
    shopsPay: '462000',
  },
] as const;

type Work = { readonly [T in 'WORK_READ' | 'WORK_DONE']: readonly Extract<Event, { type: T }>[] };

/** Every event of a vendor's day. */
export const WORK_EVENTS: Work = {
  WORK_READ: [
    { what: 'day' } as const,
    { what: 'owed' } as const,
    {
      what: 'opening',
      said: 'closed',
      opening: { what: 'closed', when: null, untilDay: false, from: null, until: null },
    } as const,
    { what: 'shelf', draft: DRAFT } as const,
    { what: 'shelf', draft: UNCLEAR } as const,
    { what: 'shelf', draft: NOBODYS } as const,
    ...['yes', 'no', 'stock', 'price', 'own', 'offer', PRODUCT_ID].map(
      (answer) => ({ what: 'shelf_answer', draftId: DRAFT.id, answer }) as const,
    ),
    { what: 'later', ...NAMED, when: null, said: 'later' } as const,
    { what: 'packed', ...NAMED, lines: null } as const,
    {
      what: 'packed',
      ...NAMED,
      lines: [{ productId: PRODUCT_ID, quantity: null, unit: null }],
    } as const,
  ].map((work) => ({ type: 'WORK_READ', work })),
  WORK_DONE: [
    { what: 'later', number: '1042', promisedAt: LATER, taken: true } as const,
    { what: 'later', number: '1042', promisedAt: LATER, taken: false } as const,
    { what: 'packed', number: '1042', short: [], costMinor: '800000' } as const,
    {
      what: 'packed',
      number: '1042',
      short: [{ name: 'Jeera Masino Rice 25kg', unit: 'bag', asked: '2', quantity: '0' }],
      costMinor: '400000',
    } as const,
    { what: 'day', offers: 0, orders: [] } as const,
    { what: 'day', offers: 2, orders: [WORK] } as const,
    {
      what: 'day',
      offers: 0,
      orders: Array.from({ length: 14 }, () => ({ ...WORK, promisedAt: LATER })),
    } as const,
    { what: 'opening', was: 'as_usual' } as const,
    { what: 'opening', was: 'closed', from: LATER, until: null } as const,
    { what: 'opening', was: 'closed', from: LATER, until: LATER } as const,
    { what: 'opening', was: 'open', from: LATER, until: LATER } as const,
    { what: 'shelf', draft: DRAFT, was: 'kept', changes: CHANGES } as const,
    { what: 'shelf', draft: DRAFT, was: 'unlikely', changes: CHANGES } as const,
    { what: 'shelf', draft: DRAFT, was: 'offer', number: '1042', name: 'Sugar 50kg' } as const,
    {
      what: 'shelf',
      draft: { ...DRAFT, items: DRAFT.items.map((item) => ({ ...item, kind: 'stock' as const })) },
      was: 'offer',
      number: '1042',
      name: 'Sugar 50kg',
    } as const,
    { what: 'shelf', draft: DRAFT, was: 'either', name: 'Sugar 50kg', figure: '95' } as const,
    { what: 'owed', owedMinor: '0', orders: 0 } as const,
    { what: 'owed', owedMinor: '800000', orders: 2 } as const,
  ].map((done) => ({ type: 'WORK_DONE', done })),
};

const ACCEPTED = {
  type: 'order_accepted',
  number: '1042',
  vendor: 'Karnali Traders',
  totalMinor: '855000',
} as const;

/** That nobody has an order yet: an operator does, or all are closed. */
export const WAITING_TELLS: readonly Extract<Tell, { type: 'order_waiting' }>[] = [
  { type: 'order_waiting', number: '1042' },
  { type: 'order_waiting', number: '1042', opensAt: LATER },
];

/** That an order was taken, at a time of the vendor's own or not. */
export const WORK_TELLS: {
  readonly [T in 'order_accepted' | 'order_promised']: readonly Extract<Tell, { type: T }>[];
} = {
  order_accepted: [ACCEPTED, { ...ACCEPTED, promisedAt: LATER }],
  order_promised: [
    { type: 'order_promised', number: '1042', vendor: 'Karnali Traders', promisedAt: LATER },
  ],
};

/** What may be refused of it, with the details. */
export const WORK_REFUSALS: Readonly<Record<WorkRefusal, Readonly<Record<string, string>>>> = {
  opening_unclear: {},
  opening_past: {},
  shelf_unclear: {},
  shelf_reserved: { name: 'Sugar 50kg', quantity: '4', unit: 'bag' },
  shelf_not_held: { name: 'Sugar 50kg' },
  promise_unclear: {},
  promise_past: {},
  promise_late: { latest: LATER },
  nothing_to_pack: {},
  which_to_pack: {},
  not_to_pack: { number: '1042', state: 'READY_FOR_DISPATCH' },
  pack_unclear: { number: '1042' },
  pack_more: { number: '1042', name: 'Jeera Masino Rice 25kg', quantity: '2', unit: 'bag' },
  nothing_picked: { number: '1042' },
};
