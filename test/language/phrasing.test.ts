import { formatMilli } from '../../src/base/quantity.js';
import { understand } from '../../src/language/understand.js';
import { context, indexOf, open } from './scene.js';

/** Ways of saying an order, each a class of its own. */

function said(market: string, text: string, parts: Parameters<typeof context>[0] = {}): string[] {
  const { intent, lines } = understand(text, context(parts), indexOf(market));
  return [
    intent,
    ...lines.map(({ op, quantity, unit, product, doubts }) => {
      const name = product.kind === 'one' ? product.productId.slice(market.length + 1) : '?';
      const amount = `${quantity === null ? '-' : formatMilli(quantity)} ${unit ?? '-'}`;
      return `${op} ${amount} ${name}${doubts.length > 0 ? ` ?${doubts.join('+')}` : ''}`;
    }),
  ];
}

describe('an order', () => {
  it.each([
    ['NP', '5 wai wai carton ra 2 ota kret coke', ['add 5 ctn WW-CHK', 'add 2 crate COKE250']],
    ['NG', 'a kawo buhun semovita guda uku', ['add 3 bag SEM-GP10']],
    ['NP', 'rara 3 c\nchini 5 kg', ['add 3 ctn RARA', 'add 5 kg SUGAR-LSE']],
    ['NP', 'coke 3 kret, sprite teti nai', ['add 3 crate COKE250', 'add 3 crate SPRITE250']],
    ['NP', '2 ctn rara - Ramesh Store', ['add 2 ctn RARA']],
    [
      'IN',
      'surf excel 1kg ka 5 packet aur 500 gram ka 10 packet',
      ['add 5 pkt SURF1', 'add 10 pkt SURF500'],
    ],
    ['KE', 'mafuta fresh fri lita 2 carton moja', ['add 1 ctn OIL-FF2']],
    ['KE', 'si pembe, nataka soko bale 2', ['add 2 bale MZ-SOK2']],
    ['NG', 'no bring stallion, bring big bull two bag', ['add 2 bag RICE-BB50']],
    ['NP', 'need 10 pkts tokla. if no tokla give rakura', ['add 10 pkt TEA-TOK500']],
    ['NP', 'we still have rice, so just 3 kg sugar', ['add 3 kg SUGAR-LSE']],
    ['NP', 'swastik tel 2 tin', ['add 2 tin OIL-SWA15']],
    ['NP', '2 ctn waiwai veg', ['add 2 ctn WW-VEG']],
    ['IN', 'पारले जी 2 पेटी', ['add 2 ctn PARLE10']],
    ['NG', 'bring semo 3 bag make e reach today', ['add 3 bag SEM-GP10']],
    ['NP', 'rara 2 ctn pathaidinuhosna', ['add 2 ctn RARA']],
  ])('%s: %s', (market, text, lines) => {
    expect(said(market, text)).toEqual(['order', ...lines]);
  });

  it.each([
    ['NP', '5 ctn wai wai, 3 ctn', 'add 5 ctn WW-CHK ?odd_quantity'],
    ['KE', '2 crates of fanta', 'add 2 crate FANTA500 ?unit_not_sold'],
    ['NP', 'vim 3 btl', 'add 3 btl VIM ?unit_not_sold'],
  ])('%s: %s is asked about', (market, text, line) => {
    expect(said(market, text)).toEqual(['order', line]);
  });
});

describe('a figure that is denied', () => {
  it.each([
    ['KE', 'jogoo iwe tano sio tatu', '3 bale KE-MZ-JOG2', '5'],
    ['CI', 'non, bonnet rouge 4 cartons pas 5', '5 ctn CI-LAIT-BR', '4'],
    ['IN', 'maggi 2 nahi 3 peti kar do', '2 ctn IN-MAGGI70', '3'],
    ['NP', 'wai wai not 5, 3 ctn', '5 ctn NP-WW-CHK', '3'],
    ['NP', 'wai wai 3 ctn not 5', '5 ctn NP-WW-CHK', '3'],
  ])('%s: %s', (market, text, basket, quantity) => {
    const reading = understand(text, context({ basket: open(basket) }), indexOf(market));
    expect(reading.lines.map((line) => formatMilli(line.quantity ?? 0n))).toEqual([quantity]);
    expect(reading.lines[0]?.op).toBe('set');
  });
});

describe('a name that is denied', () => {
  it.each([
    ['NG', 'indomie onion not chicken 3 carton', 'add 3 ctn IND-ON70'],
    ['KE', 'nataka jogoo si pembe bale 2', 'add 2 bale MZ-JOG2'],
    ['KE', 'jogoo bale 3 sio pembe', 'add 3 bale MZ-JOG2'],
  ])('%s: %s', (market, text, line) => {
    expect(said(market, text)).toEqual(['order', line]);
  });

  it('is asked about where it may tell the one before apart', () => {
    expect(said('NG', '3 carton indomie, onion not chicken')).toContain(
      'add - - IND-ON70 ?no_quantity',
    );
  });
});

describe('one thing for another', () => {
  it.each([
    ['NP', 'remove sugar and add 2 ctn rara', '10 kg NP-SUGAR-LSE', ['- SUGAR-LSE', '2 RARA']],
    ['IN', 'चीनी की जगह गुड़ 5 किलो', '10 kg IN-SUGAR-LSE', ['- SUGAR-LSE', '5 GUR']],
    ['KE', 'badala ya jogoo weka pembe bale 2', '2 bale KE-MZ-JOG2', ['- MZ-JOG2', '2 MZ-PEM2']],
    ['NP', 'waiwai ko thau ma rara 3 ctn', '3 ctn NP-WW-CHK', ['- WW-CHK', '3 RARA']],
    ['NP', 'instead of waiwai send 3 ctn rara', '3 ctn NP-WW-CHK', ['- WW-CHK', '3 RARA']],
    ['NP', 'rara 3 ctn instead of waiwai', '3 ctn NP-WW-CHK', ['3 RARA', '- WW-CHK']],
  ])('%s: %s', (market, text, basket, lines) => {
    const reading = said(market, text, { basket: open(basket) });
    const plain = reading.slice(1).map((line) => {
      const [op, quantity, , name] = line.split(' ');
      return op === 'remove' ? `- ${name}` : `${quantity} ${name}`;
    });
    expect(plain).toEqual(lines);
  });

  it('is a figure for another where no goods are named', () => {
    expect(said('IN', '2 ki jagah 3 peti maggi')).toEqual(['order', 'add 3 ctn MAGGI70']);
    expect(said('CI', 'mettez 5 au lieu de 3 cartons de dolima')[1]).toMatch(/^add 5 ctn/);
    expect(said('IN', '10 ki jagah 8 packet aaye')[0]).toBe('complaint');
  });
});

describe('less of what stands in the basket', () => {
  it('is asked about where it may be so much or by so much', () => {
    const basket = open('3 ctn IN-MAGGI70');
    expect(said('IN', 'maggi 1 peti kam kar do', { basket })).toEqual([
      'change_qty',
      'set 1 ctn MAGGI70 ?odd_quantity',
    ]);
    expect(said('IN', 'maggi kam kar do, sirf 1 peti', { basket })).toEqual([
      'change_qty',
      'set 1 ctn MAGGI70',
    ]);
  });
});

describe('an alias that holds a number word', () => {
  it('leaves it to a measure behind it', () => {
    expect(said('KE', 'nipe omo nusu kilo 12')).toEqual(['order', 'add 12 - OMO500']);
    expect(said('KE', 'nipe omo nusu 12')).toEqual(['order', 'add 12 - OMO500']);
  });
});

describe('beside a basket that is shown', () => {
  it.each([
    ['IN', 'साबुन भेज दो', '3 ctn IN-MAGGI70', 'add'],
    ['IN', 'haan maggi bhej do', '3 ctn IN-MAGGI70', 'confirm'],
    ['NP', 'rara pathaidinus', '3 ctn NP-WW-CHK', 'add'],
  ])('%s: %s', (market, text, basket, intent) => {
    const scene = context({ basket: open(basket), awaiting: 'confirmation' });
    expect(understand(text, scene, indexOf(market)).intent).toBe(intent);
  });
});

describe('the last order without something', () => {
  it.each([
    ['NP', 'asti ko jastai tara chini hoina'],
    ['IN', 'pichli baar wala hi, par chini nahi'],
    ['CI', 'la même chose que la dernière fois mais sans sucre'],
  ])('%s: %s', (market, text) => {
    const reading = understand(text, context(), indexOf(market));
    expect(reading.intent).toBe('repeat');
    expect(reading.lines.map((line) => line.op)).toEqual(['remove']);
  });
});

describe('a number that says its place first', () => {
  it.each([
    ['KE', 'nimetuma elfu mbili kwa mpesa', '2000'],
    ['KE', 'nimetuma elfu mbili na mia tano kwa mpesa', '2500'],
    ['KE', 'nimetuma elfu kumi na tano kwa mpesa', '15000'],
    ['KE', 'nimelipa mia mbili na hamsini', '250'],
    ['KE', 'nimelipa elfu 5 kwa mpesa', '5000'],
    ['KE', 'nimelipa elfu moja', '1000'],
    ['NG', 'na tura dubu goma ta banki', '10000'],
  ])('%s: %s', (market, text, amount) => {
    expect(understand(text, context(), indexOf(market)).payment?.amount).toBe(amount);
  });
});

describe('no order', () => {
  it.each([
    ['KE', 'if I order 50 bales of jogoo can you deliver to Kitengela?'],
    ['KE', 'nikiagiza bale kumi za jogoo mtaleta leo?'],
    ['IN', 'agar 20 peti maggi lu to kitna kam hoga?'],
    ['NP', 'when will my order of 5 ctn wai wai come?'],
    ['IN', 'kal wala order cancel kar do'],
    ['KE', 'maziwa mliyoleta yameharibika'],
  ])('%s: %s', (market, text) => {
    expect(['order', 'add', 'repeat', 'confirm']).not.toContain(said(market, text)[0]);
  });
});

it('finds a product that is only spelt alike where its price is asked', () => {
  expect(said('IN', 'मैगी का क्या भाव है')[1]).toMatch(/MAGGI70$/);
  expect(said('NP', 'bhau kati ho')).toEqual(['price_query']);
});

describe('agents', () => {
  it('are quoted once with their reason', () => {
    const orders = { '1042': open('5 bale KE-MZ-JOG2') };
    const scene = context({ role: 'vendor', orders });
    const { intent, reason } = understand('1042 hapana, stock imeisha', scene, indexOf('KE'));
    expect([intent, reason]).toEqual(['vendor_reject', 'hapana, stock imeisha']);
  });

  const orders = { '1042': open('5 ctn NP-OIL-SWA1', '10 ctn NP-WW-CHK') };

  it.each([
    ['1042 ok, tomorrow', ['vendor_accept']],
    ['1042 tomorrow', ['vendor_delay']],
    ['waiwai chaina aru sabai cha 1042', ['vendor_partial', 'remove - - WW-CHK']],
    [
      '1042 ko waiwai 6 ctn matra, tel chaina',
      ['vendor_partial', 'set 6 ctn WW-CHK', 'remove - - OIL-SWA1'],
    ],
  ])('%s', (text, expected) => {
    expect(said('NP', text, { role: 'vendor', orders })).toEqual(expected);
  });

  it('name every order they picked up', () => {
    const reading = understand(
      'saman uthaye 1042 1043',
      context({ role: 'driver' }),
      indexOf('NP'),
    );
    expect([reading.intent, reading.orderRefs]).toEqual(['picked_up', ['1042', '1043']]);
  });
});
