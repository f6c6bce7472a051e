import { formatMilli } from '../../src/base/quantity.js';
import type { Reading, ReadLine } from '../../src/language/reading.js';
import { understand } from '../../src/language/understand.js';
import { context, indexOf, open } from './scene.js';

function brief(line: ReadLine): string {
  const quantity = line.quantity === null ? '-' : formatMilli(line.quantity);
  const product =
    line.product.kind === 'one'
      ? line.product.productId
      : `${line.product.kind}(${
          line.product.kind === 'choice'
            ? line.product.productIds.length
            : line.product.nearest.length
        })`;
  const doubts = line.doubts.length > 0 ? ` ?${line.doubts.join('+')}` : '';
  return `${line.op} ${quantity} ${line.unit ?? '-'} ${product}${doubts}`;
}

function read(text: string, parts: Parameters<typeof context>[0] = {}, market = 'NP'): Reading {
  return understand(text, context(parts), indexOf(market));
}

function said(text: string, parts: Parameters<typeof context>[0] = {}, market = 'NP'): string[] {
  const reading = read(text, parts, market);
  return [reading.intent, ...reading.lines.map(brief)];
}

const basket = open('2 bag NP-RICE-JM25', '5 ctn NP-WW-CHK', '2 ctn NP-OIL-SWA1');
const orders = { '1042': open('5 ctn NP-OIL-SWA1', '10 ctn NP-WW-CHK') };

describe('a retailer in Surkhet', () => {
  it('orders in romanised Nepali, English and brand names at once', () => {
    expect(
      said('namaste dai, 2 bora jira masino, 5 ctn waiwai ra swastik tel 2 ctn pathaidinu'),
    ).toEqual(['order', 'add 2 bag NP-RICE-JM25', 'add 5 ctn NP-WW-CHK', 'add 2 ctn NP-OIL-SWA1']);
  });

  it('orders in Devanagari with its digits', () => {
    expect(said('दाइ नमस्ते, २ बोरा जीरा मसिनो र चिनी १० केजी पठाइदिनु न')).toEqual([
      'order',
      'add 2 bag NP-RICE-JM25',
      'add 10 kg NP-SUGAR-LSE',
    ]);
  });

  it('is asked which rice comes by the bag', () => {
    expect(said('2 bora chamal')).toEqual(['order', 'add 2 bag choice(3) ?which_product']);
  });

  it('edits the open basket', () => {
    expect(said('chini 10 kg pani', { basket })).toEqual(['add', 'add 10 kg NP-SUGAR-LSE']);
    expect(said('waiwai 3 matra', { basket })).toEqual(['change_qty', 'set 3 ctn NP-WW-CHK']);
    expect(said('tel hataunu', { basket })).toEqual(['remove', 'remove - - NP-OIL-SWA1']);
    expect(said('no make it 3', { basket })).toEqual(['change_qty', 'set 3 ctn NP-OIL-SWA1']);
  });

  it('says trade units, and gets units the product is sold in', () => {
    expect(said('1 dharni aalu, 1 dz anda, 500 g chini')).toEqual([
      'order',
      'add 2.4 kg NP-ALU',
      'add 12 pcs NP-EGG',
      'add 0.5 kg NP-SUGAR-LSE',
    ]);
  });

  it.each([
    ['status', 'status'],
    ['baki kati cha', 'balance'],
    ['help', 'help'],
    ['menu', 'menu'],
    ['same as last time', 'repeat'],
    ['cancel', 'cancel'],
    ['tel kati ho', 'price_query'],
    ['anda 5 ota futeko raicha', 'complaint'],
    ['dashain ko subhakamana dai', 'other'],
    ['nepali ma lekhnu na', 'lang'],
  ])('%s', (text, intent) => {
    expect(said(text)[0]).toBe(intent);
  });

  it('answers a list by number, by place and by name', () => {
    expect(read('2', { awaiting: 'choice' }).choice).toBe(2);
    expect(read('the second one', { awaiting: 'choice' }).choice).toBe(2);
    expect(said('sona mansuli', { awaiting: 'choice' })[1]).toContain('NP-RICE-SM30');
  });

  it('confirms only when something awaits a confirmation', () => {
    expect(read('huncha', { awaiting: 'confirmation' }).intent).toBe('confirm');
    expect(read('huncha').intent).toBe('other');
  });

  it('quotes the words as they were typed', () => {
    expect(read('Wai Wai  ५ Ctn').lines[0]?.text).toBe('Wai Wai  ५ Ctn');
  });
});

describe('a vendor', () => {
  it.each([
    ['1042 ok', ['vendor_accept']],
    ['haan 1042', ['vendor_accept']],
    ['no 1042 out of stock', ['vendor_reject']],
    ['1042 ok but only 3 ctn oil', ['vendor_partial', 'set 3 ctn NP-OIL-SWA1']],
    ['1042 huncha tara tel 3 ctn matra cha', ['vendor_partial', 'set 3 ctn NP-OIL-SWA1']],
  ])('%s', (text, expected) => {
    expect(said(text, { role: 'vendor', orders })).toEqual(expected);
    expect(read(text, { role: 'vendor', orders }).orderRefs).toEqual(['1042']);
  });
});
