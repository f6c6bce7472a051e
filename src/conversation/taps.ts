import { readTap } from '../../flows/taps.js';
import { asksForMore } from '../language/more-words.js';
import type { OfferedTap } from './sessions.js';
import type { PersonEvent } from './vocabulary.js';

/** Folds case, width and space, so that a typed title is its tap. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Titles may be written with the number they can be answered by. */
const NUMBERED = /^\p{Nd}+\. /u;

/** What was offered and typed out instead of tapped: its title, word for word. */
export function tapByTitle(awaiting: readonly OfferedTap[], text: string): PersonEvent | undefined {
  const wanted = plain(text);
  const matches = awaiting.filter((tap) => plain(tap.title.replace(NUMBERED, '')) === wanted);
  return matches.length === 1 ? eventOf(matches[0]) : undefined;
}

/** "More" in whatever words: what shows more of what is on show, if anything does. */
export function tapForMore(awaiting: readonly OfferedTap[], text: string): PersonEvent | undefined {
  if (!asksForMore(text)) return undefined;
  const taps = awaiting.filter(({ id }) => /^(goods:[1-9]|history:)/.test(id));
  return taps.length === 1 ? eventOf(taps[0]) : undefined;
}

/** "2", "the second one": the number under which something was offered. */
export function tapByNumber(
  awaiting: readonly OfferedTap[],
  number: number | null,
): PersonEvent | undefined {
  return eventOf(awaiting.find((tap) => tap.number === number));
}

/** The one product named that is among those offered as answers to open questions. */
export function tapByProduct(
  awaiting: readonly OfferedTap[],
  productId: string,
): PersonEvent | undefined {
  const taps = awaiting.filter(
    ({ id }) => /^(answer|shelf):/.test(id) && id.endsWith(`:${productId}`),
  );
  return taps.length === 1 ? eventOf(taps[0]) : undefined;
}

function eventOf(tap: OfferedTap | undefined): PersonEvent | undefined {
  return (tap && readTap(tap.id)) ?? undefined;
}
