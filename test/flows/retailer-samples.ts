import type { Event, PastOrderView, Tell } from '../../src/conversation/vocabulary.js';

/** What retailers ask beside ordering, for the samples of every event. */

const wish = { time: 'after 4 pm', note: 'call before coming' };

const pastOrder = (i: number): PastOrderView => ({
  number: String(1042 - i),
  state: (['COMPLETED', 'CANCELLED', 'DELIVERED'] as const)[i % 3] ?? 'COMPLETED',
  totalMinor: '855000',
  confirmedAt: '2026-03-02T02:15:00.000Z',
});

const page = Array.from({ length: 8 }, (_, i) => pastOrder(i));

/** More orders than one message shows, in every state. */
export const STATES_SHOWN = [
  'CONFIRMED',
  'VENDOR_ASSIGNED',
  'ACCEPTED',
  'READY_FOR_DISPATCH',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'DELIVERY_FAILED',
  'COMPLETED',
  'CANCELLED',
  'CONFIRMED',
  'ACCEPTED',
  'ACCEPTED',
] as const;

export const WISH_TELLS: {
  readonly [T in 'delivery_wished']: readonly Extract<Tell, { type: T }>[];
} = {
  delivery_wished: [
    { type: 'delivery_wished', number: '1042', retailer: 'Sita Kirana', wish },
    {
      type: 'delivery_wished',
      number: '1042',
      retailer: 'Sita Kirana',
      wish: { time: '', note: 'n'.repeat(120) },
    },
  ],
};

/** Wishes of other events: a basket, an order, an offer that have some. */
export const WISHES = [
  { ...wish, substitutes: 'allow' },
  { time: '', note: 'n'.repeat(120), substitutes: 'never' },
] as const;

const refused = (
  effect: 'keep_wish' | 'repeat_last_order' | 'change_standing',
  refusal: 'no_open_order' | 'no_last_order' | 'not_now',
  detail: Readonly<Record<string, string>>,
): Extract<Event, { type: 'REFUSED' }> => ({ type: 'REFUSED', effect, refusal, detail });

/** Refusals in words of their own. */
export const RETAILER_REFUSED = [
  refused('keep_wish', 'no_open_order', {}),
  refused('repeat_last_order', 'no_last_order', { when: 'last_week' }),
  refused('change_standing', 'not_now', { state: 'PAUSED' }),
];

type Events =
  | 'COMPLAINED'
  | 'CHATTED'
  | 'HELP_ASKED'
  | 'MENU_ASKED'
  | 'GREETED'
  | 'HISTORY_ASKED'
  | 'HISTORY_READ'
  | 'WISH_READ'
  | 'WISH_KEPT'
  | 'STATEMENT_ASKED'
  | 'STATEMENT_READ'
  | 'SETTINGS_ASKED'
  | 'SETTINGS_READ'
  | 'SUBSTITUTES_ASKED'
  | 'SUBSTITUTES_CHOSEN'
  | 'SUBSTITUTES_READ'
  | 'REMINDERS_CHOSEN'
  | 'REMINDERS_SET'
  | 'NEWS_ASKED'
  | 'NEWS_CHOSEN'
  | 'NEWS_READ'
  | 'CAMPAIGNS_CHOSEN'
  | 'CAMPAIGNS_SET';

const choices = ['ask', 'allow', 'never'] as const;
const newsBy = ['anywhere', 'whatsapp', 'sms'] as const;

/** Every event of them. */
export const RETAILER_EVENTS: { readonly [T in Events]: readonly Extract<Event, { type: T }>[] } = {
  COMPLAINED: [{ type: 'COMPLAINED' }],
  CHATTED: [{ type: 'CHATTED' }],
  HELP_ASKED: [{ type: 'HELP_ASKED' }],
  MENU_ASKED: [{ type: 'MENU_ASKED' }],
  GREETED: [{ type: 'GREETED' }],
  HISTORY_ASKED: [
    { type: 'HISTORY_ASKED', before: null },
    { type: 'HISTORY_ASKED', before: '1042' },
  ],
  HISTORY_READ: [
    { type: 'HISTORY_READ', orders: [], more: false, older: false },
    { type: 'HISTORY_READ', orders: [], more: false, older: true },
    { type: 'HISTORY_READ', orders: page.slice(0, 2), more: false, older: false },
    { type: 'HISTORY_READ', orders: page, more: true, older: true },
  ],
  WISH_READ: [
    { type: 'WISH_READ', wish },
    { type: 'WISH_READ', wish: { time: null, note: 'back gate' } },
  ],
  WISH_KEPT: [{ type: 'WISH_KEPT', number: '1042', wish }],
  STATEMENT_ASKED: [{ type: 'STATEMENT_ASKED' }],
  STATEMENT_READ: [
    [],
    [
      {
        at: '2026-03-02T03:00:00.000Z',
        recipe: 'ORDER_CREDIT',
        number: '1001',
        vendor: 'Karnali Traders',
        amountMinor: '262000',
        balanceMinor: '262000',
      },
      {
        at: '2026-03-03T03:00:00.000Z',
        recipe: 'PAYMENT_DEBIT',
        number: null,
        vendor: null,
        amountMinor: '-62000',
        balanceMinor: '200000',
      },
    ],
  ].map((lines) => ({
    type: 'STATEMENT_READ' as const,
    statement: {
      retailer: 'Sita Kirana',
      lines,
      isMore: true,
      beforeMinor: '0',
      afterMinor: '200000',
    },
  })),
  SETTINGS_ASKED: [{ type: 'SETTINGS_ASKED' }],
  SETTINGS_READ: choices.map((substitutes, i) => ({
    type: 'SETTINGS_READ',
    part: (['ask', 'take', 'elsewhere'] as const)[i] ?? 'refuse',
    substitutes,
    reminders: i === 0,
    news: newsBy[i] ?? 'anywhere',
    campaigns: i === 1,
  })),
  REMINDERS_CHOSEN: [true, false].map((on) => ({ type: 'REMINDERS_CHOSEN', on })),
  REMINDERS_SET: [true, false].map((on) => ({ type: 'REMINDERS_SET', on })),
  NEWS_ASKED: [{ type: 'NEWS_ASKED' }],
  NEWS_CHOSEN: newsBy.map((by) => ({ type: 'NEWS_CHOSEN', by })),
  NEWS_READ: newsBy.flatMap((by) =>
    (['read', 'set', 'no_sms'] as const).map((was) => ({ type: 'NEWS_READ', by, was })),
  ),
  CAMPAIGNS_CHOSEN: [true, false].map((on) => ({ type: 'CAMPAIGNS_CHOSEN', on })),
  CAMPAIGNS_SET: [true, false].flatMap((on) =>
    [true, false].map((blocked) => ({ type: 'CAMPAIGNS_SET', on, blocked }) as const),
  ),
  SUBSTITUTES_ASKED: [{ type: 'SUBSTITUTES_ASKED' }],
  SUBSTITUTES_CHOSEN: choices.map((choice) => ({ type: 'SUBSTITUTES_CHOSEN', choice })),
  SUBSTITUTES_READ: choices.flatMap((choice) => [
    { type: 'SUBSTITUTES_READ', choice, isNew: true },
    { type: 'SUBSTITUTES_READ', choice, isNew: false },
  ]),
};
