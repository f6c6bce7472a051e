import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene(3);
});
afterEach(() => scene.close());

async function hears(phone: string, text: string): Promise<string> {
  await scene.say(phone, { text });
  await scene.settle();
  return scene.heardBy(phone).at(-1) ?? '';
}

interface Asked {
  readonly said: string;
  readonly why: string;
  readonly options: number;
  readonly outcome: string | null;
  readonly sku: string | null;
}

const questions = (): Promise<Asked[]> =>
  scene.look<Asked>(
    `select c.said, c.why, c.options::int, c.outcome, p.sku from clarifications c
     left join products p on p.id = c.product_id where c.town_id = $1 order by c.asked_at, c.id`,
  );

const learned = async (): Promise<string[]> => {
  const rows = await scene.look<{ sku: string }>(
    `select p.sku from learned_phrases l join products p on p.id = l.product_id
     where l.town_id = $1`,
  );
  return rows.map(({ sku }) => sku);
};

const RICE = { said: '2 bora chamal', why: 'which_product', options: 3 };

test.each([
  ['a number', '2', { outcome: 'chosen', sku: 'NP-RICE-JM25' }],
  ['a name', 'jeera masino', { outcome: 'chosen', sku: 'NP-RICE-JM25' }],
  ['the last number', '4', { outcome: 'none', sku: null }],
  ['no', 'no', { outcome: 'dropped', sku: null }],
  ['the words written anew', '3 bora jira masino', { outcome: 'rewritten', sku: null }],
  ['a question of their own', 'baki kati cha', { outcome: null, sku: null }],
])('a question answered by %s', async (_how, words, came) => {
  await hears(retailer(1), '2 bora chamal');
  expect(await questions()).toEqual([{ ...RICE, outcome: null, sku: null }]);
  await hears(retailer(1), words);
  expect(await questions()).toEqual([{ ...RICE, ...came }]);
  await hears(retailer(1), 'confirm');
  expect(await learned()).toEqual(came.outcome === 'chosen' ? ['NP-RICE-JM25'] : []);
});

test('a question asked again is one question', async () => {
  await hears(retailer(1), '2 bora chamal');
  await hears(retailer(1), 'asdf qwer');
  await hears(retailer(1), 'yes');
  expect(await questions()).toEqual([{ ...RICE, outcome: null, sku: null }]);
});

test('an amount that was asked for is an answer, and teaches no product', async () => {
  await hears(retailer(1), 'jira masino bora');
  expect(await hears(retailer(1), '4')).toMatch(/4 bora/);
  const asked = { said: 'jira masino bora', why: 'no_quantity', options: 1 };
  expect(await questions()).toEqual([{ ...asked, outcome: 'chosen', sku: 'NP-RICE-JM25' }]);
  await hears(retailer(1), 'confirm');
  expect(await learned()).toEqual([]);
});

test('asked and answered before anybody looked, it is written down with its outcome', async () => {
  await scene.say(retailer(1), { text: '2 bora chamal' });
  await scene.say(retailer(1), { text: '2' });
  await scene.settle();
  expect(await questions()).toEqual([{ ...RICE, outcome: 'chosen', sku: 'NP-RICE-JM25' }]);
});

test('what was confirmed is known to the next message of the same hop', async () => {
  await hears(retailer(1), '2 bora chamal');
  await hears(retailer(1), '2');
  await scene.say(retailer(1), { text: 'confirm' });
  await scene.say(retailer(1), { text: '3 bora chamal' });
  await scene.settle();
  expect(scene.heardBy(retailer(1)).at(-1)).toMatch(/Jeera Masino Rice 25kg: 3 bora/);
});

test('a taught line says so, and how sure it is, in the order', async () => {
  await hears(retailer(1), '2 bora chamal');
  await hears(retailer(1), '2');
  await hears(retailer(1), 'confirm');
  await hears(retailer(1), '3 bora chamal');
  await hears(retailer(1), 'confirm');
  const lines = await scene.look<{ said: string; reasons: string[]; confidence: number }>(
    `select l.said, l.reasons, l.confidence from order_lines l
     join orders o on o.town_id = l.town_id and o.id = l.order_id
     where l.town_id = $1 order by o.number`,
  );
  expect(lines[0]).toMatchObject({ said: '2 bora chamal', reasons: ['answered'] });
  expect(lines[0]?.confidence).toBe(1000);
  expect(lines[1]?.reasons.some((reason) => reason.startsWith('learned: '))).toBe(true);
  expect(lines[1]?.confidence).toBeGreaterThan(500);
  expect(lines[1]?.confidence).toBeLessThan(1000);
});

test('what was bought comes first in the question, and answers nothing', async () => {
  await hears(retailer(1), '1 bora sona mansuli');
  await hears(retailer(1), 'confirm');
  expect(await learned()).toEqual([]);
  expect(await hears(retailer(1), '2 bora chamal')).toMatch(/1\. Sona Mansuli Rice 30kg/);
  const [open] = await scene.look<{ n: number }>(
    `select count(*)::int as n from baskets where town_id = $1 and state = 'OPEN'`,
  );
  expect(open?.n).toBe(0);
  expect(await hears(retailer(2), '2 bora chamal')).toMatch(/1\. Long Grain/);
});

test('a conversation in the middle of a question of before is gone on with', async () => {
  await hears(retailer(1), '2 bora chamal');
  await scene.look(
    `update sessions set snapshot = jsonb_set(snapshot, '{context,questions,0}',
       (snapshot #> '{context,questions,0}') - 'phrase' - 'confidence')
     where town_id = $1 and phone = $2 returning 1`,
    [retailer(1)],
  );
  expect(await hears(retailer(1), '2')).toMatch(/Jeera Masino Rice 25kg: 2 bora/);
  await hears(retailer(1), 'confirm');
  expect(await learned()).toEqual([]);
});

test.each([79, 80, 119, 120])(
  'a sign of two halves at place %i of quoted words fails nothing',
  async (n) => {
    const words = `3 ctn ${'zq'.repeat(100)}`.slice(0, n);
    await hears(retailer(1), `2 bora chamal\n${words}\u{1f600}\u{1f600} wai`);
    expect(scene.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect((await questions()).map(({ why }) => why).sort()).toEqual([
      'unknown_product',
      'which_product',
    ]);
  },
);
