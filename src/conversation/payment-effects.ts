import { unreachable } from '../base/assert.js';
import { milli } from '../base/quantity.js';
import { claimPayment, readOwed, spendWallet } from '../usecases/claim-payment.js';
import type { Owed } from '../usecases/claim-payment.js';
import { partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import type { OwedView, PaymentEffect, SaidAmount } from './payment-vocabulary.js';
import { carryOutRequest } from './request-effects.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

/** People speak of money in major units, the books in minor ones. */
export function minorOf(turn: Turn, amount: SaidAmount): bigint {
  if ('minor' in amount) return BigInt(amount.minor);
  return (milli(amount.major) * 10n ** BigInt(turn.knowledge.town.currencyDigits)) / 1000n;
}

function viewOf(turn: Turn, { owedMinor, waitingMinor, walletMinor, oldest }: Owed): OwedView {
  return {
    ways: turn.knowledge.town.settings.payment_gateways,
    owedMinor: owedMinor.toString(),
    waitingMinor: waitingMinor.toString(),
    walletMinor: walletMinor.toString(),
    oldest: oldest && {
      number: oldest.number.toString(),
      owedMinor: oldest.owedMinor.toString(),
      dueAt: oldest.dueAt?.toISOString() ?? null,
    },
  };
}

async function claim(
  turn: Turn,
  effect: Extract<PaymentEffect, { type: 'claim_payment' }>,
): Promise<OutcomeEvent> {
  const { method, reference } = effect;
  const amountMinor = minorOf(turn, effect.amount);
  const said = { retailerId: partyId(turn), amountMinor, method, reference };
  const claimed = await claimPayment(turn.tx, turn.cause, said);
  return told(effect, claimed, ({ was, claim: kept }) => ({
    type: 'PAYMENT_NOTED',
    was,
    state: kept.state,
    amountMinor: kept.amountMinor.toString(),
    method: kept.method,
    reference: kept.reference ?? '',
  }));
}

/** A town without providers takes it for a payment that was made: nothing is read for it then. */
async function consider(
  turn: Turn,
  { amount, method }: Extract<PaymentEffect, { type: 'consider_payment' }>,
): Promise<OutcomeEvent> {
  const ways = turn.knowledge.town.settings.payment_gateways;
  if (ways.length === 0 && amount !== null) {
    return claim(turn, { type: 'claim_payment', amount, method, reference: null });
  }
  if (amount !== null) {
    return { type: 'PAYMENT_WAYS', ways, amountMinor: minorOf(turn, amount).toString() };
  }
  if (ways.length === 0) return { type: 'PAYMENT_WAYS', ways, amountMinor: null };
  const { owedMinor, waitingMinor } = await readOwed(turn.tx, partyId(turn));
  const left = owedMinor - waitingMinor;
  return { type: 'PAYMENT_WAYS', ways, amountMinor: left > 0n ? left.toString() : null };
}

const PAYMENTS: ReadonlySet<string> = new Set<PaymentEffect['type']>([
  'claim_payment',
  'consider_payment',
  'request_payment',
  'cancel_request',
  'read_owed',
  'spend_wallet',
]);

/** Whether a deed is about a retailer's payments. */
export function isPayment(effect: Deed): effect is PaymentEffect {
  return PAYMENTS.has(effect.type);
}

/** Does what a retailer's flow asked for about their account, as `carryOut` does with the rest. */
export async function carryOutPayment(turn: Turn, effect: PaymentEffect): Promise<OutcomeEvent> {
  const { tx, cause } = turn;
  const retailerId = partyId(turn);
  switch (effect.type) {
    case 'claim_payment':
      return claim(turn, effect);
    case 'consider_payment':
      return consider(turn, effect);
    case 'request_payment':
    case 'cancel_request':
      return carryOutRequest(turn, effect);
    case 'read_owed': {
      const owed = viewOf(turn, await readOwed(tx, retailerId));
      const amountMinor = effect.amount && minorOf(turn, effect.amount).toString();
      return { type: 'OWED_READ', owed, amountMinor };
    }
    case 'spend_wallet': {
      const { paidMinor, owed } = await spendWallet(tx, cause, retailerId);
      return { type: 'WALLET_SPENT', paidMinor: paidMinor.toString(), owed: viewOf(turn, owed) };
    }
    default:
      return unreachable(effect, 'effect of a payment');
  }
}
