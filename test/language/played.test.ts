import { formatMilli } from '../../src/base/quantity.js';
import type { Reading, ReadLine } from '../../src/language/reading.js';
import { understand } from '../../src/language/understand.js';
import { context, indexOf, open } from './scene.js';

/** What was misread when people played the service, and has been mended. */

type Parts = Parameters<typeof context>[0];

function read(text: string, parts: Parts = {}): Reading {
  return understand(text, context(parts), indexOf('NP'));
}

function ids(line: ReadLine): readonly string[] {
  const { product } = line;
  if (product.kind === 'one') return [product.productId];
  return product.kind === 'choice' ? product.productIds : product.nearest;
}

function brief(line: ReadLine): string {
  const quantity = line.quantity === null ? '-' : formatMilli(line.quantity);
  const doubts = line.doubts.length > 0 ? ` ?${line.doubts.join('+')}` : '';
  return `${line.op} ${quantity} ${line.unit ?? '-'} ${ids(line).join('|')}${doubts}`;
}

function said(text: string, parts: Parts = {}): string[] {
  const reading = read(text, parts);
  return [reading.intent, ...reading.lines.map(brief)];
}

const basket = open('2 bag NP-RICE-JM25', '5 ctn NP-WW-CHK', '2 ctn NP-OIL-SWA1');
const orders = { '1042': open('5 ctn NP-OIL-SWA1', '10 ctn NP-WW-CHK') };
const vendor = { role: 'vendor', orders } as const;
const driver = { role: 'driver' } as const;

describe('a yes', () => {
  it.each(['मान्छेसँग कुरा गर्न मिल्छ', 'manche sanga kura garna milcha', 'can i talk to a person'])(
    'is none in a wish for a person: %s',
    (text) => {
      expect(read(text, { role: 'newcomer', awaiting: 'confirmation' }).intent).toBe('person');
      expect(read(text, { awaiting: 'confirmation', basket }).intent).toBe('person');
    },
  );

  it('is none amid words that nobody knows', () => {
    const text = 'qwer zxcv asdf hjkl milcha';
    expect(read(text, { awaiting: 'confirmation', basket }).intent).not.toBe('confirm');
  });
});

describe('a figure that takes another back', () => {
  const eight = open('8 ctn NP-WW-CHK');

  it.each([
    ['not 8, 6 ctn wai wai', eight, 'set 6 ctn NP-WW-CHK'],
    ['8 hoina 6 ctn wai wai', eight, 'set 6 ctn NP-WW-CHK'],
    ['wai wai not 8, 6 ctn', eight, 'set 6 ctn NP-WW-CHK'],
    ['not 5, 3', basket, 'set 3 ctn NP-WW-CHK'],
    ['no make it 3', basket, 'set 3 ctn NP-OIL-SWA1'],
  ])('%s', (text, lines, expected) => {
    expect(said(text, { basket: lines })).toEqual(['change_qty', expected]);
  });

  it('does not take back the item before it', () => {
    expect(said('wai wai 3 ctn, no 5 ctn, chini 2 kg')).toEqual([
      'order',
      'add 5 ctn NP-WW-CHK',
      'add 2 kg NP-SUGAR-LSE',
    ]);
  });
});

describe('the language answered in', () => {
  it.each([
    ['5 ctn waiwai pathaunu', 'ne-Latn'],
    ['2 bora jira masino', 'ne-Latn'],
    ['please send 5 ctn wai wai', 'en'],
    ['२ बोरा जीरा मसिनो', 'ne'],
  ])('%s: %s', (text, language) => {
    expect(read(text).language).toBe(language);
  });

  it.each(['5 ctn wai wai', 'jira masino 2\nwaiwai 5\nnun 1 ctn', '3 pkt parle g'])(
    'is the town’s own where only names, figures and trade units stand: %s',
    (text) => {
      const index = { ...indexOf('NP'), languages: ['ne-Latn', 'ne', 'en'] };
      expect(understand(text, context(), index).language).toBe('ne-Latn');
    },
  );
});

describe('a question', () => {
  it.each([
    ['what is the price of jira masino', 'price_query', 'NP-RICE-JM25'],
    ['do you have sugar', 'stock_query', 'NP-SUGAR-LSE'],
    ['chini kati ho', 'price_query', 'NP-SUGAR-LSE'],
  ])('names what it is about: %s', (text, intent, product) => {
    const { intent: found, lines } = read(text);
    expect([found, lines.map(ids), lines[0]?.doubts]).toEqual([intent, [[product]], []]);
  });
});

describe('a list that was shown', () => {
  it.each(['none of these', 'yi madhye kunai hoina', 'hoina', 'nai', 'no', 'none', 'neither'])(
    'can be refused: %s',
    (text) => {
      expect(read(text, { awaiting: 'choice' }).intent).toBe('decline');
    },
  );
});

describe('a basket', () => {
  it.each(['my basket', 'mero tokari', 'मेरो टोकरी', 'what is in my basket', 'show cart'])(
    'is asked for: %s',
    (text) => {
      expect(read(text, { basket }).intent).toBe('basket');
    },
  );

  it('is not asked for where it is cancelled or filled', () => {
    expect(read('cancel my basket', { basket }).intent).toBe('cancel');
    expect(read('add 5 ctn rara to my basket', { basket }).intent).toBe('add');
  });
});

describe('words that nobody knows', () => {
  it.each(['asdf qwer zxcv', 'blorp fizzle'])('are not chit-chat: %s', (text) => {
    expect(read(text).intent).toBe('unknown');
  });

  it.each(['2 ctn wai wai beef', '2 pkt parle monaco', '3 pkt sunsilk conditioner'])(
    'beside a known name are asked about, with that product offered: %s',
    (text) => {
      const [line] = read(text).lines;
      expect(line?.doubts).toEqual(['unknown_product']);
      expect(line && ids(line).length > 0).toBe(true);
    },
  );

  it.each([
    ['5 pkt tokla green tea', 'NP-TEA-TOK500'],
    ['2 tin ghui', 'NP-GHEE-DDC1'],
    ['3 btl cocola', 'NP-COKE250'],
    ['2 ctn rararara', 'NP-RARA'],
  ])('get the nearest products: %s', (text, nearest) => {
    const { intent, lines } = read(text);
    expect([intent, lines.length]).toEqual(['order', 1]);
    expect(lines[0]?.doubts).toEqual(['unknown_product']);
    expect(lines[0] && ids(lines[0])).toContain(nearest);
  });

  it('are no hindrance where they are known to say nothing', () => {
    expect(said('namaste dai 2 ctn wai wai pathaidinu hola hajur')).toEqual([
      'order',
      'add 2 ctn NP-WW-CHK',
    ]);
  });
});

describe('an amount', () => {
  it.each(['1.23456 kg sugar', '1/3 kg sugar'])('is never rounded in silence: %s', (text) => {
    expect(read(text).lines[0]?.doubts).toEqual(['odd_quantity']);
  });

  it('below nothing is asked about', () => {
    expect(said('-5 ctn wai wai')).toEqual(['order', 'add 5 ctn NP-WW-CHK ?odd_quantity']);
    expect(said('-5 ctn wai wai', { basket })[1]).toContain('?odd_quantity');
  });

  it('of money is quoted back with its figure', () => {
    const [line] = read('500 rupaiya ko chini').lines;
    expect([line?.text, line?.doubts]).toEqual(['500 rupaiya ko chini', ['by_value']]);
  });

  it('in bags means no small pack of goods named by their kind', () => {
    expect(said('2 bora chamal')).toEqual([
      'order',
      'add 2 bag NP-RICE-JM25|NP-RICE-SM30|NP-RICE-BAS25 ?which_product',
    ]);
    expect(said('2 bag basmati')).toEqual(['order', 'add 2 bag NP-RICE-BAS5']);
    expect(said('2 bag atta 5kg')).toEqual(['order', 'add 2 bag NP-ATTA5']);
  });

  it('beside the last order sets, adds or takes out', () => {
    expect(said('same as last time but 8 ctn waiwai')).toEqual(['repeat', 'set 8 ctn NP-WW-CHK']);
    expect(said('same as last time plus 8 ctn waiwai')).toEqual(['repeat', 'add 8 ctn NP-WW-CHK']);
    expect(said('same as last time but no sugar')).toEqual(['repeat', 'remove - - NP-SUGAR-LSE']);
  });
});

describe('a vendor', () => {
  it.each(['offers', 'open offers', 'naya order', 'khula order', 'new orders'])(
    'asks for the open offers: %s',
    (text) => {
      expect(read(text, { role: 'vendor' }).intent).toBe('status');
    },
  );

  it.each(['1001 ok but only 3 ctn', '1001 ok tara 3 ctn matra', 'ok but only 3 ctn'])(
    'takes a part without naming it: %s',
    (text) => {
      const one = { '1001': open('5 ctn NP-WW-CHK') };
      expect(said(text, { role: 'vendor', orders: one })).toEqual([
        'vendor_partial',
        'set 3 ctn NP-WW-CHK',
      ]);
      expect(read(text, { role: 'vendor' }).intent).toBe('vendor_partial');
    },
  );

  it('is asked which line a part is of', () => {
    expect(said('1042 ok but only 3 ctn', vendor)).toEqual([
      'vendor_partial',
      'set 3 ctn NP-OIL-SWA1|NP-WW-CHK ?which_product',
    ]);
  });

  it.each([
    ['tel 5 matra chha', ['vendor_partial', 'set 5 ctn NP-OIL-SWA1']],
    ['1042 kal subah', ['vendor_delay']],
    ['1042 1850 ma dinchhu', ['vendor_counter']],
    ['1042 @ 1850', ['vendor_counter']],
    ['1042 tel 1850 ma dinchhu', ['vendor_counter', 'set - ctn NP-OIL-SWA1']],
    ['1042 no stock', ['vendor_reject']],
    ['I want to talk to somebody', ['person']],
  ])('%s', (text, expected) => {
    expect(said(text, vendor)).toEqual(expected);
  });

  it('names the price of a counter-offer, and the reason of a refusal', () => {
    expect(read('1042 1850 ma dinchhu', vendor).payment?.amount).toBe('1850');
    expect(read('no 1042 out of stock', vendor).reason).toBe('no out of stock');
  });
});

describe('a driver', () => {
  it.each([
    ['delivered 4417', 'delivered', ['4417'], null],
    ['1042 pugyo', 'delivered', ['1042'], null],
    ['1042 delivered 4417', 'delivered', ['1042'], '4417'],
    ['1042 delivered code 4417', 'delivered', ['1042'], '4417'],
    ['picked up 1042', 'picked_up', ['1042'], null],
    ['1042 saman uthaye', 'picked_up', ['1042'], null],
    ['failed 1042 pasal banda', 'delivery_failed', ['1042'], null],
  ])('%s', (text, intent, references, code) => {
    const reading = read(text, driver);
    expect([reading.intent, reading.orderRefs, reading.code]).toEqual([intent, references, code]);
  });

  it('names a code where the order is known', () => {
    const reading = read('delivered 4417', { role: 'driver', orders });
    expect([reading.orderRefs, reading.code]).toEqual([[], '4417']);
  });

  it('says why', () => {
    expect(read('failed 1042 pasal banda', driver).reason).toBe('pasal banda');
    expect(read('not delivered 1042 customer absent', driver).reason).toBe('customer absent');
  });
});
