import { randomUUID } from 'node:crypto';
import { learnPhrases } from '../../src/domain/phrases/phrases.js';
import { noteAnswers, noteQuestions } from '../../src/domain/phrases/clarifications.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { edit, tradeIn } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let foreign: TestTown;
let token: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  [town, foreign] = [await towns.open(), await towns.open()];
  token = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

const path = (rest: string, where = town): string => `/v1/towns/${where.id}/${rest}`;

async function teach(where: TestTown, phrase: string): Promise<string> {
  const retailer = await where.addRetailer();
  const choice = { phrase, productId: where.products.rice, said: '2 bora chamal' };
  await where.run((tx) => learnPhrases(tx, where.cause('retailer'), retailer, [choice]));
  return retailer;
}

describe('what a retailer taught', () => {
  test('is shown and forgotten', async () => {
    const retailer = await teach(town, 'camal %bag');
    const list = `GET ${path(`retailers/${retailer}/phrases`)}`;
    const { body } = await call(bench, token, list);
    expect(body.data).toEqual([
      {
        phrase: 'camal %bag',
        said: '2 bora chamal',
        product: {
          id: town.products.rice,
          sku: expect.stringMatching(/^Jira/),
          name: 'Jira Masino rice',
        },
        times: 1,
        learned_at: expect.any(String),
      },
    ]);
    const forget = `POST ${path(`retailers/${retailer}/phrases/forget`)}`;
    const answer = await call(bench, token, forget, { phrase: 'camal %bag' });
    expect([answer.status, answer.body]).toEqual([200, { forgotten: true }]);
    const again = await call(bench, token, forget, { phrase: 'camal %bag' });
    expect([again.status, again.body.code]).toEqual([404, 'no_such_phrase']);
    expect((await call(bench, token, list)).body.data).toEqual([]);
  });

  test.each([
    {},
    { phrase: '' },
    { phrase: 7 },
    { phrase: 'x'.repeat(121) },
    { phrase: 'a\u0000' },
  ])('is not forgotten by %j', async (body) => {
    const retailer = await teach(town, 'camal');
    const forget = `POST ${path(`retailers/${retailer}/phrases/forget`)}`;
    expect((await call(bench, token, forget, body)).status).toBe(400);
  });

  test('is out of reach in another town, and for whoever is no retailer', async () => {
    const stranger = await teach(foreign, 'camal');
    const vendor = await town.addVendor();
    for (const [id, where, code] of [
      [stranger, town, 'no_such_retailer'],
      [vendor, town, 'no_such_retailer'],
      [randomUUID(), town, 'no_such_retailer'],
      [stranger, foreign, 'not_found'],
    ] as const) {
      const list = await call(bench, token, `GET ${path(`retailers/${id}/phrases`, where)}`);
      expect([list.status, list.body.code]).toEqual([404, code]);
      const forget = `POST ${path(`retailers/${id}/phrases/forget`, where)}`;
      const forgotten = await call(bench, token, forget, { phrase: 'camal' });
      expect([forgotten.status, forgotten.body.code]).toEqual([404, code]);
    }
    expect((await call(bench, null, `GET ${path('phrases')}`)).status).toBe(401);
    expect((await call(bench, token, `GET ${path('phrases', foreign)}`)).status).toBe(404);
  });
});

test('the phrases a town lacks are those it had to ask about', async () => {
  const where = await towns.open();
  const admin = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
  const retailer = await where.addRetailer();
  const { rows } = await where.admin(
    'select conversation_id as id from sessions where party_id = $1',
    [retailer],
  );
  const conversation = (rows[0] as { id: string }).id;
  const cause = { ...where.cause('retailer'), universe: bench.universe };
  const about = { phrase: 'camal', said: 'chamal', why: 'which_product', options: 2 };
  await where.run(async (tx) => {
    await noteQuestions(tx, cause, conversation, [
      { ...about, id: '1' },
      { ...about, id: '2' },
      { ...about, id: '3', phrase: 'xyz' },
    ]);
    const productId = where.products.rice;
    await noteAnswers(tx, cause, conversation, [{ id: '1', outcome: 'chosen', productId }]);
  });
  const { body } = await call(bench, admin, `GET ${path('phrases?days=7', where)}`);
  const product = { id: where.products.rice, name: 'Jira Masino rice' };
  expect(body.data).toMatchObject([
    { phrase: 'camal', asked: 2, chosen: 1, none: 0, unanswered: 1, product },
    { phrase: 'xyz', asked: 1, chosen: 0, unanswered: 1, product: null },
  ]);
  const one = await call(bench, admin, `GET ${path('phrases?limit=1', where)}`);
  expect(one.body.data).toHaveLength(1);
  for (const query of ['days=0', 'days=367', 'limit=0', 'limit=201', 'since=x']) {
    expect((await call(bench, admin, `GET ${path(`phrases?${query}`, where)}`)).status).toBe(400);
  }
});

test('an order shows what was typed, why it was understood so, and how surely', async () => {
  const retailer = await town.addRetailer();
  const { rice, oil } = town.products;
  const placed = await tradeIn(town).order(retailer, [
    {
      ...edit('add', rice, '2', 'bag'),
      said: '2 bora chamal',
      reasons: ['alias: chamal'],
      confidence: 856,
    },
    edit('add', oil, '1'),
  ]);
  const { body } = await call(bench, token, `GET ${path(`orders/${placed.orderId}`)}`);
  expect(body.lines).toMatchObject([
    { said: '2 bora chamal', reasons: ['alias: chamal'], confidence: 0.856 },
    { said: '1 null', reasons: [], confidence: null },
  ]);
});
