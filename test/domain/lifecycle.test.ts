import {
  checkLifecycle,
  ORDER_LIFECYCLE,
  ORDER_STATES,
  transitionOf,
} from '../../src/domain/orders/lifecycle.js';
import { useTown } from '../support/use-town.js';
import { edit } from '../support/trade.js';

const its = useTown();
type Row = (typeof ORDER_LIFECYCLE)[number];

test('the table and the rows of order_transition are equal', async () => {
  const { rows } = await its.town.admin(
    'select from_state, event, to_state from order_transition order by 1, 2',
  );
  const table = ORDER_LIFECYCLE.map(([from_state, event, to_state]) => ({
    from_state,
    event,
    to_state,
  }));
  const sorted = table.sort((a, b) =>
    `${a.from_state} ${a.event}` < `${b.from_state} ${b.event}` ? -1 : 1,
  );
  expect(rows).toEqual(sorted);
});

test('the states are those the orders table allows', async () => {
  const { rows } = await its.town.admin(
    `select pg_get_constraintdef(oid) as allowed from pg_constraint
     where conrelid = 'orders'::regclass and conname = 'orders_state_check'`,
  );
  const [row] = rows as { allowed: string }[];
  const allowed = [...(row?.allowed ?? '').matchAll(/'([A-Z_]+)'/g)].map((match) => match[1]);
  expect(allowed.sort()).toEqual([...ORDER_STATES].sort());
});

test('the database refuses a change of state that the table does not have', async () => {
  const retailer = await its.town.addRetailer();
  const { orderId } = await its.trade.order(retailer, [edit('add', its.town.products.oil, '1')]);
  const skip = its.town.admin(`update orders set state = 'ACCEPTED' where id = $1`, [orderId]);
  await expect(skip).rejects.toMatchObject({ code: 'PA002' });
});

test('an absent pair has no transition', () => {
  expect(transitionOf('ACCEPTED', 'vendor_accepted')).toBeUndefined();
  expect(transitionOf('CANCELLED', 'cancelled')).toBeUndefined();
  expect(transitionOf('ACCEPTED', 'cancelled')).toMatchObject({ to: 'CANCELLED', owner: 'nobody' });
});

const [assigned, exhausted] = ORDER_LIFECYCLE as [Row, Row];
const without = (event: string): Row[] => ORDER_LIFECYCLE.filter((row) => row[1] !== event);
test.each<[string, readonly Row[], RegExp]>([
  ['a pair twice', [...ORDER_LIFECYCLE, exhausted], /stands twice/],
  [
    'a way out of the end',
    [...ORDER_LIFECYCLE, ['CANCELLED', 'vendor_assigned', 'CONFIRMED', ['until:assign_order']]],
    /out of a final state/,
  ],
  ['a state nobody enters', without('delivery_failed'), /DELIVERY_FAILED cannot be reached/],
  [
    'a state without a way out',
    [...without('completed').filter((row) => row[1] !== 'payment_missing')],
    /DELIVERED has no way out/,
  ],
  [
    'a state without deadline or owner',
    [
      ...without('vendors_exhausted'),
      ['CONFIRMED', 'vendors_exhausted', 'CONFIRMED', ['tell:retailer']],
    ],
    /needs 1 deadline or owner, has 0/,
  ],
  [
    'effects out of lock order',
    [['CONFIRMED', 'vendor_assigned', 'VENDOR_ASSIGNED', [...assigned[3]].reverse()]],
    /out of lock order/,
  ],
  [
    'an unknown effect',
    [['CONFIRMED', 'cancelled', 'CANCELLED', ['ring:bell' as never]]],
    /unknown effect/,
  ],
])('a table with %s does not load', (_, rows, message) => {
  expect(() => checkLifecycle(rows)).toThrow(message);
});
