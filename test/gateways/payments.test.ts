import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { PaymentGatewayName } from '../../src/base/payment-gateways.js';
import { REQUESTS } from '../../src/base/payment-limits.js';
import { frozenUniverse } from '../../src/base/universe.js';
import { openWalletDouble } from '../../src/embedded/wallet-double.js';
import type { WalletDouble, WalletFault } from '../../src/embedded/wallet-double.js';
import { decimalOf, minorOf } from '../../src/gateways/payments/amounts.js';
import type { PaymentGateway, PaymentWanted } from '../../src/gateways/payments/gateway.js';
import { hintIn, openGateways } from '../../src/gateways/payments/gateways.js';
import { WALLET_SECRET, walletSettings } from '../support/collecting.js';
import { pastDeadline } from '../support/deadlines.js';

const universe = frozenUniverse(Date.UTC(2026, 2, 2, 8));
/** What differs between the providers where the contract is one. */
const PROVIDERS: Record<
  PaymentGatewayName,
  { readonly currency: string; readonly declined: string; readonly amount: string }
> = {
  momo: { currency: 'UGX', declined: 'APPROVAL_REJECTED', amount: '5000' },
  daraja: { currency: 'KES', declined: '1032', amount: '5000' },
  khalti: { currency: 'NPR', declined: 'User canceled', amount: '500000' },
};
const NAMES = Object.keys(PROVIDERS) as PaymentGatewayName[];

let wallet: WalletDouble;
let references = 0;

beforeAll(async () => {
  wallet = await openWalletDouble({ universe, port: 0, token: WALLET_SECRET, paysOnLook: null });
});
afterAll(() => wallet.close());

function wantedOf(name: PaymentGatewayName, amountMinor = 500_000n): PaymentWanted {
  references += 1;
  return {
    reference: `${String(references).padStart(8, '0')}-0000-4000-8000-000000000000`,
    amountMinor,
    currency: PROVIDERS[name].currency,
    currencyDigits: 2,
    phone: '+254700000001',
    words: 'Pasal',
    callbackUrl: 'http://127.0.0.1:1/callback',
  };
}

async function withGateway<T>(
  name: PaymentGatewayName,
  work: (gateway: PaymentGateway) => Promise<T>,
  baseUrl = wallet.url,
): Promise<T> {
  const gateways = openGateways(walletSettings(baseUrl), universe);
  try {
    return await work(gateways.get(name)!);
  } finally {
    await gateways.close();
  }
}

const shownFor = (wanted: PaymentWanted): number =>
  wallet.payments.filter(({ reference }) =>
    wanted.reference.replaceAll('-', '').startsWith(reference.replaceAll('-', '')),
  ).length;

describe.each(NAMES)('%s', (name) => {
  const { declined, amount, currency } = PROVIDERS[name];

  test('is asked, waited for, paid: the amount and the currency are as they were asked', () =>
    withGateway(name, async (gateway) => {
      const wanted = wantedOf(name);
      const asked = await gateway.ask(wanted);
      if (asked.kind !== 'accepted' && asked.kind !== 'link') throw new Error(asked.kind);
      const payment = wallet.payments.at(-1)!;
      expect(payment).toMatchObject({ amount, currency });
      const { providerRef } = asked;
      const of = { reference: wanted.reference, providerRef, currencyDigits: 2 };
      expect(await gateway.state(of)).toEqual({ kind: 'pending' });
      wallet.decide(payment, { state: 'paid' });
      const stated = await gateway.state(of);
      expect(stated).toMatchObject(
        name === 'daraja'
          ? { kind: 'settled', amountMinor: null, currency: null, receipt: null }
          : { kind: 'settled', amountMinor: 500_000n, currency, receipt: payment.receipt },
      );
    }));

  test('says why nobody paid', () =>
    withGateway(name, async (gateway) => {
      const wanted = wantedOf(name);
      const asked = await gateway.ask(wanted);
      if (!('providerRef' in asked)) throw new Error(asked.kind);
      wallet.decide(wallet.payments.at(-1)!, { state: declined });
      const of = { ...wanted, providerRef: asked.providerRef };
      expect(await gateway.state(of)).toMatchObject({ kind: 'failed', reason: 'declined' });
    }));

  test.each([
    ['a reset after the request left', { kind: 'reset' }],
    ['a proxy without an answer', { kind: 'answer', status: 504 }],
    ['a fault without words', { kind: 'answer', status: 500, body: 'oops' }],
    ['an answer that is none', { kind: 'answer', status: 200, body: '<html>' }],
  ] as [string, WalletFault['act']][])('%s is unknown, never not sent', async (what, act) =>
    withGateway(name, async (gateway) => {
      wallet.addFault({ on: 'ask', accept: true, act });
      const wanted = wantedOf(name);
      const asked = await gateway.ask(wanted);
      // MTN answers 202 and nothing else when it takes a request.
      const refused = name === 'momo' && what.startsWith('an answer');
      expect(asked.kind).toBe(refused ? 'refused' : 'unknown');
      expect(shownFor(wanted)).toBe(1);
    }),
  );

  test('a token that is not to be had, and a provider that is away: nothing was sent', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const away = await withGateway(
      name,
      (gateway) => gateway.ask(wantedOf(name)),
      `http://127.0.0.1:${port}`,
    );
    expect(away).toEqual({ kind: 'not_sent', detail: 'ECONNREFUSED' });
    if (name === 'khalti') return;
    const before = wallet.calls.ask;
    wallet.addFault({ on: 'token', accept: false, act: { kind: 'reset' } });
    const turned = await withGateway(name, (gateway) => gateway.ask(wantedOf(name)));
    expect(turned.kind).toBe('not_sent');
    expect(wallet.calls.ask).toBe(before);
  });

  test('no answer within the deadline is unknown', () =>
    withGateway(name, async (gateway) => {
      wallet.addFault({ on: 'ask', accept: true, act: { kind: 'silence' } });
      const wanted = wantedOf(name);
      const before = wallet.calls.ask;
      const isReached = (): boolean => wallet.calls.ask > before;
      const asked = await pastDeadline(() => gateway.ask(wanted), isReached, REQUESTS.timeout_ms);
      expect(asked).toEqual({ kind: 'unknown', detail: 'ETIMEDOUT' });
      expect(shownFor(wanted)).toBe(1);
    }));

  test('credentials that are not taken are ours to mend, and stand in no answer', () =>
    withGateway(name, async (gateway) => {
      const act = { kind: 'answer', status: 401, body: {} } as const;
      // A token that is not taken is tried anew, once; Khalti has none.
      wallet.addFault({ on: 'ask', accept: false, act, times: name === 'khalti' ? 1 : 2 });
      const asked = await gateway.ask(wantedOf(name));
      expect(asked).toMatchObject({ kind: 'refused', reason: 'setup' });
      expect(JSON.stringify(asked)).not.toContain(WALLET_SECRET);
      wallet.addFault({ on: 'ask', accept: false, act: { kind: 'answer', status: 429 } });
      expect((await gateway.ask(wantedOf(name))).kind).toBe('not_sent');
    }));

  test('what it cannot say now is asked again, and what it does not have it says', () =>
    withGateway(name, async (gateway) => {
      const { reference } = wantedOf(name);
      const of = { reference, providerRef: name === 'momo' ? null : 'none', currencyDigits: 2 };
      wallet.addFault({ on: 'look', accept: true, act: { kind: 'answer', status: 502 } });
      expect((await gateway.state(of)).kind).toBe('no_answer');
      wallet.addFault({ on: 'look', accept: true, act: { kind: 'reset' } });
      expect((await gateway.state(of)).kind).toBe('no_answer');
      expect(await gateway.state(of)).toEqual({ kind: 'unknown_there' });
    }));
});

test('MoMo: the same reference is one question, however often it is asked', () =>
  withGateway('momo', async (gateway) => {
    const wanted = wantedOf('momo');
    wallet.addFault({ on: 'ask', accept: true, act: { kind: 'reset' } });
    expect((await gateway.ask(wanted)).kind).toBe('unknown');
    const providerRef = wanted.reference;
    expect(await gateway.ask(wanted)).toEqual({ kind: 'accepted', providerRef });
    expect(shownFor(wanted)).toBe(1);
    expect(wallet.payments.at(-1)?.repeats).toBe(1);
  }));

test('MoMo: reasons of its own are told apart, some of which come with 500', () =>
  withGateway('momo', async (gateway) => {
    const answer = (status: number, code: string) =>
      wallet.addFault({
        on: 'ask',
        accept: false,
        act: { kind: 'answer', status, body: { code, message: '' } },
      });
    answer(404, 'PAYER_NOT_FOUND');
    expect(await gateway.ask(wantedOf('momo'))).toMatchObject({ reason: 'payer_unknown' });
    answer(500, 'INVALID_CURRENCY');
    expect(await gateway.ask(wantedOf('momo'))).toMatchObject({ reason: 'setup' });
    answer(500, 'INTERNAL_PROCESSING_ERROR');
    expect(await gateway.ask(wantedOf('momo'))).toMatchObject({ kind: 'unknown' });
  }));

test('Daraja: what is not whole is refused before anything leaves, and so is a busy phone', () =>
  withGateway('daraja', async (gateway) => {
    const before = wallet.calls.ask;
    const odd = await gateway.ask(wantedOf('daraja', 500_050n));
    expect(odd).toMatchObject({ kind: 'refused', reason: 'amount' });
    expect(wallet.calls.ask).toBe(before);
    const body = { errorCode: '500.001.1001', errorMessage: 'Unable to lock subscriber' };
    wallet.addFault({ on: 'ask', accept: false, act: { kind: 'answer', status: 500, body } });
    expect(await gateway.ask(wantedOf('daraja'))).toMatchObject({ reason: 'busy' });
    const wanted = { ...wantedOf('daraja'), phone: '+9779800000001' };
    expect(await gateway.ask(wanted)).toMatchObject({ reason: 'payer_unknown' });
  }));

test('Daraja: without a checkout id nothing can be asked', () =>
  withGateway('daraja', async (gateway) => {
    const before = wallet.calls.look;
    const of = { reference: wantedOf('daraja').reference, providerRef: null, currencyDigits: 2 };
    expect((await gateway.state(of)).kind).toBe('no_answer');
    expect(wallet.calls.look).toBe(before);
  }));

test('Khalti: what went back is not paid, and too little is refused with the reason', () =>
  withGateway('khalti', async (gateway) => {
    const wanted = wantedOf('khalti');
    const asked = await gateway.ask(wanted);
    if (asked.kind !== 'link') throw new Error(asked.kind);
    expect(asked.url).toBe(`https://test-pay.khalti.com/?pidx=${asked.providerRef}`);
    expect(asked.expiresAt).toEqual(new Date(universe.nowMs() + 1_800_000));
    wallet.decide(wallet.payments.at(-1)!, { state: 'Refunded' });
    const of = { ...wanted, providerRef: asked.providerRef };
    expect((await gateway.state(of)).kind).toBe('returned');
    expect(await gateway.ask(wantedOf('khalti', 500n))).toMatchObject({ reason: 'amount' });
  }));

test('a token is asked for once for many calls, and anew before it ends', async () => {
  const before = wallet.calls.token;
  const clock = frozenUniverse(Date.UTC(2026, 2, 2, 8));
  const gateways = openGateways(walletSettings(wallet.url), clock);
  const gateway = gateways.get('momo')!;
  await Promise.all([1, 2, 3].map(() => gateway.ask(wantedOf('momo'))));
  expect(wallet.calls.token).toBe(before + 1);
  clock.advance(59 * 60_000);
  await gateway.ask(wantedOf('momo'));
  expect(wallet.calls.token).toBe(before + 2);
  // A token that is taken back before its time.
  const act = { kind: 'answer', status: 401, body: {} } as const;
  wallet.addFault({ on: 'ask', accept: false, act });
  expect((await gateway.ask(wantedOf('momo'))).kind).toBe('accepted');
  expect(wallet.calls.token).toBe(before + 3);
  await gateways.close();
});

test('amounts are exact both ways', () => {
  expect(decimalOf(120_050n, 2)).toBe('1200.50');
  expect(decimalOf(120_000n, 2)).toBe('1200');
  expect(decimalOf(5n, 2)).toBe('0.05');
  expect(decimalOf(5000n, 0)).toBe('5000');
  expect(decimalOf(99_999_999_999n, 2)).toBe('999999999.99');
  expect(minorOf('1200.50', 2)).toBe(120_050n);
  expect(minorOf('1200.5', 2)).toBe(120_050n);
  expect(minorOf('1200.500', 2)).toBe(120_050n);
  expect(minorOf('5000.00', 0)).toBe(5000n);
  for (const odd of ['1200.505', '-1', '1e3', '', 'all', '1,200'])
    expect(minorOf(odd, 2)).toBeNull();
});

test('a callback of M-Pesa says id, amount and receipt; anything else says nothing', () => {
  const stkCallback = {
    CheckoutRequestID: 'ws_CO_1',
    ResultCode: 0,
    CallbackMetadata: {
      Item: [
        { Name: 'Amount', Value: 1.0 },
        { Name: 'MpesaReceiptNumber', Value: 'NLJ7RT61SV' },
        { Name: 'Balance' },
      ],
    },
  };
  const bytes = Buffer.from(JSON.stringify({ Body: { stkCallback } }));
  const nothing = { providerRef: null, amountMinor: null, receipt: null };
  expect(hintIn('daraja', bytes)).toEqual({
    providerRef: 'ws_CO_1',
    amountMinor: 100n,
    receipt: 'NLJ7RT61SV',
  });
  expect(hintIn('momo', bytes)).toEqual(nothing);
  for (const odd of ['', '[]', '{"Body":7}', '{']) {
    expect(hintIn('daraja', Buffer.from(odd))).toEqual(nothing);
  }
});
