import { sql } from 'kysely';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { LANGUAGES } from '../../src/conversation/replies/languages.js';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { Phone, PhoneScreen } from '../support/ussd-phone.js';
import { doAll } from '../ussd/pressing.js';
import type { Does } from '../ussd/pressing.js';
import { LANGUAGES_IN_TURN } from '../ussd/screens.js';
import { orderGoods } from '../ussd/work-scene.js';

/** A vendor's session that is dropped, repeated or delayed at every step of an answer. */

const BUYERS = 60;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-vendor-drops',
    phoneNumberId: '200000000000905',
    size: { retailers: BUYERS, vendors: 1, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

const ACCEPT: readonly Does[] = [
  { row: 'ussd.row.offers' },
  { types: '1' },
  { row: 'ussd.row.accept' },
];
const PART: readonly Does[] = [
  { row: 'ussd.row.offers' },
  { types: '1' },
  { row: 'ussd.row.part' },
  { row: 'ussd.row.some' },
  { types: '3' },
  { row: 'ussd.row.send' },
];

interface Answered {
  readonly accepted: number;
  readonly changes: number;
  readonly open: number;
}

async function answered(): Promise<Answered> {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<Answered>`select
      (select count(*)::int from orders where state = 'ACCEPTED') as accepted,
      (select count(*)::int from offer_changes) as changes,
      (select count(*)::int from vendor_offers where state = 'OFFERED') as open`.execute(tx),
  );
  return rows[0] ?? { accepted: -1, changes: -1, open: -1 };
}

type Fault = (
  phone: Phone,
  screen: PhoneScreen,
  left: readonly Does[],
  language: ReplyLanguage,
) => Promise<void>;

/** Goes on after a redial, where there is something to go on with. */
async function goOn(
  phone: Phone,
  left: readonly Does[],
  all: readonly Does[],
  language: ReplyLanguage,
): Promise<void> {
  const screen = await phone.dial();
  const resumes = screen.text.includes(LANGUAGES[language].texts['ussd.row.continue']);
  if (left.length === 0) return;
  if (resumes) await doAll(phone, await phone.press('1'), language, left);
  else await doAll(phone, screen, language, all);
}

function faultsOf(all: readonly Does[]): Readonly<Record<string, Fault>> {
  return {
    'the line drops': async (phone, _screen, left, language) => {
      await phone.drop();
      await goOn(phone, left, all, language);
    },
    'the gateway repeats itself, twice at once': async (phone, screen, left, language) => {
      const [first, second] = await Promise.all([phone.repeat(), phone.repeat()]);
      expect([first, second]).toEqual([screen, screen]);
      await doAll(phone, screen, language, left);
    },
    'what was sent comes again while the next session runs': async (phone, _, left, language) => {
      const again = phone.latest();
      await phone.drop();
      const screen = await phone.dial();
      expect((await again()).ends).toBe(true);
      const resumes = screen.text.includes(LANGUAGES[language].texts['ussd.row.continue']);
      if (left.length === 0) return;
      const anew = resumes ? await phone.press('2') : screen;
      await doAll(phone, anew, language, all);
    },
  };
}

const ANSWERS = { accepts: ACCEPT, 'has a part': PART } as const;
const CASES = LANGUAGES_IN_TURN.flatMap(([language, choose]) =>
  Object.entries(ANSWERS).flatMap(([what, all]) =>
    Object.keys(faultsOf(all)).flatMap((fault) =>
      Array.from({ length: all.length + 1 }, (_, done) => ({
        language,
        choose,
        what,
        all,
        fault,
        done,
      })),
    ),
  ),
);

test.each(CASES)('in $language, $what, $fault, after $done', async (one) => {
  const { language, choose, all, fault, done } = one;
  stage.universe.advance(20 * 60_000);
  await orderGoods(stage, BUYERS, 1);
  const before = await answered();
  expect(before.open).toBe(1);
  const phone = pickUp(stage, demoPhone('vendor', 1));
  await phone.dial(choose);
  await phone.drop();
  const screen = await doAll(phone, await phone.dial(), language, all.slice(0, done));
  await faultsOf(all)[fault]?.(phone, screen, all.slice(done), language);
  const after = await answered();
  expect(after).toEqual({
    accepted: before.accepted + (all === ACCEPT ? 1 : 0),
    changes: before.changes + (all === PART ? 1 : 0),
    open: 0,
  });
});
