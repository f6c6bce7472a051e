import type { HopParts } from '../../src/conversation/turn.js';
import { inTown } from '../../src/db/transaction.js';
import type { PaymentGatewayName } from '../../src/base/payment-gateways.js';
import { hintRequest } from '../../src/domain/requests/requests.js';
import { openWalletDouble } from '../../src/embedded/wallet-double.js';
import { openGateways } from '../../src/gateways/payments/gateways.js';
import { collectPayments } from '../../src/jobs/collect-payments.js';
import { WALLET_SECRET, walletSettings } from './collecting.js';

/** The providers of wallets that a story meets, opened when it first does. */
export interface StageWallet {
  /** The workers ask for what is due, and look at what is. */
  collect(): Promise<void>;
  /** The payer of the latest question answers, and the provider calls back. */
  answer(state: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens them for a stage. */
export async function openStageWallet(parts: HopParts, townId: string): Promise<StageWallet> {
  const { universe } = parts;
  const double = await openWalletDouble({
    universe,
    port: 0,
    token: WALLET_SECRET,
    paysOnLook: null,
  });
  const gateways = openGateways(walletSettings(double.url), universe);
  const collect = (): Promise<void> =>
    collectPayments({ ...parts, gateways, callbackUrl: () => null }, () => true);
  return {
    collect,
    answer: async (state) => {
      const payment = double.payments.at(-1);
      if (!payment) throw new Error('nobody was asked to pay');
      double.decide(payment, { state });
      const gateway: PaymentGatewayName = payment.provider;
      const about = { gateway, reference: payment.reference };
      const nothing = { providerRef: null, amountMinor: null, receipt: null };
      await inTown(parts.database, townId, (tx) => hintRequest(tx, about, nothing, universe.now()));
      await collect();
    },
    close: async () => {
      await gateways.close();
      await double.close();
    },
  };
}
