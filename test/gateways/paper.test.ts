import { inflateSync } from 'node:zlib';
import type { Sheet } from '../../src/base/sheet.js';
import { runsOf } from '../../src/gateways/paper/letters.js';
import { printSheet } from '../../src/gateways/paper/print-sheet.js';

const AT = new Date('2026-03-02T03:00:00Z');

const sheet = (rows: number): Sheet => ({
  title: 'सीता किराना को हिसाब',
  lines: ['मार्च २ देखि मार्च ९ सम्म'],
  columns: [
    { title: 'मिति', isFigure: false },
    { title: 'विवरण', isFigure: false },
    { title: 'रकम', isFigure: true },
  ],
  rows: Array.from({ length: rows }, (_, i) => [
    'मार्च २, बिहान ८:०१',
    `किनेको, अर्डर ${i}, Karnali Traders and Wholesale Suppliers of Surkhet Private Limited`,
    'रू १,२३,४५६.५०',
  ]),
  sums: [
    { words: 'अघिको बाँकी', amount: 'रू ०' },
    { words: 'अहिलेको बाँकी', amount: 'रू २,६२०' },
  ],
});

const pagesIn = (pdf: Buffer): number =>
  Number(
    /\/Type \/Pages\s+\/Count (\d+)|\/Count (\d+)/
      .exec(pdf.toString('latin1'))
      ?.slice(1)
      .find(Boolean),
  );

test('a sheet becomes a PDF, the same every time, its letters within it', async () => {
  const pdf = await printSheet(sheet(3), AT);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.subarray(-6).toString()).toContain('%%EOF');
  expect(await printSheet(sheet(3), AT)).toEqual(pdf);
  expect(pagesIn(pdf)).toBe(1);
  expect(pdf.toString('latin1').match(/\/FontFile2|\/FontFile3/g)?.length).toBe(4);
  // Compressed streams are whole.
  const stream = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(pdf.toString('latin1'))?.[1] ?? '';
  expect(inflateSync(Buffer.from(stream, 'latin1')).length).toBeGreaterThan(0);
});

test('rows go on over pages, and what is bounded stays small', async () => {
  const pdf = await printSheet(sheet(60), AT);
  expect(pagesIn(pdf)).toBe(2);
  expect(pdf.length).toBeLessThan(100_000);
  expect(pagesIn(await printSheet(sheet(0), AT))).toBe(1);
});

test('words are cut into runs by script; what has no letter is a question mark', () => {
  expect(runsOf('रू २,६२०', 'plain')).toEqual([
    { font: 'devanagari plain', text: 'रू' },
    { font: 'latin plain', text: ' ' },
    { font: 'devanagari plain', text: '२' },
    { font: 'latin plain', text: ',' },
    { font: 'devanagari plain', text: '६२०' },
  ]);
  expect(runsOf('Ṣadé 🙂', 'bold')).toEqual([{ font: 'latin bold', text: 'Sadé ' }]);
  expect(runsOf('−₹ 500, ৳ 20, ₦ 3', 'plain')).toEqual([
    { font: 'latin plain', text: '-Rs 500, Tk 20, N 3' },
  ]);
  expect(runsOf('চাল', 'plain')).toEqual([{ font: 'latin plain', text: '??' }]);
  expect(runsOf('', 'plain')).toEqual([]);
});
