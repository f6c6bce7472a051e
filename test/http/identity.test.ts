import type { Address } from '../../src/base/inbound.js';
import { openReview } from '../../src/domain/identity/identity.js';
import { partFromParty } from '../../src/usecases/identity-changes.js';
import { addUser, call, logIn } from './api.js';
import { useOffice } from './use-office.js';

const office = useOffice();

const ask = (who: string, what: string, body?: object): ReturnType<typeof call> => {
  const [method = '', path = ''] = what.split(' ');
  return call(
    office.bench,
    who,
    `${method} /v1/towns/${office.town.id}/identity-reviews${path}`,
    body,
  );
};

interface Known {
  readonly partyId: string;
  readonly conversationId: string;
  readonly phone: string;
}

async function addKnown(): Promise<Known> {
  const partyId = await office.town.addRetailer();
  const { rows } = await office.town.admin(
    'select conversation_id, phone from sessions where party_id = $1',
    [partyId],
  );
  const [row] = rows;
  return { partyId, conversationId: String(row?.conversation_id), phone: String(row?.phone) };
}

let lastDigits = 0;
const freshPhone = (): string => `+97797${String((lastDigits += 1)).padStart(8, '0')}`;

/** The provider said that they moved to another phone. Returns the review's id. */
async function moves({ partyId, conversationId, phone }: Known, to: string): Promise<string> {
  const old: readonly Address[] = [{ kind: 'phone', value: phone }];
  const address: Address = { kind: 'phone', value: to };
  const why = 'number_changed';
  await office.town.run((tx) =>
    partFromParty(tx, office.town.cause('retailer', partyId), {
      ...{ partyId, conversationId, why, old, address },
    }),
  );
  return reviewOf(partyId);
}

async function reviewOf(partyId: string): Promise<string> {
  const { rows } = await office.town.admin(
    `select id from identity_reviews where party_id = $1 and state = 'OPEN'`,
    [partyId],
  );
  expect(rows).toHaveLength(1);
  return String(rows[0]?.id);
}

async function addressesOf(partyId: string): Promise<readonly unknown[]> {
  const { rows } = await office.town.admin(
    'select value, verified_at is not null as verified from party_aliases where party_id = $1',
    [partyId],
  );
  return rows.map((row): unknown => row);
}

test('a changed number is nobody’s until an operator links it, once', async () => {
  const known = await addKnown();
  const phone = freshPhone();
  const review = await moves(known, phone);
  expect(await addressesOf(known.partyId)).toEqual([]);
  const listed = await ask(office.operator, 'GET ?state=OPEN');
  expect(listed.body.data).toContainEqual(
    expect.objectContaining({
      id: review,
      why: 'number_changed',
      address: { kind: 'phone', value: phone },
    }),
  );
  const decided = await ask(office.operator, `POST /${review}/decide`, {
    link: true,
    reason: 'rang up',
  });
  expect(decided.body).toMatchObject({ state: 'LINKED', reason: 'rang up' });
  expect(await addressesOf(known.partyId)).toEqual([{ value: phone, verified: true }]);
  const again = await ask(office.operator, `POST /${review}/decide`, { link: false, reason: 'no' });
  expect([again.status, again.body.code]).toEqual([409, 'decided']);
  const open = await ask(office.operator, 'GET ');
  expect(open.body.data).not.toContainEqual(expect.objectContaining({ id: review }));
});

test('who is not believed gets nothing', async () => {
  const known = await addKnown();
  const review = await moves(known, freshPhone());
  const decided = await ask(office.operator, `POST /${review}/decide`, {
    link: false,
    reason: 'no',
  });
  expect(decided.body.state).toBe('DISMISSED');
  expect(await addressesOf(known.partyId)).toEqual([]);
});

test('an address of somebody else is never taken from them', async () => {
  const known = await addKnown();
  const other = await addKnown();
  const review = await moves(known, other.phone);
  const decided = await ask(office.operator, `POST /${review}/decide`, {
    link: true,
    reason: 'so said',
  });
  expect([decided.status, decided.body.code]).toEqual([409, 'address_taken']);
  expect(await addressesOf(other.partyId)).toEqual([{ value: other.phone, verified: true }]);
  expect(await addressesOf(known.partyId)).toEqual([]);
  expect(await reviewOf(known.partyId)).toBe(review);
});

test('a stated phone that was not verified becomes it, and is asked about once', async () => {
  const known = await addKnown();
  await office.town.admin('update party_aliases set verified_at = null where party_id = $1', [
    known.partyId,
  ]);
  const { partyId, conversationId, phone } = known;
  const address: Address = { kind: 'phone', value: phone };
  const asked = { partyId, conversationId, why: 'phone_stated', address } as const;
  for (let times = 0; times < 2; times += 1) {
    await office.town.run((tx) => openReview(tx, office.town.cause('retailer', partyId), asked));
  }
  const review = await reviewOf(partyId);
  await ask(office.operator, `POST /${review}/decide`, { link: true, reason: 'rang up' });
  expect(await addressesOf(partyId)).toEqual([{ value: phone, verified: true }]);
});

test('other conversations at an ended address hear of it, and others do not', async () => {
  const known = await addKnown();
  const { partyId, phone } = known;
  const insert = `insert into sessions (town_id, conversation_id, party_id, channel_account_id,
    phone, flow_id, flow_version, snapshot, changed_at)
    select town_id, $2, party_id, channel_account_id, $3, flow_id, flow_version, snapshot,
      changed_at from sessions where conversation_id = $1`;
  const [same, elsewhere] = [office.town.universe.newId(), office.town.universe.newId()];
  await office.town.admin(insert, [known.conversationId, same, phone]);
  await office.town.admin(insert, [known.conversationId, elsewhere, freshPhone()]);
  await moves(known, freshPhone());
  const { rows } = await office.town.admin(
    `select conversation_id, content from inbox where source = 'tell'
     and conversation_id = any($1)`,
    [[known.conversationId, same, elsewhere]],
  );
  expect(rows).toEqual([{ conversation_id: same, content: { type: 'address_ended', partyId } }]);
});

test('only the office of the town decides', async () => {
  const review = await moves(await addKnown(), freshPhone());
  const other = await office.towns.open();
  const stranger = await logIn(
    office.bench,
    (await addUser(office.bench, 'OPERATOR', [other.id])).email,
  );
  const warehouse = await logIn(
    office.bench,
    (await addUser(office.bench, 'WAREHOUSE', [office.town.id])).email,
  );
  const refusals = [
    { who: stranger, status: 404 },
    { who: warehouse, status: 403 },
  ];
  for (const { who, status } of refusals) {
    const body = { link: true, reason: 'x' };
    expect((await ask(who, `POST /${review}/decide`, body)).status).toBe(status);
    expect((await ask(who, 'GET ')).status).toBe(status);
  }
  const none = await ask(office.operator, `POST /${office.town.universe.newId()}/decide`, {
    link: true,
    reason: 'x',
  });
  expect([none.status, none.body.code]).toEqual([404, 'no_such_review']);
});
