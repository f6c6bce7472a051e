import {
  forgetPhrase,
  isTelling,
  learnedPhrases,
  learnPhrases,
  notePurchases,
  readHabits,
} from '../../src/domain/phrases/phrases.js';
import {
  listAskedPhrases,
  noteAnswers,
  noteQuestions,
} from '../../src/domain/phrases/clarifications.js';
import { LIMITS } from '../../src/base/limits.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { askedIn, phraseTable } from '../../scripts/phrases.js';
import { edit } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const teach = async (retailer: string, ...taught: (readonly [string, string])[]): Promise<void> => {
  its.town.universe.advance(1000);
  const choices = taught.map(([phrase, productId]) => ({ phrase, productId, said: phrase }));
  const cause = its.town.cause('retailer', retailer);
  await its.town.run((tx) => learnPhrases(tx, cause, retailer, choices));
};
const learnedBy = (retailer: string) => its.town.run((tx) => learnedPhrases(tx, retailer));
const habitsOf = (retailer: string) => its.town.run((tx) => readHabits(tx, retailer));

test.each([
  ['', false],
  ['%bag', false],
  ['25000mass', false],
  ['500 %bag', false],
  ['500', false],
  ['1000volume 2 %btl', false],
  ['camal', true],
  ['camal 25000mass %bag', true],
  ['7up', true],
  ['चामल %bag', true],
  ['x'.repeat(LIMITS.phrase_characters_max + 1), false],
])('"%s" says what is meant: %s', (phrase, telling) => {
  expect(isTelling(phrase)).toBe(telling);
});

describe('what a retailer taught', () => {
  test('is the latest choice, counted, of this retailer alone', async () => {
    const { rice, oil } = its.town.products;
    const [one, other] = [await its.town.addRetailer(), await its.town.addRetailer()];
    await teach(one, ['camal %bag', rice]);
    await teach(one, ['camal %bag', rice], ['tel', oil], ['%bag', oil], ['', oil]);
    expect(await learnedBy(one)).toMatchObject([
      { phrase: 'camal %bag', productId: rice, times: 2 },
      { phrase: 'tel', productId: oil, times: 1 },
    ]);
    await teach(one, ['camal %bag', oil]);
    expect((await learnedBy(one))[0]).toMatchObject({ productId: oil, times: 1 });
    expect(await learnedBy(other)).toEqual([]);
    expect((await habitsOf(other)).learned.size).toBe(0);
  });

  test('the last of two choices in one order wins', async () => {
    const { rice, oil } = its.town.products;
    const retailer = await its.town.addRetailer();
    await teach(retailer, ['x', rice], ['x', oil]);
    expect((await habitsOf(retailer)).learned).toEqual(new Map([['x', oil]]));
  });

  test('is bounded: the oldest goes, what is said again stays', async () => {
    const { rice } = its.town.products;
    const retailer = await its.town.addRetailer();
    const max = LIMITS.learned_phrases_max;
    const names = Array.from({ length: max }, (_, i) => `p${String(i).padStart(3, '0')}`);
    await teach(retailer, ['first', rice]);
    await teach(retailer, ['second', rice]);
    await teach(retailer, ...names.slice(2).map((name) => [name, rice] as const));
    expect(await learnedBy(retailer)).toHaveLength(max);
    await teach(retailer, ['first', rice], ['new', rice]);
    const known = (await learnedBy(retailer)).map(({ phrase }) => phrase);
    expect(known).toHaveLength(max);
    expect(known).toEqual(expect.arrayContaining(['first', 'new']));
    expect(known).not.toContain('second');
    expect((await habitsOf(retailer)).learned.size).toBe(max);
  });

  test('can be forgotten, once', async () => {
    const { rice } = its.town.products;
    const retailer = await its.town.addRetailer();
    await teach(retailer, ['camal', rice], ['tel', rice]);
    const forget = () => its.town.run((tx) => forgetPhrase(tx, retailer, 'camal'));
    expect(await forget()).toMatchObject({ ok: true });
    expect(await forget()).toMatchObject({ ok: false, refusal: 'no_such_phrase' });
    expect([...(await habitsOf(retailer)).learned.keys()]).toEqual(['tel']);
  });

  test('no other town sees', async () => {
    const retailer = await its.town.addRetailer();
    await teach(retailer, ['camal', its.town.products.rice]);
    const foreign = await its.towns.open();
    const seen = await foreign.run((tx) => readHabits(tx, retailer));
    expect(seen).toEqual({ learned: new Map(), bought: [] });
  });
});

describe('an order', () => {
  test('teaches the phrases that were chosen for its lines, and what is bought', async () => {
    const { rice, noodles, oil } = its.town.products;
    const retailer = await its.town.addRetailer();
    const chosen = { ...edit('add', rice, '2', 'bag'), phrase: 'camal %bag', confidence: 1000 };
    const placed = await its.trade.order(retailer, [
      chosen,
      edit('add', oil, '1'),
      edit('set', rice, '3'),
    ]);
    expect(await learnedBy(retailer)).toMatchObject([{ phrase: 'camal %bag', productId: rice }]);
    its.town.universe.advance(1000);
    await its.trade.order(retailer, [edit('add', noodles, '1')]);
    expect((await habitsOf(retailer)).bought[0]).toBe(noodles);
    expect(new Set((await habitsOf(retailer)).bought)).toEqual(new Set([noodles, oil, rice]));
    const order = await its.town.run((tx) => readOrder(tx, { id: placed.orderId }));
    expect(order?.lines).toMatchObject([
      { productId: rice, confidence: null, said: '3 null' },
      { productId: oil, confidence: null },
    ]);
  });

  test('not placed teaches nothing', async () => {
    const retailer = await its.town.addRetailer({ limitMinor: 1n });
    const { rice } = its.town.products;
    const basket = await its.trade.fill(retailer, [
      { ...edit('add', rice, '2', 'bag'), phrase: 'camal' },
    ]);
    expect(await its.trade.place(retailer, basket)).toMatchObject({ refusal: 'credit_short' });
    expect(await habitsOf(retailer)).toEqual({ learned: new Map(), bought: [] });
  });

  test('of a basket that an older version wrote is read as before', async () => {
    const retailer = await its.town.addRetailer();
    const { rice } = its.town.products;
    const basket = await its.trade.fill(retailer, [edit('add', rice, '2', 'bag')]);
    await its.town.admin(
      `update baskets set lines = (
         select jsonb_agg(l - 'confidence' - 'phrase') from jsonb_array_elements(lines) l)
       where town_id = $1`,
      [its.town.id],
    );
    expect(await its.trade.place(retailer, basket)).toMatchObject({ ok: true });
  });
});

test('history is the latest, however much there is', async () => {
  const retailer = await its.town.addRetailer();
  const { rice, oil } = its.town.products;
  const buy = (productId: string): Promise<void> => {
    its.town.universe.advance(1000);
    const cause = its.town.cause('retailer', retailer);
    return its.town.run((tx) => notePurchases(tx, cause, retailer, [productId, productId]));
  };
  await buy(rice);
  await buy(oil);
  await buy(rice);
  expect((await habitsOf(retailer)).bought).toEqual([rice, oil]);
  const { rows } = await its.town.admin(
    'select product_id, times from purchase_history where town_id = $1 order by times desc',
    [its.town.id],
  );
  expect(rows).toEqual([
    { product_id: rice, times: 2 },
    { product_id: oil, times: 1 },
  ]);
});

test('a turn reads a bounded part of a long history, the newest', async () => {
  const retailer = await its.town.addRetailer();
  await its.town.admin(
    `with p as (
       insert into products (id, sku, name, base_unit)
       select gen_random_uuid(), gen_random_uuid()::text, 'Goods', 'kg'
       from generate_series(1, 150) returning id),
     u as (insert into sale_units select id, 'kg', 1 from p),
     t as (insert into town_products select $1::uuid, id, true, 'kg' from p)
     insert into purchase_history (town_id, retailer_id, product_id, last_at)
     select $1::uuid, $2::uuid, id, timestamptz '2026-01-01' from p`,
    [its.town.id, retailer],
  );
  const { rice } = its.town.products;
  await its.trade.order(retailer, [edit('add', rice, '1')]);
  const { bought } = await habitsOf(retailer);
  expect(bought).toHaveLength(LIMITS.history_products_max);
  expect(bought[0]).toBe(rice);
});

describe('questions', () => {
  const asked = (id: string, over: object = {}) => ({
    id,
    phrase: 'camal %bag',
    said: '2 bora chamal',
    why: 'which_product',
    options: 3,
    ...over,
  });

  async function conversation(): Promise<string> {
    const retailer = await its.town.addRetailer();
    const { rows } = await its.town.admin(
      'select conversation_id as id from sessions where town_id = $1 and party_id = $2',
      [its.town.id, retailer],
    );
    return (rows[0] as { id: string }).id;
  }

  test('have one outcome, and the first stays', async () => {
    const { rice } = its.town.products;
    const where = await conversation();
    const cause = its.town.cause('retailer');
    await its.town.run((tx) => noteQuestions(tx, cause, where, [asked('a'), asked('b')]));
    await its.town.run((tx) => noteQuestions(tx, cause, where, [asked('a', { said: 'again' })]));
    await its.town.run((tx) =>
      noteAnswers(tx, cause, where, [
        { id: 'a', outcome: 'chosen', productId: rice },
        { id: 'never asked', outcome: 'none' },
      ]),
    );
    await its.town.run((tx) => noteAnswers(tx, cause, where, [{ id: 'a', outcome: 'dropped' }]));
    const { rows } = await its.town.admin(
      'select id, said, outcome, product_id from clarifications where town_id = $1 order by id',
      [its.town.id],
    );
    expect(rows).toEqual([
      { id: 'a', said: '2 bora chamal', outcome: 'chosen', product_id: rice },
      { id: 'b', said: '2 bora chamal', outcome: null, product_id: null },
    ]);
    const change = its.town.admin(
      `update clarifications set outcome = 'none', product_id = null
       where town_id = $1 and id = 'a'`,
      [its.town.id],
    );
    await expect(change).rejects.toMatchObject({ code: 'PA004' });
  });

  test('are counted by phrase and reason since a day, and listed by the command', async () => {
    const { rice, oil } = its.town.products;
    const where = await conversation();
    const cause = its.town.cause('retailer');
    await its.town.run((tx) => noteQuestions(tx, cause, where, [asked('old')]));
    its.town.universe.advance(40 * 86_400_000);
    const since = new Date(its.town.universe.nowMs() - 30 * 86_400_000);
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    await its.town.run((tx) =>
      noteQuestions(tx, cause, where, [
        ...ids.map((id) => asked(id)),
        asked('g', { phrase: 'xyz', said: '1 xyz', why: 'unknown_product', options: 0 }),
        asked('h', { phrase: '' }),
      ]),
    );
    await its.town.run((tx) =>
      noteAnswers(tx, cause, where, [
        { id: 'a', outcome: 'chosen', productId: rice },
        { id: 'b', outcome: 'chosen', productId: oil },
        { id: 'c', outcome: 'chosen', productId: oil },
        { id: 'd', outcome: 'none' },
        { id: 'e', outcome: 'rewritten' },
      ]),
    );
    const rows = await its.town.run((tx) => listAskedPhrases(tx, since, 10));
    expect(rows).toEqual([
      {
        phrase: 'camal %bag',
        why: 'which_product',
        said: '2 bora chamal',
        asked: 6,
        chosen: 3,
        none: 1,
        unanswered: 2,
        product: { id: oil, sku: expect.any(String), name: 'Swastik oil' },
      },
      {
        phrase: 'xyz',
        why: 'unknown_product',
        said: '1 xyz',
        asked: 1,
        chosen: 0,
        none: 0,
        unanswered: 1,
        product: null,
      },
    ]);
    const { serviceUrl } = its.database;
    expect(await askedIn(serviceUrl, `testpur-${its.town.id}`, since)).toEqual(rows);
    expect(await askedIn(serviceUrl, 'nowhere', since)).toBeUndefined();
    const lines = phraseTable(rows).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^6 +3 +1 +2 +which_product +2 bora chamal +.*Swastik oil$/);
  });
});
