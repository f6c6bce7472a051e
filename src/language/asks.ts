import { LIMITS } from '../base/limits.js';
import { beginningOf } from '../base/text.js';
import { phraseClasses } from './phrase-classes.js';
import type { PhraseClasses } from './phrase-classes.js';
import { readStanding, readStandingAsk } from './schedules.js';
import type { SpokenStanding, StandingAction } from './schedules.js';
import { tokenise } from './tokens.js';
import type { Token } from './tokens.js';

/** What a whole message can ask for beside goods: classes of asks.json. */
const WHOLE = [
  'history',
  'settings',
  'substitutes',
  'remind_off',
  'remind_on',
  'news',
  'news_sms',
  'news_whatsapp',
  'campaigns_off',
  'campaigns_on',
  'statement',
  'goods',
] as const;
export type WholeAsk = (typeof WHOLE)[number];

/** What is wished of the delivery, in the words it was said in; null where nothing was said. */
export interface Wish {
  /** "After 4pm". */
  readonly time: string | null;
  /** "Call before coming", or whatever was called a note. */
  readonly note: string | null;
}

/** What was asked beside goods, and the message without it. */
export interface Asks {
  readonly whole: WholeAsk | null;
  readonly wish: Wish | null;
  /** "Every Sunday", said with goods. */
  readonly standing: SpokenStanding | null;
  /** "Pause standing order 2". */
  readonly standingAsk: { readonly action: StandingAction; readonly number: string | null } | null;
  /** Whether a question mark stands anywhere: a wish that is asked about is none yet. */
  readonly questioned: boolean;
  /** "Same as last week". */
  readonly lastWeek: boolean;
  /** What is left to be read: the message itself where nothing was cut out. */
  readonly rest: string;
}

/** From a token up to, and without, another. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** One message and the phrases it is searched for. */
interface Scan {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly classes: PhraseClasses;
}

function lengthAt({ tokens, classes }: Scan, at: number, name: string): number {
  return classes.lengthAt(tokens, at, name);
}

function firstOf(scan: Scan, name: string): Span | null {
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const length = lengthAt(scan, at, name);
    if (length > 0) return { from: at, to: at + length };
  }
  return null;
}

function saidIn({ text, tokens }: Scan, { from, to }: Span): string {
  const said = text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
  const words = said.replace(/\s+/gu, ' ').replace(/^[\s,;.:!?-]+|[\s,;.:!?-]+$/gu, '');
  return beginningOf(words, LIMITS.said_characters_max);
}

/** What words a whole message consists of, beside politeness and signs. */
function readWhole(scan: Scan): WholeAsk | null {
  const found = WHOLE.find((name) => firstOf(scan, name) !== null);
  const span = found && firstOf(scan, found);
  if (!found || !span) return null;
  for (let at = 0; at < scan.tokens.length;) {
    if (at === span.from) {
      at = span.to;
      continue;
    }
    const polite = lengthAt(scan, at, 'polite');
    const { kind } = scan.tokens[at] ?? {};
    if (polite === 0 && (kind === 'word' || kind === 'number')) return null;
    at += Math.max(polite, 1);
  }
  return found;
}

/** An hour: how many tokens it has, and whether it is written so that it can be nothing else. */
function hourAt(scan: Scan, at: number): { readonly length: number; readonly sure: boolean } {
  const token = scan.tokens[at];
  const sure = token?.kind === 'clock';
  const hour = token?.kind === 'number' && /^\d{1,2}$/.test(token.text) && Number(token.text) <= 24;
  if (!sure && !hour) return { length: 0, sure: false };
  const named = lengthAt(scan, at + 1, 'clock');
  return { length: 1 + named, sure: sure || named > 0 };
}

/** "After 4pm", "between 2 and 4 pm". */
function timeAfterWord(scan: Scan, at: number): number {
  const word =
    lengthAt(scan, at, 'after') || lengthAt(scan, at, 'until') || lengthAt(scan, at, 'from');
  if (word === 0) return 0;
  const first = hourAt(scan, at + word);
  if (first.length === 0) return 0;
  const range = rangeAt(scan, at + word, first);
  return range.sure ? word + range.length : 0;
}

/** An hour, or one up to another: "2 to 4 pm". */
function rangeAt(
  scan: Scan,
  at: number,
  first: ReturnType<typeof hourAt>,
): ReturnType<typeof hourAt> {
  const dash = scan.tokens[at + first.length]?.kind === 'dash' ? 1 : 0;
  const to = dash || lengthAt(scan, at + first.length, 'to');
  if (to === 0) return first;
  const second = hourAt(scan, at + first.length + to);
  if (second.length === 0) return first;
  return { length: first.length + to + second.length, sure: first.sure || second.sure };
}

/** "4 baje pachi", "2 dekhi 4 baje samma". */
function timeBeforeWord(scan: Scan, at: number): number {
  const first = hourAt(scan, at);
  if (first.length === 0) return 0;
  const range = rangeAt(scan, at, first);
  if (!range.sure) return 0;
  const word =
    lengthAt(scan, at + range.length, 'after_it') || lengthAt(scan, at + range.length, 'until_it');
  if (word > 0) return range.length + word;
  // A range says all by itself: "2 dekhi 4 baje".
  return range.length > first.length ? range.length : 0;
}

function findTime(scan: Scan): Span | null {
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const length = timeAfterWord(scan, at) || timeBeforeWord(scan, at);
    if (length > 0) return { from: at, to: at + length };
  }
  return null;
}

/** "Note: back gate": all that follows on its line. */
function findNamedNote(scan: Scan): { readonly cut: Span; readonly note: Span } | null {
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const length = lengthAt(scan, at, 'note');
    const colon = scan.tokens[at + length]?.kind === 'colon';
    if (length === 0 || !colon) continue;
    const line = scan.tokens.findIndex((token, i) => i > at && token.kind === 'line');
    const to = line === -1 ? scan.tokens.length : line;
    if (to <= at + length + 1) continue;
    return { cut: { from: at, to }, note: { from: at + length + 1, to } };
  }
  return null;
}

/** Tokens of one run of letters share its place: those that stay are written from themselves. */
function leftOfRun({ tokens }: Scan, at: number, spans: readonly Span[]): string {
  const isCut = (i: number): boolean => spans.some(({ from, to }) => i >= from && i < to);
  return tokens
    .filter((token, i) => {
      const stays = token.kind === 'word' || token.kind === 'number';
      return stays && token.start === tokens[at]?.start && !isCut(i);
    })
    .map((token) => token.text)
    .join(' ');
}

/** The message without what was cut out of it. */
function without(scan: Scan, spans: readonly Span[]): string {
  const { text, tokens } = scan;
  let rest = '';
  let done = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const start = tokens[from]?.start ?? 0;
    if (start >= done) rest += text.slice(done, start);
    rest += `, ${leftOfRun(scan, to - 1, spans)} `;
    done = Math.max(done, tokens[to - 1]?.end ?? text.length);
  }
  return spans.length === 0 ? text : (rest + text.slice(done)).replace(/^[\s,.]+|[\s,.]+$/gu, '');
}

/**
 * Finds what a retailer asks beside goods, before the words are read as an order. In: the words as
 * typed and the town's languages. Out: what was found, and the words without it. Linear in the
 * message, which is cut as `understand` cuts it.
 */
export function readAsks(typed: string, languages: readonly string[]): Asks {
  const standing = readStanding(typed, languages);
  const standingAsk = standing === null ? readStandingAsk(typed, languages) : null;
  const text = typed.slice(0, LIMITS.message_chars_max);
  const scan = { text, tokens: tokenise(text), classes: phraseClasses(languages) };
  const lastWeek = firstOf(scan, 'last_week') !== null;
  const questioned = scan.tokens.some(({ kind }) => kind === 'question');
  if (standing || standingAsk) {
    const rest = standing?.rest ?? typed;
    const none = { whole: null, wish: null, lastWeek: false };
    return { ...none, standing, standingAsk, questioned, rest };
  }
  const beside = { standing, standingAsk, questioned, lastWeek };
  const named = findNamedNote(scan);
  const called = named === null ? firstOf(scan, 'call_first') : null;
  const time = findTime(scan);
  const inNote = time && named && time.from >= named.cut.from && time.from < named.cut.to;
  const kept = inNote === true ? null : time;
  const noted = named?.note ?? called;
  if (kept === null && noted === null) {
    return { whole: readWhole(scan), wish: null, ...beside, rest: typed };
  }
  const wish = {
    time: kept && saidIn(scan, kept),
    note: noted && saidIn(scan, noted),
  };
  const cuts = [kept, named?.cut ?? called].filter((span) => span !== null);
  return { whole: null, wish, ...beside, rest: without(scan, cuts) };
}
