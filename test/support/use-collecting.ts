import type { PaymentGatewayName } from '../../src/base/payment-gateways.js';
import { readCredit } from '../../src/domain/credit/credit.js';
import { openCollecting } from './collecting.js';
import type { Collecting } from './collecting.js';
import { useTown } from './use-town.js';
import type { TownOfTest } from './use-town.js';

/** A shop that pays by a provider, anew for each test. */
export interface PayingShop {
  readonly its: TownOfTest;
  /** What `begin` opened. */
  readonly at: Collecting;
  readonly shop: string;
  begin(name: PaymentGatewayName): Promise<void>;
  /** Rows of the town, by a query about `$1`. */
  rows(text: string): Promise<Record<string, unknown>[]>;
  postings(): Promise<Record<string, unknown>[]>;
  alerts(): Promise<Record<string, unknown>[]>;
  walletMinor(): Promise<bigint>;
  /** The payer says yes; M-Pesa's receipt comes by callback alone, MTN's callback may be lost. */
  pay(): Promise<void>;
  /** One question was put to the payer, and its money is in the books once. */
  expectOnce(): Promise<void>;
}

/** What every shop of these tests pays. */
export const AMOUNT = 500_000n;

/** Gives every test of the calling file a town, a shop and, once begun, a provider. */
export function usePayingShop(): PayingShop {
  const its = useTown(20);
  let at: Collecting;
  let shop = '';
  let gateway: PaymentGatewayName;
  const rows = async (text: string): Promise<Record<string, unknown>[]> =>
    (await its.town.admin(text, [its.town.id])).rows as Record<string, unknown>[];
  const postings = (): Promise<Record<string, unknown>[]> =>
    rows('select business_key from postings where town_id = $1');
  const walletMinor = (): Promise<bigint> =>
    its.town.run(async (tx) => (await readCredit(tx, shop))?.walletMinor ?? 0n);
  afterEach(() => at.close());
  return {
    its,
    get at() {
      return at;
    },
    get shop() {
      return shop;
    },
    begin: async (name) => {
      gateway = name;
      at = await openCollecting(its, name);
      shop = await its.town.addRetailer();
    },
    rows,
    postings,
    alerts: () => rows('select kind, subject, detail from alerts where town_id = $1 order by id'),
    walletMinor,
    pay: async () => {
      const payment = at.wallet.payments.at(-1)!;
      at.wallet.decide(payment, { state: 'paid' });
      if (gateway === 'daraja') expect(await at.wallet.callBack(payment)).toBe(200);
    },
    expectOnce: async () => {
      expect(at.wallet.payments).toHaveLength(1);
      expect(await postings()).toHaveLength(1);
      expect(await walletMinor()).toBe(AMOUNT);
    },
  };
}
