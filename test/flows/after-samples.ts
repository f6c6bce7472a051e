import type {
  DisputeAsked,
  DisputeProblem,
  DisputeView,
  DisputeWords,
  Event,
  Tell,
} from '../../src/conversation/vocabulary.js';

/** Everything said after goods came, and what is owed for them. */

const PROBLEMS: readonly DisputeProblem[] = ['missing', 'damaged', 'expired', 'wrong', 'other'];
const disputeId = '0190a5a0-0000-7000-8000-000000000901';

const dispute: DisputeView = {
  disputeId,
  number: '1042',
  name: 'Wai Wai Chicken Noodles 75g',
  quantity: '2',
  unit: 'ctn',
  problem: 'damaged',
};

const words: DisputeWords = {
  number: '1042',
  lineNo: null,
  productIds: [],
  quantity: null,
  unit: null,
  problem: null,
  said: '2 ctn waiwai were torn in 1042',
};

const option: DisputeAsked['options'][number] = {
  number: '1042',
  lineNo: 1,
  name: dispute.name,
  quantity: '5',
  unit: 'ctn',
  arrivedAt: '2026-03-02T02:15:00.000Z',
};

function asked(over: Partial<DisputeAsked>): Extract<Event, { type: 'DISPUTE_ASKED' }> {
  const none = { what: 'line', options: [option], quantity: null, problem: null } as const;
  return { type: 'DISPUTE_ASKED', ...none, ...over };
}

const many = Array.from({ length: 10 }, (_, i) => ({ ...option, number: String(1042 + i) }));

type Types =
  | 'DISPUTE_SAID'
  | 'DISPUTE_ANSWER_READ'
  | 'COUNTED'
  | 'DISPUTE_ASKED'
  | 'DISPUTE_OPENED'
  | 'DISPUTE_ANSWERED'
  | 'DISPUTES_READ'
  | 'RATED'
  | 'RATING_KEPT'
  | 'BALANCE_READ';

export const AFTER_EVENTS: { readonly [T in Types]: readonly Extract<Event, { type: T }>[] } = {
  DISPUTE_SAID: [
    { type: 'DISPUTE_SAID', said: words },
    { type: 'DISPUTE_SAID', said: { ...words, said: '', quantity: '2', problem: 'wrong' } },
  ],
  DISPUTE_ANSWER_READ: (['agree', 'part', 'refuse'] as const).map((answer) => ({
    type: 'DISPUTE_ANSWER_READ',
    disputeId,
    answer,
  })),
  COUNTED: [{ type: 'COUNTED', quantity: '2' }],
  DISPUTE_ASKED: [
    asked({ what: 'order', options: many }),
    asked({ what: 'order', options: [option, { ...option, number: '1043', lineNo: null }] }),
    asked({ options: many.map((one, i) => ({ ...one, number: '1042', lineNo: i + 1 })) }),
    asked({ what: 'quantity' }),
    asked({ what: 'problem', quantity: '2' }),
  ],
  DISPUTE_OPENED: PROBLEMS.map((problem) => ({
    type: 'DISPUTE_OPENED',
    dispute: { ...dispute, problem },
    vendor: 'Karnali Traders',
    replyBy: '2026-03-03T02:15:00.000Z',
  })),
  DISPUTE_ANSWERED: (['agreed', 'above', 'part', 'refused'] as const).map((was) => ({
    type: 'DISPUTE_ANSWERED',
    dispute,
    was,
    quantity: '1',
    costMinor: '51000',
  })),
  DISPUTES_READ: [
    { type: 'DISPUTES_READ', disputes: [] },
    { type: 'DISPUTES_READ', disputes: [dispute] },
    {
      type: 'DISPUTES_READ',
      disputes: many.map(({ number }, i) => ({
        ...dispute,
        number,
        disputeId: `${disputeId.slice(0, -1)}${i}`,
      })),
    },
  ],
  RATED: [
    { type: 'RATED', number: '1042', stars: 5, said: '' },
    { type: 'RATED', number: '1042', stars: 1, said: '1, the bags were wet' },
  ],
  RATING_KEPT: [true, false].flatMap((isFirst) =>
    [1, 2, 3, 5].map((stars) => ({
      type: 'RATING_KEPT' as const,
      number: '1042',
      vendor: 'Karnali Traders',
      stars,
      isFirst,
    })),
  ),
  BALANCE_READ: [
    {
      type: 'BALANCE_READ',
      balanceMinor: '4145000',
      heldMinor: '855000',
      limitMinor: '5000000',
      availableMinor: '0',
    },
    {
      type: 'BALANCE_READ',
      balanceMinor: '-50',
      heldMinor: '0',
      limitMinor: '5000000',
      availableMinor: '5000050',
    },
  ],
};

export const AFTER_REFUSALS = {
  nothing_arrived: {},
  not_arrived: { number: '1042' },
  dispute_late: { number: '1042', days: '7' },
  rating_late: { number: '1042', days: '14' },
  not_in_arrived: {},
  disputed_already: {},
  dispute_more: { number: '1042', name: dispute.name, unit: 'ctn', quantity: '3' },
  no_open_dispute: {},
  which_dispute: {},
  dispute_closed: { number: '1042' },
} as const;

export const AFTER_REFUSED: readonly Extract<Event, { type: 'REFUSED' }>[] = [
  {
    type: 'REFUSED',
    effect: 'complain',
    refusal: 'dispute_more',
    detail: AFTER_REFUSALS.dispute_more,
  },
  {
    type: 'REFUSED',
    effect: 'complain',
    refusal: 'dispute_more',
    detail: { ...AFTER_REFUSALS.dispute_more, quantity: '0' },
  },
  ...(['nothing_arrived', 'not_arrived', 'dispute_late', 'not_in_arrived'] as const).map(
    (refusal) => ({ type: 'REFUSED', effect: 'complain', refusal, detail: {} }) as const,
  ),
];

type AfterTells =
  | 'dispute_opened'
  | 'dispute_lapsed'
  | 'dispute_answered'
  | 'dispute_decided'
  | 'dispute_ruled'
  | 'money_returned';

const decided = {
  type: 'dispute_decided',
  dispute,
  by: 'operator',
  granted: '2',
  creditMinor: '104800',
  returnedMinor: '0',
  returnedAs: null,
  reason: '',
} as const;

export const AFTER_TELLS: { readonly [T in AfterTells]: readonly Extract<Tell, { type: T }>[] } = {
  dispute_opened: ['', 'torn'].map((said) => ({
    type: 'dispute_opened',
    dispute,
    retailer: 'Sita Kirana',
    said,
    replyBy: '2026-03-03T02:15:00.000Z',
  })),
  dispute_lapsed: [{ type: 'dispute_lapsed', dispute }],
  dispute_answered: (['agreed', 'part', 'refused', 'silent'] as const).map((answer) => ({
    type: 'dispute_answered',
    dispute,
    vendor: 'Karnali Traders',
    answer,
    quantity: '1',
  })),
  dispute_decided: [
    decided,
    { ...decided, by: 'vendor', returnedMinor: '104800', returnedAs: 'wallet' },
    { ...decided, returnedMinor: '104800', returnedAs: 'cash', reason: 'seen on the picture' },
    { ...decided, granted: '0', creditMinor: '0', reason: 'all was there' },
  ],
  dispute_ruled: ['0', '2'].map((granted) => ({
    type: 'dispute_ruled',
    dispute,
    granted,
    costMinor: '102000',
    reason: 'seen on the picture',
  })),
  money_returned: (['wallet', 'cash'] as const).map((as) => ({
    type: 'money_returned',
    number: '1042',
    amountMinor: '100000',
    as,
  })),
};
