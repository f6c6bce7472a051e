import type { PaymentGatewayName } from '../../src/base/payment-gateways.js';
import { nextCall, noteAsked } from '../../src/usecases/ask-payment.js';
import { readOwed } from '../../src/usecases/claim-payment.js';
import { decideRequest } from '../../src/usecases/settle-request.js';
import { takeAndDie, WALLET_SECRET } from '../support/collecting.js';
import { edit, must, told } from '../support/trade.js';
import { AMOUNT, usePayingShop } from '../support/use-collecting.js';

/**
 * Every row: exactly one question reached the payer, and exactly one posting the books, whatever
 * fails between us and the provider. `usePayingShop` holds the books and the rules after each.
 */

const pays = usePayingShop();
const NAMES: readonly PaymentGatewayName[] = ['momo', 'daraja', 'khalti'];
const DECLINED = { momo: 'APPROVAL_REJECTED', daraja: '1032', khalti: 'User canceled' } as const;

const due = (): Promise<Record<string, unknown>[]> =>
  pays.rows('select due_at from payment_request_queue where town_id = $1');

describe.each(NAMES)('%s', (name) => {
  beforeEach(() => pays.begin(name));

  test('asked, waited for, paid: it counts once and nothing is left to be done', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'PENDING' });
    await pays.at.collect(4_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'PENDING' });
    await pays.pay();
    await pays.at.collect(60_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.at.collect(86_400_000);
    await pays.expectOnce();
    expect(await due()).toEqual([]);
    const heard = name === 'khalti' ? ['request_link'] : [];
    expect(await told(pays.its.town, pays.shop)).toEqual([...heard, 'payment_confirmed']);
    expect(pays.at.lines.join()).not.toContain(WALLET_SECRET);
  });

  test('it pays the oldest order first, and the rest is the shop’s own', async () => {
    await pays.its.town.addVendor();
    await pays.its.trade.accepted(pays.shop, [edit('set', pays.its.town.products.oil, '1', 'ctn')]);
    await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    await pays.pay();
    await pays.at.collect(60_000);
    const owed = await pays.its.town.run((tx) => readOwed(tx, pays.shop));
    expect(owed).toMatchObject({ owedMinor: 0n, walletMinor: AMOUNT - 248_000n });
  });

  test('declined: the shop hears why, nothing moves, and it may ask again', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    pays.at.wallet.decide(pays.at.wallet.payments[0]!, { state: DECLINED[name] });
    await pays.at.collect(4_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'FAILED', reason: 'declined' });
    expect((await told(pays.its.town, pays.shop)).at(-1)).toBe('request_failed');
    expect(await pays.postings()).toEqual([]);
    expect((await pays.at.ask(pays.shop, AMOUNT)).state).toBe('OPENED');
  });

  test('many workers at once ask once', async () => {
    await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect(0, 8);
    await pays.pay();
    await pays.at.collect(60_000, 8);
    await pays.expectOnce();
    expect(pays.at.wallet.calls.ask).toBe(1);
  });

  test('a shop has one open at a time, whoever asks at once', async () => {
    const [one, ...others] = await Promise.allSettled(
      Array.from({ length: 6 }, () => pays.at.ask(pays.shop, AMOUNT)),
    );
    const opened = [one, ...others].filter((each) => each?.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    await pays.at.collect(0, 4);
    expect(pays.at.wallet.payments).toHaveLength(1);
  });

  test('the provider is away: it is asked when it is back, and given up in the end', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    const fault = { on: 'ask', accept: false, act: { kind: 'answer', status: 429 } } as const;
    pays.at.wallet.addFault(fault);
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'OPENED' });
    await pays.at.collect(4_000);
    await pays.pay();
    await pays.at.collect(60_000);
    await pays.expectOnce();
    const second = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault({ ...fault, times: 9 });
    await pays.at.collect();
    await pays.at.collect(11 * 60_000);
    expect(await pays.at.read(second.id)).toMatchObject({ state: 'FAILED', reason: 'provider' });
    expect(pays.at.wallet.payments).toHaveLength(1);
  });

  test('expired, and paid all the same: late money counts', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    for (let looks = 0; looks < 3; looks += 1) await pays.at.collect(11 * 60_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'EXPIRED' });
    expect((await told(pays.its.town, pays.shop)).at(-1)).toBe('request_failed');
    pays.at.wallet.decide(pays.at.wallet.payments[0]!, { state: 'paid' });
    await pays.at.collect(61 * 60_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.expectOnce();
    expect((await told(pays.its.town, pays.shop)).at(-1)).toBe('payment_confirmed');
  });

  test('what expired is not looked at for ever', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    for (let looks = 0; looks < 8; looks += 1) await pays.at.collect(12 * 3_600_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'EXPIRED' });
    expect(await due()).toEqual([]);
  });

  test('a look that fails is looked again, and decides nothing', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    pays.at.wallet.addFault({ on: 'look', accept: true, act: { kind: 'answer', status: 502 } });
    await pays.at.collect(4_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'PENDING' });
    await pays.pay();
    await pays.at.collect(60_000);
    await pays.expectOnce();
  });

  test('a worker that dies before the call leaves a request that nobody loses', async () => {
    await pays.at.ask(pays.shop, AMOUNT);
    await takeAndDie(pays.its);
    await pays.at.collect();
    expect(pays.at.wallet.payments).toHaveLength(0);
    await pays.at.collect(60_000);
    await pays.pay();
    await pays.at.collect(60_000);
    await pays.expectOnce();
  });

  test('a provider that does not take us is ours to mend, once', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault({
      on: 'ask',
      accept: false,
      act: { kind: 'answer', status: 403, body: { code: 'NOT_ALLOWED' } },
    });
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'FAILED', reason: 'setup' });
    expect(await pays.alerts()).toMatchObject([{ kind: 'payment_setup', subject: name }]);
  });
});

describe.each(['momo', 'khalti'] as const)('%s: an answer that is lost', (name) => {
  beforeEach(() => pays.begin(name));

  test.each(['no answer after the write', 'a reset after the write', 'a proxy between'])(
    '%s: asked again as the same request',
    async (fault) => {
      const { id } = await pays.at.ask(pays.shop, AMOUNT);
      const act = {
        'no answer after the write': { kind: 'silence' },
        'a reset after the write': { kind: 'reset' },
        'a proxy between': { kind: 'answer', status: 504 },
      }[fault] as { kind: 'reset' };
      pays.at.wallet.addFault({ on: 'ask', accept: true, act });
      await (fault.startsWith('no answer') ? pays.at.collectInVain('ask') : pays.at.collect());
      expect(await pays.at.read(id)).toMatchObject({ state: 'ASKED' });
      // The payer of MTN has the question; nobody has the lost link of Khalti.
      const questions = name === 'momo' ? 1 : 2;
      await pays.at.collect(60_000);
      await pays.at.collect(60_000);
      expect(pays.at.wallet.payments).toHaveLength(questions);
      await pays.pay();
      await pays.at.collect(60_000);
      expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
      expect(await pays.postings()).toHaveLength(1);
      expect(await pays.walletMinor()).toBe(AMOUNT);
    },
  );

  test('killed between the write and its mark: asked again as the same request', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await takeAndDie(pays.its);
    const cause = pays.its.town.cause('machine');
    const next = await pays.its.town.run((tx) => nextCall(tx, cause, id));
    if (next.call !== 'ask') throw new Error(next.call);
    await pays.at.gateway.ask(pays.at.wanted(next.request));
    await pays.at.collect(60_000);
    await pays.at.collect(60_000);
    await pays.pay();
    await pays.at.collect(60_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    expect(await pays.postings()).toHaveLength(1);
    expect(await pays.walletMinor()).toBe(AMOUNT);
  });
});

test('MoMo: lost before it was taken, it is made again under its one reference', async () => {
  await pays.begin('momo');
  const { id, reference } = await pays.at.ask(pays.shop, AMOUNT);
  pays.at.wallet.addFault({ on: 'ask', accept: false, act: { kind: 'reset' } });
  await pays.at.collect();
  expect(pays.at.wallet.payments).toHaveLength(0);
  await pays.at.collect(4_000);
  expect(pays.at.wallet.payments).toMatchObject([{ reference, repeats: 0 }]);
  expect(await pays.at.read(id)).toMatchObject({ state: 'PENDING', providerRef: reference });
});

describe('M-Pesa: an answer that is lost is never asked for again', () => {
  beforeEach(() => pays.begin('daraja'));
  const reset = { on: 'ask', accept: true, act: { kind: 'reset' } } as const;

  test.each(['reset', 'silence'] as const)('%s after the write', async (kind) => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault({ ...reset, act: { kind } });
    await (kind === 'silence' ? pays.at.collectInVain('ask') : pays.at.collect());
    expect(await pays.at.read(id)).toMatchObject({ state: 'REVIEW', reason: 'unanswered' });
    expect(await pays.alerts()).toMatchObject([{ kind: 'payment_review', subject: id }]);
    expect(await told(pays.its.town, pays.shop)).toEqual(['request_unsure']);
    for (let looks = 0; looks < 4; looks += 1) await pays.at.collect(600_000, 3);
    expect(pays.at.wallet.calls.ask).toBe(1);
    expect(await pays.postings()).toEqual([]);
    // And the shop cannot ask itself a second time meanwhile.
    await expect(pays.at.ask(pays.shop, AMOUNT)).rejects.toThrow('request_open');
  });

  test('killed between the write and its mark', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await takeAndDie(pays.its);
    const cause = pays.its.town.cause('machine');
    const next = await pays.its.town.run((tx) => nextCall(tx, cause, id));
    if (next.call !== 'ask') throw new Error(next.call);
    const asked = await pays.at.gateway.ask(pays.at.wanted(next.request));
    // Others look meanwhile, and wait as long as it may be under way.
    await pays.at.collect(0, 3);
    expect(await pays.at.read(id)).toMatchObject({ state: 'ASKED' });
    await pays.at.collect(60_000, 3);
    expect(await pays.at.read(id)).toMatchObject({ state: 'REVIEW', reason: 'unanswered' });
    expect(pays.at.wallet.calls.ask).toBe(1);
    // It was not dead, only slow: its answer is as good as ever.
    await pays.its.town.run((tx) => noteAsked(tx, cause, id, asked));
    await pays.pay();
    await pays.at.collect(60_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.expectOnce();
  });

  test('a callback names it, and the provider says that it was paid', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault(reset);
    await pays.at.collect();
    await pays.pay();
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.expectOnce();
  });

  test('a callback names it, and the payer had refused', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault(reset);
    await pays.at.collect();
    const [payment] = pays.at.wallet.payments;
    pays.at.wallet.decide(payment!, { state: '1032' });
    await pays.at.wallet.callBack(payment!);
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'FAILED', reason: 'declined' });
  });

  test('a callback with another amount stays with the operator', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault(reset);
    await pays.at.collect();
    pays.at.wallet.decide(pays.at.wallet.payments[0]!, { state: 'paid', amount: '1' });
    await pays.at.wallet.callBack(pays.at.wallet.payments[0]!);
    await pays.at.collect();
    expect(await pays.at.read(id)).toMatchObject({ state: 'REVIEW' });
    expect(await pays.postings()).toEqual([]);
  });

  test('an operator decides it, either way and once', async () => {
    const operator = pays.its.town.cause('operator', 'op');
    const decide = (requestId: string, receipt: string | null) =>
      pays.its.town.run((tx) =>
        decideRequest(tx, operator, {
          requestId,
          received: receipt === null ? null : { amountMinor: AMOUNT, receipt },
          reason: 'looked it up',
        }),
      );
    const first = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault(reset);
    await pays.at.collect();
    must(await decide(first.id, null));
    expect(await pays.at.read(first.id)).toMatchObject({ state: 'FAILED' });
    const second = await pays.at.ask(pays.shop, AMOUNT);
    pays.at.wallet.addFault(reset);
    await pays.at.collect();
    must(await decide(second.id, 'NLJ7RT61SV'));
    expect(await decide(second.id, 'NLJ7RT61SV')).toMatchObject({ refusal: 'not_now' });
    expect(await pays.postings()).toHaveLength(1);
    expect(await pays.walletMinor()).toBe(AMOUNT);
  });

  test('its receipt comes by callback; where that is lost, it counts all the same', async () => {
    const { id } = await pays.at.ask(pays.shop, AMOUNT);
    await pays.at.collect();
    pays.at.wallet.decide(pays.at.wallet.payments[0]!, { state: 'paid' });
    await pays.at.collect(4_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'PENDING' });
    await pays.at.collect(90_000);
    expect(await pays.at.read(id)).toMatchObject({ state: 'SETTLED' });
    await pays.expectOnce();
  });
});
