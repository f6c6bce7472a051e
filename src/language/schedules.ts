import { LIMITS } from '../base/limits.js';
import { phraseClasses } from './phrase-classes.js';
import type { PhraseClasses } from './phrase-classes.js';
import { tokenise } from './tokens.js';
import type { Token } from './tokens.js';

/** What is said about orders that come again and again. */

export type SpokenSchedule =
  | { readonly kind: 'weekly'; readonly days: readonly number[] }
  | { readonly kind: 'monthly'; readonly day: number }
  /** "Every month", and no day of it. */
  | { readonly kind: 'unclear' };

/** "Every Sunday 2 bora chamal": the days, and the words without them. */
export interface SpokenStanding {
  readonly schedule: SpokenSchedule;
  readonly rest: string;
}

export type StandingAction = 'show' | 'pause' | 'resume' | 'stop' | 'itself' | 'ask_first';

interface Scan {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly classes: PhraseClasses;
}

function scanOf(typed: string, languages: readonly string[]): Scan {
  const text = typed.slice(0, LIMITS.message_chars_max);
  return { text, tokens: tokenise(text), classes: phraseClasses(languages) };
}

function lengthAt({ tokens, classes }: Scan, at: number, name: string): number {
  return classes.lengthAt(tokens, at, name);
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** "Sunday and Wednesday": weekdays one after the other. */
function weekdaysAt(scan: Scan, from: number): { readonly days: number[]; readonly to: number } {
  const days: number[] = [];
  let to = from;
  for (let at = from; at < scan.tokens.length;) {
    const day = WEEKDAYS.find((one) => lengthAt(scan, at, `day_${one}`) > 0);
    if (day === undefined) break;
    if (!days.includes(day)) days.push(day);
    to = at + lengthAt(scan, at, `day_${day}`);
    const joined = scan.tokens[to]?.kind === 'comma' ? 1 : lengthAt(scan, to, 'day_join');
    at = to + joined;
  }
  return { days, to };
}

function dayFigure(token: Token | undefined): number | null {
  const day = token?.kind === 'number' && /^\d{1,2}$/.test(token.text) ? Number(token.text) : 0;
  return day >= 1 && day <= 31 ? day : null;
}

/** "Month on the 5th", "5th of the month", "mahina 5 tarikh": a figure that is called a date. */
function monthAt(scan: Scan, from: number): { readonly day: number | null; readonly to: number } {
  let day: number | null = null;
  let to = from;
  for (let at = from, left = 6; at < scan.tokens.length && left > 0; left -= 1) {
    const month = lengthAt(scan, at, 'month');
    const figure = dayFigure(scan.tokens[at]);
    const dated = figure === null ? 0 : lengthAt(scan, at + 1, 'date_word');
    const on = lengthAt(scan, at, 'on');
    if (month > 0) to = at + month;
    else if (figure !== null && dated > 0 && day === null) {
      day = figure;
      to = at + 1 + dated;
    } else if (on === 0) break;
    at = Math.max(to, at + Math.max(on, month));
  }
  return { day, to };
}

function standingAt(
  scan: Scan,
  at: number,
): { readonly schedule: SpokenSchedule; readonly to: number } | null {
  const every = lengthAt(scan, at, 'every');
  if (every === 0) return null;
  const { days, to } = weekdaysAt(scan, at + every);
  if (days.length > 0) return { schedule: { kind: 'weekly', days: days.sort() }, to };
  const month = monthAt(scan, at + every);
  if (month.to === at + every) return null;
  const { day } = month;
  return { schedule: day === null ? { kind: 'unclear' } : { kind: 'monthly', day }, to: month.to };
}

/** Finds days on which something is wanted again and again; null where none are named. */
export function readStanding(typed: string, languages: readonly string[]): SpokenStanding | null {
  const scan = scanOf(typed, languages);
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const found = standingAt(scan, at);
    if (!found) continue;
    const start = scan.tokens[at]?.start ?? 0;
    const end = scan.tokens[found.to - 1]?.end ?? scan.text.length;
    const rest = `${scan.text.slice(0, start)}, ${scan.text.slice(end)}`;
    return { schedule: found.schedule, rest: rest.replace(/^[\s,.]+|[\s,.]+$/gu, '') };
  }
  return null;
}

const ACTIONS = ['pause', 'resume', 'stop', 'itself', 'ask_first'] as const;

/** "Pause standing order 2", "standing orders": what is to be done with which; null: neither. */
export function readStandingAsk(
  typed: string,
  languages: readonly string[],
): { readonly action: StandingAction; readonly number: string | null } | null {
  const scan = scanOf(typed, languages);
  const places = scan.tokens.map((_, at) => at);
  const named = places.find((at) => lengthAt(scan, at, 'standing') > 0);
  if (named === undefined) return null;
  const action = ACTIONS.find((name) => places.some((at) => lengthAt(scan, at, name) > 0));
  const figures = scan.tokens.filter(({ kind, text }) => kind === 'number' && /^\d+$/.test(text));
  const [figure, another] = figures;
  const number = figure && !another && figure.text.length <= 2 ? figure.text : null;
  return { action: action ?? 'show', number };
}
