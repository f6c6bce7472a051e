import { Kysely, PostgresDialect, CompiledQuery } from 'kysely';
import type { Tx } from '../../src/db/transaction.js';
import type { DB } from '../../src/db/schema.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { answerChange } from '../../src/usecases/answer-change.js';
import { answerOffer } from '../../src/usecases/answer-offer.js';
import { assignOrder, assignOrderTo } from '../../src/usecases/assign-order.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { changeOffer } from '../../src/usecases/change-offer.js';
import { countStock, receiveStock, transferStock } from '../../src/domain/stock/changes.js';
import { editBasket } from '../../src/usecases/edit-basket.js';
import { packOrder } from '../../src/usecases/pack-order.js';
import { placeOrder } from '../../src/usecases/place-order.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

/**
 * Tables in the order in which a transaction may lock rows that others can hold too. Rows that a
 * transaction has locked may be written again later; new rows are nobody else's yet. Offers are
 * missing: they are written only by whoever holds the lock of their order.
 */
const ORDER = [
  'baskets',
  'orders',
  'vendor_profiles',
  'stock',
  'credit_holds',
  'credit_accounts',
  'due_work',
];

/** The tables whose existing rows a statement locks for the first time, by how it is written. */
function locksOf(text: string): string[] {
  const updates = [...text.matchAll(/\b(?:update|delete from) (\w+)/g)].map((match) => match[1]);
  const reads = /\bfor (?:no key )?update\b/.test(text)
    ? [...text.matchAll(/\bfrom (\w+)|\bjoin (\w+)/g)].map((match) => match[1] ?? match[2])
    : [];
  const lockable = new Set([...reads, ...updates].filter((table) => table !== undefined));
  // Read beside the row that is locked, and not locked themselves.
  if (/for no key update of d\b/.test(text)) return ['orders'];
  if (/for update of v\b/.test(text)) return ['vendor_profiles'];
  return ORDER.filter((table) => lockable.has(table));
}

/** Runs work on a connection that writes down every statement. */
async function traced<T>(work: (tx: Tx) => Promise<T>): Promise<{ value: T; locks: string[] }> {
  const { town, towns } = its;
  const texts: string[] = [];
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: towns.database.pool }),
    log: (event) => {
      texts.push(event.query.sql);
    },
  });
  const value = await kysely.connection().execute(async (connection) => {
    const run = (text: string): Promise<unknown> =>
      connection.executeQuery(CompiledQuery.raw(text));
    await run('begin');
    await run(
      `select set_config('role', 'pasal_app', true), set_config('app.town_id', '${town.id}', true)`,
    );
    const done = await work(Object.assign(connection, { townId: town.id }) as unknown as Tx);
    await run('commit');
    return done;
  });
  const locks: string[] = [];
  for (const text of texts) {
    for (const table of locksOf(text)) if (!locks.includes(table)) locks.push(table);
  }
  return { value, locks };
}

const inOrder = (locks: readonly string[]): string[] =>
  ORDER.filter((table) => locks.includes(table));

test('every use case takes its locks in the one order', async () => {
  const { town } = its;
  const seen: Record<string, string[]> = {};
  const step = async <T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const { value, locks } = await traced(work);
    expect({ [name]: locks }).toEqual({ [name]: inOrder(locks) });
    seen[name] = locks;
    return value;
  };
  const retailer = await town.addRetailer();
  const [first, second] = [await town.addVendor(), await town.addVendor()];
  await town.run((tx) => town.numbers.next(tx.townId));
  const { settings, timeZone } = await town.run(readTown);
  const nextNumber = (): Promise<bigint> => town.numbers.next(town.id);
  const terms = { catalogue: town.catalogue, settings, timeZone, nextNumber };
  const machine = town.cause('machine');
  const operator = town.cause('operator', 'op-1');
  const cause = town.cause('retailer', retailer);

  const place = async (): Promise<string> => {
    const edits = [edit('set', town.products.oil, '1'), edit('set', town.products.rice, '2')];
    const basket = must(
      await step('edit', (tx) => editBasket(tx, cause, town.terms, retailer, edits)),
    );
    const placed = await step('place', (tx) =>
      placeOrder(tx, cause, town.terms, {
        retailerId: retailer,
        basketId: basket.basketId,
        version: basket.version,
        cash: false,
        cashAllowed: true,
        nextNumber: () => town.numbers.next(town.id),
      }),
    );
    return must(placed).orderId;
  };
  const assign = (orderId: string): Promise<unknown> =>
    step('assign', async (tx) => must(await assignOrder(tx, machine, terms, orderId)));
  const answer = async (orderId: string, what: 'accept' | 'decline'): Promise<void> => {
    const { offerId, vendorId } = (await its.trade.openOffer(orderId))!;
    const wanted = { vendorId, offerId, number: null, answer: what, reason: '' } as const;
    must(await step(what, (tx) => answerOffer(tx, town.cause('vendor', vendorId), wanted)));
  };

  const orderId = await place();
  await assign(orderId);
  await answer(orderId, 'decline');
  await assign(orderId);
  const { offerId, vendorId } = (await its.trade.openOffer(orderId))!;
  const choice = { orderId, vendorId: vendorId === first ? second : first, reason: '' };
  must(await step('reassign', (tx) => assignOrderTo(tx, operator, terms, choice)));
  expect(offerId).not.toBe((await its.trade.openOffer(orderId))?.offerId);
  await answer(orderId, 'accept');
  const reason = 'test';
  must(await step('cancel accepted', (tx) => cancelOrder(tx, operator, { orderId, reason })));

  const late = await place();
  await assign(late);
  town.universe.advance(31 * 60_000);
  const open = (await its.trade.openOffer(late))!;
  must(await step('time out', (tx) => timeOutOffer(tx, machine, open.offerId)));
  await assign(late);
  const offered = { orderId: late, reason };
  must(await step('cancel offered', (tx) => cancelOrder(tx, operator, offered)));

  const changed = await place();
  await assign(changed);
  const offer = (await its.trade.openOffer(changed))!;
  const price = { amountMinor: 21_500n, productId: town.products.oil, unit: null };
  const line = { productId: town.products.rice, quantity: '1', unit: null };
  const words = { lines: [line], price, said: 'test' };
  const change = { ...offer, number: null, words, minorPerMajor: 100n };
  const vendorCause = town.cause('vendor', offer.vendorId);
  await town.run((tx) => town.numbers.next(tx.townId));
  const changeTerms = { ...terms, nextNumber: () => town.numbers.next(town.id) };
  must(await step('change', (tx) => changeOffer(tx, vendorCause, changeTerms, change)));
  const consent = {
    retailerId: retailer,
    offerId: offer.offerId,
    changeNo: 1,
    choice: 'elsewhere',
  } as const;
  must(await step('consent', (tx) => answerChange(tx, cause, changeTerms, consent)));

  const short = await place();
  await assign(short);
  await answer(short, 'accept');
  const pack = {
    order: { id: short },
    vendorId: null,
    picks: [{ lineNo: 1, picked: 0n }],
    reason,
  };
  must(await step('pack', (tx) => packOrder(tx, operator, town.catalogue, pack)));

  const lines = [{ productId: town.products.rice, baseQuantity: 1_000n }];
  const note = { id: town.universe.newId(), reason };
  await step('receive', (tx) => receiveStock(tx, operator, first, note, lines));
  const transfer = { id: town.universe.newId(), fromId: first, toId: second, reason, lines };
  must(await step('transfer', (tx) => transferStock(tx, operator, transfer)));
  const counted = [{ productId: town.products.rice, counted: 90_000n }];
  const count = { id: town.universe.newId(), holderId: first, reason, lines: counted };
  must(await step('count', (tx) => countStock(tx, operator, count)));

  expect(seen).toMatchObject({
    consent: ['orders', 'stock', 'credit_holds', 'credit_accounts', 'due_work'],
    pack: ['orders', 'stock', 'credit_accounts', 'due_work'],
    place: ['baskets', 'credit_accounts'],
    assign: ['orders', 'vendor_profiles', 'stock', 'due_work'],
    accept: ['orders', 'credit_holds', 'credit_accounts', 'due_work'],
  });
});
