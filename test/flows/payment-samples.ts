import { PAYMENT_FAILURES, PAYMENT_GATEWAYS } from '../../src/base/payment-gateways.js';
import type { Event, Tell } from '../../src/conversation/vocabulary.js';

/** Samples of what is said of payments on account; see `samples.ts`. */

type Events =
  | 'PAYMENT_CLAIMED'
  | 'PAYMENT_NOTED'
  | 'OWED_READ'
  | 'WALLET_SPENT'
  | 'WALLET_CHOSEN'
  | 'PAID_CHOSEN'
  | 'REQUEST_DROPPED'
  | 'PAYMENT_WAYS'
  | 'REQUEST_SHOWN';

const shown = {
  type: 'REQUEST_SHOWN',
  was: 'made',
  gateway: 'momo',
  amountMinor: '300000',
  asksBy: 'prompt',
  isUnsure: false,
  canCancel: false,
} as const;

const owed = {
  owedMinor: '262000',
  waitingMinor: '100000',
  walletMinor: '5000',
  ways: ['momo', 'khalti'],
  oldest: { number: '1042', owedMinor: '262000', dueAt: null },
} as const;

const noted = {
  type: 'PAYMENT_NOTED',
  was: 'noted',
  state: 'CLAIMED',
  amountMinor: '262000',
  method: 'momo',
  reference: '0HQ7721K',
} as const;

/** Every event of them. */
export const PAYMENT_EVENTS: { readonly [T in Events]: readonly Extract<Event, { type: T }>[] } = {
  PAYMENT_CLAIMED: [
    { type: 'PAYMENT_CLAIMED', amount: '5000', method: 'momo', reference: 'TX1' },
    { type: 'PAYMENT_CLAIMED', amount: null, method: 'other', reference: null },
  ],
  PAYMENT_NOTED: [
    noted,
    { ...noted, reference: '' },
    { ...noted, method: 'counter', reference: '' },
    { ...noted, was: 'known' },
    { ...noted, was: 'known', state: 'CONFIRMED' },
  ],
  OWED_READ: [{ type: 'OWED_READ', owed, amountMinor: null }],
  WALLET_CHOSEN: [{ type: 'WALLET_CHOSEN', gateway: 'momo', amountMinor: '300000' }],
  PAID_CHOSEN: [{ type: 'PAID_CHOSEN', amountMinor: '300000' }],
  REQUEST_DROPPED: [{ type: 'REQUEST_DROPPED' }],
  PAYMENT_WAYS: [
    { type: 'PAYMENT_WAYS', ways: PAYMENT_GATEWAYS, amountMinor: '300000' },
    { type: 'PAYMENT_WAYS', ways: [], amountMinor: null },
  ],
  REQUEST_SHOWN: [
    shown,
    { ...shown, gateway: 'khalti', asksBy: 'link' },
    { ...shown, was: 'stands' },
    { ...shown, was: 'stands', gateway: 'khalti', asksBy: 'link', canCancel: true },
    { ...shown, was: 'stands', gateway: 'daraja', isUnsure: true },
    { ...shown, was: 'cancelled' },
  ],
  WALLET_SPENT: [{ type: 'WALLET_SPENT', paidMinor: '5000', owed }],
};

export const PAYMENT_REFUSALS = {
  reference_used: {},
  reference_odd: {},
  claims_many: {},
  not_whole: {},
  no_gateway: {},
  no_phone: {},
  no_request: {},
} as const;

type Tells =
  'payment_confirmed' | 'payment_refused' | 'request_link' | 'request_failed' | 'request_unsure';

const asked = { gateway: 'momo', amountMinor: '300000' } as const;

export const PAYMENT_TELLS: { readonly [T in Tells]: readonly Extract<Tell, { type: T }>[] } = {
  payment_confirmed: ['0', '38000'].map((walletMinor) => ({
    type: 'payment_confirmed',
    receivedMinor: '300000',
    reference: walletMinor === '0' ? '' : '0HQ7721K',
    walletMinor,
    owedMinor: '0',
  })),
  payment_refused: ['', '0HQ7721K'].map((reference) => ({
    type: 'payment_refused',
    amountMinor: '300000',
    reference,
    reason: 'not on our account',
  })),
  request_link: [
    {
      type: 'request_link',
      ...asked,
      gateway: 'khalti',
      url: 'https://test-pay.khalti.com/?pidx=bZQLD9wRVWo4CdESSfuSsB',
      until: '2026-03-02T08:30:00.000Z',
    },
  ],
  request_failed: [
    ...PAYMENT_FAILURES.map(
      (why) => ({ type: 'request_failed', ...asked, why, words: '' }) as const,
    ),
    { type: 'request_failed', ...asked, why: 'provider', words: 'nothing came' },
  ],
  request_unsure: PAYMENT_GATEWAYS.map((gateway) => ({
    type: 'request_unsure',
    ...asked,
    gateway,
  })),
};
