import { openScene, retailer, vendor } from './scene.js';
import type { Scene } from './scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

async function hears(phone: string, text: string): Promise<string> {
  await scene.say(phone, { text });
  await scene.settle();
  return scene.heardBy(phone).at(-1) ?? '';
}

async function taps(phone: string, id: string): Promise<string> {
  const before = scene.heardBy(phone).length;
  await scene.say(phone, { choice: { id, title: 'Confirm' } });
  await scene.settle();
  return scene.heardBy(phone).slice(before).join('\n');
}

const openBasket = async (i: number): Promise<{ id: string; version: number }> => {
  const [basket] = await scene.look<{ id: string; version: number }>(
    `select id, version from baskets where town_id = $1 and retailer_id = $2 and state = 'OPEN'`,
    [scene.place.id('retailer', i)],
  );
  if (!basket) throw new Error(`retailer ${i} has no basket`);
  return basket;
};

const states = async (): Promise<string[]> => {
  const rows = await scene.look<{ state: string }>(
    'select state from orders where town_id = $1 order by number',
  );
  return rows.map(({ state }) => state);
};

const openOffer = async (): Promise<string> => {
  const [offer] = await scene.look<{ id: string }>(
    `select id from vendor_offers where town_id = $1 and state = 'OFFERED'`,
  );
  return offer?.id ?? '';
};

test('nobody confirms somebody else’s basket', async () => {
  await hears(retailer(1), 'hello, please send 5 ctn wai wai');
  const { id, version } = await openBasket(1);
  await hears(retailer(3), 'hello, please send 1 kg sugar');
  const answer = await taps(retailer(3), `confirm:${id}:${version}`);
  expect(answer).not.toMatch(/Wai Wai/);
  expect(await states()).toEqual([]);
  // And what they tapped is not taken for their own either.
  expect(await openBasket(1)).toEqual({ id, version });
  expect(await openBasket(3)).toMatchObject({ version: 1 });
});

test('a version that was never shown, or is gone, confirms nothing', async () => {
  await hears(retailer(1), 'hello, please send 5 ctn wai wai');
  const { id, version } = await openBasket(1);
  await taps(retailer(1), `confirm:${id}:${version + 7}`);
  expect(await states()).toEqual([]);
  await hears(retailer(1), 'add 1 kg sugar');
  await taps(retailer(1), `confirm:${id}:${version}`);
  expect(await states()).toEqual([]);
  await taps(retailer(1), `confirm:${id}:${version + 1}`);
  expect(await states()).toEqual(['VENDOR_ASSIGNED']);
  await taps(retailer(1), `confirm:${id}:${version + 1}`);
  expect(await states()).toEqual(['VENDOR_ASSIGNED']);
});

test('an offer is answered by its vendor only', async () => {
  await hears(retailer(1), 'hello, please send 5 ctn wai wai');
  await taps(retailer(1), await openBasket(1).then((one) => `confirm:${one.id}:${one.version}`));
  const offer = await openOffer();
  for (const thief of [vendor(2), vendor(3), retailer(1), retailer(3), '+9779830000002']) {
    for (const answer of ['accept', 'decline']) await taps(thief, `${answer}:${offer}`);
  }
  expect(await states()).toEqual(['VENDOR_ASSIGNED']);
  expect(await openOffer()).toBe(offer);
  await taps(vendor(1), `accept:${offer}`);
  expect(await states()).toEqual(['ACCEPTED']);
  expect(await scene.breaches()).toEqual([]);
});

test('an offer that timed out is not accepted, whoever taps first', async () => {
  await hears(retailer(1), 'hello, please send 5 ctn wai wai');
  await hears(retailer(1), 'confirm');
  const offer = await openOffer();
  await scene.pass(31 * 60_000);
  await taps(vendor(1), `accept:${offer}`);
  expect(await states()).toEqual(['VENDOR_ASSIGNED']);
  expect(await openOffer()).not.toBe(offer);
});

test('an answer to a question of somebody else’s changes nothing', async () => {
  await hears(retailer(1), 'please send 2 bags of rice');
  const [row] = await scene.look<{ awaiting: { id: string }[] }>(
    'select awaiting from sessions where town_id = $1 and phone = $2',
    [retailer(1)],
  );
  const answer = row?.awaiting[0]?.id ?? '';
  expect(answer).toMatch(/^answer:/);
  await hears(retailer(3), 'hello my friend');
  expect(await taps(retailer(3), answer)).toMatch(/no longer open/);
  expect(await scene.look('select 1 from baskets where town_id = $1')).toEqual([]);
  expect(await taps(retailer(1), answer)).toMatch(/Your basket:/);
});

test('ids that are no ids of ours are answered and do nothing', async () => {
  await hears(retailer(1), 'hello, please send 5 ctn wai wai');
  const { id } = await openBasket(1);
  const forged = [
    '',
    ':',
    'confirm',
    `confirm:${id}`,
    `confirm:${id}:-1`,
    `confirm:${id}:99999999999`,
    `confirm:${id}:1:1`,
    `confirm:' or 1=1 --:1`,
    'cancel:99999999999999',
    'answer:__proto__:none',
    '__proto__',
    'menu:constructor',
    'x'.repeat(256),
  ];
  for (const one of forged) await taps(retailer(1), one);
  expect(await states()).toEqual([]);
  expect(await openBasket(1)).toMatchObject({ id, version: 1 });
  expect(scene.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await scene.look('select 1 from inbox_quarantine where town_id = $1')).toEqual([]);
});
