import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { demoId } from './demo-id.js';
import { SEED_TEMPLATES } from './demo-templates.js';
import { sealPin } from './domain/pins/pins.js';
import { packageRoot } from './package-root.js';

/** A town made by this file: the demo's own, or one of many in a test. */
export interface Place {
  readonly slug: string;
  readonly townId: string;
  readonly channelAccountId: string;
  readonly phoneNumberId: string;
  readonly ussdAccountId: string;
  /** What is dialled. */
  readonly serviceCode: string;
  readonly smsAccountId: string;
  /** The number that short messages are sent to; null: the town has none. */
  readonly smsNumber: string | null;
  /** The id of a person of this town, the same in every run. */
  id(kind: 'retailer' | 'vendor' | 'driver', i: number): string;
}

/** A place by its name and number; everything in it has its ids from these. */
export function placeOf(
  slug: string,
  phoneNumberId: string,
  serviceCode?: string,
  smsNumber: string | null = null,
): Place {
  return {
    slug,
    townId: demoId(slug, 'town'),
    channelAccountId: demoId(slug, 'channel'),
    phoneNumberId,
    ussdAccountId: demoId(slug, 'ussd'),
    smsAccountId: demoId(slug, 'sms'),
    smsNumber,
    serviceCode: serviceCode ?? `*385*${phoneNumberId.slice(-6)}#`,
    id: (kind, i) => demoId(slug, kind, i),
  };
}

/** The demo town, whose name and number other programs rely on. */
export const DEMO = placeOf('surkhet', '100000000000001', '*384*7000#', '7000');

/** The PIN of every retailer of the demo. */
export const DEMO_PIN = '1234';

/** How the demo's number is written on a phone. */
export const DEMO_DISPLAY_NUMBER = '+9779800000000';

/** Phone of the i-th retailer, vendor or driver of the demo town, counted from 1. */
export function demoPhone(kind: 'retailer' | 'vendor' | 'driver', i: number): string {
  const block = { retailer: '9800', vendor: '9810', driver: '9820' }[kind];
  return `+977${block}${String(i).padStart(6, '0')}`;
}

const Product = z.strictObject({
  sku: z.string(),
  /** The shelf it stands on. */
  category: z.string().optional(),
  name: z.string(),
  brand: z.string().nullable(),
  size: z.strictObject({ value: z.number(), unit: z.string() }).nullable(),
  base_unit: z.string(),
  units: z.record(z.string(), z.number()),
  default_unit: z.string(),
  aliases: z.array(z.string()),
  prices_minor: z.record(z.string(), z.int()),
});

/** A product as the demo's file has it; prices in minor units by sale unit. */
export type DemoProduct = z.infer<typeof Product>;

/** Where a town lies and what is sold there. */
export interface Market {
  /** ISO 3166. */
  readonly country: string;
  /** ISO 4217, with its minor digits. */
  readonly currency: string;
  readonly currencyDigits: number;
  readonly timeZone: string;
  /** Turned on in the town; the first with replies is the one it answers in. */
  readonly languages: readonly string[];
  readonly products: readonly DemoProduct[];
}

/** The demo's own: Nepal, with the catalogue that comes with the service. */
function demoMarket(): Market {
  const file = path.join(packageRoot, 'src/embedded/demo-catalogue.json');
  return {
    country: 'NP',
    currency: 'NPR',
    currencyDigits: 2,
    timeZone: 'Asia/Kathmandu',
    languages: ['ne-Latn', 'ne', 'en'],
    products: z.array(Product).parse(JSON.parse(readFileSync(file, 'utf8'))),
  };
}

/** How large the demo is to be. */
export interface DemoSize {
  readonly retailers: number;
  readonly vendors: number;
  readonly drivers: number;
}

/** What the demo has when nothing else is asked for. */
export const DEMO_SIZE: DemoSize = { retailers: 20, vendors: 3, drivers: 2 };

const VENDOR_NAMES = ['Karnali Traders', 'Bheri Wholesale', 'Birendranagar Suppliers'];

/** Name of the i-th retailer, vendor or driver of the demo town, counted from 1. */
export function demoName(kind: 'retailer' | 'vendor' | 'driver', i: number): string {
  if (kind === 'vendor') return VENDOR_NAMES[i - 1] ?? `Vendor ${i}`;
  return `${kind === 'retailer' ? 'Kirana' : 'Driver'} ${i}`;
}

/** Rs 5,00,000; retailer 000002 has a limit too small for any order. */
const CREDIT_LIMIT_MINOR = 50_000_000;
const TINY_LIMIT_MINOR = 100;
/** The tables whose sizes decide plans. */
const FILLED =
  'parties, party_aliases, vendor_profiles, credit_accounts, stock, vendor_costs, town_prices';
const STOCK_BASE_UNITS = 1_000_000;

/**
 * Fills the database with the demo town, as the owner of its tables: town, number, catalogue,
 * approved parties, credit limits and stock. Running it again adds what is missing and changes
 * nothing that is there, so it also makes the town larger. With a key, retailers have a PIN.
 */
export async function seedDemoTown(
  ownerUrl: string,
  size: DemoSize,
  now: Date,
  place: Place = DEMO,
  market: Market = demoMarket(),
  pinKey?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.town_id', $1, true)`, [place.townId]);
    await seedTown(client, place, market, now);
    await client.query(SEED_TEMPLATES, [place.townId, now]);
    await seedCatalogue(client, place, market);
    await seedParties(client, place, 'vendor', size.vendors, now);
    await seedParties(client, place, 'driver', size.drivers, now);
    await seedParties(client, place, 'retailer', size.retailers, now);
    await seedCredit(client, place, now);
    await seedStock(client, place, now);
    await seedPrices(client, place);
    if (pinKey !== undefined) await seedPins(client, place, size, pinKey, now);
    await client.query('commit');
    // Without figures about what was just filled, plans would scan it whole.
    await client.query(`analyze ${FILLED}`);
  } finally {
    await client.end();
  }
}

async function seedTown(client: pg.Client, place: Place, market: Market, now: Date): Promise<void> {
  const { country, currency, currencyDigits, timeZone, languages } = market;
  await client.query(
    `insert into towns (id, slug, name, country, currency, currency_digits, time_zone, languages,
       created_at)
     values ($1, $3, initcap($3), $4, $5, $6, $7, $8, $2)
     on conflict do nothing`,
    [place.townId, now, place.slug, country, currency, currencyDigits, timeZone, languages],
  );
  await client.query(
    `insert into order_number_leases (town_id) values ($1) on conflict do nothing`,
    [place.townId],
  );
  await client.query(
    `insert into channel_accounts (id, channel, provider_account_id, home_town_id)
     values ($1, 'whatsapp', $2, $3) on conflict do nothing`,
    [place.channelAccountId, place.phoneNumberId, place.townId],
  );
  const others = [
    [place.ussdAccountId, 'ussd', place.serviceCode],
    [place.smsAccountId, 'sms', place.smsNumber],
  ] as const;
  for (const [id, channel, known] of others)
    if (known !== null)
      await client.query(
        `insert into channel_accounts (id, channel, provider_account_id, home_town_id)
         values ($1, $2, $3, $4) on conflict do nothing`,
        [id, channel, known, place.townId],
      );
}

/** Everybody's PIN is the same, and is not a first one: it opens what it is asked for at once. */
async function seedPins(
  client: pg.Client,
  place: Place,
  size: DemoSize,
  pinKey: string,
  now: Date,
): Promise<void> {
  const idsOf = (kind: 'retailer' | 'vendor' | 'driver', count: number): string[] =>
    Array.from({ length: count }, (_, i) => place.id(kind, i + 1));
  const ids = [
    ...idsOf('retailer', size.retailers),
    ...idsOf('vendor', size.vendors),
    ...idsOf('driver', size.drivers),
  ];
  const pins = ids.map((id) => sealPin(pinKey, place.townId, id, DEMO_PIN).toString('hex'));
  await client.query(
    `insert into party_pins (town_id, party_id, pin_hmac, is_first, changed_at)
     select $1, id, decode(pin, 'hex'), false, $4
     from unnest($2::uuid[], $3::text[]) as p(id, pin) on conflict do nothing`,
    [place.townId, ids, pins, now],
  );
}

async function seedCatalogue(client: pg.Client, place: Place, market: Market): Promise<void> {
  const products = market.products.map((product) => ({
    ...product,
    id: demoId('product', product.sku),
  }));
  const json = JSON.stringify(products);
  const source = `jsonb_to_recordset($1::jsonb) as p(id uuid, sku text, name text, brand text,
    category text, size jsonb, base_unit text, units jsonb, default_unit text, aliases jsonb,
    prices_minor jsonb)`;
  await client.query(
    `insert into products (id, sku, category, name, brand, size_value, size_unit, base_unit)
     select id, sku, coalesce(category, 'other'), name, brand, (size ->> 'value')::numeric,
       size ->> 'unit', base_unit
     from ${source} on conflict do nothing`,
    [json],
  );
  await client.query(
    `insert into sale_units (product_id, unit, base_units)
     select p.id, u.key, u.value::text::numeric from ${source}, jsonb_each(p.units) u
     on conflict do nothing`,
    [json],
  );
  await client.query(
    `insert into town_products (town_id, product_id, default_unit)
     select $2, id, default_unit from ${source} on conflict do nothing`,
    [json, place.townId],
  );
  await client.query(
    `insert into product_aliases (town_id, alias, product_id)
     select $2, a.value, p.id from ${source}, jsonb_array_elements_text(p.aliases) a
     on conflict do nothing`,
    [json, place.townId],
  );
  await client.query(
    `insert into town_prices (town_id, product_id, unit, price_minor)
     select $2, p.id, m.key, m.value::text::bigint from ${source}, jsonb_each(p.prices_minor) m
     on conflict do nothing`,
    [json, place.townId],
  );
}

async function seedParties(
  client: pg.Client,
  place: Place,
  kind: 'retailer' | 'vendor' | 'driver',
  count: number,
  now: Date,
): Promise<void> {
  const parties = Array.from({ length: count }, (_, index) => {
    const i = index + 1;
    return { i, id: place.id(kind, i), name: demoName(kind, i), phone: demoPhone(kind, i) };
  });
  const values = [JSON.stringify(parties), place.townId, now, kind];
  const source = 'jsonb_to_recordset($1::jsonb) as p(i int, id uuid, name text, phone text)';
  await client.query(
    `insert into parties (town_id, id, kind, state, name, contact_name, created_at, decided_at,
       decided_by)
     select $2, id, $4, 'APPROVED', name, name, $3, $3, 'demo' from ${source}
     on conflict do nothing`,
    values,
  );
  await client.query(
    `insert into party_aliases (town_id, kind, value, party_id, verified_at)
     select $2, 'phone', phone, id, $3 from ${source} on conflict do nothing`,
    values.slice(0, 3),
  );
  if (kind === 'retailer') return;
  // They are spoken to before they write again, so their conversation must exist: they wrote to
  // join, without which nobody may say anything to them outside of templates.
  await client.query(
    `insert into contact_directory (channel_account_id, address_kind, address, town_id,
       conversation_id, created_at)
     select $4, 'phone', phone, $2, id, $3 from ${source} on conflict do nothing`,
    [values[0], place.townId, now, place.channelAccountId],
  );
  await client.query(
    `insert into sessions (town_id, conversation_id, party_id, channel_account_id, phone, flow_id,
       flow_version, snapshot, last_typed_at, changed_at)
     select $2, d.conversation_id, p.id, $4, p.phone, '', 0, 'null', $3, $3
     from ${source} join contact_directory d on d.channel_account_id = $4
       and d.address_kind = 'phone' and d.address = p.phone
     on conflict do nothing`,
    [values[0], place.townId, now, place.channelAccountId],
  );
  if (kind === 'vendor') {
    // The first vendor's turn is the first, the second's the second.
    await client.query(
      `insert into vendor_profiles (town_id, vendor_id, last_offered_at)
       select $2, id, $3::timestamptz - interval '1 day' + i * interval '1 ms'
       from ${source} on conflict do nothing`,
      values.slice(0, 3),
    );
  }
}

async function seedCredit(client: pg.Client, place: Place, now: Date): Promise<void> {
  await client.query(
    `with opened as (
       insert into credit_accounts (town_id, retailer_id, limit_minor)
       select p.town_id, p.id, case p.id when $2 then $3::bigint else $4::bigint end
       from parties p where p.town_id = $1 and p.kind = 'retailer'
       on conflict do nothing returning retailer_id, limit_minor)
     insert into credit_limit_changes (town_id, id, retailer_id, from_minor, to_minor, changed_by,
       reason, changed_at)
     select $1, gen_random_uuid(), retailer_id, 0, limit_minor, 'demo', 'demo', $5 from opened`,
    [place.townId, place.id('retailer', 2), TINY_LIMIT_MINOR, CREDIT_LIMIT_MINOR, now],
  );
}

async function seedStock(client: pg.Client, place: Place, now: Date): Promise<void> {
  await client.query(
    `with opened as (
       insert into stock (town_id, holder_id, product_id, stock_qty)
       select v.town_id, v.vendor_id, p.product_id, 0
       from vendor_profiles v join town_products p on p.town_id = v.town_id
       where v.town_id = $1 on conflict do nothing
       returning town_id, holder_id, product_id)
     insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
       reserved_change, reason, moved_at)
     select town_id, gen_random_uuid(), holder_id, product_id, 'opening', $2, 0, 'demo', $3
     from opened`,
    [place.townId, STOCK_BASE_UNITS, now],
  );
  // A vendor is paid 94 % of the price of a base unit.
  await client.query(
    `insert into vendor_costs (town_id, vendor_id, product_id, cost_minor)
     select v.town_id, v.vendor_id, p.id, greatest(1, t.price_minor * 94 / 100)
     from vendor_profiles v join town_prices t on t.town_id = v.town_id
     join products p on p.id = t.product_id and p.base_unit = t.unit
     where v.town_id = $1 on conflict do nothing`,
    [place.townId],
  );
}

/** Before any clock that the demo is run by. */
const PRICES_FROM = '2020-01-01T00:00:00Z';

/**
 * A tier, two promotions and an agreed price, so that a newcomer meets each kind once; of products
 * that the place sells.
 */
async function seedPrices(client: pg.Client, place: Place): Promise<void> {
  const sold = `from products p join town_products e on e.product_id = p.id
    where e.town_id = $1 and p.sku = $3`;
  const add = (statement: string, sku: string, ...more: unknown[]): Promise<unknown> =>
    client.query(statement, [place.townId, PRICES_FROM, sku, ...more]);
  await add(
    `insert into price_tiers (town_id, product_id, unit, min_quantity, valid_from,
       off_basis_points)
     select $1, p.id, 'crate', 10, $2, 300 ${sold} on conflict do nothing`,
    'NP-COKE250',
  );
  await add(
    `insert into promotions (town_id, id, name, kind, product_id, valid_from, off_basis_points)
     select $1, $4, 'Surf Excel 5% off', 'percent', p.id, $2, 500 ${sold} on conflict do nothing`,
    'NP-DET-SURF',
    demoId(place.slug, 'promotion', 'surf'),
  );
  await add(
    `insert into promotions (town_id, id, name, kind, product_id, unit, valid_from, buy_quantity,
       get_quantity)
     select $1, $4, 'Buy 10, get 1', 'buy_get', p.id, 'pkt', $2, 10, 1 ${sold}
     on conflict do nothing`,
    'NP-CANDLE',
    demoId(place.slug, 'promotion', 'candles'),
  );
  await add(
    `insert into agreed_prices (town_id, retailer_id, product_id, unit, valid_from, price_minor,
       agreed_by, reason)
     select $1, $4, p.id, 'ctn', $2, 205000, 'demo', 'demo' ${sold}
       and exists (select from parties where town_id = $1 and id = $4)
     on conflict do nothing`,
    'NP-VIM',
    place.id('retailer', 1),
  );
}
