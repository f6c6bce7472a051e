import { readCredit } from '../../src/domain/credit/credit.js';
import {
  listParties,
  readNames,
  readParty,
  readPartyByAlias,
  registerRetailer,
} from '../../src/domain/parties/parties.js';
import type { Registration } from '../../src/domain/parties/parties.js';
import { approveRetailer, refuseRetailer } from '../../src/usecases/decide-retailer.js';
import { must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const phone = (digits: string): Registration => ({
  name: 'Sita Kirana',
  contactName: 'Sita',
  statedPlace: 'Birendranagar 6',
  language: 'ne',
  aliases: [
    { kind: 'phone', value: `+97798412345${digits}`, verified: true },
    { kind: 'bsuid', value: `NP.${digits}`, verified: true },
  ],
});

function register(registration: Registration): ReturnType<typeof registerRetailer> {
  const { town } = its;
  return town.run((tx) => registerRetailer(tx, town.cause('retailer'), registration));
}

test('a newcomer is registered once, and found by each address', async () => {
  const { town } = its;
  const id = must(await register(phone('01')));
  const [byPhone, byBsuid] = phone('01').aliases;
  const party = await town.run((tx) => readPartyByAlias(tx, byPhone!));
  expect(party).toMatchObject({
    id,
    kind: 'retailer',
    state: 'PENDING',
    name: 'Sita Kirana',
    statedPlace: 'Birendranagar 6',
    phone: '+9779841234501',
    phoneVerified: true,
  });
  expect(await town.run((tx) => readPartyByAlias(tx, byBsuid!))).toEqual(party);
  expect(await register(phone('01'))).toMatchObject({ refusal: 'already_registered' });
  const half = { ...phone('02'), aliases: [phone('02').aliases[0]!, byBsuid!] };
  expect(await register(half)).toMatchObject({ refusal: 'already_registered' });
  const names = await town.run((tx) => readNames(tx, [id, id, town.universe.newId()]));
  expect([...names]).toEqual([[id, 'Sita Kirana']]);
});

test('the same address in another town is another party', async () => {
  must(await register(phone('01')));
  const other = await its.towns.open();
  const there = await other.run((tx) => readPartyByAlias(tx, phone('01').aliases[0]!));
  expect(there).toBeUndefined();
});

test('an approved retailer has a limit and hears it; a decision is made once', async () => {
  const { town } = its;
  const id = must(await register(phone('01')));
  const cause = town.cause('operator', 'op-1');
  const approval = { retailerId: id, limitMinor: 50_000n, reason: 'visited' };
  const decided = await town.run((tx) => approveRetailer(tx, cause, approval));
  expect(decided).toMatchObject({ ok: true, value: { told: false, wake: { lanes: [] } } });
  expect(await town.run((tx) => readCredit(tx, id))).toMatchObject({ availableMinor: 50_000n });
  expect(await town.run((tx) => readParty(tx, id))).toMatchObject({ state: 'APPROVED' });
  const again = await town.run((tx) => approveRetailer(tx, cause, approval));
  expect(again).toMatchObject({ refusal: 'not_pending' });
  const refused = await town.run((tx) => refuseRetailer(tx, cause, id));
  expect(refused).toMatchObject({ refusal: 'not_pending' });
  const vendor = await town.addVendor();
  expect(await town.run((tx) => refuseRetailer(tx, cause, vendor))).toMatchObject({
    refusal: 'no_such_retailer',
  });
});

test('a refused retailer hears it in their own conversation', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  await town.admin(`update parties set state = 'PENDING' where id = $1`, [retailer]);
  const cause = town.cause('operator', 'op-1');
  const decided = must(await town.run((tx) => refuseRetailer(tx, cause, retailer)));
  expect(decided).toMatchObject({ told: true, wake: { lanes: [expect.any(Number)] } });
  expect(await told(town, retailer)).toEqual(['retailer_refused']);
});

test('pending retailers are listed oldest first, page by page', async () => {
  const { town } = its;
  const ids: string[] = [];
  for (const digits of ['01', '02', '03', '04', '05']) {
    ids.push(must(await register(phone(digits))));
  }
  const pageAfter = async (afterId: string | null): Promise<string[]> => {
    const filter = { kind: 'retailer', state: 'PENDING' } as const;
    const page = await town.run((tx) => listParties(tx, filter, { afterId, rows: 2 }));
    return page.map((party) => party.id);
  };
  const pages = [await pageAfter(null)];
  pages.push(await pageAfter(ids[1] ?? null), await pageAfter(ids[3] ?? null));
  expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
});
