import { openRequest } from '../../src/domain/requests/requests.js';
import { nextCall, noteAsked } from '../../src/usecases/ask-payment.js';
import { must } from '../support/trade.js';
import { addUser, logIn } from './api.js';
import { useOffice } from './use-office.js';

const office = useOffice(({ town }) => town.addVendor());

/** A push whose answer was lost: nobody but an operator decides it. */
async function unsure(): Promise<{ readonly id: string; readonly retailerId: string }> {
  const { town } = office;
  const retailerId = await town.addRetailer();
  const cause = town.cause('retailer', retailerId);
  const words = { retailerId, gateway: 'daraja', amountMinor: 9_000n } as const;
  const whom = { currency: 'NPR', phone: '+254700000001' };
  const { id } = must(await town.run((tx) => openRequest(tx, cause, { ...words, ...whom })));
  await town.run((tx) => nextCall(tx, cause, id));
  await town.run((tx) => noteAsked(tx, cause, id, { kind: 'unknown', detail: 'ECONNRESET' }));
  return { id, retailerId };
}

test('an operator reads what is in review, and decides it once', async () => {
  const { id, retailerId } = await unsure();
  const listed = await office.asked('GET /payment-requests');
  expect(listed.body.data).toMatchObject([
    { id, retailer: { id: retailerId }, gateway: 'daraja', state: 'REVIEW', reason: 'unanswered' },
  ]);
  expect((await office.asked('GET /payment-requests?state=PENDING')).body.data).toEqual([]);
  const decide = `POST /payment-requests/${id}/decide`;
  expect((await office.asked(decide, { received: '9000' })).status).toBe(400);
  const body = { received: '9000', receipt: 'nlj7-rt61sv', reason: 'on the statement' };
  expect((await office.asked(decide, { ...body, received: '0' })).status).toBe(400);
  expect((await office.asked(decide, { ...body, receipt: '-' })).status).toBe(400);
  const decided = await office.asked(decide, body);
  expect(decided.body).toMatchObject({ id, state: 'SETTLED' });
  const again = await office.asked(decide, body);
  expect([again.status, again.body.code]).toEqual([409, 'not_now']);
  expect((await office.asked('GET /payment-claims?state=CONFIRMED')).body.data).toMatchObject([
    { id: decided.body.claim, reference: 'NLJ7RT61SV', received: { amount_minor: '9000' } },
  ]);
});

test('what did not reach us failed, in the operator’s words', async () => {
  const { id } = await unsure();
  const decide = `POST /payment-requests/${id}/decide`;
  expect((await office.asked(decide, { reason: 'never came' })).body).toMatchObject({
    state: 'FAILED',
    claim: null,
  });
  expect((await office.asked(`GET /payment-requests/${id}`)).body).toMatchObject({ id });
  const { rows } = await office.town.admin(
    `select content ->> 'words' as words from inbox
     where town_id = $1 and content ->> 'type' = 'request_failed'`,
    [office.town.id],
  );
  expect(rows).toEqual([{ words: 'never came' }]);
});

test('is not for the people of a warehouse; an unknown one is not there', async () => {
  const worker = await logIn(
    office.bench,
    (await addUser(office.bench, 'WAREHOUSE', [office.town.id])).email,
  );
  expect((await office.asked('GET /payment-requests', undefined, worker)).status).toBe(403);
  const { id } = office.town;
  expect((await office.asked(`GET /payment-requests/${id}`)).status).toBe(404);
  const decided = await office.asked(`POST /payment-requests/${id}/decide`, { reason: 'no' });
  expect(decided.status).toBe(404);
});
