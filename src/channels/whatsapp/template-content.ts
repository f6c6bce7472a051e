import { plainForm, plainWords } from '../../base/outbound.js';
import type { OutboundContent, TemplateContent } from '../../base/outbound.js';
import { WHATSAPP_MESSAGE as LIMIT } from '../../base/whatsapp-limits.js';

/** What of a registered template a message needs. */
export interface ApprovedTemplate {
  readonly name: string;
  readonly language: string;
  readonly body: string;
  readonly parameters: readonly ('words' | 'town')[];
  readonly buttons: readonly string[];
}

/** Titles may be written with the number they can be answered by. */
const NUMBERED = /^\p{Nd}+\. /u;

/** Says how many lines are left out, and what brings them. */
export type WriteRest = (lines: number) => string;

/**
 * The message as a template says it. Its words go into one line, since a parameter may hold no line
 * break and no run of blanks (error 132018). Where they do not fit beside the template's own words,
 * lines of goods go first, then others from the middle outwards, and `writeRest` says how many in
 * their place; the first line and the last stay. Buttons of the same number keep their ids; what
 * else could be tapped is named after words that do not name it, since its title answers too.
 */
export function asTemplate(
  said: OutboundContent,
  template: ApprovedTemplate,
  townName: string,
  writeRest: WriteRest,
): TemplateContent {
  const content = plainForm(said);
  const room = LIMIT.template_body_max - template.body.length;
  const taps = content.kind === 'buttons' ? content.buttons : [];
  const fits = taps.length === template.buttons.length;
  const choices = content.kind === 'list' ? content.rows : fits ? [] : taps;
  const words = plainWords(content);
  const titles = choices.map(({ title }) => title.replace(NUMBERED, ''));
  const named = titles.filter((title) => !words.includes(title)).join(' / ');
  const after = named === '' ? '' : ` (${named})`;
  return {
    kind: 'template',
    name: template.name,
    language: template.language,
    parameters: template.parameters.map((one) =>
      one === 'town' ? townName : inOneLine(words, room - after.length, writeRest) + after,
    ),
    payloads: fits ? taps.map(({ id }) => id) : [],
  };
}

/** A line of a list: what may be left out first, as long as it is said how much. */
const LISTED = /^\s*[-•] /u;

const BETWEEN = ' | ';

function inOneLine(body: string, max: number, writeRest: WriteRest): string {
  const lines = body
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  const left = new Set<number>();
  const goes = lessNeeded(lines);
  const written = (): string => withRest(lines, left, writeRest);
  for (const line of goes) {
    if (written().length <= max) break;
    left.add(line);
  }
  const text = written();
  // One endless line or two: whole words.
  return text.length <= max ? text : wordsWithin(text, max, ` ... ${writeRest(1)}`);
}

/** Places of lines in the order in which they may be left out: goods from the last, then others. */
function lessNeeded(lines: readonly string[]): number[] {
  const inner = lines.map((_, at) => at).slice(1, -1);
  const isListed = (at: number): boolean => LISTED.test(lines[at] ?? '');
  return [
    ...inner.filter(isListed).toReversed(),
    ...inner.filter((at) => !isListed(at)).toReversed(),
  ];
}

/** The lines that stay, and one word for those that do not, where the first of them stood. */
function withRest(
  lines: readonly string[],
  left: ReadonlySet<number>,
  writeRest: WriteRest,
): string {
  const first = Math.min(...left);
  return lines
    .flatMap((line, at) => {
      if (at === first) return [writeRest(left.size)];
      return left.has(at) ? [] : [line];
    })
    .join(BETWEEN);
}

function wordsWithin(line: string, max: number, mark: string): string {
  return line.slice(0, max - mark.length).replace(/\s\S*$/, '') + mark;
}
