import { segmentsOf } from '../../src/base/segments.js';
import type { OutboundContent } from '../../src/base/outbound.js';
import { voiceOf } from '../../src/conversation/replies/voice.js';
import { shortMessage } from '../../src/conversation/sms/short-message.js';

const voice = voiceOf({
  language: 'en',
  digits: 'latin',
  currency: 'NPR',
  currencyDigits: 2,
  timeZone: 'UTC',
});

test.each([
  ['a'.repeat(160), 'gsm7', 1],
  ['a'.repeat(161), 'gsm7', 2],
  ['a'.repeat(306), 'gsm7', 2],
  ['a'.repeat(307), 'gsm7', 3],
  ['€'.repeat(80), 'gsm7', 1],
  // A sign of two septets is never parted: 76 of them fill a part of 153, and one septet is left.
  ['€'.repeat(152), 'gsm7', 2],
  ['€'.repeat(153), 'gsm7', 3],
  ['क'.repeat(70), 'ucs2', 1],
  ['क'.repeat(71), 'ucs2', 2],
  ['क'.repeat(134), 'ucs2', 2],
  ['क'.repeat(135), 'ucs2', 3],
  // 33 pictures of two units in a part of 67.
  ['😀'.repeat(66), 'ucs2', 2],
  ['😀'.repeat(67), 'ucs2', 3],
  ['', 'gsm7', 1],
])('%p is %s in %d parts', (text, alphabet, parts) => {
  expect(segmentsOf(text)).toEqual({ alphabet, parts });
});

function write(content: OutboundContent, numbers: Record<string, number> = {}): string {
  const numbered = Object.entries(numbers).map(([id, number]) => ({ id, number }));
  return shortMessage([content], numbered, voice);
}

const CONFIRM = { id: 'c', title: 'Confirm' };
const CHANGE = { id: 'x', title: 'Change' };

test('buttons become numbers, in plain letters without bold and pictures', () => {
  const content = { kind: 'buttons', body: '🛒 *Total: ₹ 5*', buttons: [CONFIRM, CHANGE] } as const;
  expect(write(content, { c: 1, x: 2 })).toBe('Total: Rs 5\nReply: 1 Confirm, 2 Change');
});

test('numbers that the words say already are not said twice', () => {
  const body = 'Place it? (1 Confirm, 2 Change)';
  const content = { kind: 'buttons', body, buttons: [CONFIRM, CHANGE] } as const;
  expect(write(content, { c: 1, x: 2 })).toBe(body);
});

test('a link is a line of its own, not a sign of it changed', () => {
  const url = 'https://pay.example/?pidx=a*b_~%2C';
  const content = { kind: 'link', body: '*Pay* 🙏', title: 'Pay', url } as const;
  expect(write(content)).toBe(`Pay\nPay: ${url}`);
});

test('a link stays whole where words are left out; where it alone is too long it goes', () => {
  const body = 'endless '.repeat(200);
  const link = (length: number): OutboundContent => {
    const url = 'https://pay.example/'.padEnd(length, 'x');
    return { kind: 'link', body, title: 'Pay', url };
  };
  const text = write(link(150));
  expect(text).toMatch(/^(endless )+\.\.\.\nPay: https:\/\/pay\.example\/x+$/);
  expect(text).toContain('x'.repeat(130));
  expect(segmentsOf(text).parts).toBe(4);
  expect(write(link(2000))).toMatch(/^(endless )+\.\.\.$/);
});

test('where a number would be a quantity, the words answer', () => {
  const content = { kind: 'buttons', body: 'How many?', buttons: [CHANGE] } as const;
  expect(write(content, { x: 0 })).toBe('How many?\nReply: Change');
});

const rows = Array.from({ length: 6 }, (_, i) => ({
  id: `r${i}`,
  title: `${i + 1}. Rice ${i}`,
  section: '',
  description: `Rs ${i},500 a bag of Jeera Masino, sold in bags of 25 kg as always`,
}));
const numbers = Object.fromEntries(rows.map(({ id }, i) => [id, i + 1]));

test('a list has a line for each row, and gives up what stands beside before a third part', () => {
  const list = { kind: 'list', body: 'Which?', open: 'Choose' } as const;
  expect(write({ ...list, rows: rows.slice(0, 2) }, numbers)).toContain('1 Rice 0: Rs 0,500');
  const bare = write({ ...list, body: `Which? ${'Choose well. '.repeat(5)}`, rows }, numbers);
  expect(bare).toContain('\n6 Rice 5\nReply: 1-6');
  expect(segmentsOf(bare).parts).toBeLessThanOrEqual(2);
});

test('lines of goods give way whole, and are counted; what is not goods stays', () => {
  const goods = Array.from({ length: 40 }, (_, i) => `• Goods number ${i}: 5 ctn = Rs ${i},250`);
  const body = ['Your basket:', ...goods, 'Total: Rs 99,999'].join('\n');
  const text = write({ kind: 'buttons', body, buttons: [CONFIRM] }, { c: 1 });
  const lines = text.split('\n');
  expect(segmentsOf(text).parts).toBe(3);
  expect(lines.slice(-2)).toEqual(['Total: Rs 99,999', 'Reply: 1 Confirm']);
  const kept = lines.filter((line) => line.startsWith('- ')).length;
  expect(lines).toContain(`and ${40 - kept} more lines`);
  for (const line of lines.slice(1, kept + 1)) expect(body).toContain(line.replace('- ', '• '));
});

test.each([
  ['lines without end', Array.from({ length: 90 }, (_, i) => `Line ${i} of 90`).join('\n')],
  ['one line without end', 'It costs Rs 12,345 '.repeat(80).trim()],
])('%s end at a whole word within four parts', (_name, body) => {
  const text = write({ kind: 'text', body });
  expect(segmentsOf(text).parts).toBeLessThanOrEqual(4);
  for (const number of text.match(/\d[\d,]*/g) ?? []) {
    expect(body.match(/\d[\d,]*/g)).toContain(number);
  }
});

test('what is in Devanagari comes in Latin letters', () => {
  expect(write({ kind: 'text', body: 'जम्मा: रू २,५००' })).toMatch(/^[\x20-\x7e]+2,500$/);
});
