import type { Tx } from '../../src/db/transaction.js';
import { changeSettings, listSettingChanges } from '../../src/domain/towns/settings.js';
import { readCatalogueVersion, readTown } from '../../src/domain/towns/towns.js';
import { findUnwatched } from '../../src/domain/watch/watch.js';
import { allocateDelivery } from '../../src/usecases/allocate-delivery.js';
import { noteCashOverdue } from '../../src/usecases/hand-over-cash.js';
import { keepStandingOrder } from '../../src/usecases/standing-orders.js';
import { callPerson } from '../../src/usecases/support-tickets.js';
import { takeJob } from '../../src/usecases/take-job.js';
import { watchOrders } from '../../src/usecases/watch-orders.js';
import { disputeIn } from '../support/disputing.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const unwatched = async (tx: Tx) => {
  const { settings } = await readTown(tx);
  return findUnwatched(tx, its.town.universe.now(), settings);
};

const noodles = () => [edit('add', its.town.products.noodles, '5', 'pkt')];

test('settings change with who and why, count at once, and go back to their defaults', async () => {
  const { town } = its;
  const admin = town.cause('operator', 'ada');
  const version = await town.run(readCatalogueVersion);
  const patch = { vendor_reply_ms: 600_000, quiet_hours: { from: '21:30' } };
  must(await town.run((tx) => changeSettings(tx, admin, patch, 'harvest')));
  const { settings, catalogueVersion } = await town.run(readTown);
  expect(settings).toMatchObject({
    vendor_reply_ms: 600_000,
    quiet_hours: { from: '21:30', until: '07:00' },
  });
  // Processes that hold the town read it anew.
  expect(catalogueVersion).toBeGreaterThan(version);
  const back = { vendor_reply_ms: null };
  const after = must(await town.run((tx) => changeSettings(tx, admin, back, 'over')));
  expect(after).toMatchObject({ vendor_reply_ms: 1_800_000, quiet_hours: { from: '21:30' } });
  const changes = await town.run((tx) => listSettingChanges(tx, { beforeId: null, rows: 9 }));
  expect(changes).toMatchObject([
    { changedBy: 'ada', reason: 'over', after: { quiet_hours: { from: '21:30' } } },
    { reason: 'harvest', before: {}, after: patch },
  ]);
});

test.each([
  [{ vendor_reply_ms: 5 }, 'vendor_reply_ms'],
  [{ quiet_hours: { from: '25:00' } }, 'quiet_hours.from'],
  [{ vendor_replay_ms: 600_000 }, ''],
])('bad settings are refused whole: %j', async (patch, field) => {
  const { town } = its;
  const cause = town.cause('operator', 'ada');
  const refusal = await town.run((tx) => changeSettings(tx, cause, patch, 'slip'));
  expect(refusal).toMatchObject({ refusal: 'bad_settings', detail: { field } });
  expect(await town.run((tx) => listSettingChanges(tx, { beforeId: null, rows: 9 }))).toEqual([]);
  await town.run(readTown);
});

test('two who change settings at once both have their way', async () => {
  const { town } = its;
  const set = (patch: Record<string, unknown>) =>
    town.run((tx) => changeSettings(tx, town.cause('operator', 'ada'), patch, 'both'));
  await Promise.all([set({ vendor_reply_ms: 600_000 }), set({ consent_reply_ms: 700_000 })]);
  expect((await town.run(readTown)).settings).toMatchObject({
    vendor_reply_ms: 600_000,
    consent_reply_ms: 700_000,
  });
});

test('an order whose deadline is lost is found in each state, and gets it again', async () => {
  const { town, trade } = its;
  await town.addVendor();
  const retailer = await town.addRetailer();
  const lose = (): Promise<unknown> =>
    town.admin('delete from due_work where town_id = $1', [town.id]);
  const watch = () => town.run((tx) => watchOrders(tx, town.cause('machine')));

  const waiting = await trade.order(retailer, noodles());
  expect(await town.run(unwatched)).toEqual([]);
  await lose();
  expect(await town.run(unwatched)).toMatchObject([{ subjectId: waiting.orderId }]);
  expect(await watch()).toMatchObject([{ topic: 'assign_order', subjectId: waiting.orderId }]);
  expect(await watch()).toEqual([]);

  must(await trade.assign(waiting.orderId));
  const { offerId = '', vendorId = '' } = (await trade.openOffer(waiting.orderId)) ?? {};
  await lose();
  const replyBy = new Date(town.universe.nowMs() + 1_800_000);
  expect(await watch()).toMatchObject([{ topic: 'offer_timeout', subjectId: offerId }]);
  const due = await town.admin('select due_at from due_work where town_id = $1', [town.id]);
  expect(due.rows).toEqual([{ due_at: replyBy }]);

  const words = { lines: [{ productId: town.products.noodles, quantity: '2', unit: 'pkt' }] };
  must(await trade.change(vendorId, offerId, words));
  await lose();
  expect(await watch()).toMatchObject([{ topic: 'consent_timeout', subjectId: offerId }]);
  must(await trade.consent(retailer, offerId, 'take'));
  // A vendor has it now: nothing is due, and nothing is lost.
  expect(await watch()).toEqual([]);
});

test('a delivery whose deadline is lost is found in each state, and gets it again', async () => {
  const { town, trade } = its;
  await town.addVendor();
  const { orderId } = await trade.accepted(await town.addRetailer(), noodles());
  must(await trade.pack(orderId, []));
  const { rows } = await town.admin('select id from deliveries where town_id = $1', [town.id]);
  const [{ id = '' } = {}] = rows as { id?: string }[];
  const lose = (): Promise<unknown> =>
    town.admin('delete from due_work where town_id = $1', [town.id]);
  const watch = () => town.run((tx) => watchOrders(tx, town.cause('machine')));
  expect(await town.run(unwatched)).toEqual([]);
  await lose();
  expect(await town.run(unwatched)).toMatchObject([{ subjectId: id, topic: 'allocate_delivery' }]);
  expect(await watch()).toMatchObject([{ topic: 'allocate_delivery', subjectId: id }]);
  expect(await watch()).toEqual([]);

  const driver = await town.addDriver();
  const terms = await town.run(readTown);
  const allocate = {
    catalogue: town.catalogue,
    settings: terms.settings,
    timeZone: terms.timeZone,
  };
  must(await town.run((tx) => allocateDelivery(tx, town.cause('machine'), allocate, id)));
  await lose();
  const replyMs = terms.settings.driver_reply_ms;
  expect(await watch()).toMatchObject([
    { topic: 'driver_timeout', dueAt: new Date(town.universe.nowMs() + replyMs) },
  ]);
  const wanted = { driverId: driver, deliveryId: id, number: null };
  must(await town.run((tx) => takeJob(tx, town.cause('driver', driver), allocate, wanted)));
  await lose();
  expect(await watch()).toMatchObject([{ topic: 'delivery_overdue', subjectId: id }]);
});

test('cash, disputes, standing orders and tickets get their lost deadlines again', async () => {
  const { town, trade } = its;
  await town.addVendor();
  const after = disputeIn(town, trade);
  const lose = (): Promise<unknown> =>
    town.admin('delete from due_work where town_id = $1', [town.id]);
  const watch = () => town.run((tx) => watchOrders(tx, town.cause('machine')));
  const { settings } = await town.run(readTown);

  const order = await after.arrived({ cash: 100_000n });
  await after.opened(order, 1, 1_000n);
  const cause = town.cause('retailer', order.retailerId);
  const asked = { conversationId: null, ticketId: null, partyId: order.retailerId } as const;
  await town.run((tx) =>
    callPerson(tx, cause, settings, { ...asked, why: 'call_back', words: '' }),
  );
  const standing = {
    retailerId: order.retailerId,
    schedule: { kind: 'weekly', days: [0] },
    edits: noodles(),
  } as const;
  const terms = { catalogue: town.catalogue, town: await town.run(readTown) };
  must(await town.run((tx) => keepStandingOrder(tx, cause, terms, standing)));
  expect(await watch()).toEqual([]);

  const due = async (): Promise<unknown[]> => {
    const { rows } = await town.admin(
      'select topic, subject_id, due_at from due_work where town_id = $1 order by 1, 2',
      [town.id],
    );
    return rows as unknown[];
  };
  const before = await due();
  expect(before).toMatchObject([
    { topic: 'cash_overdue' },
    { topic: 'complete_order' },
    { topic: 'dispute_reply' },
    { topic: 'standing_order' },
    { topic: 'support_ticket' },
  ]);
  await lose();
  expect(await watch()).toHaveLength(5);
  expect(await due()).toEqual(before);
  expect(await watch()).toEqual([]);
  // Cash that is overdue is an operator's, and nobody waits for a dispute that was answered.
  must(await town.run((tx) => noteCashOverdue(tx, town.cause('machine'), order.driverId)));
  must(await after.answer(order.vendorId, { quantity: 0n }));
  await lose();
  const left = (await watch()).map(({ topic }) => topic).sort();
  expect(left).not.toContain('cash_overdue');
  expect(left).not.toContain('dispute_reply');
});
