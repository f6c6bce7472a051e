import { assert } from '../../base/assert.js';
import { LIMITS } from '../../base/limits.js';
import { WHATSAPP_MESSAGE } from '../../base/whatsapp-limits.js';
import type { ReplyKey } from '../vocabulary.js';
import { en } from './en.js';
import { LANGUAGES } from './languages.js';
import type { LanguageData } from './languages.js';
import { compileMessage } from './message.js';
import type { CompiledMessage } from './message.js';
import { UNIT_WORDS } from './units.js';

/**
 * Checked at start, so that a translation with a slip stops the release and not a conversation.
 * What cannot be known before (how long names are) is bounded when rendered.
 */

/** What is tapped, by the first word of its key; a row's number takes four more of its 24. */
const TITLES: ReadonlySet<string> = new Set(['button', 'open', 'menu', 'language']);

/** Keys that begin like titles and are sentences. */
const SENTENCES: ReadonlySet<ReplyKey> = new Set(['menu.title', 'language.ask', 'language.set']);

/** The longest that a hole of a title holds; as long in every script. */
const LONGEST_NUMBER = '9'.repeat(LIMITS.order_number_digits_max);

const KEYS = Object.keys(en) as ReplyKey[];
const UNITS = Object.keys(UNIT_WORDS.en);

function titleMax(key: ReplyKey): number {
  if (key === 'offers.section') return WHATSAPP_MESSAGE.section_title_max;
  const isTitle = TITLES.has(key.split('.')[0] ?? '') && !SENTENCES.has(key);
  return isTitle ? WHATSAPP_MESSAGE.button_title_max : Infinity;
}

function sorted(names: Iterable<string>): string {
  return [...names].sort().join(' ');
}

function checkText(where: string, key: ReplyKey, text: string): CompiledMessage {
  assert(text.trim() === text && text !== '', `${where}: blank at an end`);
  // A straight apostrophe quotes in ICU and would vanish.
  assert(!text.includes("'"), `${where}: write ’ for an apostrophe`);
  // What is not a hole must leave room for the holes within one message.
  const chars_max = WHATSAPP_MESSAGE.interactive_body_max / 2;
  assert(text.length <= chars_max, `${where}: too long for one message`);
  const message = compileMessage(text, 'en', String);
  const filled = Object.fromEntries([...message.holes].map((name) => [name, LONGEST_NUMBER]));
  if (titleMax(key) < Infinity) {
    const { length } = message.write(filled);
    assert(length <= titleMax(key), `${where}: ${length} characters, at most ${titleMax(key)}`);
  }
  return message;
}

function checkUnits(language: string, units: Readonly<Record<string, readonly string[]>>): void {
  assert(sorted(Object.keys(units)) === sorted(UNITS), `units in ${language}: not those of en`);
  for (const [unit, words] of Object.entries(units)) {
    const isWord = words.every((word) => word.trim() === word && word !== '');
    assert(isWord, `unit ${unit} in ${language}: no word`);
  }
}

/**
 * Holds every language to the English keys, their holes, and the limits of what is tapped; throws
 * at the first slip and names it. Run once at start.
 */
export function checkReplies(
  languages: Readonly<Record<string, Pick<LanguageData, 'texts' | 'units'>>> = LANGUAGES,
): void {
  const holes = new Map(KEYS.map((key) => [key, compileMessage(en[key], 'en', String).holes]));
  for (const [language, { texts, units }] of Object.entries(languages)) {
    const keys = sorted(Object.keys(texts));
    assert(keys === sorted(KEYS), `replies in ${language}: other keys than in English`);
    checkUnits(language, units);
    for (const key of KEYS) {
      const where = `reply ${key} in ${language}`;
      const found = sorted(checkText(where, key, texts[key]).holes);
      const expected = sorted(holes.get(key) ?? []);
      assert(found === expected, `${where}: holes "${found}", not "${expected}"`);
    }
  }
}
