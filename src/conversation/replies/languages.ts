import { en } from './en.js';
import { neLatn } from './ne-latn.js';
import { ne } from './ne.js';
import type { ReplyTexts } from './reply-texts.js';
import { UNIT_WORDS } from './units.js';
import type { UnitWords } from './units.js';

/** The languages we answer in, by BCP 47 tag; English holds the closed list of keys. */
export type ReplyLanguage = 'en' | 'ne' | 'ne-Latn';

/** The digits numbers are written in. */
export type Digits = 'latin' | 'devanagari';

export interface LanguageData {
  readonly texts: ReplyTexts;
  readonly units: UnitWords;
  /** What its readers expect where nobody chose. */
  readonly digits: Digits;
  /** Symbols that differ from the Latin ones of currencies.ts. */
  readonly currencies: Readonly<Record<string, string>>;
}

export const LANGUAGES: Readonly<Record<ReplyLanguage, LanguageData>> = {
  en: { texts: en, units: UNIT_WORDS.en, digits: 'latin', currencies: {} },
  ne: {
    texts: ne,
    units: UNIT_WORDS.ne,
    digits: 'devanagari',
    currencies: { NPR: 'रू', INR: 'भारु' },
  },
  'ne-Latn': { texts: neLatn, units: UNIT_WORDS['ne-Latn'], digits: 'latin', currencies: {} },
};

/** True when replies exist in a language; a tag in any letter case. */
export function isReplyLanguage(tag: string): tag is ReplyLanguage {
  return Object.hasOwn(LANGUAGES, tag);
}
