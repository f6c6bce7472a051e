import fc from 'fast-check';
import type { OrderState } from '../../src/domain/orders/lifecycle.js';
import { findBreaches } from '../support/consistency.js';
import type { TestTown } from '../support/town.js';
import { setTradeScene, TRADE_COMMANDS } from '../support/trade-commands.js';
import { tradeIn } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(16);

/** A command of somebody; the numbers choose among what is there. */
interface Command {
  readonly name: keyof typeof TRADE_COMMANDS;
  readonly who: number;
  readonly which: number;
}

const names = Object.keys(TRADE_COMMANDS) as Command['name'][];
const commands = fc.array(
  fc.record({
    // Orders three times, assignments twice, or there would be little to do for the others.
    name: fc.constantFrom(...names, 'order' as const, 'order' as const, 'assign' as const),
    who: fc.nat(11),
    which: fc.nat(29),
  }),
  { minLength: 20, maxLength: 60 },
);

/** Every state an order was in, however it went on. */
async function reached(town: TestTown): Promise<OrderState[]> {
  const { rows } = await town.admin(
    'select distinct to_state as state from order_status_events where town_id = $1',
    [town.id],
  );
  return (rows as { state: OrderState }[]).map((row) => row.state);
}

test('whatever everybody does in whatever order, the town stays consistent', async () => {
  const seen = new Set<OrderState>();
  await fc.assert(
    fc.asyncProperty(commands, async (all) => {
      const town = await its.towns.open();
      const scene = await setTradeScene(town, tradeIn(town));
      for (const { name, who, which } of all) await TRADE_COMMANDS[name](scene, who, which);
      expect(await findBreaches(its.towns.admin, town.id)).toEqual([]);
      for (const state of await reached(town)) seen.add(state);
    }),
    // Two in five reach the rarest state: that none of 24 does is one chance in 100,000.
    { numRuns: 24 },
  );
  expect([...seen].sort()).toEqual(['ACCEPTED', 'CANCELLED', 'CONFIRMED', 'VENDOR_ASSIGNED']);
});

test('the same with everybody at once, on many connections', async () => {
  const { town, trade } = its;
  const scene = await setTradeScene(town, trade);
  const rounds = fc.sample(commands, { numRuns: 6, seed: 20_260_302 });
  for (const all of rounds) {
    await Promise.all(all.map(({ name, who, which }) => TRADE_COMMANDS[name](scene, who, which)));
  }
  expect(scene.orders.length).toBeGreaterThan(10);
});
