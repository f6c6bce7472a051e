import { HALF_UP } from '../../src/base/money.js';
import { setBasePrice, setTownPrice } from '../../src/domain/catalogue/catalogue.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import {
  agreePrice,
  endPromotion,
  openPromotion,
  setChannelPrice,
  setDeliveryTerms,
  setTaxRate,
  setTier,
} from '../../src/domain/pricing/price-changes.js';
import type { PromotionTerms } from '../../src/domain/pricing/price-changes.js';
import { loadPriceBook } from '../../src/domain/pricing/price-rules.js';
import { readCatalogueVersion } from '../../src/domain/towns/towns.js';
import { showBasket } from '../../src/usecases/edit-basket.js';
import type { TestTown } from '../support/town.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const always = (town: TestTown): { from: Date; until: null } => ({
  from: town.universe.now(),
  until: null,
});
const tenth = (productId: string, over: Partial<PromotionTerms> = {}): PromotionTerms =>
  ({
    name: 'A tenth',
    kind: 'percent',
    offBasisPoints: 1_000,
    stackable: false,
    product: { productId, unit: null },
    least: null,
    ...over,
  }) as PromotionTerms;

test('every change of prices moves the version of its town, and of no other', async () => {
  const { town, towns } = its;
  const other = await towns.open();
  const { rice } = town.products;
  const cause = town.cause('operator');
  const retailerId = await town.addRetailer();
  const period = always(town);
  const of = { productId: rice, unit: 'kg' };
  const changes: Record<string, Parameters<typeof town.run>[0]> = {
    town: (tx) => setTownPrice(tx, rice, 'kg', 9_600n),
    base: (tx) => setBasePrice(tx, rice, 'kg', 9_700n),
    channel: (tx) => setChannelPrice(tx, { ...of, channel: 'ussd' }, 9_000n, period),
    agreed: (tx) =>
      agreePrice(tx, cause, { ...of, retailerId, unitPriceMinor: 9n, reason: '' }, period),
    tier: (tx) => setTier(tx, { ...of, minQuantity: 5 }, { offBasisPoints: 1 }, period),
    promotion: (tx) => openPromotion(tx, cause, tenth(rice), period),
    delivery: (tx) => setDeliveryTerms(tx, { feeMinor: 1n, freeFromMinor: null }, period),
    tax: (tx) => setTaxRate(tx, 1_300, period),
    settings: (tx) =>
      tx
        .updateTable('towns')
        .set({ settings: JSON.stringify({ rounding: { mode: 'up' } }) })
        .execute(),
  };
  const elsewhere = await other.run(readCatalogueVersion);
  for (const [what, change] of Object.entries(changes)) {
    const before = await town.run(readCatalogueVersion);
    await town.run(change);
    expect([what, await town.run(readCatalogueVersion)]).toEqual([what, before + 1n]);
  }
  expect(await other.run(readCatalogueVersion)).toBe(elsewhere);
  const book = await town.run((tx) => loadPriceBook(tx, HALF_UP, town.universe.now()));
  expect(book).toMatchObject({
    delivery: [{ feeMinor: 1n, freeFromMinor: null }],
    tax: [{ basisPoints: 1_300n }],
    orderPromotions: [],
    agreedWith: new Set([retailerId]),
  });
  expect(book.units.get(rice)?.get('kg')).toMatchObject({
    channel: [{ channel: 'ussd', unitPriceMinor: 9_000n }],
    tiers: [{ minQuantity: 5_000n, offBasisPoints: 1n, unitPriceMinor: null }],
  });
  expect(book.linePromotions.get(rice)).toMatchObject([{ kind: 'percent', name: 'A tenth' }]);
});

test('a rule about a unit the town lacks is refused; one that is there is corrected', async () => {
  const { town } = its;
  const { rice } = town.products;
  const of = { productId: rice, unit: 'ctn' };
  const period = always(town);
  const refusal = { refusal: 'not_sold', detail: { product: rice, unit: 'ctn' } };
  const cause = town.cause('operator');
  const agreed = { retailerId: await town.addRetailer(), unitPriceMinor: 1n, reason: '' };
  for (const change of [
    () => town.run((tx) => setBasePrice(tx, rice, 'ctn', 1n)),
    () => town.run((tx) => setChannelPrice(tx, { ...of, channel: 'sms' }, 1n, period)),
    () => town.run((tx) => agreePrice(tx, cause, { ...of, ...agreed }, period)),
    () => town.run((tx) => setTier(tx, { ...of, minQuantity: 2 }, { unitPriceMinor: 1n }, period)),
  ]) {
    expect(await change()).toMatchObject(refusal);
  }
  for (const feeMinor of [5n, 7n]) {
    await town.run((tx) => setDeliveryTerms(tx, { feeMinor, freeFromMinor: 9n }, period));
  }
  const book = await town.run((tx) => loadPriceBook(tx, HALF_UP, town.universe.now()));
  expect(book.delivery).toMatchObject([{ feeMinor: 7n, freeFromMinor: 9n }]);
});

test('a base price sells what the town has named no price for', async () => {
  const { town, trade } = its;
  const { rice } = town.products;
  const retailer = await town.addRetailer();
  await town.admin('delete from town_prices where product_id = $1 and unit = $2', [rice, 'bag']);
  must(await town.run((tx) => setBasePrice(tx, rice, 'bag', 225_000n)));
  const placed = await trade.order(retailer, [edit('add', rice, '2', 'bag')]);
  const order = await town.run((tx) => readOrder(tx, { id: placed.orderId }));
  expect(order?.lines).toMatchObject([{ priceRule: 'base_price', totalMinor: 450_000n }]);
});

test('tax-exempt goods, an ended promotion and a price of others do not count', async () => {
  const { town, trade } = its;
  const { rice, oil } = town.products;
  const [retailer, other] = [await town.addRetailer(), await town.addRetailer()];
  const cause = town.cause('operator');
  const period = always(town);
  await town.admin('update town_products set tax_exempt = true where product_id = $1', [rice]);
  await town.run((tx) => setTaxRate(tx, 1_300, period));
  const agreed = { productId: oil, unit: 'ltr', retailerId: other, reason: '' };
  await town.run((tx) => agreePrice(tx, cause, { ...agreed, unitPriceMinor: 1_000n }, period));
  const id = await town.run((tx) => openPromotion(tx, cause, tenth(oil), period));
  town.universe.advance(1_000);
  must(await town.run((tx) => endPromotion(tx, id, town.universe.now())));
  expect(await town.run((tx) => endPromotion(tx, id, town.universe.now()))).toMatchObject({
    refusal: 'no_such_promotion',
  });
  const basket = await trade.fill(retailer, [edit('add', rice, '10'), edit('add', oil, '10')]);
  expect(basket).toMatchObject({
    lines: [{ totalMinor: '95000' }, { unitPriceMinor: '21000', promotions: [] }],
    tax: { percent: '13', minor: '27300' },
    totalMinor: '332300',
  });
});

test('an order freezes what it cost and why; the books take the whole of it', async () => {
  const { town, trade } = its;
  const { noodles } = town.products;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const cause = town.cause('operator');
  const period = always(town);
  const free = tenth(noodles, { kind: 'buy_get', buy: 10, get: 1 } as never);
  await town.run((tx) => openPromotion(tx, cause, free, period));
  await town.run((tx) => openPromotion(tx, cause, tenth(noodles), period));
  await town.run((tx) => setDeliveryTerms(tx, { feeMinor: 5_000n, freeFromMinor: null }, period));
  await town.run((tx) => setTaxRate(tx, 1_000, period));
  const placed = await trade.order(retailer, [edit('add', noodles, '10')]);
  // One packet more of ten is worth as much as a tenth off: the older promotion is taken.
  expect(placed.totalMinor).toBe(27_500n);
  const order = await town.run((tx) => readOrder(tx, { id: placed.orderId }));
  expect(order).toMatchObject({
    deliveryFeeMinor: 5_000n,
    taxMinor: 2_500n,
    lines: [
      {
        quantity: 11_000n,
        freeQuantity: 1_000n,
        baseQuantity: 11_000n,
        unitPriceMinor: 2_000n,
        discountMinor: 2_000n,
        totalMinor: 20_000n,
        taxed: true,
        priceRule: 'town_price',
        pricing: {
          promotions: [{ name: 'A tenth', freeQuantity: '1' }],
          lost: [{ rule: 'promotion', why: 'not_combined' }],
        },
      },
    ],
    pricing: { taxBasisPoints: 1_000, promotions: [] },
  });
  must(await trade.assign(placed.orderId));
  const offer = await trade.openOffer(placed.orderId);
  must(await trade.answer(vendor, offer?.offerId ?? '', 'accept'));
  const { rows } = await town.admin(
    `select a.kind, e.amount_minor from entries e
     join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
     where e.town_id = $1 order by a.kind`,
    [town.id],
  );
  // Without a cost of their own a vendor is paid for all they give, the free packet too.
  expect(rows).toEqual([
    { kind: 'margin', amount_minor: '-5500' },
    { kind: 'payable', amount_minor: '-22000' },
    { kind: 'receivable', amount_minor: '27500' },
  ]);
});

test('a basket of before says only that its total changed', async () => {
  const { town, trade } = its;
  const { rice } = town.products;
  const retailer = await town.addRetailer();
  const basket = await trade.fill(retailer, [edit('add', rice, '2', 'bag')]);
  await town.admin('update baskets set shown = null where town_id = $1', [town.id]);
  must(await town.run((tx) => setTownPrice(tx, rice, 'bag', 231_000n)));
  expect(await trade.place(retailer, basket)).toMatchObject({ refusal: 'price_changed' });
  const terms = await town.readTerms();
  const cause = town.cause('retailer', retailer);
  const shown = must(await town.run((tx) => showBasket(tx, cause, terms, retailer)));
  expect(shown).toMatchObject({ changes: [], totalMinor: '462000', version: basket.version + 1 });
});
