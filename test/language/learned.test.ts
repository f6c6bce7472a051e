import type { ReadLine } from '../../src/language/reading.js';
import { understand } from '../../src/language/understand.js';
import { context, indexOf } from './scene.js';

type Parts = Parameters<typeof context>[0];

function line(text: string, parts: Parts = {}): ReadLine | undefined {
  return understand(text, context(parts), indexOf('NP')).lines[0];
}

/** What a caller keeps once a question about a phrase has been answered. */
function learn(text: string, productId: string): Parts {
  return { learned: new Map([[line(text)?.phraseKey ?? '', productId]]) };
}

describe('a phrase that was answered before', () => {
  it('has the same key in any unit, case and number', () => {
    const keys = ['2 ctn tel', 'TEL 5 pkt', '3 tel'].map((text) => line(text)?.phraseKey);
    expect(new Set(keys)).toEqual(new Set(['#oil']));
  });

  it('is not asked about again', () => {
    const text = '2 ctn tel';
    expect(line(text)?.doubts).toEqual(['which_product']);
    const again = line('5 ctn tel', learn(text, 'NP-OIL-DHA1'));
    expect([again?.product, again?.doubts]).toEqual([
      { kind: 'one', productId: 'NP-OIL-DHA1' },
      [],
    ]);
    expect(again?.reasons[0]).toBe('learned: #oil');
    expect(again?.confidence).toBeLessThan(1);
  });

  it('finds what likeness did not', () => {
    const text = '2 pkt zzyzx';
    expect(line(text)?.doubts).toEqual(['unknown_product']);
    const again = line(text, learn(text, 'NP-OIL-DHA1'));
    expect(again?.product).toEqual({ kind: 'one', productId: 'NP-OIL-DHA1' });
  });

  it('gives way to a unit that the product is not sold in, and to a product gone', () => {
    expect(line('2 tin tel', learn('2 ctn tel', 'NP-OIL-DHA1'))?.doubts).not.toEqual([]);
    expect(line('2 ctn tel', learn('2 ctn tel', 'NP-GONE'))?.doubts).toEqual(['which_product']);
  });

  it('gives way to an alias to the letter', () => {
    const parts = { learned: new Map([['rara', 'NP-WW-CHK']]) };
    expect(line('2 ctn rara', parts)?.product).toEqual({ kind: 'one', productId: 'NP-RARA' });
  });

  it('is not looked for among the properties of objects', () => {
    expect(line('2 pkt constructor')?.doubts).toEqual(['unknown_product']);
  });
});

describe('what was bought before', () => {
  it('comes first among goods of a kind, and answers nothing', () => {
    const { product, doubts } = line('2 ctn tel', { history: ['NP-OIL-FOR1'] }) ?? {};
    expect(doubts).toEqual(['which_product']);
    expect(product?.kind === 'choice' ? product.productIds[0] : null).toBe('NP-OIL-FOR1');
  });

  it('supplies neither a product nor a quantity by itself', () => {
    expect(line('2 pkt zzyzx', { history: ['NP-OIL-FOR1'] })?.doubts).toEqual(['unknown_product']);
    expect(line('rara', { history: ['NP-RARA'] })?.quantity ?? null).toBeNull();
  });
});

describe('the reasons of a line', () => {
  it.each([
    ['2 ctn rara', 'alias: rara'],
    ['3 ctn waiwy', 'spelling: waiwy read as vaivai'],
    ['1 dz anda', 'unit: dz is 12'],
    ['1 dz anda', 'said: 1 dz'],
  ])('%s: %s', (text, reason) => {
    expect(line(text)?.reasons).toContain(reason);
  });

  it('are words and a number that can be kept as JSON', () => {
    const { reasons, confidence, phraseKey } = line('3 ctn waiwy') ?? {};
    const kept = { reasons, confidence, phraseKey };
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(1);
  });
});
