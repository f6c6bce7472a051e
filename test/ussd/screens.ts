import { airLength } from '../../src/base/septets.js';
import type { PhoneScreen } from '../support/ussd-phone.js';

/** Walking all that keys lead to, and what must hold of every screen that is met. */

/** How each language is chosen from the main menu, and how many units its screens hold. */
export const SCREEN_LANGUAGES = [
  ['en', '6*1', 'gsm7', 160],
  ['ne', '6*2', 'ucs2', 70],
  ['ne-Latn', '6*3', 'gsm7', 160],
] as const;

/**
 * The same for one phone that speaks all of them in turn: from a menu in its own script, which has
 * several pages, no other language is chosen.
 */
export const LANGUAGES_IN_TURN = [
  SCREEN_LANGUAGES[0],
  SCREEN_LANGUAGES[2],
  SCREEN_LANGUAGES[1],
] as const;

/** What is pressed on a screen: its keys, the ways out, and what could be typed. */
function keysOn({ text }: PhoneScreen, all: boolean): string[] {
  const rows = [...text.matchAll(/^(\d) /gm)].map(([, key = '']) => key);
  // Lists are alike all the way down: their first rows and their last page are enough.
  const few = rows.length > 4 && !all ? [...rows.slice(0, 2), rows.at(-1) ?? ''] : rows;
  const more = / ?9 \p{L}/u.test(text) ? ['9'] : [];
  return [...new Set([...few, ...more, '0', '00'])];
}

/**
 * Every screen that up to `depth` keys lead to, by its words without their figures. Each path is
 * walked from the code on, in one call, as if it were dialled: what was seen before is not walked
 * again. `typed` is what is typed where a screen has no rows.
 */
export async function screensFrom(
  walk: (keys: readonly string[]) => Promise<PhoneScreen>,
  typed: readonly string[],
  depth: number,
): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  let front: (readonly string[])[] = [[]];
  for (let deep = 0; deep <= depth; deep += 1) {
    const next: (readonly string[])[] = [];
    for (const path of front) {
      const screen = await walk(path);
      // Amounts and order numbers change from walk to walk; what is asked does not.
      const name = screen.text.replace(/(?<!^)\d[\d,.]*/gm, '#');
      if (seen.has(name)) continue;
      seen.set(name, screen.text);
      if (screen.ends) continue;
      const rows = /^1 /m.test(screen.text);
      // Choosing another language would end the walk in this one.
      const isLanguages = screen.text.includes('Nepali (Roman)');
      // A page of words alone has its rows, or what is asked, behind it.
      const more = / ?9 \p{L}/u.test(screen.text) ? ['9', '0'] : undefined;
      const asked = more ?? [...typed, '0'];
      const keys = isLanguages ? ['0'] : rows ? keysOn(screen, deep === 0) : asked;
      next.push(...keys.map((key) => [...path, key]));
    }
    front = next;
  }
  return seen;
}

/** Screens that hold more than a phone shows, or signs that it has not. */
function overBudget(
  screens: ReadonlyMap<string, string>,
  alphabet: 'gsm7' | 'ucs2',
  budget: number,
): string[] {
  return [...screens.values()].filter((name) => {
    const { alphabet: needed, units } = airLength(name);
    // A screen of a language in its own script may hold nothing else, and is then shorter.
    const length = alphabet === 'ucs2' ? name.length : units;
    return length > budget || (alphabet === 'gsm7' && needed === 'ucs2');
  });
}

/** Screens with a sign that was lost, a name of ours, or a blank line. */
function oddScreens(screens: ReadonlyMap<string, string>): string[] {
  return [...screens.values()].filter(
    (name) => /\?\?|undefined|null|\{|\}|\n\n|^ | $/m.test(name) || name.trim() === '',
  );
}

/** Screens where a price is torn from its sign or in two. */
function cutPrices(screens: ReadonlyMap<string, string>): string[] {
  return [...screens.values()].filter((name) =>
    name.split('\n').some((line) => /(^|\s)(Rs|रू)$/.test(line) || /^[,.]\d/.test(line)),
  );
}

/** What must hold of every screen of a walk, `min` of which there have to be more. */
export function testScreens(
  seen: () => ReadonlyMap<string, string>,
  min: number,
  alphabet: 'gsm7' | 'ucs2',
  budget: number,
): void {
  test('leads to many screens', () => {
    expect(seen().size).toBeGreaterThan(min);
  });

  test(`holds every screen to ${budget} units of ${alphabet}`, () => {
    expect(overBudget(seen(), alphabet, budget)).toEqual([]);
  });

  test('shows no sign that was lost, no name of ours, and no blank line', () => {
    expect(oddScreens(seen())).toEqual([]);
  });

  test('keeps every price whole on its line', () => {
    expect(cutPrices(seen())).toEqual([]);
  });
}
