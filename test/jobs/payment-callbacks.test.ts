import { request as send } from 'undici';
import { callbackPath } from '../../src/gateways/payments/callback-path.js';
import { nextCall, noteAsked } from '../../src/usecases/ask-payment.js';
import { claimPayment } from '../../src/usecases/claim-payment.js';
import { confirmClaim } from '../../src/usecases/settle-claim.js';
import { takeAndDie, WALLET_TOKEN } from '../support/collecting.js';
import { must } from '../support/trade.js';
import { AMOUNT, usePayingShop } from '../support/use-collecting.js';

/** What callbacks and the provider's own word do to a payment that was asked for. */

const pays = usePayingShop();

describe('callbacks decide nothing', () => {
  beforeEach(() => pays.begin('momo'));

  test('before the answer, twice, and after it was paid: it counts once', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    const cause = pays.its.town.cause('machine');
    await takeAndDie(pays.its);
    const next = await pays.its.town.run((tx) => nextCall(tx, cause, id));
    if (next.call !== 'ask') throw new Error(next.call);
    const asked = await pays.at.gateway.ask(pays.at.wanted(next.request));
    const [payment] = pays.at.wallet.payments;
    pays.at.wallet.decide(payment!, { state: 'paid' });
    await Promise.all([pays.at.wallet.callBack(payment!), pays.at.wallet.callBack(payment!)]);
    await pays.at.collect(0, 4);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.its.town.run((tx) => noteAsked(tx, cause, id, asked));
    await pays.at.wallet.callBack(payment!);
    await pays.at.collect(60_000, 4);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.expectOnce();
  });

  test('forged: the provider is asked, and knows better', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    const [payment] = pays.at.wallet.payments;
    const post = async (url: string, method: 'POST' | 'PUT' | 'GET', body = '{}') => {
      const answer = await send(url, method === 'GET' ? { method } : { method, body });
      await answer.body.dump();
      return answer.statusCode;
    };
    const paid = JSON.stringify({ status: 'SUCCESSFUL', amount: '5000', currency: 'UGX' });
    expect(await post(payment!.callbackUrl, 'POST', paid)).toBe(200);
    expect(await post(payment!.callbackUrl, 'PUT', 'garbage')).toBe(200);
    expect(await post(payment!.callbackUrl, 'GET')).toBe(405);
    expect(await post(payment!.callbackUrl, 'POST', 'x'.repeat(20_000))).toBe(413);
    const wrong = payment!.callbackUrl.replace(WALLET_TOKEN, 'a-path-token-of-another');
    expect(await post(wrong, 'POST', paid)).toBe(404);
    const { reference } = await pays.at.read(id);
    const about = { townId: pays.its.town.id, reference };
    for (const name of ['daraja', 'khalti'] as const) {
      const other = `${pays.at.webhook}${callbackPath(name, WALLET_TOKEN, about)}`;
      expect(await post(other, 'POST', paid)).toBe(200);
    }
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'PENDING' });
    expect(await pays.postings()).toEqual([]);
  });

  test('one makes it be looked at now, after it failed too', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    const [payment] = pays.at.wallet.payments;
    pays.at.wallet.decide(payment!, { state: 'APPROVAL_REJECTED' });
    await pays.at.collect(4_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'FAILED' });
    pays.at.wallet.decide(payment!, { state: 'paid' });
    await pays.at.wallet.callBack(payment!);
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.expectOnce();
  });

  test.each([
    ['another amount', { state: 'paid', amount: '4000' }, 'asked 500000, paid 400000'],
    ['another currency', { state: 'paid', currency: 'EUR' }, 'asked in UGX, paid in EUR'],
    ['an amount that is none', { state: 'paid', amount: 'all' }, 'paid an unknown amount'],
  ])('%s is an operator’s, and moves nothing', async (_, decision, detail) => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    pays.at.wallet.decide(pays.at.wallet.payments[0]!, decision);
    await pays.at.collect(4_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'REVIEW', reason: 'mismatched' });
    expect(await pays.alerts()).toMatchObject([{ kind: 'payment_review', subject: id, detail }]);
    expect(await pays.postings()).toEqual([]);
  });
});

test('what was told and confirmed by its receipt is not counted again', async () => {
  await pays.begin('momo');
  await pays.at.ask(pays.shop, AMOUNT);
  await pays.at.collect();
  const [payment] = pays.at.wallet.payments;
  pays.at.wallet.decide(payment!, { state: 'paid' });
  const words = { retailerId: pays.shop, amountMinor: AMOUNT, method: 'momo' } as const;
  const retailer = pays.its.town.cause('retailer', pays.shop);
  const reference = payment!.receipt;
  const { claim } = must(
    await pays.its.town.run((tx) => claimPayment(tx, retailer, { ...words, reference })),
  );
  const operator = pays.its.town.cause('operator', 'op');
  const confirmed = { claimId: claim.id, receivedMinor: null, reason: '' };
  must(await pays.its.town.run((tx) => confirmClaim(tx, operator, confirmed)));
  await pays.at.collect(60_000);
  await pays.expectOnce();
});

test('Khalti: what went back is an operator’s', async () => {
  await pays.begin('khalti');
  const { id } = await pays.at.ask(pays.shop, AMOUNT);
  await pays.at.collect();
  pays.at.wallet.decide(pays.at.wallet.payments[0]!, { state: 'Refunded' });
  await pays.at.collect(4_000);
  expect(await pays.at.read(id)).toMatchObject({ state: 'REVIEW', reason: 'returned' });
});
