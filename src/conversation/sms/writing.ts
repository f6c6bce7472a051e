import type { Town } from '../../domain/towns/towns.js';
import { isReplyLanguage } from '../replies/languages.js';
import type { ReplyLanguage } from '../replies/languages.js';
import type { ReplyStyle } from '../replies/voice.js';

/**
 * In which language a short message is written: the person's, in its Latin spelling where it has
 * one, for a part holds 160 letters of GSM-7 and 70 of any other script, and not every phone that
 * lives on short messages can show those.
 */
export function smsStyle(town: Town, wanted: readonly (string | null)[]): ReplyStyle {
  const { currency, currencyDigits, timeZone } = town;
  return { language: languageOf(wanted), digits: 'latin', currency, currencyDigits, timeZone };
}

function languageOf(wanted: readonly (string | null)[]): ReplyLanguage {
  const tags = wanted.flatMap((tag) => (tag === null ? [] : [`${tag}-Latn`, tag]));
  return tags.find(isReplyLanguage) ?? 'en';
}
