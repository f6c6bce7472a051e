import type pg from 'pg';
import { DEMO } from '../../src/demo-town.js';

/** How far back the history reaches. */
const YEARS_MS = 2 * 365 * 86_400_000;

/** Orders written by one round of statements: keeps each within memory. */
const BATCH = 50_000;

const FIRST_NUMBER = 1001;

/**
 * A UUIDv7 of an order's time: `tag` tells its rows apart (1 order, 2 basket, 3 offer, 4 posting,
 * 5 messages in, 6 and up messages out and events), so that keys are spread as they really are.
 */
const UUID = `create function pg_temp.past_id(ms bigint, n bigint, tag int) returns uuid
  language sql immutable as $$
    select (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(tag), 3, '0') || '8000'
      || lpad(to_hex(n), 12, '0'))::uuid $$`;

/** The people and goods that past orders are made of, and each order's place among them. */
const CAST = `create temp table past as
  with people as (
    select array_agg(id order by id) filter (where kind = 'retailer') as retailers,
      array_agg(id order by id) filter (where kind = 'vendor') as vendors
    from parties where town_id = $1),
  goods as (
    select array_agg(product_id order by product_id, unit) as products,
      array_agg(unit order by product_id, unit) as units,
      array_agg(price_minor order by product_id, unit) as prices
    from town_prices where town_id = $1),
  numbered as (
    select n, $2::bigint + n * ($3::bigint / $4::bigint) as ms
    from generate_series($5::bigint, $6::bigint) as n)
  select n, ms, to_timestamp(ms / 1000.0) as at, pg_temp.past_id(ms, n, 1) as id,
    people.retailers[1 + n % cardinality(people.retailers)] as retailer_id,
    people.vendors[1 + n % cardinality(people.vendors)] as vendor_id,
    1 + n / cardinality(people.retailers) as turn,
    goods.products[1 + n % cardinality(goods.products)] as product_id,
    goods.units[1 + n % cardinality(goods.products)] as unit,
    goods.prices[1 + n % cardinality(goods.products)] as price_minor,
    goods.products[1 + (n + 7) % cardinality(goods.products)] as other_product_id,
    goods.units[1 + (n + 7) % cardinality(goods.products)] as other_unit,
    goods.prices[1 + (n + 7) % cardinality(goods.products)] as other_price_minor
  from numbered, people, goods`;

/** What each past order left behind, in the tables that a turn reads or writes. */
const LEFT: readonly string[] = [
  `insert into baskets (town_id, id, retailer_id, state, lines, changed_at)
   select $1::uuid, pg_temp.past_id(ms, n, 2), retailer_id, 'CONFIRMED', '[]', at from past`,
  `insert into orders (town_id, id, number, retailer_id, basket_id, state, method, vendor_id,
     total_minor, owner, confirmed_at, changed_at)
   select $1::uuid, id, ${FIRST_NUMBER} + n, retailer_id, pg_temp.past_id(ms, n, 2), 'COMPLETED',
     'credit', vendor_id, 2 * (price_minor + other_price_minor), 'nobody', at, at from past`,
  `insert into order_lines (town_id, order_id, line_no, product_id, unit, quantity, base_quantity,
     unit_price_minor, total_minor)
   select $1::uuid, id, 1, product_id, unit, 2, 2, price_minor, 2 * price_minor from past
   union all select $1::uuid, id, 2, other_product_id, other_unit, 2, 2, other_price_minor,
     2 * other_price_minor from past`,
  `insert into order_status_events (town_id, id, order_id, from_state, event, to_state, actor_kind,
     channel, correlation_id, happened_at)
   select $1::uuid, pg_temp.past_id(ms, n, 16 + k), id, f, e, t, 'machine', 'bench', 'past', at
   from past, (values (1, null, 'confirmed', 'CONFIRMED'),
     (2, 'CONFIRMED', 'vendor_assigned', 'VENDOR_ASSIGNED'),
     (3, 'VENDOR_ASSIGNED', 'vendor_accepted', 'ACCEPTED')) as v (k, f, e, t)`,
  `insert into vendor_offers (town_id, id, order_id, vendor_id, state, cost_minor, offered_at,
     reply_by, answered_at)
   select $1::uuid, pg_temp.past_id(ms, n, 3), id, vendor_id, 'ACCEPTED', price_minor, at, at, at
   from past`,
  `insert into credit_holds (town_id, order_id, retailer_id, amount_minor, state, opened_at,
     closed_at)
   select $1::uuid, id, retailer_id, 2 * (price_minor + other_price_minor), 'POSTED', at, at
   from past`,
  `insert into ledger_accounts (town_id, id, kind, party_id, counterparty_id)
   select distinct on (retailer_id, vendor_id) $1::uuid, pg_temp.past_id(ms, n, 7), 'receivable',
     retailer_id, vendor_id from past on conflict do nothing`,
  `insert into postings (town_id, id, recipe, business_key, content_hash, subject_id, recorded_at,
     effective_at)
   select $1::uuid, pg_temp.past_id(ms, n, 4), 'ORDER_CREDIT', 'past ' || n, sha256('past'), id,
     at, at from past`,
  `insert into entries (town_id, posting_id, leg_no, account_id, amount_minor, retailer_id,
     chain_no, balance_after_minor, previous_hash, hash)
   select $1::uuid, pg_temp.past_id(p.ms, p.n, 4), 1, a.id, p.price_minor, p.retailer_id, p.turn,
     p.price_minor, sha256('before'), sha256(p.n::text::bytea)
   from past p join ledger_accounts a on a.town_id = $1 and a.kind = 'receivable'
     and a.party_id = p.retailer_id and a.counterparty_id = p.vendor_id`,
  `insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
     sender, content, raw, typed_at, received_at, correlation_id)
   select $1::uuid, pg_temp.past_id(ms, n, 5), retailer_id, 'whatsapp', 'past', 'past ' || n, '{}',
     '{"kind": "text", "text": "2 ctn waiwai"}', '{}', at, at, 'past' from past`,
  `insert into outbox (town_id, id, conversation_id, seq, channel_account_id, recipient, content,
     harmless, correlation_id, created_at, state, delivery_rank)
   select $1::uuid, pg_temp.past_id(ms, n, 6), retailer_id, turn, $2::uuid, '{}',
     '{"kind": "text", "text": "a priced basket"}', true, 'past', at, 'SENT', 3 from past`,
];

/**
 * Gives the demo town a past of so many completed orders, with their lines, events, offers, holds,
 * postings and messages, spread over two years and over all its people. As the superuser playing a
 * replica: triggers and foreign keys would check each row. The chains of entries are of the right
 * length and do not verify; nothing in a bench looks back along them.
 */
export async function fillHistory(admin: pg.Client, orders: number, nowMs: number): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query(UUID);
  for (let from = 0; from < orders; from += BATCH) {
    const to = Math.min(from + BATCH, orders) - 1;
    await admin.query('drop table if exists past');
    await admin.query(CAST, [DEMO.townId, nowMs - YEARS_MS, YEARS_MS, orders, from, to]);
    for (const statement of LEFT) {
      const values = statement.includes('$2')
        ? [DEMO.townId, DEMO.channelAccountId]
        : [DEMO.townId];
      await admin.query(statement, values);
    }
  }
  await admin.query('drop table if exists past');
  // The chains go on where the past ended.
  await admin.query(
    `update credit_accounts a set chain_length = e.length, chain_head = sha256('head')
     from (select retailer_id, max(chain_no) as length from entries where town_id = $1
       group by retailer_id) e
     where a.town_id = $1 and a.retailer_id = e.retailer_id`,
    [DEMO.townId],
  );
  await admin.query('update order_number_leases set next_number = $2 where town_id = $1', [
    DEMO.townId,
    FIRST_NUMBER + orders,
  ]);
  await admin.query('set session_replication_role = origin');
}
