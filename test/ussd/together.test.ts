import { sql } from 'kysely';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage, USSD_TOKEN } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { askGateway, pickUp } from '../support/ussd-phone.js';
import type { Phone, PhoneScreen } from '../support/ussd-phone.js';

/** Callers who press at the same moment share a transaction, and nothing else. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-together',
    phoneNumberId: '200000000000904',
    size: { retailers: 80, vendors: 2, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

/** Browse, a shelf, a product, how many, confirm; then the PIN. */
const FILLING = ['1', '2', '1', '1'] as const;
const CONFIRMING = ['1', '1234'] as const;

const inStageTown = <T>(work: Parameters<typeof inTown<T>>[2]): Promise<T> =>
  inTown(stage.database, stage.place.townId, work);

const phoneOf = (i: number): Phone => pickUp(stage, demoPhone('retailer', i));

/** One key of everybody at once. */
function pressAll(phones: readonly Phone[], typed: (at: number) => string): Promise<PhoneScreen[]> {
  return Promise.all(phones.map((phone, at) => phone.press(typed(at))));
}

interface Ordered {
  readonly retailerId: string;
  readonly number: string;
  readonly quantity: string;
}

function readOrdered(retailers: readonly number[]): Promise<readonly Ordered[]> {
  const ids = retailers.map((i) => stage.place.id('retailer', i));
  return inStageTown(async (tx) => {
    const { rows } = await sql<Ordered>`
      select o.retailer_id as "retailerId", o.number::text, l.quantity::text
      from orders o join order_lines l on l.town_id = o.town_id and l.order_id = o.id
      where o.retailer_id = any(${ids}::uuid[])`.execute(tx);
    return rows;
  });
}

/** How many transactions wrote down what was heard by keypad. */
async function transactionsOfCallers(): Promise<number> {
  const { rows } = await inStageTown((tx) =>
    sql<{ count: string }>`select count(distinct xmin::text) as count from inbox
      where source = 'ussd'`.execute(tx),
  );
  return Number(rows[0]?.count);
}

test('sixteen callers order at once: each their own, in few transactions', async () => {
  const retailers = Array.from({ length: 16 }, (_, at) => 10 + at);
  const phones = retailers.map(phoneOf);
  const before = await transactionsOfCallers();
  await Promise.all(phones.map((phone) => phone.dial()));
  for (const key of FILLING) await pressAll(phones, () => key);
  const filled = await pressAll(phones, (at) => String(at + 1));
  await pressAll(phones, () => CONFIRMING[0]);
  const placed = await pressAll(phones, () => CONFIRMING[1]);
  const used = (await transactionsOfCallers()) - before;

  const ordered = await readOrdered(retailers);
  expect(ordered).toHaveLength(16);
  retailers.forEach((i, at) => {
    const own = ordered.find(({ retailerId }) => retailerId === stage.place.id('retailer', i));
    expect(Number(own?.quantity)).toBe(at + 1);
    expect(filled[at]?.text).toMatch(new RegExp(`^${at + 1} `));
    expect(placed[at]).toMatchObject({ ends: true });
    expect(placed[at]?.text).toContain(own?.number ?? 'a number');
  });
  // Eight keys of sixteen callers, each key in a few transactions at the most.
  expect(used).toBeLessThanOrEqual(32);
});

test('whoever somebody else holds up is waited for by nobody', async () => {
  const phones = [30, 31, 32, 33].map(phoneOf);
  await Promise.all(phones.map((phone) => phone.dial()));
  const [held, ...others] = phones;
  let late: Promise<PhoneScreen> | undefined;
  await inStageTown(async (tx) => {
    await sql`select from ussd_callers where phone = ${demoPhone('retailer', 30)}
      for update`.execute(tx);
    late = held?.press('1');
    for (const { ends } of await pressAll(others, () => '1')) expect(ends).toBe(false);
  });
  expect((await late)?.text).toBe((await others[0]?.repeat())?.text);
});

test('a basket that is held up makes its caller wait, and the others go on', async () => {
  const phones = [34, 35, 36].map(phoneOf);
  await Promise.all(phones.map((phone) => phone.dial()));
  for (const key of FILLING) await pressAll(phones, () => key);
  await pressAll(phones, () => '2');
  await pressAll(phones, () => '0');
  const others = phones.slice(1);
  let late: Promise<PhoneScreen> | undefined;
  await inStageTown(async (tx) => {
    await sql`select from baskets where retailer_id = ${stage.place.id('retailer', 34)}
      for update`.execute(tx);
    late = phones[0]?.press('4');
    await pressAll(others, () => '4');
  });
  expect((await late)?.ends).toBe(false);
  const last = [await late, ...(await Promise.all(others.map((phone) => phone.repeat())))];
  expect(new Set(last.map((screen) => screen?.text)).size).toBe(1);
});

test('what is not done beside others is done all the same', async () => {
  const phones = [40, 41, 42, 43].map(phoneOf);
  await Promise.all(phones.map((phone) => phone.dial()));
  // Support, and there: call me back. The others look at their orders meanwhile.
  await pressAll(phones, (at) => (at === 0 ? '5' : '2'));
  const [asked] = await pressAll(phones, (at) => (at === 0 ? '1' : '0'));
  expect(asked?.text).not.toBe('');
  const { rows } = await inStageTown((tx) =>
    sql`select from support_tickets where party_id = ${stage.place.id('retailer', 40)}`.execute(tx),
  );
  expect(rows).toHaveLength(1);
});

test('two phones of one shop at once: one order', async () => {
  const retailerId = stage.place.id('retailer', 50);
  const second = '+9779800000999';
  await inStageTown((tx) =>
    sql`insert into party_aliases (town_id, party_id, kind, value, verified_at)
      values (${tx.townId}, ${retailerId}, 'phone', ${second}, ${new Date()})`.execute(tx),
  );
  const phones = [phoneOf(50), pickUp(stage, second)];
  for (const phone of phones) await phone.dial();
  for (const key of FILLING) await phones[0]?.press(key);
  await phones[0]?.press('3');
  await phones[0]?.press('1');
  // The other comes to the same basket by its own menu.
  for (const key of ['1', '4', '1']) await phones[1]?.press(key);
  await pressAll(phones, () => '1234');
  expect(await readOrdered([50])).toHaveLength(1);
});

test('a session that two phones claim at once belongs to one of them', async () => {
  const answers = await Promise.all(
    [60, 61].map((i) => {
      const fields = {
        sessionId: 'claimed-by-two',
        serviceCode: stage.place.serviceCode,
        phoneNumber: demoPhone('retailer', i),
        text: '',
      };
      const path = `africastalking/${USSD_TOKEN}`;
      const body = new URLSearchParams(fields).toString();
      return askGateway(stage.ussd, { method: 'POST', path, body });
    }),
  );
  expect(answers.map(({ body }) => body.slice(0, 3)).sort()).toEqual(['CON', 'END']);
});
