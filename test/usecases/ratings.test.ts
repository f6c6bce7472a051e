import { readTown } from '../../src/domain/towns/towns.js';
import { rateOrder } from '../../src/usecases/rate-order.js';
import { findBreaches } from '../support/consistency.js';
import { disputeIn } from '../support/disputing.js';
import type { Arrived } from '../support/disputing.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

function rate(
  order: Pick<Arrived, 'retailerId' | 'number'>,
  stars: number,
  said = '',
): ReturnType<typeof rateOrder> {
  const { town } = its;
  const { retailerId, number } = order;
  return town.run(async (tx) => {
    const { settings } = await readTown(tx);
    const cause = town.cause('retailer', retailerId);
    return rateOrder(tx, cause, settings, { retailerId, number, stars, said });
  });
}

async function look(statement: string): Promise<unknown[]> {
  const { rows } = await its.town.admin(statement, [its.town.id]);
  return rows as unknown[];
}

const FIGURES = 'select rated::int, stars::int from vendor_figures where town_id = $1';

test('an order that came is rated once; the last word counts, and words stay', async () => {
  const { town } = its;
  await town.addVendor();
  const after = disputeIn(town);
  const order = await after.arrived();
  const first = must(await rate(order, 2, 'the bags were wet'));
  expect(first).toMatchObject({ number: order.number.toString(), stars: 2, isFirst: true });
  expect(must(await rate(order, 4))).toMatchObject({ stars: 4, isFirst: false });
  expect(await look('select stars, said from order_ratings where town_id = $1')).toEqual([
    { stars: 4, said: 'the bags were wet' },
  ]);
  must(await rate(await after.arrived(), 1));
  expect(await look(FIGURES)).toEqual([{ rated: 2, stars: 5 }]);
  expect(await findBreaches(its.towns.admin, town.id)).toEqual([]);
});

test('two words at once are one rating', async () => {
  const { town } = its;
  await town.addVendor();
  const order = await disputeIn(town).arrived();
  const all = await Promise.all([1, 5, 3, 2].map((stars) => rate(order, stars)));
  expect(all.filter((one) => must(one).isFirst)).toHaveLength(1);
  const [kept] = (await look('select stars from order_ratings where town_id = $1')) as {
    stars: number;
  }[];
  expect(await look(FIGURES)).toEqual([{ rated: 1, stars: kept?.stars }]);
});

test('only who got it may say, only once it came, and not for ever', async () => {
  const { town, trade } = its;
  await town.addVendor();
  const order = await disputeIn(town).arrived();
  const stranger = await town.addRetailer();
  const refusal = async (asked: ReturnType<typeof rate>): Promise<string> => {
    const answer = await asked;
    return answer.ok ? 'kept' : answer.refusal;
  };
  expect(await refusal(rate({ ...order, retailerId: stranger }, 5))).toBe('not_arrived');
  const placed = await trade.order(stranger, [edit('add', town.products.oil, '1')]);
  expect(await refusal(rate({ ...placed, retailerId: stranger }, 5))).toBe('not_arrived');
  town.universe.advance(14 * 86_400_000 + 1);
  expect(await refusal(rate(order, 5))).toBe('rating_late');
  expect(await look(FIGURES)).toEqual([{ rated: 0, stars: 0 }]);
});
