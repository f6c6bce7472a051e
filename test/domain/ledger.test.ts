import type pg from 'pg';
import { post, readOrderCredit } from '../../src/domain/ledger/ledger.js';
import { orderCredit, reversal } from '../../src/domain/ledger/recipes.js';
import type { Posting } from '../../src/domain/ledger/recipes.js';
import { verify } from '../../src/domain/ledger/verify.js';
import type { TestTown } from '../support/town.js';
import { must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(16);

/** A credit posting of a made-up order; its hold and order do not matter to the books. */
function credit(town: TestTown, retailerId: string, vendorId: string, total: bigint): Posting {
  const orderId = town.universe.newId();
  return orderCredit({ orderId, retailerId, vendorId, totalMinor: total, costMinor: total - 10n });
}

const machine = (town: TestTown): Parameters<typeof post>[1] => town.cause('machine');

test('a recipe leaves out what is nothing, and a loss is a debit of the margin', () => {
  const order = { orderId: 'o', retailerId: 'r', vendorId: 'v', totalMinor: 100n };
  const amounts = (costMinor: bigint): bigint[] =>
    orderCredit({ ...order, costMinor }).legs.map((leg) => leg.amountMinor);
  expect(amounts(90n)).toEqual([100n, -90n, -10n]);
  expect(amounts(100n)).toEqual([100n, -100n]);
  expect(amounts(130n)).toEqual([100n, -130n, 30n]);
});

test('the same posting again exists, and with other content it is another matter', async () => {
  const { town } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const posting = credit(town, retailer, vendor, 500n);
  const first = must(await town.run((tx) => post(tx, machine(town), posting)));
  expect(first.was).toBe('created');
  const again = await town.run((tx) => post(tx, machine(town), posting));
  expect(must(again)).toEqual({ was: 'exists', postingId: first.postingId });
  const other = { ...credit(town, retailer, vendor, 501n), businessKey: posting.businessKey };
  const refused = await town.run((tx) => post(tx, machine(town), other));
  expect(refused).toMatchObject({ ok: false, refusal: 'exists_different' });
});

test('a posting is taken back once', async () => {
  const { town } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const posting = credit(town, retailer, vendor, 500n);
  must(await town.run((tx) => post(tx, machine(town), posting)));
  const standing = (): ReturnType<typeof readOrderCredit> =>
    town.run((tx) => readOrderCredit(tx, posting.subjectId ?? ''));
  const posted = await standing();
  expect(posted).toMatchObject({ revision: 1, legs: posting.legs });
  const back = reversal({ ...posted!, retailerId: retailer });
  expect(must(await town.run((tx) => post(tx, machine(town), back))).was).toBe('created');
  expect(must(await town.run((tx) => post(tx, machine(town), back))).was).toBe('exists');
  expect(await standing()).toBeUndefined();
  const elsewise = { ...back, businessKey: 'reversal: under another name' };
  const forced = town.run((tx) => post(tx, machine(town), elsewise));
  await expect(forced).rejects.toMatchObject({ code: '23505' });
});

test('many at once: no gap, no fork, every balance after the one before', async () => {
  const { town } = its;
  const retailers = await Promise.all([town.addRetailer(), town.addRetailer()]);
  const vendors = [await town.addVendor(), await town.addVendor()];
  const postings = Array.from({ length: 60 }, (_, i) =>
    credit(town, retailers[i % 2] ?? '', vendors[i % 3 === 0 ? 0 : 1] ?? '', BigInt(100 + i)),
  );
  // Each twice: a delivery that comes again at the same moment.
  const outcomes = await Promise.all(
    [...postings, ...postings].map((one) => town.run((tx) => post(tx, machine(town), one))),
  );
  const was = outcomes.map((outcome) => must(outcome).was);
  expect(was.filter((one) => one === 'created')).toHaveLength(60);
  expect(await town.run(verify)).toMatchObject({
    ok: true,
    value: { accounts: 2, postings: 60, entries: 60 },
  });
});

describe('an entry cannot be changed', () => {
  const tables = ['entries', 'postings', 'stock_movements', 'credit_limit_changes'];
  test.each(tables)('%s refuse everyone, the superuser included', async (table) => {
    const { town } = its;
    const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
    const posting = credit(town, retailer, vendor, 500n);
    must(await town.run((tx) => post(tx, machine(town), posting)));
    const change = `update ${table} set town_id = town_id where town_id = $1`;
    await expect(town.admin(change, [town.id])).rejects.toMatchObject({ code: 'PA001' });
    await expect(town.admin(`truncate ${table} cascade`)).rejects.toMatchObject({ code: 'PA001' });
  });

  test('an unbalanced posting does not commit', async () => {
    const { town } = its;
    const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
    const posting = credit(town, retailer, vendor, 500n);
    const legs = posting.legs.map((leg, at) => (at === 0 ? { ...leg, amountMinor: 499n } : leg));
    const posted = town.run((tx) => post(tx, machine(town), { ...posting, legs }));
    await expect(posted).rejects.toMatchObject({ code: 'PA003' });
  });
});

describe('a forged row is found and named', () => {
  let retailer: string;
  let second: string;
  beforeEach(async () => {
    const { town } = its;
    retailer = await town.addRetailer();
    const vendor = await town.addVendor();
    const ids: string[] = [];
    for (const total of [500n, 700n, 900n]) {
      const posting = credit(town, retailer, vendor, total);
      ids.push(must(await town.run((tx) => post(tx, machine(town), posting))).postingId);
    }
    second = ids[1] ?? '';
    its.broken();
  });

  /** Changes rows as nobody can but a superuser who switches the triggers off. */
  async function forge(text: string, values: readonly unknown[]): Promise<void> {
    const client: pg.PoolClient = await its.towns.admin.connect();
    try {
      await client.query(`begin`);
      await client.query(`set local session_replication_role = replica`);
      const { rowCount } = await client.query(text, [...values]);
      expect(rowCount).toBeGreaterThan(0);
      await client.query('commit');
    } finally {
      client.release();
    }
  }
  const entry = (): Record<string, string> => ({
    table: 'entries',
    posting: second,
    leg: '1',
    retailer,
    chainNo: '2',
  });

  test.each<[string, string, () => Record<string, string>]>([
    [
      'posting_unbalanced',
      'update entries set amount_minor = 701 where posting_id = $1 and leg_no = 1',
      () => ({ table: 'postings', posting: second }),
    ],
    [
      'posting_content',
      `update entries set amount_minor = amount_minor + case leg_no when 2 then -1 else 1 end
       where posting_id = $1 and leg_no > 1`,
      () => ({ table: 'postings', posting: second }),
    ],
    [
      'posting_content',
      `update postings set subject_id = gen_random_uuid() where id = $1`,
      () => ({ table: 'postings', posting: second }),
    ],
    [
      'account_id',
      `update ledger_accounts a set kind = 'adjustment' from entries e
       where e.posting_id = $1 and e.leg_no = 2 and a.id = e.account_id`,
      () => ({ table: 'postings' }),
    ],
    [
      'entry_hash',
      `update postings set recorded_at = recorded_at - interval '1 day' where id = $1`,
      entry,
    ],
    ['entry_hash', `update postings set business_key = 'x' where id = $1`, entry],
    [
      'entry_balance',
      `update entries set balance_after_minor = 1 where posting_id = $1 and leg_no = 1`,
      entry,
    ],
    [
      'entry_hash',
      `update entries set hash = sha256('x') where posting_id = $1 and leg_no = 1`,
      entry,
    ],
    [
      'entry_previous_hash',
      `update entries set previous_hash = sha256('x') where posting_id = $1 and leg_no = 1`,
      entry,
    ],
    [
      'entry_gap',
      `with gone as (delete from entries where posting_id = $1)
       delete from postings where id = $1`,
      () => ({ table: 'entries', retailer, chainNo: '3' }),
    ],
    [
      'account_head',
      `update credit_accounts set balance_minor = 0
       where retailer_id = (select retailer_id from entries where posting_id = $1 and leg_no = 1)`,
      () => ({ table: 'credit_accounts', retailer }),
    ],
    [
      'account_held',
      `update credit_accounts set held_minor = 5
       where retailer_id = (select retailer_id from entries where posting_id = $1 and leg_no = 1)`,
      () => ({ table: 'credit_accounts', retailer }),
    ],
    [
      'chain_without_account',
      `delete from credit_accounts
       where retailer_id = (select retailer_id from entries where posting_id = $1 and leg_no = 1)`,
      () => ({ table: 'entries', retailer }),
    ],
  ])('%s: %s', async (fault, text, named) => {
    await forge(text, [second]);
    const verified = await its.town.run(verify);
    expect(verified).toMatchObject({ ok: false, refusal: fault, detail: named() });
  });

  test('the last entry cut off with its posting shows at the account', async () => {
    await forge(
      `with cut as (delete from entries where town_id = $1 and posting_id = (
           select posting_id from entries where retailer_id = $2 order by chain_no desc limit 1)
         returning posting_id)
       delete from postings where id in (select posting_id from cut)`,
      [its.town.id, retailer],
    );
    expect(await its.town.run(verify)).toMatchObject({ ok: false, refusal: 'account_head' });
  });
});
