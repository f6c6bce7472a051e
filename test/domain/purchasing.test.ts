import { checkPurchases, PURCHASE_LIFECYCLE } from '../../src/domain/purchasing/lifecycle.js';
import { PURCHASE_STATES, purchaseAfter } from '../../src/domain/purchasing/lifecycle.js';
import { readPurchase } from '../../src/domain/purchasing/purchasing.js';
import { listStock, openWarehouse } from '../../src/domain/stock/levels.js';
import { cancelPurchase, draftPurchaseOrder } from '../../src/usecases/purchase-stock.js';
import { orderPurchase, receivePurchaseOrder } from '../../src/usecases/purchase-stock.js';
import type { DraftedPurchase } from '../../src/usecases/purchase-stock.js';
import { must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(16);

/** Ten bags of rice at 2,200 and four cartons of oil, for a new warehouse. */
async function draft(over: Partial<DraftedPurchase> = {}): Promise<DraftedPurchase> {
  const { town } = its;
  const store = town.universe.newId();
  const cause = town.cause('operator', 'op');
  const opened = { id: store, name: `Store ${store}` };
  must(await town.run((tx) => openWarehouse(tx, cause, opened)));
  return {
    id: town.universe.newId(),
    reference: `PO ${store}`,
    holderId: store,
    supplier: 'Nepalgunj Mills',
    lines: [
      { productId: town.products.rice, unit: 'bag', quantity: 10_000n, unitCostMinor: 220_000n },
      { productId: town.products.oil, unit: 'ctn', quantity: 4_000n, unitCostMinor: null },
    ],
    ...over,
  };
}

const drafts = (purchase: DraftedPurchase): Promise<unknown> => {
  const { town } = its;
  const cause = town.cause('operator', 'op');
  return town.run((tx) => draftPurchaseOrder(tx, cause, town.catalogue, purchase));
};

async function ordered(): Promise<DraftedPurchase> {
  const purchase = await draft();
  expect(await drafts(purchase)).toEqual({ ok: true, value: 'created' });
  must(await its.town.run((tx) => orderPurchase(tx, its.town.cause('operator'), purchase.id)));
  return purchase;
}

const receive = (
  { id }: DraftedPurchase,
  number: string,
  ...lines: [number, bigint][]
): ReturnType<typeof receivePurchaseOrder> =>
  its.town.run((tx) =>
    receivePurchaseOrder(tx, its.town.cause('operator', 'op'), id, {
      number,
      lines: lines.map(([lineNo, quantity]) => ({ lineNo, quantity })),
    }),
  );

async function stockOf(holder: string): Promise<readonly bigint[]> {
  const rows = await its.town.run((tx) => listStock(tx, holder, { afterId: null, rows: 9 }));
  return rows.map((row) => row.stock);
}

const stateOf = async ({ id }: DraftedPurchase): Promise<string | undefined> =>
  (await its.town.run((tx) => readPurchase(tx, id)))?.state;

test('the table and the rows of purchase_transition are equal, and so are the states', async () => {
  const { rows } = await its.town.admin(
    'select from_state, event, to_state from purchase_transition',
  );
  const text = (row: readonly unknown[]): string => row.join(' ');
  const table = PURCHASE_LIFECYCLE.map(text).sort();
  expect((rows as object[]).map((row) => text(Object.values(row))).sort()).toEqual(table);
  const { rows: checks } = await its.town.admin(
    `select pg_get_constraintdef(oid) as allowed from pg_constraint
     where conrelid = 'purchase_orders'::regclass and conname = 'purchase_orders_state_check'`,
  );
  const { allowed } = (checks as [{ allowed: string }])[0];
  const states = [...allowed.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1]);
  expect(states.sort()).toEqual([...PURCHASE_STATES].sort());
});

test.each<[string, typeof PURCHASE_LIFECYCLE, RegExp]>([
  ['a pair twice', [...PURCHASE_LIFECYCLE, ['DRAFT', 'ordered', 'ORDERED']], /stands twice/],
  ['a way out of the end', [['RECEIVED', 'ordered', 'ORDERED']], /out of a final state/],
  ['a state nobody enters', PURCHASE_LIFECYCLE.slice(1), /ORDERED cannot be reached/],
  ['no way out', PURCHASE_LIFECYCLE.filter(([from]) => from !== 'ORDERED'), /no way out/],
])('a table with %s does not load', (_, rows, message) => {
  expect(() => checkPurchases(rows)).toThrow(message);
});

test('a draft is kept once, under a name of its own, for goods that are known', async () => {
  const purchase = await draft();
  expect(await drafts(purchase)).toEqual({ ok: true, value: 'created' });
  expect(await drafts(purchase)).toEqual({ ok: true, value: 'exists' });
  const [line] = purchase.lines;
  const wrong = [
    [{ ...purchase, supplier: 'Other' }, 'exists_different'],
    [await draft({ reference: purchase.reference }), 'reference_taken'],
    [await draft({ holderId: await its.town.addRetailer() }), 'no_such_holder'],
    [await draft({ lines: [{ ...line!, productId: purchase.id }] }), 'no_such_product'],
    [await draft({ lines: [{ ...line!, unit: 'ton' }] }), 'no_such_unit'],
  ] as const;
  for (const [one, refusal] of wrong) expect(await drafts(one)).toMatchObject({ refusal });
  expect(await receive(purchase, '1', [1, 1_000n])).toMatchObject({ refusal: 'not_now' });
});

test('what comes in parts is in stock part by part, until all of it came', async () => {
  const purchase = await ordered();
  expect(await receive(purchase, 'N-1', [1, 6_000n])).toMatchObject({ value: 'created' });
  expect(await stateOf(purchase)).toBe('PARTLY_RECEIVED');
  expect(await stockOf(purchase.holderId)).toEqual([150_000n]);
  expect(await receive(purchase, 'N-1', [1, 6_000n])).toMatchObject({ value: 'exists' });
  expect(await receive(purchase, 'N-1', [1, 5_000n])).toMatchObject({
    refusal: 'receipt_different',
  });
  expect(await receive(purchase, 'N-2', [1, 4_001n])).toMatchObject({
    refusal: 'more_than_ordered',
    detail: { line: '1' },
  });
  expect(await receive(purchase, 'N-2', [3, 1_000n])).toMatchObject({ refusal: 'no_such_line' });
  expect(await receive(purchase, 'N-2', [2, 500n], [1, 4_000n])).toMatchObject({ ok: true });
  expect(await receive(purchase, 'N-3', [2, 3_500n])).toMatchObject({ ok: true });
  expect(await stateOf(purchase)).toBe('RECEIVED');
  expect(await stockOf(purchase.holderId)).toEqual([250_000n, 48_000n]);
  expect(await receive(purchase, 'N-2', [2, 500n], [1, 4_000n])).toMatchObject({ value: 'exists' });
  expect(await receive(purchase, 'N-4', [2, 1n])).toMatchObject({ refusal: 'not_now' });
  const whole = await its.town.run((tx) => readPurchase(tx, purchase.id));
  expect(whole?.history.map((event) => event.event)).toEqual([
    'drafted',
    'ordered',
    'received_part',
    'received_part',
    'received_all',
  ]);
  expect(whole?.receipts.map((receipt) => receipt.number)).toEqual(['N-1', 'N-2', 'N-3']);
});

test('a note that is brought in by ten at once is received once', async () => {
  const purchase = await ordered();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => receive(purchase, 'N-1', [1, 6_000n])),
  );
  const was = outcomes.map((one) => (one.ok ? one.value : one.refusal));
  expect(was.sort()).toEqual(['created', ...Array<string>(9).fill('exists')]);
  expect(await stockOf(purchase.holderId)).toEqual([150_000n]);
});

test('notes of ten at once are received up to what was ordered', async () => {
  const purchase = await ordered();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, i) => receive(purchase, `N-${i}`, [2, 1_000n])),
  );
  const refusals = outcomes.flatMap((one) => (one.ok ? [] : [one.refusal]));
  expect(refusals).toEqual(Array(6).fill('more_than_ordered'));
  expect(await stockOf(purchase.holderId)).toEqual([48_000n]);
});

test('giving up cancels before anything came, and keeps what came afterwards', async () => {
  const { town } = its;
  const [early, late] = [await ordered(), await ordered()];
  must(await receive(late, 'N-1', [1, 1_000n]));
  const cancel = ({ id }: DraftedPurchase): ReturnType<typeof cancelPurchase> =>
    town.run((tx) => cancelPurchase(tx, town.cause('operator', 'op'), id, 'mill closed'));
  must(await cancel(early));
  must(await cancel(late));
  expect([await stateOf(early), await stateOf(late)]).toEqual(['CANCELLED', 'RECEIVED']);
  expect(await stockOf(late.holderId)).toEqual([25_000n]);
  expect(await cancel(late)).toMatchObject({ refusal: 'not_now' });
  expect(purchaseAfter('RECEIVED', 'cancelled')).toBeUndefined();
});

test('the database refuses a change of state that the table does not have', async () => {
  const purchase = await ordered();
  const skip = its.town.admin(`update purchase_orders set state = 'DRAFT' where id = $1`, [
    purchase.id,
  ]);
  await expect(skip).rejects.toMatchObject({ code: 'PA002' });
});
