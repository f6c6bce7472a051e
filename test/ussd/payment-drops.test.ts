import { sql } from 'kysely';
import { LANGUAGES } from '../../src/conversation/replies/languages.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import type { ReplyKey } from '../../src/conversation/vocabulary.js';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { Phone, PhoneScreen } from '../support/ussd-phone.js';
import { doAll } from './pressing.js';
import type { Does } from './pressing.js';
import { SCREEN_LANGUAGES } from './screens.js';

/** A session that is dropped or repeated at every step of telling a payment, in every language. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-payment-drops',
    phoneNumberId: '200000000000907',
    size: { retailers: 60, vendors: 1, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

/** From the main menu to a payment that is told. */
const stepsOf = (i: number): readonly Does[] => [
  { row: 'ussd.row.pay' },
  { types: '1234' },
  { row: 'ussd.row.pay_other' },
  { types: '500' },
  { row: 'ussd.row.momo' },
  { types: `ref ${i}x` },
  { row: 'ussd.row.yes' },
];
/** Behind the PIN: whoever dials again types it again. */
const OPENED_AT = 2;
/** From here on there is an amount to go on with. */
const KEPT_AT = 4;

async function claimsOf(i: number): Promise<readonly object[]> {
  const retailer = stage.place.id('retailer', i);
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<object>`select amount_minor, reference, method, state from payment_claims
      where retailer_id = ${retailer}`.execute(tx),
  );
  return rows;
}

/** Picks the row that goes on with what was typed before the line was lost. */
async function pickGoOn(
  phone: Phone,
  from: PhoneScreen,
  language: ReplyLanguage,
): Promise<PhoneScreen> {
  const key: ReplyKey = 'ussd.row.pay_go_on';
  const words = new RegExp(
    `^(\\d) ${LANGUAGES[language].texts[key].replace('{amount}', '.*')}$`,
    'm',
  );
  let screen = from;
  for (let pages = 0; pages < 4; pages += 1) {
    const row = words.exec(screen.text)?.[1];
    if (row !== undefined) return phone.press(row);
    screen = await phone.press('9');
  }
  throw new Error(`nothing to go on with in ${from.text}`);
}

/** Dials again and tells the rest of it. */
async function goOn(phone: Phone, language: ReplyLanguage, i: number, done: number): Promise<void> {
  const steps = stepsOf(i);
  const screen = await phone.dial();
  if (done === steps.length) return;
  if (done > 0 && done < OPENED_AT) {
    await doAll(phone, await phone.press('1'), language, steps.slice(done));
    return;
  }
  const paying = await doAll(phone, screen, language, steps.slice(0, OPENED_AT));
  if (done < KEPT_AT) {
    await doAll(phone, paying, language, steps.slice(OPENED_AT));
    return;
  }
  await doAll(phone, await pickGoOn(phone, paying, language), language, steps.slice(done));
}

const FAULTS: Readonly<
  Record<string, (phone: Phone, language: ReplyLanguage, i: number, done: number) => Promise<void>>
> = {
  'the line drops': async (phone, language, i, done) => {
    await phone.drop();
    await goOn(phone, language, i, done);
  },
  'the gateway repeats itself, twice at once': async (phone, language, i, done) => {
    const [first, second] = await Promise.all([phone.repeat(), phone.repeat()]);
    expect(second).toEqual(first);
    if (first) await doAll(phone, first, language, stepsOf(i).slice(done));
  },
};

let next = 2;

describe.each(SCREEN_LANGUAGES)('in %s', (language, choose) => {
  describe.each(Object.keys(FAULTS))('when %s', (name) => {
    test.each([0, 1, 2, 3, 4, 5, 6, 7])('after %i steps', async (done) => {
      next += 1;
      const i = next;
      const phone = pickUp(stage, demoPhone('retailer', i));
      await phone.dial(choose);
      await phone.drop();
      const main = await phone.dial();
      await doAll(phone, main, language, stepsOf(i).slice(0, done));
      expect(await claimsOf(i)).toHaveLength(done === 7 ? 1 : 0);
      await FAULTS[name]?.(phone, language, i, done);
      expect(await claimsOf(i)).toEqual([
        { amount_minor: 50_000n, reference: `REF${i}X`, method: 'momo', state: 'CLAIMED' },
      ]);
    });
  });
});
