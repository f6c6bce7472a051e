import { z } from 'zod';
import { listDrivers, setZones } from '../../domain/drivers/drivers.js';
import { readParty } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { refused } from '../../base/outcome.js';
import { countCash } from '../../usecases/hand-over-cash.js';
import { NO_WAKE } from '../../usecases/wake.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { amountField, found, idSchema, instantSchema, labelField, money } from './shapes.js';
import { moneySchema, pageQuery, pageSchema, pageShown, reasonField, townParam } from './shapes.js';

const NO_DRIVER: RefusalAnswer = { status: 404, title: 'No such driver in this town' };
const STAFF = ['ADMIN', 'OPERATOR'] as const;
/** Parts of a town, as its people call them. */
const ZONES_MAX = 50;

const driverSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    state: z.string(),
    on_duty: z.boolean(),
    zones: z.array(z.string()).describe('None is anywhere'),
    jobs: z.int().describe('What they have to do now'),
    cash_held: moneySchema.describe('By the books'),
    cash_overdue_at: instantSchema.nullable(),
  })
  .meta({ id: 'Driver' });

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/drivers',
  name: 'listDrivers',
  summary: 'Drivers with their shift, their jobs and the cash they hold',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(driverSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const rows = { afterId: query.after ?? null, rows: query.limit };
    const [{ currency }, drivers] = await Promise.all([readTown(tx), listDrivers(tx, rows)]);
    const shown = drivers.map((driver): z.input<typeof driverSchema> => ({
      id: driver.id,
      name: driver.name,
      state: driver.state,
      on_duty: driver.onDuty,
      zones: [...driver.zones],
      jobs: driver.jobs,
      cash_held: money(driver.cashHeldMinor, currency),
      cash_overdue_at: driver.cashOverdueAt?.toISOString() ?? null,
    }));
    return found(pageShown(shown, query.limit));
  },
});

const params = { ...townParam, driver: idSchema };

const zones = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/drivers/{driver}/zones',
  name: 'setDriverZones',
  summary: 'Say in which zones a driver works; none is anywhere',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { zones: z.array(labelField).max(ZONES_MAX) },
  answer: z.strictObject({ id: idSchema, zones: z.array(z.string()) }),
  refusals: { no_such_driver: NO_DRIVER },
  work: async (tx, { path, body, cause }) => {
    const driver = await readParty(tx, path.driver);
    if (driver?.kind !== 'driver') return refused('no_such_driver');
    await setZones(tx, cause, driver.id, body.zones);
    return found({ id: driver.id, zones: body.zones });
  },
});

const count = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/drivers/{driver}/cash',
  name: 'countDriverCash',
  summary: 'Confirm the cash that a driver handed over, as it was counted',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { counted: amountField, reason: reasonField.optional() },
  answer: z.strictObject({
    id: idSchema,
    state: z.enum(['CONFIRMED', 'DIFFERENT', 'CLAIMED']),
    claimed: moneySchema.nullable().describe('What the driver said'),
    held: moneySchema.describe('By the books, before'),
    counted: moneySchema,
    left: moneySchema.describe('What stays with the driver, by the books'),
  }),
  refusals: {
    no_such_driver: NO_DRIVER,
    no_cash: { status: 409, title: 'By the books the driver holds no cash' },
    more_than_held: { status: 409, title: 'More was counted than the driver holds by the books' },
  },
  work: async (tx, { path, body, cause }) => {
    const { settings, currency } = await readTown(tx);
    const { counted: amount, reason = '' } = body;
    const wanted = { driverId: path.driver, countedMinor: BigInt(amount), reason };
    const counted = await countCash(tx, cause, settings, wanted);
    if (!counted.ok) return counted;
    const {
      handOverId: id,
      state,
      claimedMinor,
      heldMinor,
      countedMinor,
      leftMinor,
      wake,
    } = counted.value;
    const claimed = claimedMinor === null ? null : money(claimedMinor, currency);
    const shown = { held: money(heldMinor, currency), left: money(leftMinor, currency) };
    const answer = { id, state, claimed, counted: money(countedMinor, currency), ...shown };
    return { ok: true, value: { body: answer, wake: wake.lanes.length > 0 ? wake : NO_WAKE } };
  },
});

export const driverRoutes: readonly Route[] = [list, zones, count];
