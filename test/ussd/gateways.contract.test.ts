import fc from 'fast-check';
import { GATEWAYS } from '../../src/channels/ussd/gateways.js';
import type { UssdCall, UssdGateway } from '../../src/channels/ussd/port.js';
import { demoPhone } from '../../src/demo-town.js';
import { USSD_TOKEN, openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { askGateway, pickUp } from '../support/ussd-phone.js';
import { PAYLOADS } from './payloads.js';

/** What every gateway must do, whatever its wire format. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    slug: 'ussd-contract',
    phoneNumberId: '200000000000901',
    size: { retailers: 20, vendors: 2, drivers: 0 },
    startMs: Date.UTC(2026, 2, 2, 2, 15),
  });
});
afterAll(() => stage.close());

const names = [...GATEWAYS.keys()];

test('every gateway has its payload table, and every table its gateway', () => {
  expect(Object.keys(PAYLOADS).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const gateway = GATEWAYS.get(name) as UssdGateway;
  const table = PAYLOADS[name];
  if (!table) throw new Error(`${name} has no payload table`);

  test.each(table.arrivals.map((one) => [one.name, one] as const))('reads %s', (_, one) => {
    const request = {
      method: one.method ?? 'POST',
      rest: one.rest ?? '',
      body: Buffer.from(one.body),
    };
    const call = gateway.read(request);
    if (one.call === undefined) expect(call).toBeUndefined();
    else expect(call).toMatchObject({ gateway: name, ...one.call });
  });

  test.each(table.departures.map((one) => [one.name, one] as const))(
    'says that it %s',
    (_, one) => {
      const call: UssdCall = {
        ...{ gateway: name, session: 's', phone: '+1', serviceCode: '' },
        ...table.arrivals.find(({ call }) => call?.kind === 'start')?.call,
        ...{ kind: one.kind, input: { kind: 'latest', text: '', turn: null } },
      };
      const answer = gateway.write(one.screen, call);
      expect(answer.status).toBe(200);
      if (typeof one.body === 'string') expect(answer.body).toBe(one.body);
      else expect(JSON.parse(answer.body)).toEqual(one.body);
    },
  );

  test('refuses anything else without throwing', () => {
    const rest = fc.constantFrom('', 'end', 'session/1/start', 'session/1/response', '../x');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), rest, (bytes, tail) => {
        gateway.read({ method: 'POST', rest: tail, body: Buffer.from(bytes) });
      }),
    );
    fc.assert(
      fc.property(fc.json(), rest, (text, tail) => {
        gateway.read({ method: 'POST', rest: tail, body: Buffer.from(text) });
      }),
    );
  });

  const phoneOf = (i: number): string => demoPhone('retailer', names.indexOf(name) * 4 + i);

  test('leads from the code to the basket, and a repeat shows the same again', async () => {
    const phone = pickUp(stage, phoneOf(1), name);
    const main = await phone.dial();
    expect(main).toEqual({ text: expect.stringContaining('1 Order garne') as string, ends: false });
    expect(await phone.repeat()).toEqual(main);
    for (const key of ['1', '2', '1', '1']) {
      const screen = await phone.press(key);
      expect(await phone.repeat()).toEqual(screen);
    }
    const basket = await phone.press('2');
    expect(basket.text).toContain('2 bora Jeera Masino Rice 25kg = Rs 4,900');
    expect(await phone.repeat()).toEqual(basket);
  });

  test('takes what is dialled behind the code as answers', async () => {
    const phone = pickUp(stage, phoneOf(2), name);
    if (name === 'africastalking') {
      expect((await phone.dial('1*2')).text).toContain('Chamal, pitho');
    }
    // Hubtel and Arkesel name the whole code; Infobip only the short one.
    const more = stage.place.serviceCode.replace('#', '*1*2#');
    const bodies: Record<string, string> = {
      hubtel: JSON.stringify({
        ...{ Type: 'Initiation', Mobile: phoneOf(3).slice(1), SessionId: 'deep', Sequence: 1 },
        Message: more,
      }),
      arkesel: JSON.stringify({
        ...{ sessionID: 'deep', msisdn: phoneOf(3).slice(1), newSession: true, userID: 'x' },
        userData: more,
      }),
    };
    const body = bodies[name];
    if (body === undefined) return;
    const path = `${name}/${USSD_TOKEN}`;
    const answer = await askGateway(stage.ussd, { method: 'POST', path, body });
    expect(answer.body).toContain('Chamal, pitho');
  });

  test('admits no other token, and answers 400 to what is not its own', async () => {
    expect(stage.ussd.admit(`${name}/another-token-of-nobody`)).toBeUndefined();
    const path = `${name}/${USSD_TOKEN}`;
    const odd = await askGateway(stage.ussd, { method: 'POST', path, body: 'nonsense' });
    expect(odd).toMatchObject({ status: 400, body: '' });
  });

  test('shows nobody the screen of another phone, whatever the session is called', async () => {
    const mine = pickUp(stage, phoneOf(1), name);
    expect((await mine.dial()).text).toContain('1 Jari rakhne');
    const basket = await mine.press('1');
    expect(basket.text).toContain('Jeera Masino');
    // The same session, claimed from another phone: at its beginning and in the middle.
    const theirs = stolen(name, mine.session, phoneOf(4), stage.place.serviceCode);
    for (const call of theirs) {
      const answer = await askGateway(stage.ussd, { ...call, method: 'POST' });
      expect(answer.body).not.toContain('Jeera');
      expect(answer.body).toMatch(/session sakiyo/);
    }
    expect((await mine.press('0')).text).toContain('Pahile kai order');
  });
});

/** Calls in somebody else's session. */
function stolen(
  name: string,
  session: string,
  phone: string,
  code: string,
): { readonly path: string; readonly body: string }[] {
  const base = `${name}/${USSD_TOKEN}`;
  const msisdn = phone.slice(1);
  const form = (text: string): string =>
    new URLSearchParams({
      sessionId: session,
      serviceCode: code,
      phoneNumber: phone,
      text,
    }).toString();
  const hubtel = (Type: string, Message: string, Sequence: number): string =>
    JSON.stringify({
      Type,
      Message,
      Sequence,
      Mobile: msisdn,
      SessionId: session,
      ServiceCode: code,
    });
  const arkesel = (newSession: boolean, userData: string): string =>
    JSON.stringify({ newSession, userData, msisdn, sessionID: session, userID: 'x' });
  switch (name) {
    case 'africastalking':
      return ['', '1*4', '1*4*1'].map((text) => ({ path: base, body: form(text) }));
    case 'hubtel':
      return [
        { path: base, body: hubtel('Initiation', code, 1) },
        { path: base, body: hubtel('Response', '1', 4) },
      ];
    case 'arkesel':
      return [
        { path: base, body: arkesel(true, code) },
        { path: base, body: arkesel(false, '1') },
      ];
    default:
      return ['start', 'response'].map((action) => ({
        path: `${base}/session/${session}/${action}`,
        body: JSON.stringify({ msisdn, shortCode: code, text: '1' }),
      }));
  }
}
