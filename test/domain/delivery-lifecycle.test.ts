import {
  checkDeliveryLifecycle,
  DELIVERY_LIFECYCLE,
  DELIVERY_STATES,
  deliveryTransition,
} from '../../src/domain/delivery/lifecycle.js';
import {
  checkPaymentLifecycle,
  PAYMENT_LIFECYCLE,
  PAYMENT_STATES,
  paymentStateAfter,
} from '../../src/domain/payments/lifecycle.js';
import { useTown } from '../support/use-town.js';

const its = useTown();
type Row = (typeof DELIVERY_LIFECYCLE)[number];

async function pairsIn(table: string): Promise<readonly string[]> {
  const { rows } = await its.town.admin(`select from_state, event, to_state from ${table}`);
  return (rows as Record<string, string>[])
    .map((row) => `${row['from_state']} ${row['event']} ${row['to_state']}`)
    .sort();
}

async function statesOf(table: string): Promise<readonly string[]> {
  const { rows } = await its.town.admin(
    `select pg_get_constraintdef(oid) as allowed from pg_constraint
     where conrelid = $1::regclass and conname = $2`,
    [table, `${table}_state_check`],
  );
  const [row] = rows as { allowed: string }[];
  return [...(row?.allowed ?? '').matchAll(/'([A-Z_]+)'/g)].map((match) => match[1] ?? '').sort();
}

test('the tables and the rows of the database are equal', async () => {
  const deliveries = DELIVERY_LIFECYCLE.map(([from, event, to]) => `${from} ${event} ${to}`);
  expect(await pairsIn('delivery_transition')).toEqual([...deliveries].sort());
  const payments = PAYMENT_LIFECYCLE.map((row) => row.join(' '));
  expect(await pairsIn('payment_transition')).toEqual([...payments].sort());
  expect(await statesOf('deliveries')).toEqual([...DELIVERY_STATES].sort());
  expect(await statesOf('payments')).toEqual([...PAYMENT_STATES].sort());
});

test('an absent pair has no transition', () => {
  expect(deliveryTransition('DELIVERED', 'cancelled')).toBeUndefined();
  expect(deliveryTransition('ASSIGNED', 'delivered')).toBeUndefined();
  expect(deliveryTransition('FAILED', 'set_out')).toMatchObject({ owner: 'driver' });
  expect(paymentStateAfter('REFUNDED', 'settled')).toBeUndefined();
  expect(paymentStateAfter('EXPIRED', 'settled')).toBe('SETTLED');
});

const without = (event: string): Row[] => DELIVERY_LIFECYCLE.filter((row) => row[1] !== event);
test.each<[string, readonly Row[], RegExp]>([
  ['a pair twice', [...DELIVERY_LIFECYCLE, ...DELIVERY_LIFECYCLE.slice(0, 1)], /stands twice/],
  [
    'a way out of the end',
    [...DELIVERY_LIFECYCLE, ['DELIVERED', 'cancelled', 'CANCELLED', null]],
    /out of a final state/,
  ],
  ['a state nobody enters', without('failed'), /FAILED cannot be reached/],
  [
    'nobody who watches',
    [...without('failed'), ['PICKED_UP', 'failed', 'FAILED', null]],
    /needs a deadline or owner/,
  ],
  [
    'an unknown effect',
    [...without('failed'), ['PICKED_UP', 'failed', 'FAILED', 'until:doomsday' as never]],
    /unknown effect/,
  ],
])('a table of deliveries with %s does not load', (_, rows, message) => {
  expect(() => checkDeliveryLifecycle(rows)).toThrow(message);
});

test('a table of payments that leads nowhere does not load', () => {
  const ends = PAYMENT_LIFECYCLE.filter(([from]) => from !== 'SETTLED');
  expect(() => checkPaymentLifecycle(ends)).toThrow(/SETTLED has no way out/);
  const twice = [...PAYMENT_LIFECYCLE, ...PAYMENT_LIFECYCLE.slice(0, 1)];
  expect(() => checkPaymentLifecycle(twice)).toThrow(/stands twice/);
});
