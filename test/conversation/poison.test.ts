import type { Cause } from '../../src/base/cause.js';
import { LIMITS } from '../../src/base/limits.js';
import { inTown } from '../../src/db/transaction.js';
import { tell } from '../../src/inbox/tell.js';
import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

/** Makes a stored message one that no code can read, as a bug in a channel would. */
async function garble(text: string): Promise<void> {
  const rows = await scene.look(
    `with as_replica as materialized
       (select set_config('session_replication_role', 'replica', true))
     update inbox set content = '{"kind": "riddle"}' from as_replica
     where town_id = $1 and content ->> 'text' = $2 returning 1`,
    [text],
  );
  expect(rows).toHaveLength(1);
}

/** Lets the retries of a failed message come due, one after the other. */
async function retryAll(): Promise<void> {
  for (let tries = 0; tries <= LIMITS.message_tries_max; tries += 1) await scene.pass(10_000);
}

const quarantined = (): Promise<{ reason: string }[]> =>
  scene.look('select reason from inbox_quarantine where town_id = $1');

test('a poisonous message is tried a few times, set aside and owned up to', async () => {
  await scene.say(retailer(1), { text: 'hello, please send 5 ctn wai wai' });
  await scene.say(retailer(1), { text: 'riddle' });
  await scene.say(retailer(1), { text: 'add 10 kg sugar' });
  await garble('riddle');
  await scene.settle();
  // What came before it is answered; what came after it waits, for a while.
  expect(scene.heardBy(retailer(1))).toHaveLength(1);
  await scene.say(retailer(3), { text: 'hello, please send 1 ctn rara' });
  await scene.settle();
  expect(scene.heardBy(retailer(3))).toHaveLength(1);
  await retryAll();
  const [, sorry, basket, ...more] = scene.heardBy(retailer(1));
  expect(sorry).toMatch(/something went wrong on our side/);
  expect(basket).toMatch(/Wai Wai[^]*Sugar/);
  expect(more).toEqual([]);
  expect(await quarantined()).toHaveLength(1);
  const errors = scene.log.lines.filter(({ level }) => level === 'error');
  expect(errors.map(({ message }) => message)).toEqual([
    ...Array.from(
      { length: LIMITS.message_tries_max - 1 },
      () => 'a message failed and will be tried again',
    ),
    'a message failed for good and was set aside',
  ]);
  expect(await scene.look('select 1 from inbox_queue where town_id = $1')).toEqual([]);
  expect(await scene.breaches()).toEqual([]);
});

test('a first message that is poisonous is owned up to as well', async () => {
  await scene.say('+9779830000001', { text: 'riddle' });
  await garble('riddle');
  await retryAll();
  expect(scene.heardBy('+9779830000001').join()).toMatch(/hamro tarfa samasya aayo/);
  expect(await quarantined()).toHaveLength(1);
});

test('a tell of a sort that nobody knows is set aside in silence', async () => {
  await scene.say(retailer(1), { text: 'hello, please send 5 ctn wai wai' });
  await scene.settle();
  const cause: Cause = {
    universe: scene.universe,
    actor: { kind: 'machine', id: null },
    channel: 'machine',
    correlationId: scene.universe.newId(),
  };
  const told = await inTown(scene.database, scene.place.townId, (tx) =>
    tell(tx, cause, scene.place.id('retailer', 1), { type: 'of_a_later_version' }, 'one'),
  );
  expect(told.ok).toBe(true);
  await scene.say(retailer(1), { text: 'confirm' });
  await retryAll();
  const [, placed, ...more] = scene.heardBy(retailer(1));
  expect(placed).toMatch(/^✅ Order 1001 is placed/);
  expect(more.join()).not.toMatch(/went wrong/);
  expect(await quarantined()).toHaveLength(1);
});
