import { z } from 'zod';
import { refused } from '../../base/outcome.js';
import { minuteOfDay, wallClock } from '../../base/wall-clock.js';
import { changeOpening, dateOf, readOpenings } from '../../domain/opening/opening.js';
import type { Hours, Opening } from '../../domain/opening/opening.js';
import { readTown } from '../../domain/towns/towns.js';
import type { Tx } from '../../db/transaction.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, reasonField, townParam } from './shapes.js';

/** When vendors are open: orders are offered to them only then. */

const STAFF = ['ADMIN', 'OPERATOR'] as const;
const NO_VENDOR: RefusalAnswer = { status: 404, title: 'No such vendor in this town' };
const vendorParam = { ...townParam, vendor: idSchema };

const clockSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .describe('By the town’s clock');
const hoursSchema = z
  .strictObject({ opens: clockSchema, closes: clockSchema })
  .refine(({ opens, closes }) => opens < closes, 'opens before it closes')
  .nullable()
  .describe('Null: closed all day');
const weekSchema = z
  .array(hoursSchema)
  .length(7)
  .nullable()
  .describe('Sunday first; null: always open');
const daySchema = z.strictObject({ date: z.iso.date(), hours: hoursSchema });
const openingSchema = z
  .strictObject({
    week: weekSchema,
    days: z.array(daySchema).describe('From today on, other than the week says'),
  })
  .meta({ id: 'VendorHours' });

type Shown = z.input<typeof hoursSchema>;

function clockOf(minute: number): string {
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function showHours(hours: Hours | null): Shown {
  return hours && { opens: clockOf(hours.opens), closes: clockOf(hours.closes) };
}

function hoursOf(shown: Shown): Hours | null {
  if (shown === null) return null;
  const closes = shown.closes === '24:00' ? 24 * 60 : minuteOfDay(shown.closes);
  return { opens: minuteOfDay(shown.opens), closes };
}

function show({ week, days }: Opening): z.input<typeof openingSchema> {
  return {
    week: week?.map(showHours) ?? null,
    days: days.map(({ date, hours }) => ({ date, hours: showHours(hours) })),
  };
}

async function opening(tx: Tx, now: Date, vendorId: string): Promise<Opening | undefined> {
  const { timeZone } = await readTown(tx);
  const openings = await readOpenings(tx, [vendorId], dateOf(wallClock(now, timeZone)));
  return openings.get(vendorId);
}

const read = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/vendors/{vendor}/hours',
  name: 'getVendorHours',
  summary: 'When a vendor is open, in the week and on days that are other than it says',
  roles: STAFF,
  rate: 'read',
  params: vendorParam,
  query: {},
  body: {},
  answer: openingSchema,
  refusals: { no_such_vendor: NO_VENDOR },
  work: async (tx, { path, cause }) => {
    const known = await opening(tx, cause.universe.now(), path.vendor);
    return known ? found(show(known)) : refused('no_such_vendor');
  },
});

const DAYS_MAX = 100;

const set = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/vendors/{vendor}/hours',
  name: 'setVendorHours',
  summary: 'Set the hours of a vendor’s week, or of single days; open offers stay',
  roles: STAFF,
  rate: 'command',
  params: vendorParam,
  query: {},
  body: {
    reason: reasonField,
    week: weekSchema.optional(),
    days: z
      .array(daySchema)
      .min(1)
      .max(DAYS_MAX)
      .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'each day once')
      .optional(),
  },
  answer: openingSchema,
  refusals: { no_such_vendor: NO_VENDOR },
  work: async (tx, { path, body, cause }) => {
    const { reason } = body;
    const known = await opening(tx, cause.universe.now(), path.vendor);
    if (!known) return refused('no_such_vendor');
    if (body.week !== undefined) {
      const week = body.week?.map(hoursOf) ?? null;
      const changed = await changeOpening(tx, cause, path.vendor, { what: 'week', week }, reason);
      if (!changed.ok) return changed;
    }
    if (body.days !== undefined) {
      const days = body.days.map(({ date, hours }) => ({ date, hours: hoursOf(hours) }));
      const changed = await changeOpening(tx, cause, path.vendor, { what: 'days', days }, reason);
      if (!changed.ok) return changed;
    }
    const after = await opening(tx, cause.universe.now(), path.vendor);
    return found(show(after ?? known));
  },
});

export const vendorHoursRoutes: readonly Route[] = [read, set];
