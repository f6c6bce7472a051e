import { WHATSAPP_MESSAGE } from '../../src/base/whatsapp-limits.js';
import { checkReplies } from '../../src/conversation/replies/check-replies.js';
import { LANGUAGES, isReplyLanguage } from '../../src/conversation/replies/languages.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { compileMessage } from '../../src/conversation/replies/message.js';
import { pagesOf } from '../../src/conversation/replies/pages.js';
import { render } from '../../src/conversation/replies/render.js';
import { unitWord } from '../../src/conversation/replies/units.js';
import type { ReplyStyle } from '../../src/conversation/replies/voice.js';
import type { Hole, ReplyKey, Say } from '../../src/conversation/vocabulary.js';
import { faultsOf } from '../flows/message-limits.js';

const style = (language: ReplyLanguage, over: Partial<ReplyStyle> = {}): ReplyStyle => ({
  language,
  currency: 'NPR',
  currencyDigits: 2,
  timeZone: 'Asia/Kathmandu',
  ...over,
});

const bodyOf = (
  key: ReplyKey,
  holes: Readonly<Record<string, Hole>>,
  language: ReplyLanguage,
  over: Partial<ReplyStyle> = {},
): string =>
  render({ type: 'say', parts: [{ key, holes }] }, style(language, over))
    .map(({ body }) => body)
    .join('\n');

describe('the check at start', () => {
  const { texts, units } = LANGUAGES.ne;
  const changed = (over: object) => ({ ne: { texts: { ...texts, ...over }, units } });

  test('every language has every key, hole and unit, within the limits', () => {
    expect(() => {
      checkReplies();
    }).not.toThrow();
  });

  test.each([
    ['other keys', changed({ 'new.key': 'x' })],
    ['holes "naam", not "shop"', changed({ 'new.shop': 'पसल: {naam}' })],
    ['holes "", not "shop"', changed({ 'new.shop': 'पसल' })],
    ['blank at an end', changed({ 'orders.none': 'छैन ' })],
    ['blank at an end', changed({ 'orders.none': '' })],
    ['apostrophe', changed({ 'orders.none': "don't" })],
    ['21 characters, at most 20', changed({ 'button.yes': 'x'.repeat(21) })],
    ['22 characters, at most 20', changed({ 'button.cancel_order': '{number}: रद्द गर्ने' })],
    ['25 characters, at most 24', changed({ 'offers.section': `{number}${'x'.repeat(15)}` })],
    ['too long', changed({ 'orders.none': 'x'.repeat(600) })],
    ['no word', { ne: { texts, units: { ...units, bag: ['', ''] as const } } }],
    ['not those of en', { ne: { texts, units: { ...units, ropani: ['x', 'x'] as const } } }],
  ])('a slip stops it: %s', (slip, languages) => {
    expect(() => {
      checkReplies(languages);
    }).toThrow(slip);
  });
});

test('holes are written by language, digits, currency and zone', () => {
  const line = {
    name: 'Sugar (loose)',
    quantity: { quantity: '2.500', unit: 'kg' },
    price: { money: '9550' },
    total: { money: '12345650' },
  };
  expect(bodyOf('basket.line', line, 'en')).toBe(
    '• Sugar (loose): 2.5 kg × Rs 95.50 = Rs 1,23,456.50',
  );
  expect(bodyOf('basket.line', line, 'ne')).toBe(
    '• Sugar (loose): २.५ केजी × रू ९५.५० = रू १,२३,४५६.५०',
  );
  expect(bodyOf('basket.line', line, 'ne', { digits: 'latin' })).toContain('रू 95.50');
  expect(bodyOf('basket.line', line, 'en', { currency: 'KES' })).toContain('KSh 123,456.50');
  const time = { time: { time: '2026-03-02T09:00:00Z' } };
  expect(bodyOf('offer.reply_by', time, 'en')).toBe('Please answer by 2 Mar, 2:45 pm.');
  expect(bodyOf('offer.reply_by', time, 'ne')).toBe('कृपया मार्च २, दिउँसो २:४५ भित्र जवाफ दिनुहोस्।');
  expect(bodyOf('offer.reply_by', time, 'ne-Latn')).toContain('2 Mar, diuso 2:45');
});

test('one of a unit is not several', () => {
  const item = (quantity: string, unit: string): string =>
    bodyOf('offer.line', { quantity: { quantity, unit }, name: 'x' }, 'en');
  expect(item('1', 'bag')).toBe('• 1 bag x');
  expect(item('1.000', 'box')).toBe('• 1 box x');
  expect(item('0.5', 'bag')).toBe('• 0.5 bags x');
  expect(item('3', 'pallet*')).toBe('• 3 pallet∗ x');
});

test('a name cannot speak ICU, format a message or add a line', () => {
  const name = '{total} *x* \n_y_ #\u202e';
  const text = bodyOf('new.shop', { shop: name }, 'en');
  expect(text).toBe('Shop: {total} ∗x∗ y #');
});

test('a hole that is not filled is a bug, not a sentence', () => {
  expect(() => bodyOf('new.shop', {}, 'en')).toThrow('lacks the hole shop');
});

test('more than can be tapped is a bug, not a message', () => {
  const button = (i: number) => ({ id: `b${i}`, title: { key: 'button.yes' } as const });
  const say = (count: number): Say => ({
    type: 'say',
    parts: [{ key: 'menu.title' }],
    buttons: Array.from({ length: count }, (_, i) => button(i)),
  });
  expect(() => render(say(4), style('en'))).toThrow('one to three buttons');
  expect(() => render(say(0), style('en'))).toThrow('one to three buttons');
  const long = { ...say(1), buttons: [{ ...button(0), id: 'x'.repeat(201) }] };
  expect(() => render(long, style('en'))).toThrow('too long');
});

describe('pages', () => {
  test('a body that fits is one page', () => {
    expect(pagesOf('a\n\nb', 100, 50)).toEqual(['a\n\nb']);
  });

  test('the last paragraphs stand with the buttons, the rest fills pages before', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `line ${i}`);
    expect(pagesOf([...lines, '', 'sum', 'ask'].join('\n'), 30, 12)).toEqual([
      'line 0\nline 1\nline 2\nline 3',
      'line 4\nline 5\nline 6\nline 7',
      'line 8',
      'sum\nask',
    ]);
  });

  test('where a paragraph alone is too long, its last lines stand there', () => {
    const lines = Array.from({ length: 6 }, (_, i) => `line ${i}`);
    expect(pagesOf(lines.join('\n'), 30, 13)).toEqual([
      'line 0\nline 1\nline 2\nline 3',
      'line 4\nline 5',
    ]);
  });

  test('nothing is lost and nothing too long, whatever the lengths', () => {
    for (let count = 1; count < 120; count += 7) {
      for (let width = 1; width < 90; width += 13) {
        const lines = Array.from({ length: count }, (_, i) =>
          i % 11 === 10 ? '' : `${i}`.padEnd(width, 'x'),
        );
        const pages = pagesOf(lines.join('\n'), 400, 150);
        expect(pages.slice(0, -1).every((page) => page.length <= 400)).toBe(true);
        expect((pages.at(-1) ?? '').length).toBeLessThanOrEqual(150);
        const kept = pages
          .join('\n')
          .split('\n')
          .filter((line) => line !== '');
        expect(kept).toEqual(lines.filter((line) => line !== ''));
      }
    }
  });
});

describe('messages', () => {
  const write = (text: string, holes: Record<string, string | number>): string =>
    compileMessage(text, 'en', (n) => `<${n}>`).write(holes);

  test('are literals, holes, choices and counts', () => {
    expect(write('a {b} c', { b: 'x' })).toBe('a x c');
    expect(write('{n, plural, =0 {none} one {one} other {# of {n}}}', { n: 0 })).toBe('none');
    expect(write('{n, plural, =0 {none} one {one} other {# of {n}}}', { n: 1 })).toBe('one');
    expect(write('{n, plural, =0 {none} one {one} other {# of {n}}}', { n: 7 })).toBe('<7> of <7>');
    expect(write('{w, select, a {A {x}} other {O}}', { w: 'a', x: 'y' })).toBe('A y');
    expect(write('{w, select, a {A} other {O}}', { w: 'constructor' })).toBe('O');
  });

  test.each(['{n, number}', '{d, date}', '{n, selectordinal, other {x}}', '{'])(
    'refuse what is not written here: %s',
    (text) => {
      expect(() => compileMessage(text, 'en', String)).toThrow();
    },
  );
});

test('languages are known by their exact tags', () => {
  expect(Object.keys(LANGUAGES).every(isReplyLanguage)).toBe(true);
  expect(['hi', 'NE', '', 'constructor'].some(isReplyLanguage)).toBe(false);
});

test('a unit that is not listed is its own word', () => {
  expect(unitWord(LANGUAGES.ne.units, 'ctn', true)).toBe('कार्टुन');
  expect(unitWord(LANGUAGES.ne.units, 'constructor', true)).toBe('constructor');
});

test('the limits are those that WhatsApp documents', () => {
  // Written a second time in message-limits.ts: a change here must be one there.
  const say: Say = { type: 'say', parts: [{ key: 'menu.title' }] };
  expect(faultsOf(render(say, style('en')))).toEqual([]);
  expect(WHATSAPP_MESSAGE.text_max).toBe(4096);
  expect(WHATSAPP_MESSAGE.interactive_body_max).toBe(1024);
});
