import { readOrder } from '../../src/domain/orders/orders.js';
import { readOwed, readPromises } from '../../src/domain/vendors/promises.js';
import { packByWords } from '../../src/usecases/pack-by-words.js';
import type { PackWords } from '../../src/usecases/pack-by-words.js';
import { promiseTime } from '../../src/usecases/promise-time.js';
import type { PromiseTime } from '../../src/usecases/promise-time.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const TERMS = { timeZone: 'Asia/Kathmandu', promiseMsMax: 48 * 3_600_000 };
const TOMORROW = { day: 1, weekday: null, part: 'morning', clock: null } as const;

function promise(
  vendorId: string,
  over: Partial<PromiseTime> = {},
): ReturnType<typeof promiseTime> {
  const { town } = its;
  const wanted = { vendorId, offerId: null, number: null, when: TOMORROW, said: 'kal', ...over };
  return town.run((tx) => promiseTime(tx, town.cause('vendor', vendorId), TERMS, wanted));
}

function pack(vendorId: string, over: Partial<PackWords> = {}): ReturnType<typeof packByWords> {
  const { town } = its;
  const wanted = { vendorId, offerId: null, number: null, lines: [], ...over };
  return town.run((tx) => packByWords(tx, town.cause('vendor', vendorId), town.catalogue, wanted));
}

async function offered(): Promise<{ orderId: string; number: bigint; retailer: string }> {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  const edits = [edit('add', town.products.oil, '3'), edit('add', town.products.rice, '2', 'bag')];
  const { orderId, number } = await trade.order(retailer, edits);
  must(await trade.assign(orderId));
  return { orderId, number, retailer };
}

test('an order is taken for another time, which can be moved; the shop hears both', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const { orderId, number, retailer } = await offered();
  expect(must(await promise(vendor))).toMatchObject({ number, taken: true });
  const evening = { ...TOMORROW, part: 'evening' } as const;
  expect(must(await promise(vendor, { number, when: evening }))).toEqual({
    number,
    taken: false,
    promisedAt: new Date('2026-03-03T13:15:00.000Z'),
    wake: expect.objectContaining({ due: [] }) as unknown,
  });
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'ACCEPTED', vendorId: vendor });
  expect(await told(town, retailer)).toEqual(['order_accepted', 'order_promised']);
  const promises = await town.run((tx) => readPromises(tx, [orderId]));
  expect(promises.get(orderId)).toEqual(new Date('2026-03-03T13:15:00.000Z'));
});

test('no time, a time that is over or too far ahead changes nothing', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const { orderId, number } = await offered();
  expect(await promise(vendor, { when: null })).toMatchObject({ refusal: 'promise_unclear' });
  const past = { ...TOMORROW, day: 0, part: null, clock: { hour: 6, minute: 0 } };
  expect(await promise(vendor, { when: past })).toMatchObject({ refusal: 'promise_past' });
  const far = { ...TOMORROW, day: 2, part: 'evening' } as const;
  expect(await promise(vendor, { when: far })).toMatchObject({ refusal: 'promise_late' });
  const other = await town.addVendor();
  expect(await promise(other, { number })).toMatchObject({ refusal: 'not_your_offer' });
  expect(await promise(other)).toMatchObject({ refusal: 'no_open_offer' });
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'VENDOR_ASSIGNED' });
});

test('packed by word: whole or short by the line that is meant, and never by a guess', async () => {
  const { town, trade } = its;
  const { oil, rice, noodles } = town.products;
  const vendor = await town.addVendor();
  const { number, orderId } = await offered();
  expect(await pack(vendor)).toMatchObject({ refusal: 'nothing_to_pack' });
  expect(await pack(vendor, { number })).toMatchObject({ refusal: 'not_to_pack' });
  const { offerId } = (await trade.openOffer(orderId))!;
  must(await trade.answer(vendor, offerId, 'accept'));
  const said = (productId: string, quantity: string | null, unit: string | null = null) =>
    pack(vendor, { offerId, lines: [{ productId, quantity, unit }] });
  expect(await said(noodles, '1')).toMatchObject({ refusal: 'pack_unclear' });
  expect(await said(rice, '1', 'kg')).toMatchObject({ refusal: 'pack_unclear' });
  expect(await said(oil, '4')).toMatchObject({ refusal: 'pack_more' });
  expect(await pack(vendor, { number, lines: null })).toMatchObject({ refusal: 'pack_unclear' });
  const none = [oil, rice].map((productId) => ({ productId, quantity: null, unit: null }));
  expect(await pack(vendor, { number, lines: none })).toMatchObject({ refusal: 'nothing_picked' });

  const second = await offered();
  const open = (await trade.openOffer(second.orderId))!;
  must(await trade.answer(vendor, open.offerId, 'accept'));
  expect(await pack(vendor)).toMatchObject({ refusal: 'which_to_pack' });

  const { owedMinor: before } = await town.run((tx) => readOwed(tx, vendor));
  const packed = must(await said(oil, '1'));
  expect(packed).toMatchObject({ number, short: [{ asked: '3', quantity: '1' }] });
  // Two litres of three are missing: no cost was named, so the vendor is paid the price.
  const { owedMinor } = await town.run((tx) => readOwed(tx, vendor));
  expect(before - owedMinor).toBe(42_000n);
  expect(must(await pack(vendor))).toMatchObject({ number: second.number, short: [] });
  expect(await pack(vendor, { number })).toMatchObject({ refusal: 'not_to_pack' });
});
