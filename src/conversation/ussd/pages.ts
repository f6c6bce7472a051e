import { airLength, toGsm } from '../../base/septets.js';
import { USSD } from '../../base/ussd-limits.js';
import { romanise } from '../../base/romanise.js';
import { shortenName } from '../replies/short-names.js';
import type { Voice } from '../replies/voice.js';
import type { Part, Show, Tap } from './vocabulary.js';

/** One screen and what its keys mean. */
export interface Page {
  readonly text: string;
  /** The row's id behind each key. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A screen as it is stored: all its pages, and which one is before the caller. */
export interface View {
  readonly pages: readonly Page[];
  readonly at: number;
  readonly typed: NonNullable<Show['typed']> | null;
  readonly nav: Show['nav'];
  readonly ends: boolean;
}

/** How a language is put on a screen: in the Latin alphabet of GSM-7, or as it is written. */
export interface Screenwriting {
  readonly voice: Voice;
  readonly alphabet: 'gsm7' | 'ucs2';
}

/** What a screen holds, in the units of its alphabet. */
function budgetOf(alphabet: Screenwriting['alphabet']): number {
  return alphabet === 'gsm7' ? USSD.screen_septets_max : USSD.screen_units_max;
}

/** Pictures and joiners are dropped in every alphabet: phones with keypads show boxes. */
const PICTURES = /\p{Extended_Pictographic}|\ufe0f|\u20e3|\*/gu;

function spell(text: string, { alphabet }: Screenwriting): string {
  const plain = text
    .replace(PICTURES, '')
    .replace(/ {2,}/g, ' ')
    .replace(/^ +| +$/gm, '');
  return alphabet === 'gsm7' ? toGsm(romanise(plain)) : plain;
}

/** How much of a screen a text takes: counted in the screen's alphabet, never in a narrower one. */
function sizeOf(text: string, alphabet: Screenwriting['alphabet']): number {
  return alphabet === 'ucs2' ? text.length : airLength(text).units;
}

/** True between two words that must not be parted: a number and what it counts. */
function mustHold(before: string, after: string): boolean {
  return /\p{Nd}/u.test(before) || /\p{Nd}/u.test(after) || /^[=x×/-]/u.test(after);
}

/** Breaks a line that fills more than a page where no number is near, if there is such a place. */
function breakLine(line: string, room: number, size: (text: string) => number): string[] {
  if (size(line) <= room) return [line];
  const words = line.split(' ');
  let best = 0;
  let anywhere = 0;
  for (let i = 1; i < words.length; i += 1) {
    if (size(words.slice(0, i).join(' ')) > room) break;
    anywhere = i;
    if (!mustHold(words[i - 1] ?? '', words[i] ?? '')) best = i;
  }
  const cut = best > 0 ? best : anywhere;
  if (cut === 0) return [line.slice(0, room), ...breakLine(line.slice(room), room, size)];
  const head = words.slice(0, cut).join(' ');
  return [head, ...breakLine(words.slice(cut).join(' '), room, size)];
}

/** A row's words: a name is shortened by meaning so that its price stands beside it whole. */
function writeRow(tap: Tap, writing: Screenwriting): string {
  const { voice, alphabet } = writing;
  const most = alphabet === 'gsm7' ? USSD.row_units_max : USSD.row_ucs2_units_max;
  const beside = tap.description ? ` ${spell(voice.writePart(tap.description), writing)}` : '';
  if (!('text' in tap.title)) return spell(voice.writePart(tap.title), writing) + beside;
  const name = spell(tap.title.text, writing);
  return shortenName(name, Math.max(8, most - beside.length)) + beside;
}

interface Line {
  readonly text: string;
  /** The row's id; undefined for words above the rows. */
  readonly id: string | undefined;
}

/** Fills pages with whole lines; `room` is what is left beside the foot. */
function fill(
  lines: readonly Line[],
  room: number,
  size: (text: string) => number,
): { readonly text: string; readonly keys: Record<string, string> }[] {
  const pages: { text: string; keys: Record<string, string> }[] = [];
  let page = { text: '', keys: {} as Record<string, string> };
  for (const { text, id } of lines) {
    const keyed = (): string =>
      id === undefined ? text : `${Object.keys(page.keys).length + 1} ${text}`;
    const joined = page.text === '' ? keyed() : `${page.text}\n${keyed()}`;
    const isFull = id !== undefined && Object.keys(page.keys).length >= USSD.page_rows_max;
    if (page.text !== '' && (isFull || size(joined) > room)) {
      pages.push(page);
      page = { text: '', keys: {} };
    }
    page.text = page.text === '' ? keyed() : `${page.text}\n${keyed()}`;
    if (id !== undefined) page.keys[String(Object.keys(page.keys).length + 1)] = id;
  }
  return [...pages, page];
}

/** The ways out that stand at the foot of a page. */
function footOf(nav: Show['nav'], isFirst: boolean, more: boolean, writing: Screenwriting): string {
  const { voice } = writing;
  const word = (name: 'back' | 'main' | 'more'): string =>
    spell(voice.writePart({ key: `ussd.nav.${name}` }), writing);
  return [
    ...(more ? [`9 ${word('more')}`] : []),
    ...(nav === 'back' || !isFirst ? [`0 ${word('back')}`] : []),
    ...(nav !== 'none' ? [`00 ${word('main')}`] : []),
  ].join(' ');
}

interface Words {
  readonly text: readonly string[];
  readonly rows: readonly { readonly text: string; readonly id: string }[];
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/**
 * What can stand above the rows, the fullest first: all details, fewer of them with how many more
 * there are, or their number alone.
 */
function* fullerToBarer(show: Show, writing: Screenwriting): Generator<readonly string[]> {
  const write = (part: Part): string[] => linesOf(spell(writing.voice.writePart(part), writing));
  const details = (show.details ?? []).map(write);
  const above = show.parts.slice(0, -1).flatMap(write);
  const last = show.parts.slice(-1).flatMap(write);
  yield [...above, ...details.flat(), ...last];
  for (let kept = details.length - 1; kept > 0; kept -= 1) {
    const more = write({ key: 'ussd.lines_more', holes: { n: details.length - kept } });
    yield [...above, ...details.slice(0, kept).flat(), ...more, ...last];
  }
  if (details.length > 0) {
    const all = write({ key: 'ussd.lines_all', holes: { n: details.length } });
    yield [...above, ...all, ...last];
  }
}

function pagesIn(
  { text, rows }: Words,
  room: number,
  size: (text: string) => number,
): ReturnType<typeof fill> {
  const above = text.flatMap((line) => breakLine(line, room, size));
  const lines = [
    ...above.map((line) => ({ text: line, id: undefined })),
    // A row keeps its key before it.
    ...rows.map((row) => ({ text: breakLine(row.text, room - 2, size)[0] ?? '', id: row.id })),
  ];
  return fill(lines, room, size);
}

/**
 * Lays a screen out on pages of at most 160 septets, or 70 UCS-2 units, foot included. Lines stay
 * whole; one that is longer than a page is broken between words, and never beside a number. Rows
 * are numbered from 1 on each page, so that a key is always a single digit.
 */
export function layOut(show: Show, writing: Screenwriting): View {
  const size = (text: string): number => sizeOf(text, writing.alphabet);
  const budget = budgetOf(writing.alphabet);
  const rows = (show.rows ?? []).map((tap) => ({ text: writeRow(tap, writing), id: tap.id }));
  const room = (first: boolean, more: boolean): number => {
    const foot = footOf(show.nav, first, more, writing);
    return foot === '' ? budget : budget - size(foot) - 1;
  };
  const choices = [...fullerToBarer(show, writing)];
  let pages = choices
    .map((text) => pagesIn({ text, rows }, room(true, false), size))
    .find((laid) => laid.length === 1);
  if (!pages) {
    const least = Math.min(room(true, true), room(false, true));
    const laid = choices.map((text) => pagesIn({ text, rows }, least, size));
    // What can be done must be seen at once, where leaving out details can bring that about.
    pages = laid.find(([first]) => Object.keys(first?.keys ?? {}).length > 0) ?? laid[0] ?? [];
  }
  const { length } = pages;
  return {
    pages: pages.map(({ text, keys }, i) => {
      const foot = footOf(show.nav, i === 0, i < length - 1, writing);
      return { text: foot === '' ? text : `${text}\n${foot}`, keys };
    }),
    at: 0,
    typed: show.typed ?? null,
    nav: show.nav,
    ends: show.ends ?? false,
  };
}

/** A page with a word above it, if there is room for both. */
export function withNotice(text: string, notice: string, writing: Screenwriting): string {
  const both = `${spell(notice, writing)}\n${text}`;
  return sizeOf(both, writing.alphabet) <= budgetOf(writing.alphabet) ? both : text;
}
