import { Conversation } from './conversation.js';
import { BASKET_ID, basketOf, edit, oil, oldRice, order, question, rice } from './samples.js';

const read = (over: object) => ({
  type: 'ORDER_READ' as const,
  fresh: true,
  edits: [],
  questions: [],
  ...over,
});
const changed = (count: number, version = 3) => ({
  type: 'BASKET_CHANGED' as const,
  view: basketOf(count, { version }),
});
const shown = (count: number, version = 4) => ({
  type: 'BASKET_SHOWN' as const,
  view: basketOf(count, { version }),
});
const place = (version: number) => [{ type: 'place_order', basketId: BASKET_ID, version }];
const confirmed = { type: 'CONFIRMED', basketId: null, version: null } as const;
const declined = { type: 'DECLINED' } as const;
const refusedWith = (effect: 'place_order' | 'edit_basket', refusal: 'basket_changed') => ({
  type: 'REFUSED' as const,
  effect,
  refusal,
  detail: {},
});

const talk = (): Conversation => new Conversation('retailer.whatsapp');
const withBasket = (): Conversation => talk().hear(read({ edits: [edit()] }), changed(2));

describe('ordering', () => {
  test('words become a priced basket with two buttons, and a tap places it', () => {
    const chat = talk().hear(read({ edits: [edit()] }));
    expect(chat.deeds).toEqual([{ type: 'edit_basket', edits: [edit()] }]);
    chat.hear(changed(2));
    expect(chat.text).toBe(
      [
        '🛒 Your basket:',
        '• Jeera Masino Rice 25kg: 1 bag × Rs 2,400 = Rs 6,000',
        '• Fortune Sunlite Sunflower Oil 1L Pouch: 2.5 ctn × Rs 2,400 = Rs 6,000',
        '',
        '*Total: Rs 12,000*',
        'Credit left: Rs 50,000',
        'Shall we place this order? (1 Confirm, 2 Change)',
      ].join('\n'),
    );
    expect([...chat.taps.keys()]).toEqual(['Confirm', 'Change']);
    chat.tap('Confirm');
    expect(chat.deeds).toEqual(place(3));
    chat.hear({ type: 'ORDER_PLACED', number: '1042', totalMinor: '1200000' });
    expect(chat.text).toContain('Order 1042 is placed: Rs 12,000.');
    expect(chat.state).toBe('open');
  });

  test('a yes in words places what was shown last, whatever was asked in between', () => {
    const chat = withBasket().hear({ type: 'BALANCE_ASKED' });
    chat.hear({
      type: 'BALANCE_READ',
      balanceMinor: '100',
      heldMinor: '0',
      limitMinor: '500',
      availableMinor: '400',
    });
    expect(chat.hear(confirmed).deeds).toEqual(place(3));
  });

  test('a yes with nothing shown shows the basket and places nothing', () => {
    const chat = talk().hear(confirmed);
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    expect(chat.hear(shown(1)).state).toBe('confirming');
  });

  test('after a no, a yes shows the basket again first', () => {
    const chat = withBasket().hear(declined);
    expect(chat.text).toContain('nothing was ordered. Your basket is kept.');
    expect(chat.hear(confirmed).deeds).toEqual([{ type: 'show_basket' }]);
  });

  test('a tap on an old basket shows the one that is, and never places it', () => {
    const chat = withBasket().hear({ type: 'CONFIRMED', basketId: BASKET_ID, version: 1 });
    expect(chat.deeds).toEqual(place(1));
    chat.hear(refusedWith('place_order', 'basket_changed'));
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    chat.hear(shown(2));
    expect(chat.text).toMatch(/^The basket has changed since then/);
    expect(chat.tap('Confirm').deeds).toEqual(place(4));
  });

  test('new prices are shown and need a yes', () => {
    const chat = withBasket().hear(confirmed, {
      type: 'REFUSED',
      effect: 'place_order',
      refusal: 'price_changed',
      detail: { totalMinor: '900000' },
    });
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    expect(chat.hear(shown(2)).text).toMatch(/^Prices have changed/);
    expect(chat.state).toBe('confirming');
  });

  test('too little credit is said with its figures, before and after the yes', () => {
    const chat = talk().hear(read({ edits: [edit()] }), {
      type: 'BASKET_CHANGED',
      view: basketOf(2, { creditLeftMinor: '1000000' }),
    });
    expect(chat.text).toContain('That is Rs 2,000 more than your credit.');
    chat.hear(confirmed, {
      type: 'REFUSED',
      effect: 'place_order',
      refusal: 'credit_short',
      detail: { neededMinor: '1200000', availableMinor: '1000000' },
    });
    expect(chat.text).toContain('Order: Rs 12,000. Credit left: Rs 10,000.');
  });

  test('sixty lines come on several pages, the buttons on the last with the sum', () => {
    const chat = talk().hear(read({ edits: [edit()] }), changed(60));
    expect(chat.contents.map(({ kind }) => kind)).toEqual(['text', 'buttons']);
    expect(chat.contents.at(-1)?.body).toContain('*Total: Rs 3,60,000*');
    expect(chat.text.match(/^• /gm)).toHaveLength(60);
  });

  test('taking the last line out empties the basket', () => {
    const chat = withBasket().hear(read({ fresh: false, edits: [edit({ op: 'remove' })] }));
    expect(chat.hear(changed(0)).text).toMatch(/^Your basket is empty/);
    expect(chat.state).toBe('open');
  });
});

describe('doubts', () => {
  const two = [
    question('q1'),
    question('q2', { said: 'kehi tel', options: [oil], why: 'no_quantity', quantity: null }),
  ];

  test('all are asked in one message with what is certain, and answers are edits', () => {
    const chat = talk().hear(read({ edits: [edit()], questions: two }), changed(1));
    expect(chat.text).toContain('🛒 In your basket so far:');
    expect(chat.text).toContain('❓ “2 bora chamal”: which one do you mean?');
    expect(chat.text).toContain('1. Jeera Masino Rice 25kg: Rs 2,400 per bag');
    expect(chat.text).toContain('→ Fortune Sunlite Sunflower Oil 1L Pouch, sold by ctn');
    expect([...chat.taps.keys()]).toEqual([
      '1. Jeera Masi. Rice 25kg',
      '2. Sona Mans. Rice 30kg',
      '3. None of these',
      '4. Leave it out',
    ]);
    chat.tap('2. Sona Mans. Rice 30kg');
    expect(chat.deeds).toEqual([
      {
        type: 'edit_basket',
        edits: [
          {
            op: 'add',
            productId: oldRice.productId,
            quantity: '2',
            unit: 'bag',
            said: '2 bora chamal',
            reasons: ['answered'],
            confidence: 1000,
          },
        ],
      },
    ]);
    chat.hear(changed(2));
    expect(chat.text).toContain('how many?');
    chat.hear(read({ fresh: false, edits: [edit({ productId: oil.productId })] }), changed(3));
    expect(chat.state).toBe('confirming');
  });

  test('few choices are buttons, and none of these leaves the words out', () => {
    const chat = talk().hear(read({ questions: [question('q1')] }));
    expect(chat.contents[0]?.kind).toBe('buttons');
    expect([...chat.taps.keys()]).toEqual([
      '1. Jeera Masino 25kg',
      '2. Sona Mansuli 30kg',
      '3. None of these',
    ]);
    chat.tap('3. None of these');
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    expect(chat.hear({ type: 'BASKET_SHOWN', view: null }).text).toMatch(/^Your basket is empty/);
  });

  test('a product chosen without a quantity is asked for its quantity', () => {
    const chat = talk().hear(read({ questions: [question('q1', { quantity: null })] }));
    chat.hear({ type: 'ANSWERED', questionId: 'q1', productId: rice.productId });
    expect(chat.deeds).toEqual([]);
    expect(chat.text).toContain('how many?');
    expect(chat.text).toContain('→ Jeera Masino Rice 25kg, sold by bag (Rs 2,400)');
  });

  test('a unit that is not sold is taken only as the row says', () => {
    const why = 'unit_not_sold' as const;
    const chat = talk().hear(
      read({ questions: [question('q1', { why, unit: 'kg', quantity: '5', options: [oil] })] }),
    );
    expect(chat.text).toContain('1. 5 ctn Fortune Sunlite Sunflower Oil 1L Pouch');
    chat.hear({ type: 'ANSWERED', questionId: 'q1', productId: oil.productId });
    expect(chat.deeds).toMatchObject([{ edits: [{ unit: 'ctn', quantity: '5' }] }]);
  });

  test('a change of what is not in the basket asks whether to add it', () => {
    const chat = talk().hear(
      read({ questions: [question('q1', { why: 'not_open', op: 'set', options: [oil] })] }),
    );
    expect(chat.text).toContain('it is not in your basket. Do you want to add it?');
    expect(chat.text).toContain('1. 2 ctn Fortune Sunlite Sunflower Oil 1L Pouch');
    chat.hear({ type: 'ANSWERED', questionId: 'q1', productId: oil.productId });
    expect(chat.deeds).toMatchObject([{ edits: [{ op: 'set', unit: 'ctn', quantity: '2' }] }]);
  });

  test('taking out what is not in the basket asks nothing', () => {
    const gone = question('q1', { why: 'not_open', op: 'remove', quantity: null, said: 'tel' });
    const chat = withBasket().hear(read({ fresh: false, questions: [gone] }));
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    chat.hear(shown(2));
    expect(chat.text).toMatch(/^“tel”: it is not in your basket\.\n• Jeera/);
    expect(chat.state).toBe('confirming');
  });

  test('a yes in words answers no question', () => {
    const chat = talk().hear(read({ questions: [question('q1')] }), confirmed);
    expect(chat.deeds).toEqual([]);
    expect(chat.text).toMatch(/^Before the order can be placed:/);
  });

  test('what was not understood asks again', () => {
    const chat = talk().hear(read({ questions: [question('q1')] }));
    chat.hear({ type: 'NOT_UNDERSTOOD', said: '9' });
    expect(chat.text).toContain('did not understand');
    expect(chat.taps.size).toBe(3);
    expect(chat.state).toBe('asking');
  });

  test('a no leaves all of it out', () => {
    const chat = talk().hear(read({ questions: two }), declined);
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    expect(chat.hear(shown(1)).text).toMatch(/^Left out: what was unclear/);
    expect(chat.state).toBe('confirming');
  });

  test('an answer that comes twice is told that the question is gone', () => {
    const chat = talk().hear(read({ questions: [question('q1')] }));
    const tapped = { type: 'ANSWERED', questionId: 'q1', productId: rice.productId } as const;
    chat.hear(tapped, changed(1), tapped);
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    expect(chat.hear(shown(1)).text).toMatch(/^That question is no longer open/);
  });

  test('what does not fit into ten rows is asked after the rest', () => {
    const questions = Array.from({ length: 6 }, (_, i) =>
      question(`q${i}`, { said: `chamal ${i}`, options: [rice, oldRice, oil] }),
    );
    const chat = talk().hear(read({ questions }));
    expect(chat.taps.size).toBe(10);
    expect(chat.text).toContain('3 more questions follow.');
    for (let i = 0; i < 6; i += 1) {
      chat.hear({ type: 'ANSWERED', questionId: `q${i}`, productId: null }, shown(1));
    }
    expect(chat.state).toBe('confirming');
  });

  test('doubts beyond what is kept are said to be lost', () => {
    const questions = Array.from({ length: 15 }, (_, i) => question(`q${i}`));
    const chat = talk().hear(read({ questions }));
    expect(chat.text).toContain('3 more items were not clear and are not in the basket.');
  });
});

describe('late words', () => {
  const late = (over: object) => ({
    type: 'LATE_ORDER_READ' as const,
    typedAt: '2026-03-02T02:15:00.000Z',
    edits: [edit()],
    questions: [],
    ...over,
  });

  test('are asked about, and wanted ones are ordered as any others', () => {
    const chat = talk().hear(late({ questions: [question('q1')] }));
    expect(chat.deeds).toEqual([]);
    expect(chat.text).toContain('You wrote it at 2 Mar, 8:00 am');
    expect(chat.text).toContain('• “5 ctn waiwai”');
    expect([...chat.taps.keys()]).toEqual(['Yes', 'No']);
    chat.tap('Yes');
    expect(chat.deeds).toEqual([{ type: 'edit_basket', edits: [edit()] }]);
    expect(chat.hear(changed(1)).state).toBe('asking');
  });

  test('are dropped on a no', () => {
    const chat = talk().hear(late({})).tap('No');
    expect(chat.deeds).toEqual([{ type: 'show_basket' }]);
    expect(chat.hear(shown(1)).text).toMatch(/^All right, that old message was left out/);
  });

  test('of two messages are asked about together, and an older tap asks again', () => {
    const chat = talk().hear(late({}));
    const old = [...chat.taps.values()][0] ?? '';
    chat.hear(late({ typedAt: '2026-03-02T02:16:00.000Z', edits: [edit({ said: '2 chini' })] }));
    expect(chat.text).toContain('• “2 chini”');
    chat.hear({ type: 'LATE_ANSWERED', lateId: old.split(':')[2] ?? '', wanted: true });
    expect(chat.deeds).toEqual([]);
    expect(chat.tap('Yes').deeds).toMatchObject([{ edits: [{}, { said: '2 chini' }] }]);
  });
});

describe('cancelling', () => {
  const cancel = { type: 'CANCEL_ASKED', number: null } as const;
  const readings = [{ type: 'show_basket' }, { type: 'read_orders', number: null }];
  const orders = (...numbers: string[]) => ({
    type: 'ORDERS_READ' as const,
    orders: numbers.map((number) => order(number)),
  });

  test('an open basket and nothing else is dropped', () => {
    const chat = withBasket().hear(cancel);
    expect(chat.deeds).toEqual(readings);
    expect(chat.hear(shown(2), orders()).deeds).toEqual([{ type: 'drop_basket' }]);
    chat.hear({ type: 'BASKET_DROPPED', had: true });
    expect(chat.text).toBe('Your basket is empty now. Nothing was ordered.');
  });

  test('with a basket and an order it is asked which', () => {
    const chat = withBasket().hear(cancel, shown(2), orders('1042'));
    expect([...chat.taps.keys()]).toEqual(['Drop the basket', 'Cancel 1042', 'Cancel nothing']);
    expect(chat.tap('Cancel 1042').deeds).toEqual([{ type: 'cancel_order', number: '1042' }]);
    expect(chat.hear({ type: 'ORDER_CANCELLED', number: '1042' }).state).toBe('open');
  });

  test('a single order is asked about before it is gone', () => {
    const chat = talk().hear(cancel, { type: 'BASKET_SHOWN', view: null }, orders('1042'));
    expect(chat.deeds).toEqual([]);
    expect(chat.hear(confirmed).deeds).toEqual([{ type: 'cancel_order', number: '1042' }]);
  });

  test('a yes does not choose among several', () => {
    const chat = talk().hear(cancel, { type: 'BASKET_SHOWN', view: null }, orders('1042', '1041'));
    expect(chat.hear(confirmed).deeds).toEqual([]);
    expect(chat.hear(declined).text).toBe('All right, nothing was cancelled.');
  });

  test('a number is cancelled without more ado', () => {
    expect(withBasket().hear({ ...cancel, number: '1042' }).deeds).toEqual([
      { type: 'cancel_order', number: '1042' },
    ]);
  });

  test('a basket that cannot be shown can still be dropped', () => {
    const unsold = {
      type: 'REFUSED',
      effect: 'show_basket',
      refusal: 'not_sold',
      detail: { product: rice.name, unit: 'bag' },
    } as const;
    const chat = withBasket().hear(cancel, unsold, orders());
    expect(chat.deeds).toEqual([{ type: 'drop_basket' }]);
    chat.hear({ type: 'BASKET_ASKED' }, unsold);
    expect(chat.text).toContain('Jeera Masino Rice 25kg is no longer sold');
    expect(chat.tap('Drop the basket').deeds).toEqual([{ type: 'drop_basket' }]);
  });

  test('nothing open is said to be nothing', () => {
    const chat = talk().hear(cancel, { type: 'BASKET_SHOWN', view: null }, orders());
    expect(chat.text).toMatch(/^There is nothing to cancel/);
  });
});

describe('what is not built yet', () => {
  test.each([
    [
      { type: 'PAYMENT_CLAIMED', amount: null, method: 'bank', reference: null } as const,
      /How much did you pay/,
    ],
    [{ type: 'COMPLAINED' } as const, /call our office/],
    [{ type: 'MEDIA_RECEIVED', media: 'sticker' } as const, /cannot read this kind/],
  ])('is said honestly: %o', (event, words) => {
    const chat = withBasket().hear(event);
    expect(chat.text).toMatch(words);
    expect(chat.deeds).toEqual([]);
    expect(chat.state).toBe('confirming');
  });

  test('what was not understood is not quoted', () => {
    const chat = talk().hear({ type: 'NOT_UNDERSTOOD', said: 'http://evil.example *x*' });
    expect(chat.text).not.toContain('evil');
    expect(chat.understood).toBe(false);
    expect([...chat.taps.keys()]).toContain('Menu');
  });
});

test('the whole order in Nepali, with local digits', () => {
  const chat = talk();
  chat.language = 'ne';
  chat.hear(read({ edits: [edit()] }), changed(1));
  expect(chat.text).toContain('१ बोरा × रू २,४०० = रू ६,०००');
  expect(chat.tap('पठाउनुहोस्').deeds).toEqual(place(3));
});
