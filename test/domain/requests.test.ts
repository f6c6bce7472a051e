import {
  checkRequestLifecycle,
  REQUEST_LIFECYCLE,
  REQUEST_STATES,
  requestStateAfter,
} from '../../src/domain/requests/lifecycle.js';
import { openRequest } from '../../src/domain/requests/requests.js';
import { watchOrders } from '../../src/usecases/watch-orders.js';
import { must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

test('the table and the rows of the database are equal', async () => {
  const { rows } = await its.town.admin(
    'select from_state, event, to_state from payment_request_transition',
  );
  const pairs = (rows as Record<string, string>[]).map(
    ({ from_state: from, event, to_state: to }) => `${from} ${event} ${to}`,
  );
  expect(pairs.sort()).toEqual(REQUEST_LIFECYCLE.map((row) => row.join(' ')).sort());
  const { rows: checks } = await its.town.admin(
    `select pg_get_constraintdef(oid) as allowed from pg_constraint
     where conname = 'payment_requests_state_check'`,
  );
  const [check] = checks as { allowed: string }[];
  const states = [...(check?.allowed ?? '').matchAll(/'([A-Z]+)'/g)].map((match) => match[1]);
  expect(states.sort()).toEqual([...REQUEST_STATES].sort());
});

test('late money finds a way from everywhere, and what is paid stays paid', () => {
  for (const state of ['ASKED', 'PENDING', 'FAILED', 'EXPIRED', 'REVIEW'] as const) {
    expect(requestStateAfter(state, 'settled')).toBe('SETTLED');
  }
  for (const [, event] of REQUEST_LIFECYCLE) {
    expect(requestStateAfter('SETTLED', event)).toBeUndefined();
  }
  expect(requestStateAfter('PENDING', 'asked')).toBeUndefined();
  expect(requestStateAfter('REVIEW', 'asked')).toBeUndefined();
});

test('a table that leads nowhere does not load', () => {
  const stuck = REQUEST_LIFECYCLE.filter(([from]) => from !== 'REVIEW');
  expect(() => checkRequestLifecycle(stuck)).toThrow(/REVIEW has no way out/);
});

test('no other change of state is taken, by whomever', async () => {
  const retailerId = await its.town.addRetailer();
  const words = { retailerId, gateway: 'momo', amountMinor: 9_000n } as const;
  const whom = { currency: 'NPR', phone: '+9779800000001' };
  const cause = its.town.cause('retailer', retailerId);
  const { id } = must(await its.town.run((tx) => openRequest(tx, cause, { ...words, ...whom })));
  const move = (state: string) =>
    its.town.admin(`update payment_requests set state = $2, asked_at = opened_at where id = $1`, [
      id,
      state,
    ]);
  await expect(move('SETTLED')).rejects.toThrow('may not go from OPENED to SETTLED');
  await expect(
    its.town.admin('delete from payment_request_events where request_id = $1', [id]),
  ).rejects.toThrow('append-only');
});

test('one that nobody would look at again is found, and looked at', async () => {
  const retailerId = await its.town.addRetailer();
  const words = { retailerId, gateway: 'momo', amountMinor: 9_000n } as const;
  const whom = { currency: 'NPR', phone: '+9779800000001' };
  const cause = its.town.cause('retailer', retailerId);
  const { id } = must(await its.town.run((tx) => openRequest(tx, cause, { ...words, ...whom })));
  const watch = () => its.town.run((tx) => watchOrders(tx, its.town.cause('machine')));
  expect(await watch()).toEqual([]);
  await its.town.admin('delete from payment_request_queue where request_id = $1', [id]);
  expect(await watch()).toEqual([{ topic: 'payment_request', subjectId: id }]);
  expect(await watch()).toEqual([]);
});
