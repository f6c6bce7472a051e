import { setTownPrice } from '../../src/domain/catalogue/catalogue.js';
import { answerOffer } from '../../src/usecases/answer-offer.js';
import type { OfferAnswer } from '../../src/usecases/answer-offer.js';
import { cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { editBasket, repeatOrder, showBasket } from '../../src/usecases/edit-basket.js';
import { placeOrder } from '../../src/usecases/place-order.js';
import { readOrders } from '../../src/usecases/read-orders.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

describe('an order is refused, and nothing has changed', () => {
  test('credit too short by one minor unit', async () => {
    const { town, trade } = its;
    const retailer = await town.addRetailer({ limitMinor: 229_999n });
    const basket = await trade.fill(retailer, [edit('add', town.products.rice, '1', 'bag')]);
    expect(await trade.place(retailer, basket)).toEqual({
      ok: false,
      refusal: 'credit_short',
      detail: { availableMinor: '229999', neededMinor: '230000' },
    });
    const { rows } = await town.admin('select state, version from baskets where town_id = $1', [
      town.id,
    ]);
    expect(rows).toEqual([{ state: 'OPEN', version: basket.version }]);
  });

  test('a phone nobody vouched for', async () => {
    const { town, trade } = its;
    const retailer = await town.addRetailer({ verified: false });
    const basket = await trade.fill(retailer, [edit('add', town.products.rice, '1')]);
    expect(await trade.place(retailer, basket)).toMatchObject({ refusal: 'phone_not_verified' });
  });

  test('a suspended retailer, a stopped account', async () => {
    const { town, trade } = its;
    const retailer = await town.addRetailer();
    const basket = await trade.fill(retailer, [edit('add', town.products.rice, '1')]);
    await town.admin(`update parties set state = 'SUSPENDED' where id = $1`, [retailer]);
    expect(await trade.place(retailer, basket)).toMatchObject({ refusal: 'credit_stopped' });
    await town.admin(`update parties set state = 'APPROVED' where id = $1`, [retailer]);
    await town.admin(`update credit_accounts set stopped = true where retailer_id = $1`, [
      retailer,
    ]);
    expect(await trade.place(retailer, basket)).toMatchObject({ refusal: 'credit_stopped' });
  });

  test('a basket that changed, is empty, or never was', async () => {
    const { town, trade } = its;
    const retailer = await town.addRetailer();
    const never = { basketId: town.universe.newId(), version: 1 } as never;
    expect(await trade.place(retailer, never)).toMatchObject({ refusal: 'basket_empty' });
    const basket = await trade.fill(retailer, [edit('add', town.products.rice, '1')]);
    const fuller = await trade.fill(retailer, [edit('add', town.products.rice, '1')]);
    expect(await trade.place(retailer, basket)).toMatchObject({ refusal: 'basket_changed' });
    expect(await trade.place(retailer, never)).toMatchObject({ refusal: 'basket_changed' });
    const empty = await trade.fill(retailer, [edit('remove', town.products.rice, null)]);
    expect(empty).toMatchObject({ basketId: fuller.basketId, lines: [], totalMinor: '0' });
    expect(await trade.place(retailer, empty)).toMatchObject({ refusal: 'basket_empty' });
  });

  test("another retailer's basket is not theirs to confirm", async () => {
    const { town, trade } = its;
    const [retailer, other] = [await town.addRetailer(), await town.addRetailer()];
    const basket = await trade.fill(retailer, [edit('add', town.products.rice, '1')]);
    expect(await trade.place(other, basket)).toMatchObject({ refusal: 'basket_empty' });
    must(await trade.place(retailer, basket));
    expect(await trade.place(other, basket)).toMatchObject({ refusal: 'basket_empty' });
  });

  test('a price that moved is shown before it is confirmed', async () => {
    const { town, trade } = its;
    const { rice } = town.products;
    const retailer = await town.addRetailer();
    const basket = await trade.fill(retailer, [edit('add', rice, '2', 'bag')]);
    must(await town.run((tx) => setTownPrice(tx, rice, 'bag', 231_000n)));
    const terms = await town.readTerms();
    expect(terms.catalogue.version).toBe(town.catalogue.version + 1n);
    const cause = town.cause('retailer', retailer);
    const place = (version: number): ReturnType<typeof placeOrder> =>
      town.run((tx) =>
        placeOrder(tx, cause, terms, {
          retailerId: retailer,
          basketId: basket.basketId,
          version,
          cash: false,
          cashAllowed: true,
          nextNumber: () => town.numbers.next(town.id),
        }),
      );
    expect(await place(basket.version)).toMatchObject({
      refusal: 'price_changed',
      detail: { totalMinor: '462000' },
    });
    const shown = must(await town.run((tx) => showBasket(tx, cause, terms, retailer)));
    expect(shown).toMatchObject({ totalMinor: '462000', version: basket.version + 1 });
    const same = must(await town.run((tx) => showBasket(tx, cause, terms, retailer)));
    expect(same?.version).toBe(shown?.version);
    expect(await place(basket.version)).toMatchObject({ refusal: 'basket_changed' });
    must(await place(shown?.version ?? 0));
  });
});

describe('a basket refuses', () => {
  test('what is not sold, in words a person knows', async () => {
    const { town } = its;
    const { rice } = town.products;
    const retailer = await town.addRetailer();
    const cause = town.cause('retailer', retailer);
    const fill = (...edits: Parameters<typeof editBasket>[4]): ReturnType<typeof editBasket> =>
      town.run((tx) => editBasket(tx, cause, town.terms, retailer, edits));
    const notSold = { ok: false, refusal: 'not_sold', detail: { product: 'Jira Masino rice' } };
    expect(await fill(edit('add', rice, '1', 'ctn'))).toMatchObject(notSold);
    await town.admin('update town_products set enabled = false where product_id = $1', [rice]);
    const terms = await town.readTerms();
    const gone = await town.run((tx) =>
      editBasket(tx, cause, terms, retailer, [edit('add', rice, '1', 'kg')]),
    );
    expect(gone).toMatchObject(notSold);
    expect(await fill(edit('add', town.universe.newId(), '1'))).toMatchObject({
      refusal: 'not_sold',
    });
    expect(await fill(edit('add', rice, '0.0001'))).toMatchObject({ refusal: 'too_much' });
    expect(await fill(edit('add', rice, '99999999'))).toMatchObject({
      refusal: 'too_much',
      detail: { product: 'Jira Masino rice' },
    });
    const { rows } = await town.admin('select 1 from baskets where town_id = $1', [town.id]);
    expect(rows).toEqual([]);
  });

  test('a repetition of nothing; a repeated order replaces what the basket held', async () => {
    const { town, trade } = its;
    const { rice, oil, noodles } = town.products;
    const retailer = await town.addRetailer();
    const cause = town.cause('retailer', retailer);
    const repeat = (...edits: Parameters<typeof editBasket>[4]): ReturnType<typeof repeatOrder> =>
      town.run((tx) => repeatOrder(tx, cause, town.terms, retailer, { which: 'last', edits }));
    expect(await repeat()).toMatchObject({ refusal: 'no_last_order' });
    await trade.order(retailer, [edit('add', rice, '2', 'bag'), edit('add', oil, '1')]);
    await trade.fill(retailer, [edit('add', noodles, '9')]);
    const lines = [{ name: 'Jira Masino rice', quantity: '2', unit: 'bag' }];
    expect(must(await repeat(edit('remove', oil, null))).lines).toMatchObject(lines);
  });
});

test('what is no longer sold leaves the basket by name, and the rest can be had', async () => {
  const { town, trade } = its;
  const { rice, oil } = town.products;
  const retailer = await town.addRetailer();
  const cause = town.cause('retailer', retailer);
  await trade.order(retailer, [edit('add', rice, '1'), edit('add', oil, '1')]);
  const basket = await trade.fill(retailer, [edit('add', rice, '1'), edit('add', oil, '1')]);
  await town.admin('update town_products set enabled = false where product_id = $1', [rice]);
  const terms = await town.readTerms();
  const { basketId, version } = basket;
  const nextNumber = (): Promise<bigint> => town.numbers.next(town.id);
  const cash = { cash: false, cashAllowed: false };
  const stale = { retailerId: retailer, basketId, version, nextNumber, ...cash };
  expect(await town.run((tx) => placeOrder(tx, cause, terms, stale))).toMatchObject({
    refusal: 'not_sold',
    detail: { product: 'Jira Masino rice' },
  });
  const left = {
    gone: ['Jira Masino rice'],
    lines: [{ name: 'Swastik oil' }],
    totalMinor: '21000',
    version: version + 1,
  };
  const shown = await town.run((tx) => showBasket(tx, cause, terms, retailer));
  expect(must(shown)).toMatchObject(left);
  const again = await town.run((tx) => showBasket(tx, cause, terms, retailer));
  expect(must(again)).toMatchObject({ ...left, gone: [] });
  const repeated = await town.run((tx) =>
    repeatOrder(tx, cause, terms, retailer, { which: 'last', edits: [] }),
  );
  expect(must(repeated)).toMatchObject({ gone: left.gone, lines: left.lines });
});

test('a vendor answers only what is theirs and open, by number, button or at all', async () => {
  const { town, trade } = its;
  const [vendor, other] = [await town.addVendor(), await town.addVendor()];
  const retailer = await town.addRetailer();
  const answer = (wanted: Partial<OfferAnswer>): ReturnType<typeof answerOffer> =>
    town.run((tx) =>
      answerOffer(tx, town.cause('vendor', wanted.vendorId ?? vendor), {
        vendorId: vendor,
        offerId: null,
        number: null,
        answer: 'accept',
        reason: '',
        ...wanted,
      }),
    );
  expect(await answer({})).toMatchObject({ refusal: 'no_open_offer' });
  expect(await answer({ number: 999_999n })).toMatchObject({ refusal: 'not_your_offer' });
  const place = async (): Promise<{ number: bigint; orderId: string; offerId: string }> => {
    const placed = await trade.order(retailer, [edit('add', town.products.oil, '1')]);
    must(await trade.assign(placed.orderId));
    return { ...placed, offerId: (await trade.openOffer(placed.orderId))?.offerId ?? '' };
  };
  const first = await place();
  expect(await answer({ vendorId: other, number: first.number })).toMatchObject({
    refusal: 'not_your_offer',
  });
  expect(await answer({ vendorId: other, offerId: first.offerId })).toMatchObject({
    refusal: 'not_your_offer',
  });
  town.universe.advance(1);
  await place();
  town.universe.advance(1);
  const third = await place();
  expect(await answer({})).toMatchObject({ refusal: 'which_offer' });
  expect(must(await answer({ number: first.number })).number).toBe(first.number);
  expect(must(await answer({})).number).toBe(third.number);
  expect(await answer({ offerId: first.offerId })).toMatchObject({
    refusal: 'offer_closed',
    detail: { number: first.number.toString(), state: 'ACCEPTED' },
  });
  expect(await answer({})).toMatchObject({ refusal: 'no_open_offer' });
});

test('a retailer cancels only their own, while it can be, and says which', async () => {
  const { town, trade } = its;
  const [retailer, other] = [await town.addRetailer(), await town.addRetailer()];
  const vendor = await town.addVendor();
  const cancel = (number: bigint | null, who = retailer): ReturnType<typeof cancelOwnOrder> =>
    town.run((tx) => cancelOwnOrder(tx, town.cause('retailer', who), { retailerId: who, number }));
  expect(await cancel(null)).toMatchObject({ refusal: 'no_open_order' });
  const first = await trade.order(retailer, [edit('add', town.products.oil, '1')]);
  const second = await trade.order(retailer, [edit('add', town.products.oil, '2')]);
  expect(await cancel(null)).toMatchObject({ refusal: 'which_order' });
  expect(await cancel(first.number, other)).toMatchObject({ refusal: 'no_such_order' });
  expect(await cancel(999_999n)).toMatchObject({ refusal: 'no_such_order' });
  must(await cancel(first.number));
  expect(await cancel(first.number)).toMatchObject({
    refusal: 'not_now',
    detail: { state: 'CANCELLED' },
  });
  must(await trade.assign(second.orderId));
  const offer = await trade.openOffer(second.orderId);
  must(await trade.answer(vendor, offer?.offerId ?? '', 'accept'));
  expect(await cancel(second.number)).toMatchObject({ detail: { state: 'ACCEPTED' } });
  expect(await cancel(null)).toMatchObject({ refusal: 'no_open_order' });
  const read = (number: bigint, who: string): ReturnType<typeof readOrders> =>
    town.run(async (tx) => readOrders(tx, await trade.terms(tx), who, number));
  expect(await read(first.number, other)).toMatchObject({ refusal: 'no_such_order' });
  expect(must(await read(first.number, retailer))).toMatchObject([{ state: 'CANCELLED' }]);
  const all = must(
    await town.run(async (tx) => readOrders(tx, await trade.terms(tx), retailer, null)),
  );
  expect(all.map((order) => order.state)).toEqual(['ACCEPTED', 'CANCELLED']);
});

test('an offer does not time out before its time, nor after its answer', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const retailer = await town.addRetailer();
  const { orderId } = await trade.order(retailer, [edit('add', town.products.oil, '1')]);
  must(await trade.assign(orderId));
  const { offerId } = (await trade.openOffer(orderId))!;
  const timeOut = (): ReturnType<typeof timeOutOffer> =>
    town.run((tx) => timeOutOffer(tx, town.cause('machine'), offerId));
  expect(await timeOut()).toMatchObject({ refusal: 'not_now' });
  town.universe.advance(31 * 60_000);
  must(await trade.answer(vendor, offerId, 'accept'));
  expect(await timeOut()).toMatchObject({ refusal: 'not_now' });
});
