import type { Effect, Event, Say, Tell } from '../src/conversation/vocabulary.js';
import { requestsSaid } from './payment-requests.js';
import { retailer } from './retailer-setup.js';
import { part, sentence, SILENCE, tell } from './sentences.js';

/** What a shop says it paid on its account, and what becomes of it. */

type Said = Extract<Event, { type: 'PAYMENT_CLAIMED' }>;
type Noted = Extract<Event, { type: 'PAYMENT_NOTED' }>;

/** What has a reference, or was paid at a bank or in cash, was paid: else it is asked. */
function claim({ amount, method, reference }: Said): readonly Effect[] {
  const isMade = reference !== null || method === 'bank' || method === 'counter';
  const said = amount === null ? null : { major: amount };
  if (!isMade) return [{ type: 'consider_payment', amount: said, method }];
  if (amount === null) return [sentence('payment.how_much')];
  return [{ type: 'claim_payment', amount: { major: amount }, method, reference }];
}

function noted({ was, state, amountMinor, method, reference }: Noted): Say {
  const amount = { money: amountMinor };
  if (state === 'CONFIRMED') return sentence('payment.known_confirmed', { amount });
  const about = reference === '' ? [] : [part('payment.reference', { reference })];
  if (was === 'known') return tell([part('payment.known', { amount }), ...about]);
  const isBare = reference === '' && method !== 'counter';
  const how = isBare ? [part('payment.which_reference', { amount })] : [];
  return tell([part('payment.noted', { amount }), ...about, ...how]);
}

type ToldPayment = Extract<Tell, { type: 'payment_confirmed' | 'payment_refused' }>;

/** What our office says of it. */
export function tellPayment(told: ToldPayment): Say {
  const { reference } = told;
  const about = reference === '' ? [] : [part('payment.reference', { reference })];
  if (told.type === 'payment_refused') {
    const amount = { money: told.amountMinor };
    const reason = { quote: told.reason };
    return tell([
      part('payment.refused', { amount }),
      ...about,
      part('dispute.reason', { reason }),
      part('payment.refused_how'),
    ]);
  }
  const kept = { amount: { money: told.walletMinor } };
  return tell([
    part('payment.confirmed', { amount: { money: told.receivedMinor } }),
    ...about,
    part('payment.owed', { owed: { money: told.owedMinor } }),
    ...(told.walletMinor === '0' ? [] : [part('payment.kept', kept)]),
  ]);
}

const said = retailer.createStateConfig({
  on: {
    PAYMENT_CLAIMED: { actions: { type: 'effects', params: ({ event }) => claim(event) } },
    PAYMENT_NOTED: { actions: { type: 'effects', params: ({ event }) => [noted(event)] } },
    ...requestsSaid,
    // Only a keypad asks for them.
    OWED_READ: { actions: { type: 'effects', params: SILENCE } },
    WALLET_SPENT: { actions: { type: 'effects', params: SILENCE } },
  },
});
export const paymentSaid = said.on;
