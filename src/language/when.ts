import type { Lexicon } from './lexicon.js';
import { normalise } from './normalise.js';
import type { Token } from './tokens.js';

export type DayPart = 'morning' | 'noon' | 'evening';

/** A time as people say it, before anybody asks what day it is. */
export interface When {
  /** So many days from today. */
  readonly day: number | null;
  /** 0 is Sunday. */
  readonly weekday: number | null;
  readonly part: DayPart | null;
  readonly clock: { readonly hour: number; readonly minute: number } | null;
}

const DAYS: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, day_after: 2 };
const PARTS: readonly DayPart[] = ['morning', 'noon', 'evening'];
const WEEKDAY = /^weekday_([0-6])$/;

/** "10 am", "5:30 pm", "11 baje", "११ बजे": an hour that says it is one. */
const CLOCK = /(?<![\p{Nd}:])(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|baje|bajey|bajesamma|बजे)(?!\p{L})/u;

function clockOf(text: string, part: DayPart | null): When['clock'] {
  const found = CLOCK.exec(normalise(text));
  if (!found) return null;
  const [, hours = '', minutes = '0', half = ''] = found;
  const said = Number(hours);
  const minute = Number(minutes);
  if (minute > 59 || said > 23) return null;
  const later = half === 'pm' || (half !== 'am' && (part === 'evening' || part === 'noon'));
  // Without "am" nobody means an hour before six: "3 baje" is in the afternoon.
  const afternoon = said < 12 && (later || (half !== 'am' && part === null && said < 6));
  const hour = half === 'am' && said === 12 ? 0 : said;
  return { hour: afternoon ? hour + 12 : hour, minute };
}

/** When something is to happen; null where no word says so. The last word of a kind counts. */
export function readWhen(text: string, tokens: readonly Token[], lexicon: Lexicon): When | null {
  let day: number | null = null;
  let weekday: number | null = null;
  let part: DayPart | null = null;
  for (const token of tokens) {
    const entry = lexicon.exact.get(token.text) ?? lexicon.folded.get(token.key);
    for (const meaning of entry?.meanings ?? []) {
      if (meaning.kind !== 'word') continue;
      day = DAYS[meaning.role] ?? day;
      part = PARTS.find((one) => one === meaning.role) ?? part;
      const named = WEEKDAY.exec(meaning.role)?.[1];
      weekday = named === undefined ? weekday : Number(named);
    }
  }
  const clock = clockOf(text, part);
  if (day === null && weekday === null && part === null && clock === null) return null;
  return { day, weekday, part, clock };
}
