import fc from 'fast-check';
import { deliverIn } from '../support/delivering.js';
import { playOnRoad, ROAD_COMMANDS } from '../support/road-commands.js';
import { edit } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

// After every case the rules of test/support/consistency.ts hold the whole town against itself:
// states and their watchers, stock and movements, books and what was delivered, one taker a round.
const its = useTown(12);

const steps = fc.array(
  fc.record({
    what: fc.constantFrom(...ROAD_COMMANDS),
    job: fc.nat(1),
    driver: fc.nat(2),
  }),
  { minLength: 25, maxLength: 25 },
);

const SEEDS = [1, 2, 3, 4, 5, 6];

test.each(SEEDS)(
  'whatever drivers and operators do at once, the town stays whole (%d)',
  async (seed) => {
    const { town, trade } = its;
    const road = deliverIn(town, trade);
    const retailer = await town.addRetailer();
    await town.addVendor();
    const wanted = (): ReturnType<typeof edit>[] => [
      edit('add', town.products.rice, '2', 'bag'),
      edit('add', town.products.oil, '3', 'ctn'),
    ];
    const jobs = [await road.packed(retailer, wanted()), await road.packed(retailer, wanted())];
    const drivers = [await town.addDriver(), await town.addDriver(), await town.addDriver()];
    const [sample = []] = fc.sample(steps, { numRuns: 1, seed });
    // Four at a time on connections of their own.
    for (let at = 0; at < sample.length; at += 4) {
      await Promise.all(
        sample.slice(at, at + 4).map((step) => playOnRoad({ town, road, jobs, drivers }, step)),
      );
    }
  },
);
