import type { GoodsContent, OutboundContent } from '../../src/base/outbound.js';

/**
 * What WhatsApp takes (Cloud API reference, message and interactive objects), written down here
 * a second time: the code under test must not be its own measure.
 */
export function faultsOf(contents: readonly OutboundContent[]): string[] {
  const faults: string[] = [];
  const within = (what: string, text: string, max: number): void => {
    if (text.length === 0 || text.length > max) faults.push(`${what} of ${text.length}: ${text}`);
    if (/\{|\}|undefined|NaN|\[object/.test(text)) faults.push(`${what} has a raw hole: ${text}`);
  };
  if (contents.length === 0) faults.push('nothing is said');
  contents.forEach((content, i) => {
    const isLast = i === contents.length - 1;
    if (!isLast && content.kind !== 'text') faults.push('something to tap before the last page');
    within('body', content.body, content.kind === 'text' ? 4096 : 1024);
    if (content.kind === 'buttons') faults.push(...buttonFaults(content, within));
    if (content.kind === 'goods') faults.push(...goodsFaults(content, within));
    if (content.kind === 'form') {
      within('form title', content.title, 30);
      faults.push(...faultsOf([content.plain]));
    }
    if (content.kind === 'link') {
      within('link title', content.title, 20);
      if (!content.url.startsWith('https://')) faults.push(`no link: ${content.url}`);
    }
    if (content.kind === 'list') faults.push(...listFaults(content, within));
  });
  return faults;
}

type Within = (what: string, text: string, max: number) => void;

function repeated(texts: readonly string[]): boolean {
  return new Set(texts).size !== texts.length;
}

function goodsFaults(content: GoodsContent, within: Within): string[] {
  const { header, sections, words, plain } = content;
  if (header !== undefined) within('header', header, 60);
  for (const { title } of sections) within('section title', title, 24);
  for (const { id, title } of words) {
    within('word id', id, 200);
    within('word', title, 20);
  }
  const items = sections.flatMap(({ skus }) => skus);
  return [
    ...(sections.length > 10 ? [`${sections.length} sections`] : []),
    ...(items.length > 30 ? [`${items.length} products`] : []),
    ...(header === undefined && items.length > 1 ? ['several products without a header'] : []),
    ...faultsOf([plain]),
  ];
}

function buttonFaults(
  content: Extract<OutboundContent, { kind: 'buttons' }>,
  within: Within,
): string[] {
  const { buttons } = content;
  for (const { id, title } of buttons) {
    within('button id', id, 256);
    within('button title', title, 20);
  }
  return [
    ...(buttons.length < 1 || buttons.length > 3 ? [`${buttons.length} buttons`] : []),
    ...(repeated(buttons.map(({ title }) => title)) ? ['two buttons with one title'] : []),
    ...(repeated(buttons.map(({ id }) => id)) ? ['two buttons with one id'] : []),
  ];
}

function listFaults(content: Extract<OutboundContent, { kind: 'list' }>, within: Within): string[] {
  const { rows } = content;
  within('list button', content.open, 20);
  for (const row of rows) {
    within('row id', row.id, 200);
    within('row title', row.title, 24);
    if (row.description !== '') within('row description', row.description, 72);
    if (row.section !== '') within('section title', row.section, 24);
  }
  const sections = new Set(rows.map(({ section }) => section));
  return [
    ...(rows.length < 1 || rows.length > 10 ? [`${rows.length} rows`] : []),
    ...(repeated(rows.map(({ id }) => id)) ? ['two rows with one id'] : []),
    ...(sections.size > 1 && sections.has('') ? ['a row without a section among others'] : []),
  ];
}
