import fc from 'fast-check';
import { formatMilli } from '../../src/base/quantity.js';
import type { ReadingContext } from '../../src/language/reading.js';
import { readShelf } from '../../src/language/shelf.js';
import { context, indexOf } from './scene.js';

/** What vendors say of their own goods, by market; each has all that the market's catalogue has. */

function vendorIn(market: string): ReadingContext {
  const held = indexOf(market).items.map(({ item }) => ({
    productId: item.productId,
    quantity: 0n,
    unit: item.defaultUnit,
  }));
  return context({ role: 'vendor', orders: { own: held } });
}

/** "stock 5 bag NP-SUGAR50"; a product that is not clear is "?". */
function read(market: string, said: string): string | null {
  const shelf = readShelf(said, vendorIn(market), indexOf(market));
  if (shelf === null) return null;
  const lines = shelf.lines.map(({ kind, figure, unit, line: { product } }) =>
    [kind, formatMilli(figure), unit, product.kind === 'one' ? product.productId : '?']
      .filter((word) => word !== null)
      .join(' '),
  );
  return lines.join('; ');
}

test.each([
  // English
  ['NP', 'oil 12 left', 'stock 12 ?'],
  ['NP', 'wai wai 30 ctn in stock now', 'stock 30 ctn NP-WW-CHK'],
  ['NP', 'out of sugar', 'stock 0 NP-SUGAR-LSE'],
  ['NP', 'salt is out of stock', 'stock 0 NP-SALT1'],
  ['NP', 'rara finished', 'stock 0 NP-RARA'],
  ['NP', 'stock: waiwai 12, sugar 5 bora', 'stock 12 NP-WW-CHK; stock 5 bag NP-SUGAR50'],
  ['NP', 'stock\nwaiwai 12 ctn\nsugar 50kg 5', 'stock 12 ctn NP-WW-CHK; stock 5 NP-SUGAR50'],
  ['NP', 'sugar price 95', 'price 95 NP-SUGAR-LSE'],
  ['NP', 'waiwai rs 520 per ctn', 'price 520 ctn NP-WW-CHK'],
  ['NP', 'price: sugar 50kg 4600, waiwai 515', 'price 4600 NP-SUGAR50; price 515 NP-WW-CHK'],
  ['NP', 'waiwai stock 12 ctn, rara sakiyo', 'stock 12 ctn NP-WW-CHK; stock 0 NP-RARA'],
  // Nothing says whether it is a stock or a price.
  ['NP', 'sugar 95', 'either 95 NP-SUGAR-LSE'],
  ['NP', 'jira masino 2450', 'either 2450 NP-RICE-JM25'],
  ['NP', '5 ctn waiwai', 'either 5 ctn NP-WW-CHK'],
  // Nepali, romanised and not
  ['NP', 'wai wai 20 ctn baki chha', 'stock 20 ctn NP-WW-CHK'],
  ['NP', 'chini 5 bora baki ra rara 3 ctn baki', 'stock 5 bag NP-SUGAR50; stock 3 ctn NP-RARA'],
  ['NP', 'chamal sakiyo', 'stock 0 NP-RICE-LSE'],
  ['NP', 'chini ko bhau 95', 'price 95 NP-SUGAR-LSE'],
  ['NP', 'चिनी ५ बोरा बाँकी', 'stock 5 bag NP-SUGAR50'],
  ['NP', 'चामल सकियो', 'stock 0 NP-RICE-LSE'],
  ['NP', 'चिनीको भाउ ९५', 'price 95 NP-SUGAR-LSE'],
  // Hindi, romanised and not
  ['IN', 'chini 5 bori bachi hai', 'stock 5 bag IN-SUGAR50'],
  ['IN', 'maggi khatam ho gaya', 'stock 0 IN-MAGGI70'],
  ['IN', 'चीनी 5 बोरी बची है', 'stock 5 bag IN-SUGAR50'],
  // Swahili, Pidgin, French
  ['KE', 'sukari imebaki 12', 'stock 12 KE-SUG-LSE'],
  ['KE', 'unga imeisha', 'stock 0 ?'],
  ['KE', 'bei ya sukari 150', 'price 150 KE-SUG-LSE'],
  ['NG', 'indomie remain 12 carton', 'stock 12 ctn NG-IND-CHK70'],
  ['NG', 'rice don finish', 'stock 0 ?'],
  ['CI', 'il reste 12 cartons de sardine', 'stock 12 ctn CI-SARD'],
  ['CI', 'prix du sucre 700', 'price 700 CI-SUC-G50'],
])('%s: %s', (market, said, expected) => {
  expect(read(market, said)).toBe(expected);
});

test.each([
  // Answers to an offer
  '1042 ok but only 3 ctn oil',
  'tel 5 matra chha',
  'only 3 ctn',
  'no sugar',
  'waiwai 3 ctn pathauchhu',
  'ok waiwai 3 ctn',
  // Questions
  'rice price?',
  'oil kati chha',
  'sugar 95?',
  // What is neither
  '2 ctn oil finished',
  'ok',
  'sakiyo',
  'stock',
  'closed tomorrow',
  'bholi bihana',
  'namaste',
  '',
])('is not about a shelf: %s', (said) => {
  expect(read('NP', said)).toBeNull();
});

test('takes any text', () => {
  const words = fc.constantFrom(
    'stock',
    ':',
    'oil',
    '12',
    'left',
    ',',
    'price',
    'sakiyo',
    '₹',
    '\n',
  );
  const texts = fc
    .array(fc.oneof(words, fc.string()), { maxLength: 12 })
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(texts, (text) => {
      const shelf = readShelf(text, vendorIn('NP'), indexOf('NP'));
      for (const { figure } of shelf?.lines ?? []) expect(figure).toBeGreaterThanOrEqual(0n);
    }),
    { numRuns: 150 },
  );
});
