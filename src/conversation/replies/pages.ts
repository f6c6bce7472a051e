import { wholeLetters } from './outside-text.js';

/**
 * Long bodies become several messages, broken between lines; paragraphs (after an empty line) stay
 * together where they fit, so that the last page, which carries the buttons, has the sum.
 */

/** A line as several where it is too long: between names, else between words, else letters. */
function broken(line: string, chars_max: number): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > chars_max) {
    const comma = rest.lastIndexOf(', ', chars_max - 1);
    const blank = rest.lastIndexOf(' ', chars_max);
    const at = comma > 0 ? comma + 1 : blank > 0 ? blank : wholeLetters(rest, chars_max);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}

/** Splits lines into as few pages as they need, filling each. */
function fillPages(lines: readonly string[], chars_max: number): string[] {
  const pages: string[] = [];
  let page: string | undefined;
  for (const line of lines.flatMap((long) => broken(long, chars_max))) {
    if (page === undefined) page = line;
    else if (page.length + 1 + line.length <= chars_max) page += `\n${line}`;
    else {
      pages.push(page.trim());
      page = line;
    }
  }
  if (page !== undefined) pages.push(page.trim());
  return pages.filter((text) => text !== '');
}

/** Where the longest fitting run of whole paragraphs at the end begins; undefined if none fits. */
function lastParagraphs(lines: readonly string[], chars_max: number): number | undefined {
  let length = -1;
  let start: number | undefined;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i] ?? '';
    if (line === '' && length > 0 && length <= chars_max) start = i + 1;
    length += line.length + 1;
    if (length > chars_max) break;
  }
  return start;
}

/**
 * Pages of a body: all but the last hold up to `page_max` UTF-16 units, the last up to `last_max`.
 * A body that fits is one page.
 */
export function pagesOf(body: string, page_max: number, last_max: number): readonly string[] {
  if (body.length <= last_max) return [body];
  const lines = body.split('\n');
  const start = lastParagraphs(lines, last_max) ?? lastLines(lines, last_max);
  return [
    ...fillPages(lines.slice(0, start), page_max),
    ...fillPages(lines.slice(start), last_max),
  ];
}

/** Where the longest run of lines at the end begins that fits. */
function lastLines(lines: readonly string[], chars_max: number): number {
  let length = -1;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    length += (lines[i] ?? '').length + 1;
    if (length > chars_max) return Math.min(i + 1, lines.length - 1);
  }
  return 0;
}
