import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { PAYMENT_GATEWAYS } from '../../base/payment-gateways.js';
import type { Tx } from '../../db/transaction.js';
import { advanceOrderNumber, selectCatalogueVersion, selectTown } from './queries.js';

const MINUTE_MS = 60_000;

/** A time of day by the town's clock. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * How a town wants things. Every setting has a default, so an empty document is a working town;
 * an unknown key or a value out of range is refused when the town is read, and named.
 */
const Settings = z.strictObject({
  /** How long a vendor has to answer an offer before it goes to the next. */
  vendor_reply_ms: z
    .int()
    .min(MINUTE_MS)
    .max(24 * 60 * MINUTE_MS)
    .default(30 * MINUTE_MS),
  /** Vendors asked by the machine for one order before an operator takes over. */
  vendors_per_order_max: z.int().min(1).max(20).default(3),
  /**
   * How much each part counts when the machine chooses a vendor, against the others: what they
   * are paid, how much more they have than is wanted, the share of offers they take, how soon
   * they answer, how many orders they have in hand, how these were rated. A part of 0 does not
   * count.
   */
  vendor_choice: z
    .strictObject({
      price: z.int().min(0).max(100).default(40),
      stock: z.int().min(0).max(100).default(5),
      acceptance: z.int().min(0).max(100).default(25),
      reply_time: z.int().min(0).max(100).default(15),
      load: z.int().min(0).max(100).default(15),
      rating: z.int().min(0).max(100).default(10),
    })
    .refine((weights) => Object.values(weights).some((weight) => weight > 0), {
      error: 'something must count',
    })
    .prefault({}),
  /** How long a retailer has to answer when a vendor would change the order. */
  consent_reply_ms: z
    .int()
    .min(MINUTE_MS)
    .max(24 * 60 * MINUTE_MS)
    .default(30 * MINUTE_MS),
  /** A vendor who takes an order for another time may promise it so long ahead, not longer. */
  promise_ms_max: z
    .int()
    .min(60 * MINUTE_MS)
    .max(14 * 24 * 60 * MINUTE_MS)
    .default(60 * 60 * MINUTE_MS),
  /** What a retailer's silence about such a change means. */
  consent_silence: z.enum(['refuse', 'take', 'elsewhere']).default('refuse'),
  /** A vendor's counter-price further above what was offered is not put before the retailer. */
  counter_rise_percent_max: z.int().min(0).max(100).default(25),
  /**
   * Less than this free, in base units, is low where a holder has no threshold of its own for the
   * product. Nothing is low until a town says so: a carton and a kilo have no number in common.
   * Read by the database, which compares with every movement of stock.
   */
  low_stock_below: z
    .string()
    .regex(/^\d{1,11}(\.\d{1,3})?$/)
    .default('0'),
  /**
   * How a packed order comes to a driver: an operator names one, the nearest free one is asked and
   * then the next, or all on duty are asked at once and the first to take it has it.
   */
  delivery_allocation: z.enum(['manual', 'nearest', 'broadcast']).default('broadcast'),
  /** How long drivers have to take a delivery they are asked about. */
  driver_reply_ms: z
    .int()
    .min(MINUTE_MS)
    .max(24 * 60 * MINUTE_MS)
    .default(10 * MINUTE_MS),
  /** Drivers asked one after the other, nearest first, before an operator takes over. */
  drivers_per_delivery_max: z.int().min(1).max(20).default(3),
  /** How long a driver has for each step of a delivery before an operator looks at it. */
  delivery_ms: z
    .int()
    .min(MINUTE_MS)
    .max(7 * 24 * 60 * MINUTE_MS)
    .default(6 * 60 * MINUTE_MS),
  /** The hour, by the town's clock, at which a delivery that was put off to a day goes on. */
  delivery_day_starts_hour: z.int().min(0).max(23).default(7),
  /** Whether a retailer may pay in cash at the door instead of on credit. */
  cash_on_delivery: z.boolean().default(true),
  /**
   * Providers of wallets that retailers may pay by, the first one preferred; what they know us by
   * is in the environment. None: payments are only told of.
   */
  payment_gateways: z.array(z.enum(PAYMENT_GATEWAYS)).max(PAYMENT_GATEWAYS.length).default([]),
  /** How long a driver may hold cash before it is overdue at the office. */
  cash_hand_over_ms: z
    .int()
    .min(MINUTE_MS)
    .default(24 * 60 * MINUTE_MS),
  /** After how many days an order delivered on credit is to be paid. */
  credit_days: z.int().min(0).max(365).default(30),
  /** How long after its delivery an order is complete: until then something may be amiss. */
  complete_after_ms: z
    .int()
    .min(MINUTE_MS)
    .default(24 * 60 * MINUTE_MS),
  /** For how many days after it came something about an order can be disputed. */
  dispute_open_days: z.int().min(0).max(365).default(7),
  /** For how many days after it came an order can be rated. */
  rating_open_days: z.int().min(0).max(365).default(14),
  /** How long a vendor has to answer a dispute before an operator decides without. */
  dispute_reply_ms: z
    .int()
    .min(MINUTE_MS)
    .max(30 * 24 * 60 * MINUTE_MS)
    .default(24 * 60 * MINUTE_MS),
  /** Up to this a vendor's agreement settles a dispute at once; above it an operator decides. */
  dispute_auto_limit_minor: z
    .string()
    .regex(/^\d{1,16}$/)
    .default('500000'),
  /** A message older than this is not acted on as if it were fresh. */
  late_message_ms: z
    .int()
    .min(MINUTE_MS)
    .default(60 * MINUTE_MS),
  /**
   * How money that does not come out even is made whole, wherever a price is reckoned: which way,
   * and to a multiple of how many minor units (100: to whole rupees).
   */
  rounding: z
    .strictObject({
      mode: z.enum(['half_up', 'half_even', 'up', 'down']).default('half_up'),
      step_minor: z.int().min(1).max(10_000).default(1),
    })
    .prefault({}),
  /** When nobody is written to unasked, by the town's clock; equal times: never. */
  quiet_hours: z
    .strictObject({ from: clock.default('20:00'), until: clock.default('07:00') })
    .prefault({}),
  /** How long somebody who asked for a person may wait before they are told that nobody came. */
  support_reply_ms: z
    .int()
    .min(MINUTE_MS)
    .max(7 * 24 * 60 * MINUTE_MS)
    .default(2 * 60 * MINUTE_MS),
  /** After so long a silence of the person of ours who has a conversation, it waits again. */
  support_idle_ms: z
    .int()
    .min(MINUTE_MS)
    .max(7 * 24 * 60 * MINUTE_MS)
    .default(4 * 60 * MINUTE_MS),
  /**
   * What a message costs, for estimates: in millionths of `currency`, by country of the recipient
   * (ISO 3166; `*`: any other) and kind: service, utility, marketing, authentication, sms.
   * Providers change them by the quarter, so none are built in.
   */
  message_prices: z
    .strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default('USD'),
      micros: z
        .record(
          z.string().regex(/^([A-Z]{2}|\*)$/),
          z.partialRecord(
            z.enum(['service', 'utility', 'marketing', 'authentication', 'sms']),
            z.int().min(0).max(1_000_000_000),
          ),
        )
        .default({}),
    })
    .prefault({}),
  /** Of how many campaigns one person is told within so many days, at most. */
  campaigns: z
    .strictObject({
      people_told_max: z.int().min(0).max(100).default(2),
      days: z.int().min(1).max(365).default(7),
    })
    .prefault({}),
  /** When a standing order is proposed on its day, by the town's clock. */
  standing_at: clock.default('07:30'),
});

export type TownSettings = z.infer<typeof Settings>;

export interface Town {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** ISO 4217; everything in the town is in this one currency. */
  readonly currency: string;
  readonly currencyDigits: number;
  readonly timeZone: string;
  /** BCP 47 tags, the town's own language first. */
  readonly languages: readonly string[];
  readonly settings: TownSettings;
  /** Goes up with every change of names, units and prices: a cached catalogue compares it. */
  readonly catalogueVersion: bigint;
}

/** A document as settings, or which field of it is wrong and how. */
export function settingsIn(document: unknown): Outcome<TownSettings, 'bad_settings'> {
  const read = Settings.safeParse(document);
  if (read.success) return done(read.data);
  const [issue] = read.error.issues;
  return refused('bad_settings', {
    field: issue?.path.join('.') ?? '',
    message: issue?.message ?? '',
  });
}

/** The town the transaction is in. A town without a row or with bad settings is a fault. */
export async function readTown(tx: Tx): Promise<Town> {
  const row = await selectTown(tx);
  assert(row, 'the town exists');
  const settings = settingsIn(row.settings);
  assert(settings.ok, `settings of town ${row.slug}: ${JSON.stringify(settings)}`);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    country: row.country,
    currency: row.currency,
    currencyDigits: row.currency_digits,
    timeZone: row.time_zone,
    languages: row.languages,
    settings: settings.value,
    catalogueVersion: row.catalogue_version,
  };
}

/** Only the version of what is sold, for those who hold the rest. */
export async function readCatalogueVersion(tx: Tx): Promise<bigint> {
  const version = await selectCatalogueVersion(tx);
  assert(version !== undefined, 'the town exists');
  return version;
}

/**
 * Takes `count` order numbers out of the town's counter and returns the first. Locks the town's
 * one counter row until commit: call it in a short transaction of its own.
 */
export async function leaseOrderNumbers(tx: Tx, count: number): Promise<bigint> {
  assert(Number.isInteger(count) && count > 0, 'a lease has at least one number');
  const first = await advanceOrderNumber(tx, count);
  assert(first !== undefined, 'the town has a counter for order numbers');
  return first;
}
