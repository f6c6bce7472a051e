import { sql } from 'kysely';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { PhoneScreen } from '../support/ussd-phone.js';
import { SCREEN_LANGUAGES, screensFrom, testScreens } from '../ussd/screens.js';

/** Every screen of a retailer that keys lead to, in every language, through the true hop. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-screens',
    phoneNumberId: '200000000000902',
    size: { retailers: 3, vendors: 2, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

/** What can be typed where a screen has no rows. */
const TYPED = ['1234', '3', 'wai', '101', '136'];

/** The wait of a minute between calls that a rate limit asks of a very fast hand. */
async function walk(phone: string, keys: readonly string[]): Promise<PhoneScreen> {
  stage.universe.advance(60_000);
  return pickUp(stage, phone).dial(keys.join('*'));
}

describe.each(SCREEN_LANGUAGES)('in %s', (language, choose, alphabet, budget) => {
  const phone = demoPhone('retailer', SCREEN_LANGUAGES.findIndex(([one]) => one === language) + 1);
  let seen: ReadonlyMap<string, string>;

  beforeAll(async () => {
    await walk(phone, choose.split('*'));
    // Seven keys lead from the code to a placed order.
    seen = await screensFrom((keys) => walk(phone, keys), TYPED, 7);
  }, 180_000);

  testScreens(() => seen, 40, alphabet, budget);
});

test('never stored what was typed as a PIN', async () => {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<{ found: string }>`
      select 'inbox ' || content::text as found from inbox where content::text ~ '1234'
      union all select 'caller ' || phone from ussd_callers
        where (snapshot::text || screen || coalesce(view::text, '')) ~ '1234'
      union all select 'outbox ' || content::text from outbox where content::text ~ '1234'`.execute(
      tx,
    ),
  );
  expect(rows).toEqual([]);
  expect(JSON.stringify(stage.log.lines)).not.toContain('1234');
});
