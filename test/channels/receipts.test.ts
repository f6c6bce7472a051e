import { RECEIPT } from '../../src/base/whatsapp-limits.js';
import { openReceipts } from '../../src/channels/whatsapp/receipts.js';
import type { ReceiptDesk } from '../../src/channels/whatsapp/receipts.js';
import { checkReceipt } from '../../src/embedded/graph-receipts.js';
import { frozenUniverse } from '../../src/base/universe.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { GraphDouble } from '../../src/embedded/graph-double.js';

let double: GraphDouble;
let desk: ReceiptDesk;
let came: string[];

beforeEach(async () => {
  double = await openGraphDouble({
    universe: frozenUniverse(0),
    port: 0,
    token: 'token',
    latencyMs: 0,
    statuses: null,
    pairLimit: true,
    perSecondMax: 1,
    logMax: 10,
  });
  came = [];
  desk = openReceipts({ baseUrl: double.url, version: 'v26.0', token: 'token' }, (one) =>
    came.push(one),
  );
});
afterEach(() => double.close());

const receipt = (n: number, typing = true) => ({
  providerAccountId: '106540352242922',
  messageId: `wamid.${n}`,
  typing,
});

test('says that a message was read, and that we write, once each', async () => {
  desk.show(receipt(1));
  desk.show(receipt(1));
  desk.show(receipt(2, false));
  await desk.close();
  const phoneNumberId = '106540352242922';
  expect(double.receipts.shown).toHaveLength(2);
  expect(double.receipts.shown).toEqual(
    expect.arrayContaining([
      { phoneNumberId, messageId: 'wamid.1', typing: true },
      { phoneNumberId, messageId: 'wamid.2', typing: false },
    ]),
  );
  // No message, and nothing that a pace would count.
  expect(double.counts()).toMatchObject({ accepted: 0, refused: 0, pairRefused: 0 });
});

test('what goes wrong is over: never repeated, nothing thrown', async () => {
  double.receipts.addFault('refuse');
  double.receipts.addFault('reset');
  desk.show(receipt(1));
  desk.show(receipt(2));
  desk.show(receipt(1));
  await desk.close();
  expect(came).toEqual(['refused', 'refused']);
  expect(double.receipts.count).toBe(2);
});

test('nothing waits in line: what is too much is dropped', async () => {
  const count = RECEIPT.under_way_max + 5;
  for (let n = 0; n < count; n += 1) desk.show(receipt(n));
  await desk.close();
  expect(came.filter((one) => one === 'dropped')).toHaveLength(5);
  expect(double.receipts.shown).toHaveLength(RECEIPT.under_way_max);
});

test('the double takes what Meta documents and nothing else', () => {
  const good = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.x' };
  expect(checkReceipt(good)).toBeUndefined();
  expect(checkReceipt({ ...good, typing_indicator: { type: 'text' } })).toBeUndefined();
  for (const bad of [
    { ...good, messaging_product: 'x' },
    { ...good, message_id: 'x' },
    { ...good, to: '+9779800000001' },
    { ...good, typing_indicator: true },
  ]) {
    expect(checkReceipt(bad)).toMatchObject({ code: 100 });
  }
});
