import { sql } from 'kysely';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { Phone } from '../support/ussd-phone.js';

/** A session that is dropped, repeated or delayed at every step of an order, in every language. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-drops',
    phoneNumberId: '200000000000903',
    size: { retailers: 130, vendors: 2, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

/** From the code to a placed order: browse, a shelf, a product, a quantity, confirm, the PIN. */
const ORDER = ['1', '2', '1', '1', '2', '1', '1234'];
/** Where the quantity is given: from here on the basket holds it. */
const FILLED_AT = 5;

const LANGUAGES = [
  ['en', '6*1'],
  ['ne', '6*2'],
  ['ne-Latn', '6*3'],
] as const;

interface Kept {
  readonly orders: number;
  readonly lines: number;
}

/** What the town holds for a retailer: orders, and lines of the open basket. */
async function keptFor(i: number): Promise<Kept> {
  const retailer = stage.place.id('retailer', i);
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<Kept>`select
      (select count(*)::int from orders where retailer_id = ${retailer}) as orders,
      coalesce((select jsonb_array_length(lines) from baskets
        where retailer_id = ${retailer} and state = 'OPEN'), 0) as lines`.execute(tx),
  );
  return rows[0] ?? { orders: -1, lines: -1 };
}

/** Goes on after a redial: continues where there is something to continue, else begins anew. */
async function goOn(phone: Phone, done: number): Promise<void> {
  const screen = await phone.dial();
  const isResumed = /\b1 (Continue|Jari rakhne)|1 जारी/.test(screen.text);
  if (isResumed) {
    await phone.press('1');
    for (const key of ORDER.slice(done)) await phone.press(key);
  } else if (done < ORDER.length) {
    for (const key of ORDER) await phone.press(key);
  }
}

const FAULTS: Readonly<Record<string, (phone: Phone, done: number) => Promise<void>>> = {
  'the line drops without a word': async (phone, done) => {
    await phone.drop();
    await goOn(phone, done);
  },
  'the line drops and the gateway says so': async (phone, done) => {
    await phone.drop(true);
    await goOn(phone, done);
  },
  'the gateway repeats itself, twice at once': async (phone, done) => {
    const [first, second] = await Promise.all([phone.repeat(), phone.repeat()]);
    expect(second).toEqual(first);
    for (const key of ORDER.slice(done)) await phone.press(key);
  },
  'the line drops, and what was sent comes again while the next session runs': async (phone) => {
    const again = phone.latest();
    await phone.drop();
    await phone.dial();
    const late = await again();
    expect(late.ends).toBe(true);
    await phone.press('0');
    await phone.drop();
    await goOn(phone, 0);
  },
};

/** Retailer 2 has no credit to order on. */
let next = 2;

describe.each(LANGUAGES)('in %s', (_language, choose) => {
  describe.each(Object.keys(FAULTS))('when %s', (name) => {
    test.each([0, 1, 2, 3, 4, 5, 6, 7])('after %i keys', async (done) => {
      next += 1;
      const i = next;
      const phone = pickUp(stage, demoPhone('retailer', i));
      await phone.dial(choose);
      await phone.drop();
      await phone.dial();
      for (const key of ORDER.slice(0, done)) await phone.press(key);
      const before = await keptFor(i);
      expect(before).toEqual({
        orders: done === ORDER.length ? 1 : 0,
        lines: done >= FILLED_AT && done < ORDER.length ? 1 : 0,
      });
      const fault = FAULTS[name];
      if (!fault) throw new Error('no fault');
      await fault(phone, done);
      const after = await keptFor(i);
      expect(after.lines).toBe(0);
      // A session that ended with its order may be followed by another, which was asked for.
      const repeated = done === ORDER.length && name.includes('while the next session runs');
      expect(after.orders).toBe(repeated ? 2 : 1);
    });
  });
});

test('a call that waits for a lock too long says so, and did nothing', async () => {
  const i = next + 1;
  const number = demoPhone('retailer', i);
  const phone = pickUp(stage, number);
  await phone.dial();
  await phone.press('1');
  let screen: { text: string; ends: boolean } | undefined;
  await inTown(stage.database, stage.place.townId, async (tx) => {
    await sql`select from ussd_callers where phone = ${number} for update`.execute(tx);
    screen = await phone.press('2');
  });
  expect(screen?.ends).toBe(true);
  expect(screen?.text).toMatch(/dial/);
  expect(stage.log.lines.at(-1)).toMatchObject({ level: 'error', fields: { code: '57014' } });
  expect(JSON.stringify(stage.log.lines)).not.toContain('1*2');
  expect(await keptFor(i)).toEqual({ orders: 0, lines: 0 });
  expect((await phone.dial()).text).toContain('1 Jari rakhne');
}, 20_000);
