import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const PEOPLE = [1, 3, 4, 5, 6, 7, 8, 9];

/** What everybody writes: each message can only be answered rightly after those before it. */
const WORDS = [
  'hello, please send 1 ctn wai wai',
  ...Array.from({ length: 24 }, (_, i) => `only ${i + 2} ctn wai wai`),
  'confirm',
];

test('three workers keep the order of each conversation and act on each message once', async () => {
  for (const text of WORDS) {
    for (const i of PEOPLE) await scene.say(retailer(i), { text });
    scene.universe.advance(1_000);
  }
  const workers = ['one', 'two', 'three'].map((name) => scene.hire(name));
  try {
    await Promise.all(workers.map(({ parts }) => scene.work(parts)));
  } finally {
    for (const worker of workers) await worker.close();
  }
  const rows = await scene.look<{ answers: string[]; replies: string; distinct_causes: string }>(
    `select count(*) as replies, count(distinct cause_id) as distinct_causes,
       array_agg(coalesce(content ->> 'body', '') order by seq) as answers
     from outbox where town_id = $1 group by conversation_id`,
  );
  expect(rows).toHaveLength(PEOPLE.length);
  for (const { answers, replies, distinct_causes } of rows) {
    expect([Number(replies), Number(distinct_causes)]).toEqual([WORDS.length, WORDS.length]);
    const cartons = answers.slice(0, -1).map((body) => Number(/75g: (\d+) ctn/.exec(body)?.[1]));
    expect(cartons).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(answers.at(-1)).toMatch(/^✅ Order 1\d\d\d is placed/);
  }
  const orders = await scene.look<{ number: string }>(
    'select number from orders where town_id = $1',
  );
  expect(new Set(orders.map(({ number }) => number)).size).toBe(PEOPLE.length);
  expect(await scene.breaches()).toEqual([]);
});

test('workers who fight over one conversation answer it once and in order', async () => {
  for (const text of WORDS) await scene.say(retailer(1), { text });
  const workers = ['one', 'two', 'three', 'four'].map((name) => scene.hire(name));
  try {
    await Promise.all(workers.map(({ parts }) => scene.work(parts)));
  } finally {
    for (const worker of workers) await worker.close();
  }
  await scene.settle();
  const cartons = scene
    .heardBy(retailer(1))
    .flatMap((body) => /75g: (\d+) ctn/.exec(body)?.[1] ?? []);
  expect(cartons.map(Number)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  expect(await scene.look('select 1 from orders where town_id = $1')).toHaveLength(1);
  expect(scene.log.lines).toEqual([]);
});

test('fifty waiting messages are all answered, in their order', async () => {
  for (let i = 1; i <= 50; i += 1) {
    await scene.say(retailer(1), {
      text: i === 1 ? 'please send 1 kg sugar' : `only ${i} kg sugar`,
    });
  }
  await scene.settle();
  // So many at once to one phone: the last of them wait their six seconds each.
  for (let i = 0; i < 6; i += 1) await scene.pass(6_000);
  const kilos = scene.heardBy(retailer(1)).map((body) => /: (\d+) kg ×/.exec(body)?.[1]);
  expect(kilos.map(Number)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  const [session] = await scene.look<{ last_seq: number }>(
    'select last_seq from sessions where town_id = $1 and phone = $2',
    [retailer(1)],
  );
  expect(session?.last_seq).toBe(50);
});
