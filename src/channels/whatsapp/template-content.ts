import type { OutboundContent, TemplateContent } from '../../base/outbound.js';
import { TEMPLATE } from '../../base/template-limits.js';

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

/**
 * The message as a template says it. Its words go into one line, since a parameter may hold no line
 * break and no run of blanks (error 132018); what does not fit beside the template's own words is
 * left out line by line from the end, never within a line that fits. Buttons of the same number
 * keep their ids; what else could be tapped is named after words that do not name it, since its
 * title answers too.
 */
export function asTemplate(
  content: OutboundContent,
  template: ApprovedTemplate,
  townName: string,
): TemplateContent {
  const room = TEMPLATE.body_max - template.body.length;
  const taps = content.kind === 'buttons' ? content.buttons : [];
  const fits = taps.length === template.buttons.length;
  const choices = content.kind === 'list' ? content.rows : fits ? [] : taps;
  const titles = choices.map(({ title }) => title.replace(NUMBERED, ''));
  const named = titles.filter((title) => !content.body.includes(title)).join(' / ');
  const after = named === '' ? '' : ` (${named})`;
  return {
    kind: 'template',
    name: template.name,
    language: template.language,
    parameters: template.parameters.map((one) =>
      one === 'town' ? townName : inOneLine(content.body, room - after.length) + after,
    ),
    payloads: fits ? taps.map(({ id }) => id) : [],
  };
}

function inOneLine(body: string, max: number): string {
  const lines = body
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  const join = (kept: number): string =>
    lines.slice(0, kept).join(' | ') + (kept < lines.length ? ' | ...' : '');
  let kept = lines.length;
  while (kept > 1 && join(kept).length > max) kept -= 1;
  // One endless line: whole words.
  return join(kept).length <= max ? join(kept) : wordsWithin(join(kept), max);
}

function wordsWithin(line: string, max: number): string {
  return `${line.slice(0, max - 4).replace(/\s\S*$/, '')} ...`;
}
