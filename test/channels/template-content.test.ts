import { WHATSAPP_MESSAGE as LIMIT } from '../../src/base/whatsapp-limits.js';
import type { OutboundContent } from '../../src/base/outbound.js';
import { checkContent } from '../../src/channels/whatsapp/render.js';
import { asTemplate } from '../../src/channels/whatsapp/template-content.js';

const template = {
  name: 'order_news',
  language: 'en',
  body: 'From {{1}}: {{2}} Answer here to go on.',
  parameters: ['town', 'words'],
  buttons: [],
} as const;

const rest = (lines: number): string => `(${lines} more: write MORE)`;

const wordsOf = (content: OutboundContent): string => {
  const made = asTemplate(content, template, 'Itahari', rest);
  expect(checkContent(made)).toEqual([]);
  return made.parameters[1] ?? '';
};

const text = (lines: readonly string[]): OutboundContent => ({
  kind: 'text',
  body: lines.join('\n'),
});
const goods = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `• ${i + 1} ctn Wai Wai Chicken Noodles 75g, pack ${i}`);

test('what fits is said whole, in one line', () => {
  expect(wordsOf(text(['Order 1001', '', '• 2  ctn\tRara', '*Total: Rs 500*']))).toBe(
    'Order 1001 | • 2 ctn Rara | *Total: Rs 500*',
  );
});

test('goods go first, from the last of them, and it is said how many; what to do stays', () => {
  const ends = ['', 'You get: *Rs 9,000*', 'Please answer by 8:30.', '(1 Accept, 2 Decline)'];
  const words = wordsOf(text(['New order 1001', ...goods(40), ...ends]));
  const [, kept = '', left = ''] = /^(.*)\((\d+) more: write MORE\)/.exec(words) ?? [];
  expect(kept.match(/•/g)?.length).toBe(40 - Number(left));
  expect(kept).toContain('New order 1001 | • 1 ctn');
  expect(words).toMatch(
    /MORE\) \| You get: \*Rs 9,000\* \| Please answer by 8:30\. \| \(1 Accept, 2 Decline\)$/,
  );
  // One more line would not have fitted.
  expect(words.length).toBeGreaterThan(LIMIT.template_body_max - template.body.length - 60);
});

test('where nothing is listed, the first line and the last stay', () => {
  const words = wordsOf(
    text(Array.from({ length: 30 }, (_, i) => `Sentence ${i} ${'x'.repeat(50)}`)),
  );
  expect(words).toMatch(/^Sentence 0 x+ \| .*\(1\d more: write MORE\) \| Sentence 29 x+$/);
});

test('a link is said with its words, whole or not at all', () => {
  const link = (body: string): OutboundContent => {
    return { kind: 'link', body, title: 'Map', url: 'https://maps.example/?q=28.6' };
  };
  expect(wordsOf(link('The shop'))).toBe('The shop | Map: https://maps.example/?q=28.6');
  expect(wordsOf(link('far '.repeat(250)))).toMatch(/^(far )+(\| )?\.\.\. \(1 more: write MORE\)$/);
});

test('one endless line keeps whole words', () => {
  const words = wordsOf(text([`price ${'123456 '.repeat(300)}`]));
  expect(words).toMatch(/^price (123456 )+\.\.\. \(1 more: write MORE\)$/);
});

test('titles that the words do not name are said after them, and leave them room', () => {
  const titles = Array.from({ length: 10 }, (_, i) => `Some product name ${i}`);
  const rows = titles.map((title, i) => ({ id: `r${i}`, title, description: '', section: '' }));
  const { body } = text(['Which?', ...goods(40)]);
  const words = wordsOf({ kind: 'list', body, open: 'Choose', rows });
  expect(words.endsWith(`(${titles.join(' / ')})`)).toBe(true);
  expect(words).toContain('more: write MORE)');
});
