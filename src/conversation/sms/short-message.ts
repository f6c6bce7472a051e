import type { OutboundContent } from '../../base/outbound.js';
import { romanise } from '../../base/romanise.js';
import { segmentsOf } from '../../base/segments.js';
import { toGsm } from '../../base/septets.js';
import { SMS } from '../../base/sms-limits.js';
import type { Voice } from '../replies/voice.js';

/**
 * What would be messages with buttons or a list elsewhere, as one short message: plain letters of
 * GSM-7, no empty lines, and whatever can be tapped written out under the number that answers it.
 * It shall take two parts. What takes more says less, in this order: what stands beside choices,
 * then, beyond three, lines of goods but for how many more there are. A line is never cut, and so
 * no number is.
 */

/** A choice, and the number that means it; 0: only its words do. */
export interface NumberedChoice {
  readonly id: string;
  readonly number: number;
}

interface Choice {
  readonly number: number;
  readonly title: string;
  readonly description: string;
}

/** Signs that give WhatsApp its pictures, bold letters and bullets. */
const DECORATION = /\p{Extended_Pictographic}|\ufe0f|\u20e3|\*/gu;

/** Titles may be written with the number they can be answered by. */
const NUMBERED = /^\p{Nd}+\. /u;

/** Text as a short message spells it. */
function spellShort(text: string): string {
  return toGsm(romanise(text.replace(DECORATION, '')));
}

/** A line of a list: what may be left out, as long as it is said how much. */
const LISTED = /^\s*[-•] /u;

function linesOf(contents: readonly OutboundContent[]): string[] {
  return contents
    .flatMap(({ body }) => body.split('\n'))
    .map((line) => spellShort(line).trim())
    .filter((line) => line !== '');
}

function choicesOf(
  contents: readonly OutboundContent[],
  numbered: readonly NumberedChoice[],
): Choice[] {
  const numbers = new Map(numbered.map(({ id, number }) => [id, number]));
  return contents.flatMap((content) => {
    if (content.kind !== 'buttons' && content.kind !== 'list') return [];
    const rows =
      content.kind === 'list'
        ? content.rows
        : content.buttons.map((button) => ({ ...button, description: '' }));
    return rows.map(({ id, title, description }) => ({
      number: numbers.get(id) ?? 0,
      title: spellShort(title.replace(NUMBERED, '')),
      description: spellShort(description),
    }));
  });
}

/** Whether the words themselves already say what the numbers mean: "(1 Confirm, 2 Change)". */
function isSaid(lines: readonly string[], { number, title }: Choice): boolean {
  const text = lines.join(' ').toLowerCase();
  const word = number === 0 ? title : `${number} ${title}`;
  return text.includes(word.toLowerCase());
}

function written(choice: Choice, withDescriptions: boolean): string {
  const { number, title, description } = choice;
  const word = number === 0 ? title : `${number} ${title}`;
  return withDescriptions && description !== '' ? `${word}: ${description}` : word;
}

/** Choices of a word or two stand in one line behind "Reply:", others in a line each. */
function choiceLines(
  lines: readonly string[],
  choices: readonly Choice[],
  voice: Voice,
  withDescriptions: boolean,
): string[] {
  if (choices.length === 0 || choices.every((choice) => isSaid(lines, choice))) return [];
  const words = choices.map((choice) => written(choice, withDescriptions));
  const reply = spellShort(voice.writePart({ key: 'sms.reply' }));
  const ask = (options: string): string => `${reply} ${options}`;
  if (choices.length > 3 || words.some((word) => word.length > LONG_WORDS)) {
    return [...words, ask(`${choices[0]?.number ?? 1}-${choices.at(-1)?.number ?? 1}`)];
  }
  return [ask(words.join(', '))];
}

/** Beyond this a choice takes a line of its own. */
const LONG_WORDS = 34;

/** Where the longest run of listed lines stands. */
function longestList(lines: readonly string[]): { readonly start: number; readonly end: number } {
  let best = { start: 0, end: 0 };
  let start = 0;
  for (let i = 0; i <= lines.length; i += 1) {
    if (LISTED.test(lines[i] ?? '')) continue;
    if (i - start > best.end - best.start) best = { start, end: i };
    start = i + 1;
  }
  return best;
}

/** The same with fewer listed lines, and how many are left out. */
function* withFewerLines(lines: readonly string[], voice: Voice): Generator<readonly string[]> {
  const { start, end } = longestList(lines);
  for (let kept = end - start - 1; kept >= 1; kept -= 1) {
    const more = voice.writePart({ key: 'ussd.lines_more', holes: { n: end - start - kept } });
    yield [...lines.slice(0, start + kept), spellShort(more), ...lines.slice(end)];
  }
}

/** What opens a page stands in a line of its own, written as it is: a changed sign breaks it. */
function linkLines(contents: readonly OutboundContent[]): string[] {
  return contents.flatMap((content) =>
    content.kind === 'link' ? [`${spellShort(content.title)}: ${content.url}`] : [],
  );
}

/** Whole lines from the top, as many as the longest message takes, before what must be last. */
function cutToLines(lines: readonly string[], tail: readonly string[]): string {
  for (let kept = lines.length; kept > 0; kept -= 1) {
    const text = [...lines.slice(0, kept), ...tail].join('\n');
    if (segmentsOf(text).parts <= SMS.parts_max) return text;
  }
  return cutToWords(lines[0] ?? '', tail);
}

/**
 * The last resort, for one endless line: whole words, and no number whose end is missing. What must
 * be last is left out only where it takes all the room by itself.
 */
function cutToWords(line: string, tail: readonly string[]): string {
  const words = line.split(' ');
  const written = (): string => [`${words.join(' ')} ...`, ...tail].join('\n');
  while (words.length > 1 && segmentsOf(written()).parts > SMS.parts_max) words.pop();
  const text = written();
  if (tail.length === 0 || segmentsOf(text).parts <= SMS.parts_max) return text;
  return cutToWords(line, tail.slice(1));
}

/** Writes what is said as one short message; see above. */
export function shortMessage(
  contents: readonly OutboundContent[],
  numbered: readonly NumberedChoice[],
  voice: Voice,
): string {
  const lines = linesOf(contents);
  const links = linkLines(contents);
  const choices = choicesOf(contents, numbered);
  const compose = (above: readonly string[], withDescriptions: boolean): string =>
    [...above, ...links, ...choiceLines(above, choices, voice, withDescriptions)].join('\n');
  const parts = (text: string): number => segmentsOf(text).parts;
  const whole = compose(lines, true);
  if (parts(whole) <= SMS.parts_wanted) return whole;
  const bare = compose(lines, false);
  if (parts(bare) <= SMS.parts_before_leaving_out) {
    return parts(whole) <= SMS.parts_before_leaving_out ? whole : bare;
  }
  for (const fewer of withFewerLines(lines, voice)) {
    const text = compose(fewer, false);
    if (parts(text) <= SMS.parts_before_leaving_out) return text;
  }
  return cutToLines(lines, [...links, ...choiceLines(lines, choices, voice, false)]);
}
