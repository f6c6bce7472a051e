import type { Event, Tell, ToldChange, ToldRest } from '../../src/conversation/vocabulary.js';

/** Everything about what vendors would do otherwise, for the samples of every event. */

const OFFER_ID = '0190a5a0-0000-7000-8000-000000000301';
const PRODUCT_ID = '0190a5a0-0000-7000-8000-000000000101';
const RICE = 'Jeera Masino Rice 25kg';
const OLD_RICE = 'Sona Mansuli Rice 30kg';
const OIL = 'Fortune Sunlite Sunflower Oil 1L Pouch';

export const change = (over: Partial<ToldChange> = {}): ToldChange => ({
  offerId: OFFER_ID,
  changeNo: 1,
  number: '1042',
  vendor: 'Karnali Traders',
  kind: 'part',
  lines: [
    line(RICE, '1', '240000'),
    line(OIL, '0', '240000'),
    line(OIL, '2', '250000'),
    line(OLD_RICE, '1.5', '250000'),
  ],
  unchanged: 2,
  askedTotalMinor: '855000',
  totalMinor: '615000',
  replyBy: '2026-03-02T02:45:00.000Z',
  silence: 'refuse',
  ...over,
});

const line = (name: string, quantity: string, priceMinor: string): ToldChange['lines'][number] => ({
  name,
  unit: 'bag',
  asked: '2',
  quantity,
  priceMinor,
  askedPriceMinor: '240000',
});

const taken = {
  number: '1042',
  vendor: 'Karnali Traders',
  lines: [{ name: RICE, quantity: '1', unit: 'bag' }],
  totalMinor: '615000',
};

const rests: readonly ToldRest[] = [
  { was: 'nothing' },
  { was: 'dropped' },
  { was: 'ordered', number: '1043' },
];

type Tells = 'change_asked' | 'order_part_accepted' | 'change_lapsed' | 'change_taken';

/** Every tell of changes. */
export const CHANGE_TELLS: { readonly [T in Tells]: readonly Extract<Tell, { type: T }>[] } = {
  change_asked: [
    { type: 'change_asked', ...change() },
    { type: 'change_asked', ...change({ kind: 'price', unchanged: 0 }) },
    { type: 'change_asked', ...change({ kind: 'both', silence: 'take', changeNo: 2 }) },
  ],
  order_part_accepted: (['preference', 'silence'] as const).flatMap((by) =>
    rests.map((rest) => ({ type: 'order_part_accepted' as const, ...taken, by, rest })),
  ),
  change_lapsed: [{ type: 'change_lapsed', number: '1042', vendor: 'Karnali Traders' }],
  change_taken: [{ type: 'change_taken', number: '1042', lines: taken.lines, costMinor: '80000' }],
};

type Events =
  | 'OFFER_CHANGE_READ'
  | 'CHANGE_ANSWERED'
  | 'PART_CHOICE_ASKED'
  | 'PART_CHOSEN'
  | 'OFFER_ANSWERED'
  | 'OFFER_CHANGED'
  | 'CHANGE_SETTLED'
  | 'PART_CHOICE_READ';

/** Every event of changes. */
export const CHANGE_EVENTS: { readonly [T in Events]: readonly Extract<Event, { type: T }>[] } = {
  OFFER_CHANGE_READ: [
    { type: 'OFFER_CHANGE_READ', offerId: null, number: '1042', words: null },
    {
      type: 'OFFER_CHANGE_READ',
      offerId: null,
      number: null,
      words: {
        lines: [{ productId: PRODUCT_ID, quantity: '1', unit: null }],
        price: null,
        said: '1 bora matra',
      },
    },
  ],
  CHANGE_ANSWERED: (['take', 'elsewhere', 'refuse'] as const).map((choice) => ({
    type: 'CHANGE_ANSWERED',
    offerId: OFFER_ID,
    changeNo: 1,
    choice,
  })),
  PART_CHOICE_ASKED: [{ type: 'PART_CHOICE_ASKED' }],
  PART_CHOSEN: [{ type: 'PART_CHOSEN', choice: 'take' }],
  OFFER_ANSWERED: [
    { type: 'OFFER_ANSWERED', number: '1042', answer: 'accept' },
    { type: 'OFFER_ANSWERED', number: '1042', answer: 'decline' },
  ],
  OFFER_CHANGED: (['asked', 'taken', 'refused', 'accepted_whole', 'declined'] as const).map(
    (was) => ({
      type: 'OFFER_CHANGED',
      was,
      number: '1042',
      retailer: 'Sita Kirana',
      lines: taken.lines,
      costMinor: '80000',
      replyBy: '2026-03-02T02:45:00.000Z',
    }),
  ),
  CHANGE_SETTLED: [true, false].flatMap((isTaken) =>
    rests.map((rest) => ({
      type: 'CHANGE_SETTLED' as const,
      offerId: OFFER_ID,
      ...taken,
      taken: isTaken,
      rest,
    })),
  ),
  PART_CHOICE_READ: (['ask', 'take', 'elsewhere', 'refuse'] as const).flatMap((choice) => [
    { type: 'PART_CHOICE_READ', choice, isNew: true },
    { type: 'PART_CHOICE_READ', choice, isNew: false },
  ]),
};
