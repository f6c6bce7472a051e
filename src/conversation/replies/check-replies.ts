import { assert } from '../../base/assert.js';
import { LIMITS } from '../../base/limits.js';
import type { Hole, ReplyKey } from '../vocabulary.js';
import { en } from './en.js';
import { LANGUAGES } from './languages.js';
import type { ReplyLanguage } from './languages.js';
import { compileMessage } from './message.js';
import { UNIT_WORDS } from './units.js';
import { Voice } from './voice.js';

/**
 * Checked at start, so that a translation with a slip stops the release and not a conversation.
 * What cannot be known before (how long names are) is bounded when rendered.
 */

/** What is tapped, by the first word of its key, and how long it may be. */
const TITLES: Readonly<Record<string, number>> = {
  button: LIMITS.button_title_chars_max,
  open: LIMITS.button_title_chars_max,
  menu: LIMITS.button_title_chars_max,
  language: LIMITS.button_title_chars_max,
};

/** Keys that begin like titles and are sentences. */
const SENTENCES: ReadonlySet<ReplyKey> = new Set(['menu.title', 'language.ask', 'language.set']);

/** The longest that may stand in a hole of a title, and something for every other hole. */
const WORST_NUMBER: Hole = { digits: '9'.repeat(LIMITS.order_number_digits_max) };

function holesOf(language: ReplyLanguage, key: ReplyKey): ReadonlySet<string> {
  return compileMessage(LANGUAGES[language].texts[key], language, String).holes;
}

function checkHoles(language: ReplyLanguage, key: ReplyKey): void {
  const expected = [...holesOf('en', key)].sort().join(' ');
  const found = [...holesOf(language, key)].sort().join(' ');
  assert(found === expected, `reply ${key} in ${language}: holes "${found}", not "${expected}"`);
}

function checkTitle(language: ReplyLanguage, voice: Voice, key: ReplyKey): void {
  const chars_max = key === 'offers.section' ? LIMITS.section_title_chars_max : titleMax(key);
  if (chars_max === undefined) return;
  const holes = Object.fromEntries([...holesOf('en', key)].map((name) => [name, WORST_NUMBER]));
  const title = voice.writePart({ key, holes });
  assert(
    title.length <= chars_max,
    `reply ${key} in ${language}: ${title.length} characters, at most ${chars_max}`,
  );
}

function titleMax(key: ReplyKey): number | undefined {
  if (SENTENCES.has(key)) return undefined;
  return TITLES[key.split('.')[0] ?? ''];
}

function checkText(language: ReplyLanguage, key: ReplyKey): void {
  const text = LANGUAGES[language].texts[key];
  assert(text.trim() === text && text !== '', `reply ${key} in ${language}: blank at an end`);
  // A straight apostrophe quotes in ICU and would vanish.
  assert(!text.includes("'"), `reply ${key} in ${language}: write ’ for an apostrophe`);
  // What is not a hole must leave room for the holes within one message.
  assert(
    text.length <= LIMITS.interactive_body_chars_max / 2,
    `reply ${key} in ${language}: too long for one message`,
  );
}

function checkUnits(language: ReplyLanguage): void {
  for (const [unit, words] of Object.entries(LANGUAGES[language].units)) {
    const good = words.every((word) => word.trim() === word && word !== '');
    assert(good, `unit ${unit} in ${language}: no word`);
  }
}

/**
 * Holds every language to the English keys, their holes, and the limits of what is tapped; throws
 * at the first slip and names it. Run once at start.
 */
export function checkReplies(): void {
  const keys = Object.keys(en) as ReplyKey[];
  const units = Object.keys(UNIT_WORDS.en).sort().join(' ');
  for (const language of Object.keys(LANGUAGES) as ReplyLanguage[]) {
    const { texts } = LANGUAGES[language];
    assert(
      Object.keys(texts).length === keys.length && keys.every((key) => Object.hasOwn(texts, key)),
      `replies in ${language}: other keys than in English`,
    );
    assert(
      Object.keys(LANGUAGES[language].units).sort().join(' ') === units,
      `units in ${language}: others than in English`,
    );
    const voice = new Voice({
      language,
      currency: 'NPR',
      currencyDigits: 2,
      timeZone: 'Asia/Kathmandu',
    });
    checkUnits(language);
    for (const key of keys) {
      checkText(language, key);
      checkHoles(language, key);
      checkTitle(language, voice, key);
    }
  }
}
