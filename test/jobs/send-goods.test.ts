import type { OutboundContent } from '../../src/base/outbound.js';
import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

/** Goods and forms of the provider's, and what is said where the provider refuses them. */
let sending: Sending;
let serial = 0;

beforeAll(async () => {
  sending = await openSending({ perSecondMax: null });
});
afterAll(() => sending.close());

async function somebody(): Promise<Correspondent> {
  serial += 1;
  const place = await sending.town(`goods-${serial}`, `44000000000${1000 + serial}`);
  return sending.somebody(place, `+97798${String(serial).padStart(8, '0')}`);
}

const goods: OutboundContent = {
  kind: 'goods',
  body: 'Our goods',
  catalogueId: '194836987003835',
  sections: [{ title: 'Noodles', skus: ['NP-WW-CHK'] }],
  words: [],
  plain: { kind: 'text', body: 'Noodles: Rs 524' },
};

const typesTo = ({ phone }: Correspondent): unknown[] =>
  sending
    .all()
    .filter(({ to }) => to === phone)
    .map(({ payload }) => payload['type']);

const alertsIn = async ({ place }: Correspondent): Promise<string[]> => {
  const { rows } = await sending.admin.query<{ subject: string }>(
    'select subject from alerts where town_id = $1 order by id',
    [place.townId],
  );
  return rows.map(({ subject }) => subject);
};

test('a catalogue that has them shows them', async () => {
  const person = await somebody();
  const id = await sending.say(person, '', { content: goods });
  await sending.send();
  expect(typesTo(person)).toEqual(['interactive']);
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 1 });
});

test('what the catalogue lacks is said in words, once, in its place; somebody hears', async () => {
  const person = await somebody();
  const act = { kind: 'error', status: 400, code: 131009 } as const;
  sending.double.addFault({ to: person.phone, act });
  const id = await sending.say(person, '', { content: goods });
  await sending.say(person, 'after it');
  await sending.send();
  await sending.send();
  expect(sending.arrived(person)).toEqual(['Noodles: Rs 524', 'after it']);
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 1 });
  expect(await alertsIn(person)).toEqual(['bad_request 131009']);
});

test('a throttled one is tried again as it is', async () => {
  const person = await somebody();
  const act = { kind: 'error', status: 400, code: 131056 } as const;
  sending.double.addFault({ to: person.phone, act });
  await sending.say(person, '', { content: goods });
  await sending.send();
  expect(typesTo(person)).toEqual([]);
  await sending.pass(60_000, 5_000);
  expect(typesTo(person)).toEqual(['interactive']);
  expect(await alertsIn(person)).toEqual([]);
});

test('where the words get no answer either, they are not said twice', async () => {
  const person = await somebody();
  const refused = { kind: 'error', status: 400, code: 131009 } as const;
  sending.double.addFault({ to: person.phone, act: refused });
  sending.double.addFault({ to: person.phone, act: { kind: 'reset', accept: true } });
  const id = await sending.say(person, '', { content: goods, harmless: false });
  await sending.send();
  expect(sending.arrived(person)).toEqual(['Noodles: Rs 524']);
  expect(await sending.state(id)).toMatchObject({ state: 'UNKNOWN', tries: 1 });
});

test.each([132068, 132069, 131009])('a form refused with %d is asked in words', async (code) => {
  const person = await somebody();
  sending.double.addFault({ to: person.phone, act: { kind: 'error', status: 400, code } });
  const form: OutboundContent = {
    kind: 'form',
    body: 'Your shop?',
    title: 'Fill in the form',
    flowId: '1122334455',
    token: 'c0ffee',
    words: [],
    plain: { kind: 'text', body: 'What is the name of your shop?' },
  };
  await sending.say(person, '', { content: form });
  await sending.send();
  expect(sending.arrived(person)).toEqual(['What is the name of your shop?']);
});
