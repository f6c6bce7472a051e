import { unreachable } from '../base/assert.js';
import { milli } from '../base/quantity.js';
import { claimPayment, readOwed, spendWallet } from '../usecases/claim-payment.js';
import type { Owed } from '../usecases/claim-payment.js';
import { partyId, told } from './deeds.js';
import type { OwedView, PaymentEffect, SaidAmount } from './payment-vocabulary.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

/** People speak of money in major units, the books in minor ones. */
export function minorOf(turn: Turn, amount: SaidAmount): bigint {
  if ('minor' in amount) return BigInt(amount.minor);
  return (milli(amount.major) * 10n ** BigInt(turn.knowledge.town.currencyDigits)) / 1000n;
}

function viewOf({ owedMinor, waitingMinor, walletMinor, oldest }: Owed): OwedView {
  return {
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

/** Does what a retailer's flow asked for about their account, as `carryOut` does with the rest. */
export async function carryOutPayment(turn: Turn, effect: PaymentEffect): Promise<OutcomeEvent> {
  const { tx, cause } = turn;
  const retailerId = partyId(turn);
  switch (effect.type) {
    case 'claim_payment': {
      const { method, reference } = effect;
      const amountMinor = minorOf(turn, effect.amount);
      const said = { retailerId, amountMinor, method, reference };
      const claimed = await claimPayment(tx, cause, said);
      return told(effect, claimed, ({ was, claim }) => ({
        type: 'PAYMENT_NOTED',
        was,
        state: claim.state,
        amountMinor: claim.amountMinor.toString(),
        method: claim.method,
        reference: claim.reference ?? '',
      }));
    }
    case 'read_owed': {
      const owed = viewOf(await readOwed(tx, retailerId));
      const amountMinor = effect.amount && minorOf(turn, effect.amount).toString();
      return { type: 'OWED_READ', owed, amountMinor };
    }
    case 'spend_wallet': {
      const { paidMinor, owed } = await spendWallet(tx, cause, retailerId);
      return { type: 'WALLET_SPENT', paidMinor: paidMinor.toString(), owed: viewOf(owed) };
    }
    default:
      return unreachable(effect, 'effect of a payment');
  }
}
