import { LIMITS } from '../base/limits.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { phraseClasses } from './phrase-classes.js';
import type { PhraseClasses } from './phrase-classes.js';
import { tokenise } from './tokens.js';
import type { Token } from './tokens.js';
import { readWhen } from './when.js';
import type { When } from './when.js';

/** What a vendor says of being open: "closed tomorrow", "bholi banda", "open today until 8". */
export interface SpokenOpening {
  /** `as_usual` takes back what was said of days to come. */
  readonly what: 'closed' | 'open' | 'as_usual';
  /** Null: today. */
  readonly when: When | null;
  /** Closed up to a day, which is an open one again. */
  readonly untilDay: boolean;
  /** Minutes since midnight, where an hour was said: it closes then, or opens from then on. */
  readonly from: number | null;
  readonly until: number | null;
}

/** So long is no word about opening: "closed" in a longer story is about something else. */
const TOKENS_MAX = 12;

interface Scan {
  readonly tokens: readonly Token[];
  readonly classes: PhraseClasses;
}

function has({ tokens, classes }: Scan, name: string): boolean {
  return tokens.some((_, at) => classes.lengthAt(tokens, at, name) > 0);
}

const CLOCK = /^(\d{1,2}):(\d{2})$/;

/** Minutes of an hour as typed; one until which a shop is open is in the afternoon. */
function minuteAt({ tokens, classes }: Scan, at: number, afternoon: boolean): number | null {
  const { kind, text } = tokens[at] ?? {};
  const [, hours, minutes] = CLOCK.exec(text ?? '') ?? [];
  const hour = kind === 'clock' ? Number(hours) : Number(text);
  const minute = kind === 'clock' ? Number(minutes) : 0;
  if (!Number.isInteger(hour) || hour > 23 || minute > 59) return null;
  const next = tokens[at + 1]?.text ?? '';
  const named = classes.lengthAt(tokens, at + 1, 'clock') > 0;
  const morning = named && next.startsWith('a');
  const evening = named && next.startsWith('p');
  const later = hour < 12 && (evening || (afternoon && !morning));
  const noon = hour === 12 && morning ? 0 : hour;
  return 60 * (later ? noon + 12 : noon) + minute;
}

/** The one hour that is named; null where there is none, undefined where there are several. */
function hourPlace({ tokens }: Scan): number | null | undefined {
  const places = tokens.flatMap(({ kind }, at) =>
    kind === 'number' || kind === 'clock' ? [at] : [],
  );
  return places.length > 1 ? undefined : (places[0] ?? null);
}

/** When it is to be, by the lexicon's words of time and by the phrases for days. */
function dayNamed(typed: string, scan: Scan, index: CatalogueIndex): When | null {
  const when = readWhen(typed, scan.tokens, index.lexicon);
  if (when !== null && (when.day !== null || when.weekday !== null)) return when;
  const day = DAYS.findIndex((name) => has(scan, name));
  const weekday = WEEKDAYS.findIndex((name) => has(scan, name));
  if (day === -1 && weekday === -1) return when;
  const rest = { part: when?.part ?? null, clock: when?.clock ?? null };
  return day === -1 ? { day: null, weekday, ...rest } : { day, weekday: null, ...rest };
}

/** Every word is one of those that belong here. */
function onlyKnown(scan: Scan, index: CatalogueIndex): boolean {
  const { tokens, classes } = scan;
  const names = [...CLASSES, ...DAYS, ...WEEKDAYS, ...BOUNDS];
  for (let at = 0; at < tokens.length;) {
    const length = Math.max(...names.map((name) => classes.lengthAt(tokens, at, name)));
    const token = tokens[at];
    const entry =
      index.lexicon.exact.get(token?.text ?? '') ?? index.lexicon.folded.get(token?.key ?? '');
    const timed = entry?.meanings.some(({ kind, ...one }) => {
      return kind === 'word' && 'role' in one && TIMES.test(one.role);
    });
    if (length === 0 && token?.kind === 'word' && timed !== true) return false;
    at += Math.max(length, 1);
  }
  return true;
}

/** Words of a day, where a language has them among its phrases and not in its lexicon. */
const DAYS = ['day_today', 'day_tomorrow'] as const;
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6].map((day) => `day_${day}`);
const BOUNDS = ['until', 'until_it', 'after', 'after_it', 'from', 'clock'] as const;
const CLASSES = ['shop_closed', 'shop_open', 'shop_usual', 'shop_filler'] as const;
const TIMES = /^(today|tomorrow|day_after|morning|noon|evening|weekday_[0-6])$/;

/**
 * Reads words about being open; null where a message is about anything else, asks something, or
 * is not clear (a part of a day, two hours). Pure and linear in the message.
 */
export function readOpening(typed: string, index: CatalogueIndex): SpokenOpening | null {
  const tokens = tokenise(typed.slice(0, LIMITS.message_chars_max));
  const scan = { tokens, classes: phraseClasses(index.languages) };
  if (tokens.length > TOKENS_MAX || tokens.some(({ kind }) => kind === 'question')) return null;
  if (!CLASSES.slice(0, 3).some((name) => has(scan, name)) || !onlyKnown(scan, index)) return null;
  const when = dayNamed(typed, scan, index);
  const none = { when, untilDay: false, from: null, until: null };
  if (has(scan, 'shop_usual')) return { ...none, what: 'as_usual' };
  const place = hourPlace(scan);
  if (place === undefined) return null;
  const ends = has(scan, 'until') || has(scan, 'until_it');
  const said: Said = { scan, when, place, ends, none };
  return has(scan, 'shop_closed') ? readClosing(said) : readOpen(said);
}

/** A message about being open, with what was found in it. */
interface Said {
  readonly scan: Scan;
  readonly when: When | null;
  /** Where its hour stands; null: it names none. */
  readonly place: number | null;
  /** "Until" an hour, not from it. */
  readonly ends: boolean;
  readonly none: Omit<SpokenOpening, 'what'>;
}

/** "Closed from 3": the day goes on until then. "Closed in the morning" is nobody's hours. */
function readClosing({ scan, when, place, ends, none }: Said): SpokenOpening | null {
  if (when?.part != null && place === null) return null;
  if (place === null) return { ...none, what: 'closed', untilDay: ends && when !== null };
  const minute = minuteAt(scan, place, true);
  if (minute === null) return null;
  return ends ? { ...none, what: 'open', from: minute } : { ...none, what: 'open', until: minute };
}

function readOpen({ scan, when, place, ends, none }: Said): SpokenOpening | null {
  if (place === null) return when?.part == null ? { ...none, what: 'open' } : null;
  const minute = minuteAt(scan, place, ends && when?.part !== 'morning');
  if (minute === null) return null;
  return ends ? { ...none, what: 'open', until: minute } : { ...none, what: 'open', from: minute };
}
