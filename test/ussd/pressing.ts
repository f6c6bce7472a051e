import { LANGUAGES } from '../../src/conversation/replies/languages.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import type { ReplyKey } from '../../src/conversation/vocabulary.js';
import type { Phone, PhoneScreen } from '../support/ussd-phone.js';

/** Keypads by the words of their rows, on whatever page and under whatever key they stand. */

/** A row by its words, on whatever page it stands, or what is typed. */
export type Does = { readonly row: ReplyKey } | { readonly types: string };

/** Does one thing on the screen, and returns the next. */
async function does(
  phone: Phone,
  screen: PhoneScreen,
  language: ReplyLanguage,
  one: Does,
): Promise<PhoneScreen> {
  if ('types' in one) return phone.press(one.types);
  const words = LANGUAGES[language].texts[one.row];
  let shown = screen;
  for (let pages = 0; pages < 8; pages += 1) {
    const key = new RegExp(`^(\\d) ${words}$`, 'm').exec(shown.text)?.[1];
    if (key !== undefined) return phone.press(key);
    shown = await phone.press('9');
  }
  throw new Error(`no row ${words} in ${screen.text}`);
}

/** Does all of them, one after the other. */
export async function doAll(
  phone: Phone,
  from: PhoneScreen,
  language: ReplyLanguage,
  steps: readonly Does[],
): Promise<PhoneScreen> {
  let screen = from;
  for (const one of steps) screen = await does(phone, screen, language, one);
  return screen;
}
