import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMilli } from '../../src/base/quantity.js';
import { normalise } from '../../src/language/normalise.js';
import type { Reading } from '../../src/language/reading.js';
import { understand } from '../../src/language/understand.js';
import { context, indexOf, itemsOf, phrases } from './scene.js';

const fuzz = readFileSync(join(phrases, 'fuzz.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('"'))
  .map((line) => JSON.parse(line) as string);

const ACTS = new Set(['add', 'change_qty', 'remove', 'repeat', 'confirm', 'cancel']);

function acts(reading: Reading): boolean {
  const asks = reading.lines.some((line) => line.doubts.length > 0);
  return (ACTS.has(reading.intent) || reading.intent === 'order') && !asks;
}

/** What is left when nothing but invisible marks, width and digit forms are taken away. */
const PLAIN_ORDER = new RegExp(
  String.raw`^"?(?:[\w ]*?\d+ ?(?:ctn|kg) (?:wai wai|wai|rara|sugar)` +
    String.raw`|(?:wai wai|sugar|चिनी) ?\d+ ?(?:ctn|kg|केजी))"?$`,
);

describe('reading a message', () => {
  it('never throws and never sells a strange amount, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const line of understand(text, context(), indexOf('NP')).lines) {
          if (line.doubts.length > 0) continue;
          expect(line.quantity).not.toBeNull();
          expect((line.quantity ?? 0n) > 0n && (line.quantity ?? 0n) <= 20_000_000n).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives lines in units that the product is sold in', () => {
    const items = new Map(itemsOf('NP').map((item) => [item.productId, item]));
    const words = fc.constantFrom('coke', 'chini', 'waiwai', 'lux', 'anda', 'tokla', 'jira masino');
    const units = fc.constantFrom('ctn', 'kg', 'pkt', 'bora', 'dz', 'crate', 'g', 'bandal', 'mana');
    fc.assert(
      fc.property(words, units, fc.integer({ min: 1, max: 60 }), (word, unit, count) => {
        const reading = understand(`${word} ${count} ${unit}`, context(), indexOf('NP'));
        for (const line of reading.lines) {
          if (line.doubts.length > 0 || line.product.kind !== 'one' || line.unit === null) continue;
          const item = items.get(line.product.productId);
          expect([item?.baseUnit, ...Object.keys(item?.packs ?? {})]).toContain(line.unit);
        }
      }),
    );
  });

  it('reads what it printed as the same order', () => {
    const items = itemsOf('NP').filter((item) => item.aliases.length > 0);
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.integer({ min: 1, max: 99 }), (item, count) => {
        const first = understand(
          `${item.aliases[0] ?? ''} ${count} ${item.baseUnit}`,
          context(),
          indexOf('NP'),
        ).lines[0];
        if (first?.quantity == null || first.doubts.length > 0) return;
        const amount = `${formatMilli(first.quantity)} ${first.unit ?? ''}`;
        const printed = `${item.aliases[0] ?? ''} ${amount}`;
        const second = understand(printed, context(), indexOf('NP')).lines[0];
        expect([second?.product, second?.quantity, second?.unit]).toEqual([
          first.product,
          first.quantity,
          first.unit,
        ]);
      }),
    );
  });

  it('normalises once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 500, examples: [['\u21ae'], ['\u2194\u0338']] },
    );
  });
});

describe('fuzz', () => {
  it('has at least 250 texts', () => {
    expect(fuzz.length).toBeGreaterThan(250);
  });

  it('creates no order, except where a plain one is visible', () => {
    const acted = fuzz.filter((text) => acts(understand(text, context(), indexOf('NP'))));
    const surprising = acted.filter((text) => !PLAIN_ORDER.test(normalise(text)));
    expect(surprising.map((text) => normalise(text).slice(0, 60))).toEqual([
      // Listed one by one: each is an order a person would read there too.
      '.5 kg sugar',
    ]);
  });

  it('is answered in bounded time', () => {
    const index = indexOf('NP');
    for (const text of fuzz) understand(text, context(), index);
    const times = fuzz.map((text) => {
      const start = process.cpuUsage();
      understand(text, context(), index);
      const used = process.cpuUsage(start);
      return (used.user + used.system) / 1000;
    });
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length * 0.5)]).toBeLessThan(20);
    expect(times[times.length - 1]).toBeLessThan(1000);
  });
});
