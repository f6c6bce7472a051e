import { airLength } from '../../base/septets.js';
import type { Town } from '../../domain/towns/towns.js';
import { LANGUAGES, isReplyLanguage } from '../replies/languages.js';
import type { ReplyLanguage } from '../replies/languages.js';
import { voiceOf } from '../replies/voice.js';
import type { Screenwriting } from './pages.js';

/**
 * In which language and alphabet a screen is written. A screen holds 160 septets or 70 signs of
 * another script, and not every phone with a keypad can show those, so that whoever did not choose
 * on the keypad is answered in the Latin spelling of their language where there is one.
 */

/** The languages whose words no GSM-7 screen can spell. */
const BEYOND_GSM: ReadonlySet<string> = new Set(
  Object.entries(LANGUAGES)
    .filter(([, { texts }]) => airLength(texts['ussd.nav.back']).alphabet === 'ucs2')
    .map(([language]) => language),
);

function inLatin(language: string): string {
  return BEYOND_GSM.has(language) ? `${language}-Latn` : language;
}

/** `chosen` on the keypad; `known` is what they or their town speak, the likeliest first. */
function languageOf(chosen: string | null, known: readonly string[]): ReplyLanguage {
  if (chosen !== null && isReplyLanguage(chosen)) return chosen;
  const wanted = known.flatMap((language) => [inLatin(language), language]);
  return wanted.find(isReplyLanguage) ?? 'en';
}

/** How this caller's screens are written. */
export function screenwriting(
  town: Town,
  chosen: string | null,
  partyLanguage: string | null,
): Screenwriting {
  const { languages, currency, currencyDigits, timeZone } = town;
  const language = languageOf(chosen, [...(partyLanguage ? [partyLanguage] : []), ...languages]);
  return {
    // A key is pressed as it is printed on the phone: in Latin digits.
    voice: voiceOf({ language, digits: 'latin', currency, currencyDigits, timeZone }),
    alphabet: BEYOND_GSM.has(language) ? 'ucs2' : 'gsm7',
  };
}
