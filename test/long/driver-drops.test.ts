import { sql } from 'kysely';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { LANGUAGES } from '../../src/conversation/replies/languages.js';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { Phone, PhoneScreen } from '../support/ussd-phone.js';
import { doorCode, prepareJob } from '../ussd/delivery-scene.js';
import { doAll } from '../ussd/pressing.js';
import type { Does } from '../ussd/pressing.js';
import { LANGUAGES_IN_TURN } from '../ussd/screens.js';

/** A driver's session that is dropped or repeated at every step of bringing goods to a door. */

const BUYERS = 60;
const DRIVER = demoPhone('driver', 1);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-driver-drops',
    phoneNumberId: '200000000000907',
    size: { retailers: BUYERS, vendors: 1, drivers: 1 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
  await pickUp(stage, DRIVER).dial('3');
});
afterAll(() => stage.close());

/** From the code to the goods being handed over. */
function steps(code: string): readonly Does[] {
  return [{ row: 'ussd.row.jobs' }, { types: '1' }, { row: 'ussd.row.delivered' }, { types: code }];
}
const STEPS = 4;

async function deliveredSoFar(): Promise<number> {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<{ n: number }>`select count(*)::int as n from deliveries where state = 'DELIVERED'`.execute(
      tx,
    ),
  );
  return rows[0]?.n ?? -1;
}

type Fault = (
  phone: Phone,
  screen: PhoneScreen,
  all: readonly Does[],
  done: number,
  language: ReplyLanguage,
) => Promise<void>;

const FAULTS: Readonly<Record<string, Fault>> = {
  'the line drops': async (phone, _, all, done, language) => {
    await phone.drop();
    const screen = await phone.dial();
    if (done === STEPS) return;
    const resumes = screen.text.includes(LANGUAGES[language].texts['ussd.row.continue']);
    if (resumes) await doAll(phone, await phone.press('1'), language, all.slice(done));
    else await doAll(phone, screen, language, all);
  },
  'the gateway repeats itself, twice at once': async (phone, screen, all, done, language) => {
    const [first, second] = await Promise.all([phone.repeat(), phone.repeat()]);
    expect([first, second]).toEqual([screen, screen]);
    await doAll(phone, screen, language, all.slice(done));
  },
};

const CASES = LANGUAGES_IN_TURN.flatMap(([language, choose]) =>
  Object.keys(FAULTS).flatMap((fault) =>
    Array.from({ length: STEPS + 1 }, (_, done) => ({ language, choose, fault, done })),
  ),
);

test.each(CASES)('in $language, $fault, after $done', async (one) => {
  const { language, choose, fault, done } = one;
  stage.universe.advance(20 * 60_000);
  await pickUp(stage, DRIVER).dial(choose);
  await prepareJob(stage, BUYERS, 'ON_THE_WAY', language);
  const before = await deliveredSoFar();
  const all = steps(await doorCode(stage));
  const phone = pickUp(stage, DRIVER);
  await phone.dial('00');
  await phone.drop();
  const screen = await doAll(phone, await phone.dial(), language, all.slice(0, done));
  await FAULTS[fault]?.(phone, screen, all, done, language);
  expect(await deliveredSoFar()).toBe(before + 1);
});

test('the code of the door stands nowhere but with its delivery', async () => {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<{ found: string }>`
      select i.content::text as found from inbox i, deliveries d
      where i.source = 'ussd' and i.content::text like '%' || d.code || '%'`.execute(tx),
  );
  expect(rows).toEqual([]);
});
