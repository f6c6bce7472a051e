import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Log, LogFields } from '../../src/base/log.js';
import type { Meter } from '../../src/base/meter.js';
import type { PaymentGatewayName } from '../../src/base/payment-gateways.js';
import { REQUESTS } from '../../src/base/payment-limits.js';
import { inPlatform } from '../../src/db/transaction.js';
import { claimRequests, readRequest } from '../../src/domain/requests/requests.js';
import type { PaymentRequest } from '../../src/domain/requests/requests.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { openWalletDouble } from '../../src/embedded/wallet-double.js';
import type { WalletDouble } from '../../src/embedded/wallet-double.js';
import { callbackPath, callbacksTo } from '../../src/gateways/payments/callback-path.js';
import type { PaymentGateway, PaymentWanted } from '../../src/gateways/payments/gateway.js';
import { openGateways } from '../../src/gateways/payments/gateways.js';
import type { GatewaySettings, PaymentGateways } from '../../src/gateways/payments/gateways.js';
import { paymentWebhooks } from '../../src/http/payment-webhooks.js';
import { collectPayments } from '../../src/jobs/collect-payments.js';
import type { CollectParts } from '../../src/jobs/collect-payments.js';
import { requestPayment } from '../../src/usecases/request-payment.js';
import { pastDeadline } from './deadlines.js';
import type { TownOfTest } from './use-town.js';
import { must } from './trade.js';

/** What payments that are asked for need in a test: a provider's double, and our own webhook. */

export const WALLET_SECRET = 'the-secret-of-the-provider';
export const WALLET_TOKEN = 'a-path-token-of-the-test';

/** Who we are to each provider, all of them at one address. */
export const walletSettings = (baseUrl: string): Required<GatewaySettings> => ({
  momo: {
    baseUrl,
    subscriptionKey: 'subscription',
    apiUser: 'user',
    apiKey: WALLET_SECRET,
    targetEnvironment: 'sandbox',
  },
  daraja: {
    baseUrl,
    consumerKey: 'key',
    consumerSecret: WALLET_SECRET,
    shortcode: '174379',
    passkey: WALLET_SECRET,
    kind: 'paybill',
  },
  khalti: { baseUrl, secretKey: WALLET_SECRET, returnUrl: 'https://town.example/paid' },
});

/** Everything around the requests of one town. */
export interface Collecting {
  readonly wallet: WalletDouble;
  readonly gateways: PaymentGateways;
  readonly webhook: string;
  /** Every line that was logged, as text. */
  readonly lines: readonly string[];
  ask(retailerId: string, amountMinor: bigint): Promise<PaymentRequest>;
  /** One look of the workers, `count` of them at once, after so long. */
  collect(afterMs?: number, count?: number): Promise<void>;
  /** The same, where the call is not answered: until its deadline. */
  collectInVain(on: 'ask' | 'look'): Promise<void>;
  read(id: string): Promise<PaymentRequest>;
  /** What a worker sends, made by hand: for those that die in the call. */
  wanted(request: PaymentRequest): PaymentWanted;
  readonly gateway: PaymentGateway;
  close(): Promise<void>;
}

/** Opens them for a town that has one provider, in its currency. */
export async function openCollecting(
  { town, towns }: TownOfTest,
  name: PaymentGatewayName,
): Promise<Collecting> {
  const { universe } = town;
  const currency = { momo: 'UGX', daraja: 'KES', khalti: 'NPR' }[name];
  await town.admin('update towns set currency = $2, settings = $3 where id = $1', [
    town.id,
    currency,
    JSON.stringify({ payment_gateways: [name] }),
  ]);
  const wallet = await openWalletDouble({
    universe,
    port: 0,
    token: WALLET_SECRET,
    paysOnLook: null,
  });
  const gateways = openGateways(walletSettings(wallet.url), universe);
  const lines: string[] = [];
  const write = (message: string, fields?: LogFields): number =>
    lines.push(`${message} ${inspect(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const meter = { worked: () => undefined, webhook: () => undefined } as unknown as Meter;
  const { database } = towns;
  const listener = paymentWebhooks({
    payments: { pathTokens: [WALLET_TOKEN] },
    database,
    universe,
    log,
    meter,
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bells = { inbound: () => undefined, relay: () => undefined, due: () => undefined };
  const parts: CollectParts = {
    database,
    universe,
    log,
    meter,
    bells,
    gateways,
    callbackUrl: callbacksTo({ callbackUrl: webhook, pathTokens: [WALLET_TOKEN] }),
  };
  const gateway = gateways.get(name);
  if (!gateway) throw new Error(`${name} is not opened`);
  const collect = async (afterMs = 0, count = 1): Promise<void> => {
    universe.advance(afterMs);
    await Promise.all(Array.from({ length: count }, () => collectPayments(parts, () => true)));
  };
  return {
    wallet,
    gateways,
    webhook,
    lines,
    gateway,
    collect,
    ask: async (retailerId, amountMinor) => {
      const phone =
        name === 'daraja'
          ? `+254${retailerId.replaceAll(/\D/g, '').padEnd(9, '7').slice(-9)}`
          : null;
      if (phone) {
        await town.admin(
          `update party_aliases set value = $3 where town_id = $1 and party_id = $2
             and kind = 'phone'`,
          [town.id, retailerId, phone],
        );
      }
      return must(
        await town.run(async (tx) =>
          requestPayment(tx, town.cause('retailer', retailerId), await readTown(tx), {
            retailerId,
            gateway: name,
            amountMinor,
          }),
        ),
      );
    },
    collectInVain: async (on) => {
      const before = wallet.calls[on];
      await pastDeadline(collect, () => wallet.calls[on] > before, REQUESTS.timeout_ms);
    },
    read: async (id) => {
      const request = await town.run((tx) => readRequest(tx, id));
      if (!request) throw new Error('no such request');
      return request;
    },
    wanted: ({ reference, amountMinor, phone }) => ({
      reference,
      amountMinor,
      currency,
      currencyDigits: 2,
      phone,
      words: 'Testpur',
      callbackUrl: `${webhook}${callbackPath(name, WALLET_TOKEN, { townId: town.id, reference })}`,
    }),
    close: async () => {
      // Workers look after all towns: what is left here is not the next test's.
      await town.admin('delete from payment_request_queue where town_id = $1', [town.id]);
      await gateways.close();
      await wallet.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** A worker takes what is due, and dies before it does anything. */
export async function takeAndDie({ town, towns }: TownOfTest): Promise<void> {
  await inPlatform(towns.database, (tx) => claimRequests(tx, town.universe.now()));
}
