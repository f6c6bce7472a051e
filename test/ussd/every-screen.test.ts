import { sql } from 'kysely';
import { airLength } from '../../src/base/septets.js';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import type { PhoneScreen } from '../support/ussd-phone.js';

/**
 * Every screen that keys lead to, in every language, through the true hop. Each path is walked
 * from the code on, in one call, as if it were dialled: what was seen before is not walked again.
 */

/** How each language is chosen from the main menu, and how many units its screens hold. */
const LANGUAGES = [
  ['en', '6*1', 'gsm7', 160],
  ['ne', '6*2', 'ucs2', 70],
  ['ne-Latn', '6*3', 'gsm7', 160],
] as const;

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

/** What is pressed on a screen: its keys, the ways out, and what could be typed. */
function keysOn({ text }: PhoneScreen): string[] {
  const rows = [...text.matchAll(/^(\d) /gm)].map(([, key = '']) => key);
  // Lists are alike all the way down: their first rows and their last page are enough.
  const few = rows.length > 4 ? [...rows.slice(0, 2), rows.at(-1) ?? ''] : rows;
  const more = / ?9 \p{L}/u.test(text) ? ['9'] : [];
  return [...new Set([...few, ...more, '0', '00'])];
}

/** What can be typed where a screen has no rows. */
const TYPED = ['1234', '3', 'wai', '101', '136'];

/** The wait of a minute between calls that a rate limit asks of a very fast hand. */
async function walk(phone: string, keys: readonly string[]): Promise<PhoneScreen> {
  stage.universe.advance(60_000);
  return pickUp(stage, phone).dial(keys.join('*'));
}

describe.each(LANGUAGES)('in %s', (language, choose, alphabet, budget) => {
  const phone = demoPhone('retailer', LANGUAGES.findIndex(([one]) => one === language) + 1);
  const seen = new Map<string, string>();

  beforeAll(async () => {
    await walk(phone, choose.split('*'));
    let front: (readonly string[])[] = [[]];
    // Seven keys lead from the code to a placed order.
    for (let depth = 0; depth <= 7; depth += 1) {
      const next: (readonly string[])[] = [];
      for (const path of front) {
        const screen = await walk(phone, path);
        // Amounts and order numbers change from walk to walk; what is asked does not.
        const name = screen.text.replace(/(?<!^)\d[\d,.]*/gm, '#');
        if (seen.has(name)) continue;
        seen.set(name, screen.text);
        if (screen.ends) continue;
        const rows = /^1 /m.test(screen.text);
        // Choosing another language would end the walk in this one.
        const isLanguages = screen.text.includes('Nepali (Roman)');
        const keys = isLanguages ? ['0'] : rows ? keysOn(screen) : [...TYPED, '0'];
        next.push(...keys.map((key) => [...path, key]));
      }
      front = next;
    }
  }, 180_000);

  test('leads to many screens', () => {
    expect(seen.size).toBeGreaterThan(40);
  });

  test(`holds every screen to ${budget} units of ${alphabet}`, () => {
    const over = [...seen.values()].filter((name) => {
      const { alphabet: needed, units } = airLength(name);
      // A screen of a language in its own script may hold nothing else, and is then shorter.
      const length = alphabet === 'ucs2' ? name.length : units;
      return length > budget || (alphabet === 'gsm7' && needed === 'ucs2');
    });
    expect(over).toEqual([]);
  });

  test('shows no sign that was lost, no name of ours, and no blank line', () => {
    const odd = [...seen.values()].filter(
      (name) => /\?\?|undefined|null|\{|\}|\n\n|^ | $/m.test(name) || name.trim() === '',
    );
    expect(odd).toEqual([]);
  });

  test('keeps every price whole on its line', () => {
    const cut = [...seen.values()].filter((name) =>
      name.split('\n').some((line) => /(^|\s)(Rs|रू)$/.test(line) || /^[,.]\d/.test(line)),
    );
    expect(cut).toEqual([]);
  });
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
