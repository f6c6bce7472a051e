import { readCredit } from '../../src/domain/credit/credit.js';
import { cashHeldOf } from '../../src/domain/drivers/drivers.js';
import {
  DISPUTE_LIFECYCLE,
  DISPUTE_STATES,
  checkDisputeLifecycle,
} from '../../src/domain/disputes/lifecycle.js';
import { readDispute } from '../../src/domain/disputes/disputes.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { timeOutDispute } from '../../src/usecases/answer-dispute.js';
import { completeOrder } from '../../src/usecases/complete-order.js';
import { refundDispute } from '../../src/usecases/decide-dispute.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { returnPayment } from '../../src/usecases/return-payment.js';
import type { ReturnWay } from '../../src/usecases/return-payment.js';
import { deliverIn } from '../support/delivering.js';
import { disputeIn } from '../support/disputing.js';
import type { Disputing } from '../support/disputing.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);
let after: Disputing;
beforeEach(async () => {
  after = disputeIn(its.town, its.trade);
  await its.town.addVendor();
});

const TOTAL = 5n * 248_000n + 2n * 230_000n;
const operator = () => its.town.cause('operator', 'op');
const wallet = (retailerId: string): Promise<bigint> =>
  its.town.run(async (tx) => (await readCredit(tx, retailerId))?.walletMinor ?? 0n);
const dispute = (id: string) => its.town.run((tx) => readDispute(tx, id));
const owed = async (vendorId: string): Promise<bigint> => {
  const { rows } = await its.town.admin(
    'select owed_minor from vendor_figures where town_id = $1 and vendor_id = $2',
    [its.town.id, vendorId],
  );
  return BigInt((rows[0] as { owed_minor: string }).owed_minor);
};

test('what is not known is asked: order, line, quantity, problem', async () => {
  const { town } = its;
  const first = await after.arrived();
  expect(must(await after.complain(first, {}))).toMatchObject({
    was: 'asked',
    what: 'line',
    options: [{ lineNo: 1 }, { lineNo: 2 }],
  });
  const oil = { productIds: [town.products.oil], problem: 'damaged' } as const;
  expect(must(await after.complain(first, oil))).toMatchObject({
    what: 'quantity',
    options: [{ name: 'Swastik oil', quantity: '5', unit: 'ctn' }],
  });
  const counted = { ...oil, quantity: 2000n, problem: null };
  expect(must(await after.complain(first, counted))).toMatchObject({ what: 'problem' });
  expect(must(await after.complain(first, { ...counted, problem: 'wrong' }))).toMatchObject({
    was: 'opened',
    dispute: { quantity: '2', unit: 'ctn', problem: 'wrong' },
  });
  expect(await told(town, first.vendorId)).toContain('dispute_opened');
  const stranger = await town.addRetailer();
  const refusal = async (who: string, said: object): Promise<unknown> => {
    const answer = await after.complain({ retailerId: who }, said);
    return answer.ok ? answer.value.was : answer.refusal;
  };
  expect(await refusal(stranger, {})).toBe('nothing_arrived');
  expect(await refusal(stranger, { number: first.number })).toBe('not_arrived');
  const noodles = { productIds: [town.products.noodles] };
  expect(await refusal(first.retailerId, noodles)).toBe('not_in_arrived');
  town.universe.advance(8 * 86_400_000);
  expect(await refusal(first.retailerId, { number: first.number })).toBe('dispute_late');
});

test('loose pieces of a carton are counted in cartons', async () => {
  const order = await after.arrived();
  const said = { productIds: [its.town.products.oil], quantity: 6000n, unit: 'ltr' };
  expect(must(await after.complain(order, { ...said, problem: 'damaged' }))).toMatchObject({
    dispute: { quantity: '0.5', unit: 'ctn' },
  });
});

test('a vendor agrees: a credit note, once, borne by the vendor', async () => {
  const order = await after.arrived();
  const before = await owed(order.vendorId);
  const id = await after.opened(order, 1, 2000n);
  const agreed = must(await after.answer(order.vendorId, 'agree'));
  expect(agreed).toMatchObject({ was: 'agreed', dispute: { disputeId: id } });
  expect(await after.balance(order.retailerId)).toBe(TOTAL - 2n * 248_000n);
  const decided = await dispute(id);
  expect(decided).toMatchObject({
    state: 'CLOSED',
    decision: { creditMinor: 496_000n, returnedMinor: 0n, returnedAs: null },
  });
  expect(before - (await owed(order.vendorId))).toBe(decided?.decision?.costMinor);
  expect(decided?.decision?.costMinor).toBeGreaterThan(0n);
  expect(await told(its.town, order.retailerId)).toContain('dispute_decided');
  expect(await after.answer(order.vendorId, 'agree', id)).toMatchObject({
    refusal: 'dispute_closed',
  });
  expect(await after.answer(order.vendorId, 'agree')).toMatchObject({ refusal: 'no_open_dispute' });
});

test('above the limit of the town an operator has the last word', async () => {
  await deliverIn(its.town, its.trade).set({ dispute_auto_limit_minor: '495999' });
  const order = await after.arrived();
  const id = await after.opened(order, 1, 2000n);
  expect(must(await after.answer(order.vendorId, 'agree'))).toMatchObject({ was: 'above' });
  expect(await dispute(id)).toMatchObject({ state: 'ANSWERED', owner: 'operator' });
  expect(await after.balance(order.retailerId)).toBe(TOTAL);
  must(await after.decide(id, { granted: 2000n }));
  expect(await after.balance(order.retailerId)).toBe(TOTAL - 496_000n);
});

test('refused or part, and an operator decides; the town may bear it', async () => {
  const order = await after.arrived();
  const [first, second] = [
    await after.opened(order, 1, 2000n),
    await after.opened(order, 2, 1000n),
  ];
  expect(await after.answer(order.vendorId, 'refuse')).toMatchObject({ refusal: 'which_dispute' });
  must(await after.answer(order.vendorId, 'refuse', first));
  const more = await after.answer(order.vendorId, { quantity: 1500n }, second);
  expect(more).toMatchObject({ refusal: 'dispute_more' });
  expect(must(await after.answer(order.vendorId, { quantity: 500n }, second))).toMatchObject({
    was: 'part',
    quantity: '0.5',
  });
  const before = await owed(order.vendorId);
  must(await after.decide(first, { granted: 1000n, bearer: 'town' }));
  expect(await owed(order.vendorId)).toBe(before);
  expect(await after.decide(second, { granted: 1001n })).toMatchObject({ refusal: 'dispute_more' });
  must(await after.decide(second, { granted: 0n }));
  expect(await after.balance(order.retailerId)).toBe(TOTAL - 248_000n);
  expect(await after.decide(second, { granted: 500n })).toMatchObject({ refusal: 'not_now' });
  expect(await told(its.town, order.vendorId)).toContain('dispute_ruled');
});

test('silence: the operator has it after the deadline, not before', async () => {
  const order = await after.arrived();
  const id = await after.opened(order, 1, 1000n);
  const late = () =>
    its.town.run(async (tx) => {
      const { settings } = await readTown(tx);
      const terms = { catalogue: its.town.catalogue, settings };
      return timeOutDispute(tx, its.town.cause('machine'), terms, id);
    });
  expect(await late()).toMatchObject({ refusal: 'not_now' });
  its.town.universe.advance(24 * 3_600_000);
  must(await late());
  expect(await dispute(id)).toMatchObject({ state: 'ANSWERED', owner: 'operator' });
  expect(await told(its.town, order.retailerId)).toContain('dispute_answered');
  expect(await told(its.town, order.vendorId)).toContain('dispute_lapsed');
  expect(await after.answer(order.vendorId, 'agree', id)).toMatchObject({
    refusal: 'dispute_closed',
  });
  expect(await late()).toMatchObject({ refusal: 'not_now' });
});

test('no more of a line than came of it, in however many disputes, at once or not', async () => {
  const order = await after.arrived();
  const said = { number: order.number, lineNo: 1, problem: 'damaged' } as const;
  const seven = await after.complain(order, { ...said, quantity: 7000n });
  expect(seven).toMatchObject({ refusal: 'dispute_more', detail: { quantity: '5' } });
  const raced = await Promise.all(
    Array.from({ length: 8 }, () => after.complain(order, { ...said, quantity: 2000n })),
  );
  expect(raced.filter((one) => one.ok)).toHaveLength(2);
  const rest = await after.complain(order, { ...said, quantity: 2000n });
  expect(rest).toMatchObject({ refusal: 'dispute_more', detail: { quantity: '1' } });
  await after.opened(order, 1, 1000n);
  expect(await after.complain(order, said)).toMatchObject({ refusal: 'disputed_already' });
  const beyond = its.town.admin(
    `insert into disputes (town_id, id, order_id, line_no, retailer_id, vendor_id, problem,
       quantity, state, owner, reply_by, opened_at, changed_at)
     select town_id, gen_random_uuid(), order_id, line_no, retailer_id, vendor_id, problem, 1,
       'OPENED', 'vendor', reply_by, opened_at, changed_at
     from disputes where town_id = $1 limit 1`,
    [its.town.id],
  );
  await expect(beyond).rejects.toThrow(/is disputed than came/);
});

test('two decisions at once: one stands, and one credit note is posted', async () => {
  const order = await after.arrived();
  const id = await after.opened(order, 1, 2000n);
  const raced = await Promise.all([
    after.decide(id, { granted: 2000n }),
    after.decide(id, { granted: 1000n }),
    after.decide(id, { granted: 0n }),
    after.answer(order.vendorId, 'agree', id),
    after.answer(order.vendorId, 'refuse', id),
  ]);
  const decisions = raced.slice(0, 4).filter((one) => one.ok);
  expect(decisions).toHaveLength(1);
  const { rows } = await its.town.admin(
    `select event from dispute_events where town_id = $1 and dispute_id = $2
       and to_state = 'DECIDED'`,
    [its.town.id, id],
  );
  expect(rows).toHaveLength(1);
  const credit = (await dispute(id))?.decision?.creditMinor ?? -1n;
  expect(await after.balance(order.retailerId)).toBe(TOTAL - credit);
});

test('everything of an order is given: its goods cost nothing, the sum is exact', async () => {
  const order = await after.arrived();
  for (const [line, quantity] of [
    [1, 3000n],
    [1, 2000n],
    [2, 2000n],
  ] as const) {
    must(await after.decide(await after.opened(order, line, quantity), { granted: quantity }));
  }
  expect(await after.balance(order.retailerId)).toBe(0n);
  expect(await owed(order.vendorId)).toBe(0n);
});

test('paid in cash: what is given is the retailer’s money, in a wallet or in hand', async () => {
  const order = await after.arrived({ cash: TOTAL });
  const [first, second] = [
    await after.opened(order, 1, 1000n),
    await after.opened(order, 2, 1000n),
  ];
  must(await after.answer(order.vendorId, 'agree', first));
  expect(await dispute(first)).toMatchObject({
    state: 'CLOSED',
    decision: { returnedMinor: 248_000n, returnedAs: 'wallet' },
  });
  expect([await after.balance(order.retailerId), await wallet(order.retailerId)]).toEqual([
    0n,
    248_000n,
  ]);
  must(await after.decide(second, { granted: 1000n, returnAs: 'cash' }));
  expect(await dispute(second)).toMatchObject({ state: 'DECIDED', owner: 'operator' });
  expect(await after.balance(order.retailerId)).toBe(-230_000n);
  const hand = () =>
    its.town.run((tx) => refundDispute(tx, operator(), { disputeId: second, reason: 'paid out' }));
  const paid = await Promise.all([hand(), hand()]);
  expect(paid.filter((one) => one.ok)).toHaveLength(1);
  expect(await after.balance(order.retailerId)).toBe(0n);
  expect(await wallet(order.retailerId)).toBe(248_000n);
});

test('to be paid in cash: less is owed, and what was taken short may be enough', async () => {
  const { town } = its;
  const order = await after.arrived({ cash: TOTAL - 248_000n });
  town.universe.advance(25 * 3_600_000);
  const complete = () => town.run((tx) => completeOrder(tx, town.cause('machine'), order.orderId));
  expect(must(await complete()).was).toBe('unpaid');
  const id = await after.opened(order, 1, 2000n);
  must(await after.answer(order.vendorId, 'agree'));
  expect(await town.run((tx) => readOrder(tx, { id: order.orderId }))).toMatchObject({
    state: 'COMPLETED',
  });
  expect(await dispute(id)).toMatchObject({ decision: { returnedMinor: 248_000n } });
  expect([await after.balance(order.retailerId), await wallet(order.retailerId)]).toEqual([
    0n,
    248_000n,
  ]);
});

test('not paid yet: the driver is owed less at the door', async () => {
  const order = await after.arrived({ cash: null });
  const road = deliverIn(its.town, its.trade);
  await after.opened(order, 1, 1000n);
  must(await after.answer(order.vendorId, 'agree'));
  const asked = must(await road.cash(order.driverId, order.number, null));
  expect(asked).toMatchObject({ dueMinor: TOTAL - 248_000n });
  const all = await road.cash(order.driverId, order.number, TOTAL);
  expect(all).toMatchObject({ refusal: 'cash_more' });
  must(await road.cash(order.driverId, order.number, TOTAL - 248_000n));
  its.town.universe.advance(25 * 3_600_000);
  const done = await its.town.run((tx) =>
    completeOrder(tx, its.town.cause('machine'), order.orderId),
  );
  expect(must(done).was).toBe('completed');
});

/** An order in cash that was paid on the way and then cancelled, and its payment. */
async function cancelledPaid(): Promise<{ retailer: string; driver: string; payment: string }> {
  const { town, trade } = its;
  const road = deliverIn(town, trade);
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  const job = await road.atDoor(retailer, driver, [edit('add', town.products.oil, '1', 'ctn')]);
  must(await road.cash(driver, job.number, 100_000n, true));
  const gone = { orderId: job.orderId, reason: 'the road is closed' };
  must(await town.run((tx) => cancelOrder(tx, operator(), gone)));
  const { rows } = await town.admin('select id from payments where order_id = $1', [job.orderId]);
  return { retailer, driver, payment: (rows[0] as { id: string }).id };
}

test.each<[ReturnWay, bigint, bigint]>([
  ['wallet', 100_000n, 100_000n],
  ['cash_from_till', 0n, 100_000n],
  ['cash_by_driver', 0n, 0n],
])('cash of a cancelled order goes back as %s, once', async (way, inWallet, held) => {
  const { retailer, driver, payment } = await cancelledPaid();
  expect(await after.balance(retailer)).toBe(-100_000n);
  const back = () =>
    its.town.run((tx) =>
      returnPayment(tx, operator(), { paymentId: payment, way, reason: 'cancelled' }),
    );
  const raced = await Promise.all([back(), back(), back()]);
  expect(raced.filter((one) => one.ok)).toHaveLength(1);
  expect(await after.balance(retailer)).toBe(0n);
  expect(await wallet(retailer)).toBe(inWallet);
  expect(await its.town.run((tx) => cashHeldOf(tx, driver))).toBe(held);
  expect(await back()).toMatchObject({ refusal: 'not_now' });
  expect(await told(its.town, retailer)).toContain('money_returned');
});

test('money of an order that stands, or of none, stays', async () => {
  const order = await after.arrived({ cash: TOTAL });
  const { rows } = await its.town.admin('select id from payments where order_id = $1', [
    order.orderId,
  ]);
  const back = (paymentId: string, way: ReturnWay) =>
    its.town.run((tx) => returnPayment(tx, operator(), { paymentId, way, reason: 'x' }));
  expect(await back((rows[0] as { id: string }).id, 'wallet')).toMatchObject({
    refusal: 'order_stands',
  });
  expect(await back(order.orderId, 'wallet')).toMatchObject({ refusal: 'no_such_payment' });
});

test('the table and the rows of the database are equal, and a bad one does not load', async () => {
  const { rows } = await its.town.admin(
    'select from_state, event, to_state from dispute_transition',
  );
  const pairs = (rows as Record<string, string>[]).map(
    (row) => `${row['from_state']} ${row['event']} ${row['to_state']}`,
  );
  const table = DISPUTE_LIFECYCLE.map(([from, event, to]) => `${from} ${event} ${to}`);
  expect(pairs.sort()).toEqual(table.sort());
  expect(DISPUTE_STATES).toEqual(['OPENED', 'ANSWERED', 'DECIDED', 'CLOSED']);
  const twice = [...DISPUTE_LIFECYCLE, ...DISPUTE_LIFECYCLE.slice(0, 1)];
  expect(() => checkDisputeLifecycle(twice)).toThrow(/stands twice/);
  const endless = DISPUTE_LIFECYCLE.filter(([from]) => from !== 'ANSWERED');
  expect(() => checkDisputeLifecycle(endless)).toThrow(/ANSWERED has no way out/);
});

test('what was decided stays, and nobody but the table moves a dispute', async () => {
  const order = await after.arrived();
  const id = await after.opened(order, 1, 1000n);
  must(await after.decide(id, { granted: 1000n }));
  const change = (what: string) =>
    its.town.admin(`update disputes set ${what} where town_id = $1 and id = $2`, [its.town.id, id]);
  await expect(change('credit_minor = 0')).rejects.toThrow(/was decided already/);
  await expect(change(`state = 'OPENED'`)).rejects.toThrow(/may not go from CLOSED to OPENED/);
});
