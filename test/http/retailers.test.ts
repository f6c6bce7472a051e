import { randomUUID } from 'node:crypto';
import { registerRetailer } from '../../src/domain/parties/parties.js';
import { post } from '../../src/domain/ledger/ledger.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { edit, tradeIn, must } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let foreign: TestTown;
let operator: { readonly id: string; readonly email: string };
let token: string;
let serial = 0;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  [town, foreign] = [await towns.open(), await towns.open()];
  operator = await addUser(bench, 'OPERATOR', [town.id]);
  token = await logIn(bench, operator.email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

/** Somebody who registered and waits; with a conversation, so that they can be told. */
async function addNewcomer(where: TestTown, conversation = true): Promise<string> {
  serial += 1;
  const value = `+97798410${String(serial).padStart(5, '0')}`;
  const registration = {
    name: `Shop ${String(serial)}`,
    contactName: 'Sita',
    statedPlace: 'near the bus park',
    language: 'ne',
    aliases: [{ kind: 'phone', value, verified: true } as const],
  };
  const id = must(
    await where.run((tx) => registerRetailer(tx, where.cause('machine'), registration)),
  );
  if (conversation) {
    await where.admin(
      `insert into sessions (town_id, conversation_id, party_id, channel_account_id, flow_id,
         flow_version, snapshot, changed_at)
       select $1, $2, $3, id, 'test', 1, '{}', now() from channel_accounts where home_town_id = $1`,
      [where.id, randomUUID(), id],
    );
  }
  return id;
}

const path = (where: TestTown, rest = ''): string => `/v1/towns/${where.id}/retailers${rest}`;
const npr = (amount: string): object => ({ amount_minor: amount, currency: 'NPR' });

describe('the list', () => {
  test('shows who waits, the longest waiting first, in pages', async () => {
    const where = await towns.open();
    const admin = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await addNewcomer(where));
    await where.addRetailer();
    const first = await call(bench, admin, `GET ${path(where, '?limit=3')}`);
    const rest = await call(
      bench,
      admin,
      `GET ${path(where, `?limit=3&after=${String(first.body.next)}`)}`,
    );
    const seen = [...first.body.data, ...rest.body.data] as { id: string; state: string }[];
    expect(seen.map((row) => row.id)).toEqual(ids);
    expect(new Set(seen.map((row) => row.state))).toEqual(new Set(['PENDING']));
    expect(rest.body.next).toBeNull();
    const approved = await call(bench, admin, `GET ${path(where, '?state=APPROVED')}`);
    expect(approved.body.data).toHaveLength(1);
  });

  test('shows what they said of themselves', async () => {
    const id = await addNewcomer(town);
    const { body } = await call(bench, token, `GET ${path(town, `/${id}`)}`);
    expect(body).toMatchObject({
      id,
      state: 'PENDING',
      contact_name: 'Sita',
      stated_place: 'near the bus park',
      phone_verified: true,
      language: 'ne',
      credit: null,
    });
    expect(body.phone).toMatch(/^\+97798410\d{5}$/);
  });

  test('knows no vendors and nobody of another town', async () => {
    const vendor = await town.addVendor();
    const stranger = await addNewcomer(foreign);
    for (const id of [vendor, stranger, randomUUID()]) {
      const answer = await call(bench, token, `GET ${path(town, `/${id}`)}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'no_such_retailer']);
    }
    expect((await call(bench, token, `GET ${path(town, '/no-id')}`)).status).toBe(400);
    expect((await call(bench, token, `GET ${path(town, '?state=RICH')}`)).status).toBe(400);
  });
});

describe('a foreign town', () => {
  test('cannot be told from none, whatever is asked of it', async () => {
    const id = await addNewcomer(foreign);
    for (const what of [
      `GET ${path(foreign)}`,
      `GET ${path(foreign, `/${id}`)}`,
      `GET ${path(foreign, `/${id}/ledger`)}`,
      `POST ${path(foreign, `/${id}/approve`)}`,
      `POST ${path(foreign, `/${id}/refuse`)}`,
      `GET /v1/towns/${foreign.id}/orders`,
      `GET /v1/towns/${randomUUID()}/orders`,
      'GET /v1/towns/no-such-slug/orders',
    ]) {
      const body = what.startsWith('POST') ? { credit_limit_minor: '1', reason: 'x' } : undefined;
      const answer = await call(bench, token, what, body);
      expect([what, answer.status, answer.body.code]).toEqual([what, 404, 'not_found']);
    }
    const rows = await bench.ask('select from parties where id = $1 and state = $2', [
      id,
      'PENDING',
    ]);
    expect(rows).toHaveLength(1);
  });

  test('opens when it is given to the operator, by slug or id', async () => {
    const other = await addUser(bench, 'OPERATOR', [town.id]);
    const theirs = await logIn(bench, other.email);
    expect((await call(bench, theirs, `GET ${path(foreign)}`)).status).toBe(404);
    await bench.ask('insert into user_towns values ($1, $2)', [other.id, foreign.id]);
    expect((await call(bench, theirs, `GET ${path(foreign)}`)).status).toBe(200);
    const bySlug = await call(bench, theirs, `GET /v1/towns/testpur-${foreign.id}/retailers`);
    expect(bySlug.status).toBe(200);
  });
});

describe('an approval', () => {
  test('opens the credit account, tells the retailer and rings their lane', async () => {
    const id = await addNewcomer(town);
    bench.rung.length = 0;
    const limit = { credit_limit_minor: '50000000' };
    const answer = await call(bench, token, `POST ${path(town, `/${id}/approve`)}`, limit);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id,
      state: 'APPROVED',
      told: true,
      credit: {
        limit: npr('50000000'),
        balance: npr('0'),
        held: npr('0'),
        available: npr('50000000'),
        stopped: false,
      },
    });
    expect(bench.rung).toHaveLength(1);
    const [told] = await bench.ask<{ content: unknown; lane: number; correlation_id: string }>(
      `select i.content, q.lane, i.correlation_id from inbox i join inbox_queue q
         on q.inbox_id = i.id where i.provider_id = $1`,
      [id],
    );
    expect(told?.content).toEqual({ type: 'retailer_approved', limitMinor: '50000000' });
    expect(told?.lane).toBe(bench.rung[0]);
    expect(told?.correlation_id).toBe(answer.headers['x-correlation-id']);
    const [party] = await bench.ask('select decided_by from parties where id = $1', [id]);
    expect(party).toEqual({ decided_by: operator.id });
  });

  test('happens once, however often it is sent at the same time', async () => {
    const id = await addNewcomer(town, false);
    const send = (limit: string) =>
      call(bench, token, `POST ${path(town, `/${id}/approve`)}`, { credit_limit_minor: limit });
    const answers = await Promise.all(['1000', '2000', '3000'].map(send));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find((one) => one.status === 409);
    expect(refused?.body).toMatchObject({
      type: 'urn:pasal:problem:not_pending',
      code: 'not_pending',
      title: 'The retailer is decided already',
    });
    expect(answers.find((one) => one.status === 200)?.body.told).toBe(false);
  });

  test.each([
    ['nothing', {}],
    ['a number', { credit_limit_minor: 100 }],
    ['less than nothing', { credit_limit_minor: '-1' }],
    ['a fraction', { credit_limit_minor: '1.5' }],
    ['more than there is', { credit_limit_minor: '9'.repeat(17) }],
    ['a field of tomorrow', { credit_limit_minor: '1', grace_days: 7 }],
    ['an empty reason', { credit_limit_minor: '1', reason: '  ' }],
  ])('with %s is not valid', async (_what, body) => {
    const id = await addNewcomer(town);
    const answer = await call(bench, token, `POST ${path(town, `/${id}/approve`)}`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors[0].in).toBe('body');
    const one = await call(bench, token, `GET ${path(town, `/${id}`)}`);
    expect(one.body.state).toBe('PENDING');
  });
});

test('a refusal is told, and its reason kept', async () => {
  const id = await addNewcomer(town);
  const target = `POST ${path(town, `/${id}/refuse`)}`;
  expect((await call(bench, token, target, {})).status).toBe(400);
  const answer = await call(bench, token, target, { reason: 'no such shop' });
  expect(answer.body).toMatchObject({ state: 'REFUSED', told: true, credit: null });
  const [row] = await bench.ask('select decided_reason from parties where id = $1', [id]);
  expect(row).toEqual({ decided_reason: 'no such shop' });
  const approve = `POST ${path(town, `/${id}/approve`)}`;
  const late = await call(bench, token, approve, { credit_limit_minor: '5' });
  expect([late.status, late.body.code]).toEqual([409, 'not_pending']);
});

describe('a ledger', () => {
  test('shows entries newest first with their chain, what is held, and what is left', async () => {
    const retailer = await town.addRetailer({ limitMinor: 10_000_000n });
    await town.addVendor();
    const trade = tradeIn(town);
    const placed = await trade.order(retailer, [edit('add', town.products.rice, '2', 'bag')]);
    must(await trade.assign(placed.orderId));
    const offer = await trade.openOffer(placed.orderId);
    must(await trade.answer(offer?.vendorId ?? '', offer?.offerId ?? '', 'accept'));
    const held = await trade.order(retailer, [edit('add', town.products.oil, '1', 'ctn')]);
    const { body } = await call(bench, token, `GET ${path(town, `/${retailer}/ledger`)}`);
    expect(body.credit).toEqual({
      limit: npr('10000000'),
      balance: npr('460000'),
      held: npr('248000'),
      available: npr('9292000'),
      stopped: false,
    });
    expect(body.holds).toEqual([
      { order_id: held.orderId, amount: npr('248000'), opened_at: expect.any(String) },
    ]);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      chain_no: '1',
      recipe: 'ORDER_CREDIT',
      subject_id: placed.orderId,
      vendor: { id: offer?.vendorId },
      amount: npr('460000'),
      balance_after: npr('460000'),
    });
    expect(body.chain).toEqual({ length: '1', head: body.data[0].hash });
  });

  test('comes in pages that neither repeat nor miss an entry', async () => {
    const retailer = await town.addRetailer();
    const vendor = await town.addVendor();
    for (let i = 1; i <= 5; i += 1) await postCredit(retailer, vendor, BigInt(i));
    const numbers: string[] = [];
    let after = '';
    for (let pages = 0; pages < 4; pages += 1) {
      const what = `GET ${path(town, `/${retailer}/ledger?limit=2${after}`)}`;
      const { body } = await call(bench, token, what);
      numbers.push(...(body.data as { chain_no: string }[]).map((entry) => entry.chain_no));
      if (body.next === null) break;
      after = `&after=${String(body.next)}`;
    }
    expect(numbers).toEqual(['5', '4', '3', '2', '1']);
  });

  test('of somebody who is not approved yet is empty', async () => {
    const id = await addNewcomer(town);
    const { body } = await call(bench, token, `GET ${path(town, `/${id}/ledger`)}`);
    expect(body).toEqual({ data: [], next: null, credit: null, chain: null, holds: [] });
  });

  test.each(['after=0', 'after=-1', 'after=x', `after=${'9'.repeat(19)}`])(
    'is not asked for with %s',
    async (query) => {
      const id = await addNewcomer(town);
      const answer = await call(bench, token, `GET ${path(town, `/${id}/ledger?${query}`)}`);
      expect(answer.status).toBe(400);
    },
  );
});

/** What an accepted order posts, without the order. */
async function postCredit(retailer: string, vendor: string, amount: bigint): Promise<void> {
  const none = { partyId: null, counterpartyId: null };
  must(
    await town.run((tx) =>
      post(tx, town.cause('machine'), {
        recipe: 'ORDER_CREDIT',
        businessKey: randomUUID(),
        subjectId: null,
        reversesId: null,
        retailerId: retailer,
        legs: [
          {
            account: { kind: 'receivable', partyId: retailer, counterpartyId: vendor },
            amountMinor: amount,
          },
          { account: { kind: 'margin', ...none }, amountMinor: -amount },
        ],
      }),
    ),
  );
}
