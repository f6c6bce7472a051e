import pg from 'pg';
import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

let scene: Scene;
let blocker: pg.Client;
beforeEach(async () => {
  scene = await openScene();
  blocker = new pg.Client({ connectionString: scene.testDatabase.adminUrl });
  await blocker.connect();
});
afterEach(async () => {
  await blocker.end();
  await scene.close();
});

/** The backends of that name that wait for a lock. */
async function blockedBackends(applicationName: string): Promise<number[]> {
  // Not by the blocker: within a transaction it would see the same activity for ever.
  const rows = await scene.look<{ pid: number }>(
    `select pid from pg_stat_activity
     where application_name = $2 and wait_event_type = 'Lock' and $1 <> ''`,
    [applicationName],
  );
  return rows.map(({ pid }) => pid);
}

/** Lets a worker run into a lock, kills its backend there, and lets the lock go. */
async function killInMidHop(lock: string): Promise<void> {
  const victim = scene.hire('victim');
  try {
    await blocker.query('begin');
    await blocker.query(lock);
    const working = scene.work(victim.parts).then(
      () => 'came through',
      (error: unknown) => `failed: ${String(error)}`,
    );
    let blocked: readonly number[] | string = [];
    while (blocked.length === 0) {
      blocked = await Promise.race([working, blockedBackends('victim')]);
    }
    if (typeof blocked === 'string') throw new Error(`it never waited: ${blocked}`);
    for (const pid of blocked) await blocker.query('select pg_terminate_backend($1)', [pid]);
    expect(await working).toMatch(/^failed/);
    await blocker.query('rollback');
  } finally {
    await victim.close();
  }
}

test('a connection killed before the basket is read loses and doubles nothing', async () => {
  await scene.say(retailer(1), { text: 'hello, please send 5 ctn wai wai' });
  await scene.settle();
  await scene.say(retailer(1), { text: 'add 10 kg sugar' });
  await killInMidHop('select from baskets for update');
  await scene.settle();
  const heard = scene.heardBy(retailer(1));
  expect(heard).toHaveLength(2);
  expect(heard[1]).toMatch(/10 kg ×/);
});

test('a connection killed in the middle of a confirmation leaves one order', async () => {
  await scene.say(retailer(1), { text: 'hello, please send 5 ctn wai wai' });
  await scene.settle();
  await scene.say(retailer(1), { text: 'confirm' });
  await killInMidHop('select from credit_accounts for update');
  expect(await scene.look('select 1 from orders where town_id = $1')).toEqual([]);
  expect(await scene.look('select 1 from credit_holds where town_id = $1')).toEqual([]);
  await scene.settle();
  expect(await scene.look('select 1 from orders where town_id = $1')).toHaveLength(1);
  expect(scene.heardBy(retailer(1))).toHaveLength(2);
  expect(await scene.breaches()).toEqual([]);
  expect(await scene.look('select 1 from inbox_quarantine where town_id = $1')).toEqual([]);
});

test('a connection killed among several messages answers each of them once', async () => {
  for (const text of ['hello, please send 5 ctn wai wai', 'add 10 kg sugar', 'confirm']) {
    await scene.say(retailer(1), { text });
  }
  await killInMidHop('select from credit_accounts for update');
  await scene.settle();
  expect(scene.heardBy(retailer(1)).map((body) => body.split('\n')[0])).toEqual([
    '🛒 Your basket:',
    '🛒 Your basket:',
    expect.stringMatching(/^✅ Order \d+ is placed/),
  ]);
  expect(await scene.look('select 1 from orders where town_id = $1')).toHaveLength(1);
});
