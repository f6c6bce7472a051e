import { readCredit } from '../../src/domain/credit/credit.js';
import { listPayments } from '../../src/domain/payments/payments.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { claimPayment, readOwed, spendWallet } from '../../src/usecases/claim-payment.js';
import { returnPayment } from '../../src/usecases/return-payment.js';
import { confirmClaim, recordPayment, refuseClaim } from '../../src/usecases/settle-claim.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);
beforeEach(() => its.town.addVendor());

const CARTON = 248_000n;
const operator = () => its.town.cause('operator', 'op');
const shop = (id: string) => its.town.cause('retailer', id);
const owed = (retailerId: string) => its.town.run((tx) => readOwed(tx, retailerId));
const wallet = (retailerId: string): Promise<bigint> =>
  its.town.run(async (tx) => (await readCredit(tx, retailerId))?.walletMinor ?? 0n);

/** Orders of so many cartons of oil each, accepted by their vendor, the oldest first. */
async function owing(retailerId: string, ...cartons: readonly number[]) {
  const orders = [];
  for (const quantity of cartons) {
    const oil = edit('set', its.town.products.oil, String(quantity), 'ctn');
    orders.push(await its.trade.accepted(retailerId, [oil]));
  }
  return orders;
}

const claim = (retailerId: string, amountMinor: bigint, reference: string | null = null) =>
  its.town.run((tx) =>
    claimPayment(tx, shop(retailerId), { retailerId, amountMinor, method: 'momo', reference }),
  );
const confirm = (claimId: string, receivedMinor: bigint | null = null) =>
  its.town.run((tx) => confirmClaim(tx, operator(), { claimId, receivedMinor, reason: '' }));

test('what reached us pays the oldest order first, and the rest is the shop’s own', async () => {
  const retailerId = await its.town.addRetailer();
  const [first, second] = await owing(retailerId, 1, 2);
  expect(await owed(retailerId)).toMatchObject({
    owedMinor: 3n * CARTON,
    oldest: { number: first?.number, owedMinor: CARTON },
  });
  const one = must(await claim(retailerId, 300_000n, 'ab-1'));
  expect(await owed(retailerId)).toMatchObject({ waitingMinor: 300_000n });
  expect(must(await confirm(one.claim.id))).toMatchObject({
    orders: [
      { number: first?.number, amountMinor: CARTON },
      { number: second?.number, amountMinor: 300_000n - CARTON },
    ],
    owedMinor: 3n * CARTON - 300_000n,
    claim: { state: 'CONFIRMED', walletMinor: 0n },
  });
  expect(await confirm(one.claim.id)).toMatchObject({ refusal: 'not_now' });
  const two = must(await claim(retailerId, 1n, 'AB2'));
  const left = 3n * CARTON - 300_000n;
  expect(must(await confirm(two.claim.id, left + 700n))).toMatchObject({
    orders: [{ number: second?.number, amountMinor: left }],
    owedMinor: 0n,
    claim: { receivedMinor: left + 700n, walletMinor: 700n },
  });
  expect(await wallet(retailerId)).toBe(700n);
  expect(await told(its.town, retailerId)).toContain('payment_confirmed');
});

test('the same payment is told once: by its reference, else by its amount', async () => {
  const [retailerId, another] = [await its.town.addRetailer(), await its.town.addRetailer()];
  const bare = must(await claim(retailerId, 5_000n));
  expect(must(await claim(retailerId, 5_000n))).toMatchObject({ was: 'known' });
  const referred = must(await claim(retailerId, 5_000n, 'zz 91'));
  expect(referred).toMatchObject({ was: 'noted', claim: { id: bare.claim.id, reference: 'ZZ91' } });
  // The last word about what waits counts.
  const corrected = must(await claim(retailerId, 4_000n, 'ZZ-91'));
  expect(corrected).toMatchObject({
    was: 'noted',
    claim: { id: bare.claim.id, amountMinor: 4_000n },
  });
  expect(await claim(another, 4_000n, 'ZZ91')).toMatchObject({ refusal: 'reference_used' });
  expect(await claim(another, 4_000n, 'Z')).toMatchObject({ refusal: 'reference_odd' });
  const claimId = bare.claim.id;
  const reason = 'not on our account';
  const refuse = () => its.town.run((tx) => refuseClaim(tx, operator(), { claimId, reason }));
  must(await refuse());
  expect(await refuse()).toMatchObject({ refusal: 'not_now' });
  // What was refused may be told anew, and counts once more.
  expect(must(await claim(retailerId, 4_000n, 'ZZ91'))).toMatchObject({ was: 'noted' });
  expect(await told(its.town, retailerId)).toContain('payment_refused');
});

test('no more than a few wait, and none beyond belief', async () => {
  const retailerId = await its.town.addRetailer();
  for (let n = 1n; n <= 8n; n += 1n) must(await claim(retailerId, n));
  expect(await claim(retailerId, 9n)).toMatchObject({ refusal: 'claims_many' });
  expect(await claim(retailerId, 10n ** 12n)).toMatchObject({ refusal: 'too_much' });
  expect(await claim(await its.town.addVendor(), 9n)).toMatchObject({ refusal: 'not_now' });
});

test('of twenty tellings of one reference one counts, and of many confirmations one', async () => {
  const shops = await Promise.all([its.town.addRetailer(), its.town.addRetailer()]);
  const [retailerId, other] = shops;
  await owing(retailerId, 1);
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, n) => claim(n % 2 === 0 ? retailerId : other, 7_000n, 'QQ7')),
  );
  const ids = new Set(all.flatMap((one) => (one.ok ? [one.value.claim.id] : [])));
  expect(ids.size).toBe(1);
  const [claimId = ''] = ids;
  const confirmed = await Promise.all(Array.from({ length: 8 }, () => confirm(claimId)));
  expect(confirmed.filter(({ ok }) => ok)).toHaveLength(1);
});

test('payments confirmed at once pay no order twice, and own money is spent once', async () => {
  const retailerId = await its.town.addRetailer();
  await owing(retailerId, 1, 1, 1);
  const claims = await Promise.all([1, 2, 3, 4].map((n) => claim(retailerId, 200_000n, `AA${n}`)));
  await Promise.all(claims.map((one) => confirm(must(one).claim.id)));
  expect(await owed(retailerId)).toMatchObject({ owedMinor: 0n, walletMinor: 56_000n });
  await owing(retailerId, 1);
  const spent = await Promise.all(
    [1, 2, 3].map(() => its.town.run((tx) => spendWallet(tx, shop(retailerId), retailerId))),
  );
  expect(spent.map(({ paidMinor }) => paidMinor).sort()).toEqual([0n, 0n, 56_000n]);
  expect(await owed(retailerId)).toMatchObject({ owedMinor: CARTON - 56_000n, walletMinor: 0n });
});

test('what was paid for an order that is cancelled is an operator’s to give back', async () => {
  const retailerId = await its.town.addRetailer();
  const [order] = await owing(retailerId, 1);
  const orderId = order?.orderId ?? '';
  const received = { retailerId, amountMinor: CARTON, method: 'counter', reference: null } as const;
  const reason = 'at the counter';
  must(await its.town.run((tx) => recordPayment(tx, operator(), { ...received, reason })));
  must(await its.town.run((tx) => cancelOrder(tx, operator(), { orderId, reason: 'no road' })));
  const page = { beforeId: null, rows: 10 };
  const [payment] = await its.town.run((tx) => listPayments(tx, 'REVIEW', page));
  expect(payment).toMatchObject({ orderId, takenMinor: CARTON, method: 'counter' });
  const wanted = { paymentId: payment?.id ?? '', way: 'wallet', reason: 'cancelled' } as const;
  must(await its.town.run((tx) => returnPayment(tx, operator(), wanted)));
  expect(await owed(retailerId)).toMatchObject({ owedMinor: 0n, walletMinor: CARTON });
});

test('orders that are paid at the door are left to their drivers', async () => {
  const { town, trade } = its;
  const retailerId = await town.addRetailer();
  const basket = await trade.fill(retailerId, [edit('set', town.products.oil, '1', 'ctn')]);
  const { orderId } = must(await trade.place(retailerId, basket, true));
  must(await trade.assign(orderId));
  const offer = await trade.openOffer(orderId);
  must(await trade.answer(offer?.vendorId ?? '', offer?.offerId ?? '', 'accept'));
  expect(await owed(retailerId)).toMatchObject({ owedMinor: 0n, oldest: null });
  const one = must(await claim(retailerId, 5_000n, 'KB1'));
  expect(must(await confirm(one.claim.id))).toMatchObject({ orders: [] });
  expect(await wallet(retailerId)).toBe(5_000n);
});
