import { laneOf } from '../../src/base/lane.js';
import { inPlatform } from '../../src/db/transaction.js';
import { tell } from '../../src/inbox/tell.js';
import { dueSubjects, postponeDue, schedule, takeDue } from '../../src/outbox/due.js';
import type { DueWork } from '../../src/outbox/due.js';
import type { TestTown } from '../support/town.js';
import { must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

/** Work about no order: the town is not consistent as a whole. */
beforeEach(() => its.broken());

const work = (town: TestTown, subjectId: string, inMs: number): DueWork => ({
  topic: 'assign_order',
  subjectId,
  dueAt: new Date(town.universe.nowMs() + inMs),
  correlationId: 'c-1',
});

/** Subjects of this town that are due, as the sweep sees them. */
async function due(town: TestTown): Promise<{ subjectId: string; attempts: number }[]> {
  const now = town.universe.now();
  const all = await inPlatform(its.towns.database, (tx) => dueSubjects(tx, now, 100));
  return all
    .filter((one) => one.townId === town.id)
    .map(({ subjectId, attempts }) => ({ subjectId, attempts }));
}

test('work is due at its time, is moved, counted when it fails, and taken once', async () => {
  const { town } = its;
  const [soon, later] = [town.universe.newId(), town.universe.newId()];
  await town.run(async (tx) => {
    await schedule(tx, work(town, soon, 1_000));
    await schedule(tx, work(town, later, 500));
    await schedule(tx, work(town, later, 60_000));
  });
  expect(await due(town)).toEqual([]);
  town.universe.advance(1_000);
  expect(await due(town)).toEqual([{ subjectId: soon, attempts: 0 }]);
  const key = { topic: 'assign_order', subjectId: soon } as const;
  const until = new Date(town.universe.nowMs() + 5_000);
  expect(await town.run((tx) => postponeDue(tx, key, until))).toBe(1);
  expect(await due(town)).toEqual([]);
  town.universe.advance(60_000);
  expect(await due(town)).toEqual([
    { subjectId: soon, attempts: 1 },
    { subjectId: later, attempts: 0 },
  ]);
  expect(await town.run((tx) => takeDue(tx, key))).toBe(true);
  expect(await town.run((tx) => takeDue(tx, key))).toBe(false);
  expect(await town.run((tx) => postponeDue(tx, key, until))).toBeUndefined();
});

test('a party is told once per key, in the conversation typed in last', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const cause = town.cause('machine');
  const event = { type: 'offer_closed', number: '1001', why: 'timed_out' } as const;
  const first = must(await town.run((tx) => tell(tx, cause, vendor, event, 'offer-1')));
  const again = must(await town.run((tx) => tell(tx, cause, vendor, event, 'offer-1')));
  expect(again).toEqual(first);
  expect(await told(town, vendor)).toEqual(['offer_closed']);
  const { rows } = await town.admin(
    `select i.conversation_id, i.content, i.source, i.correlation_id, q.lane from inbox i
     join inbox_queue q on q.inbox_id = i.id where i.town_id = $1`,
    [town.id],
  );
  const [row] = rows as { conversation_id: string; lane: number }[];
  expect(rows).toMatchObject([
    { content: event, source: 'tell', correlation_id: cause.correlationId, lane: first.lane },
  ]);
  expect(laneOf(row?.conversation_id ?? '')).toBe(first.lane);

  const newer = town.universe.newId();
  await town.admin(
    `insert into sessions (town_id, conversation_id, party_id, channel_account_id, flow_id,
       flow_version, snapshot, last_typed_at, changed_at)
     select town_id, $2, party_id, channel_account_id, 'test', 1, '{}', $3, $3
     from sessions where town_id = $1 and party_id = $4`,
    [town.id, newer, town.universe.now(), vendor],
  );
  must(await town.run((tx) => tell(tx, cause, vendor, event, 'offer-2')));
  const heard = await town.admin('select 1 from inbox where conversation_id = $1', [newer]);
  expect(heard.rows).toHaveLength(1);
});

test('a party without a conversation is not told, and that is said', async () => {
  const { town } = its;
  const vendor = await town.addVendor({ conversation: false });
  const outcome = await town.run((tx) =>
    tell(tx, town.cause('machine'), vendor, { type: 'offer_closed' }, 'offer-1'),
  );
  expect(outcome).toMatchObject({ ok: false, refusal: 'no_conversation' });
});
