import type { Event, Tell } from '../../src/conversation/vocabulary.js';

/** Samples of what is said of payments on account; see `samples.ts`. */

type Events = 'PAYMENT_CLAIMED' | 'PAYMENT_NOTED' | 'OWED_READ' | 'WALLET_SPENT';

const owed = {
  owedMinor: '262000',
  waitingMinor: '100000',
  walletMinor: '5000',
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
  WALLET_SPENT: [{ type: 'WALLET_SPENT', paidMinor: '5000', owed }],
};

export const PAYMENT_REFUSALS = { reference_used: {}, reference_odd: {}, claims_many: {} } as const;

type Tells = 'payment_confirmed' | 'payment_refused';

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
};
