import { understand } from '../../src/language/understand.js';
import { context, indexOf } from './scene.js';

/** What was said, the order, what is wrong, and how much of what. */
const SAID: readonly (readonly [string, string | null, string | null, string])[] = [
  ['2 ctn waiwai were torn in 1042', '1042', 'damaged', '2000 ctn NP-WW-CHK'],
  ['1042 ma 2 ctn waiwai chyatieko thiyo', '1042', 'damaged', '2000 ctn NP-WW-CHK'],
  ['1042 chini kam aayo', '1042', 'missing', 'null null NP-SUGAR-LSE'],
  ['sugar 2 kg kam aayo', null, 'missing', '2000 kg NP-SUGAR-LSE'],
  ['order 1042 sugar short', '1042', 'missing', 'null null NP-SUGAR-LSE'],
  ['waiwai ko 3 ota packet futeko', null, 'damaged', '3000 pkt NP-WW-CHK'],
  ['2 ctn waiwai expired', null, 'expired', '2000 ctn NP-WW-CHK'],
  ['१०४२ को चिनी गलत आयो', '1042', 'wrong', 'null null NP-SUGAR-LSE'],
  ['1042 wrong item', '1042', 'wrong', ''],
  ['refund order 1042', '1042', null, ''],
  ['the driver was rude', null, null, ''],
];

test.each(SAID)('%s', (text, number, problem, line) => {
  const { intent, amiss } = understand(text, context(), indexOf('NP'));
  expect(intent).toBe('complaint');
  expect(amiss).toMatchObject({ number, problem });
  const [named] = amiss?.lines ?? [];
  const product = named?.product.kind === 'one' ? named.product.productId : '';
  expect(named ? `${String(named.quantity)} ${String(named.unit)} ${product}` : '').toBe(line);
});

test('words that complain of nothing have nothing amiss', () => {
  expect(understand('5 ctn waiwai pathaunu', context(), indexOf('NP')).amiss).toBeNull();
});
