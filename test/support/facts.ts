import { sql } from 'kysely';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import type { Stage } from './stage.js';

/** A fact in words, and the statement whose one value must be the last word of it. */
const FACTS: readonly {
  readonly pattern: RegExp;
  readonly query: (parts: string[]) => ReturnType<typeof sql<{ value: unknown }>>;
}[] = [
  {
    // = order 1001 VENDOR_ASSIGNED
    pattern: /^order (\d+) ([A-Z_]+)$/,
    query: ([number]) => sql`select state as value from orders where number = ${number}`,
  },
  {
    // = total of 1001 1572.00
    pattern: /^total of (\d+) ([\d.]+)$/,
    query: ([number]) => sql`select (total_minor / 100.0)::numeric(14, 2) as value from orders
      where number = ${number}`,
  },
  {
    // = held for 1001 1572.00: what is, or was until it became a posting
    pattern: /^held for (\d+) ([\d.]+)$/,
    query: ([number]) => sql`select (h.amount_minor / 100.0)::numeric(14, 2) as value
      from credit_holds h join orders o on o.town_id = h.town_id and o.id = h.order_id
      where o.number = ${number}`,
  },
  {
    // = vendor 1 is owed 1522.80
    pattern: /^vendor (\d+) is owed ([\d.]+)$/,
    query: ([i]) => sql`select coalesce(-sum(e.amount_minor) / 100.0, 0)::numeric(14, 2) as value
      from entries e join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      where a.kind = 'payable' and a.party_id = (select s.party_id from sessions s
        where s.phone = ${demoPhone('vendor', Number(i))})`,
  },
  {
    // = short messages stopped and started 1 0: as written down for good
    pattern: /^short messages stopped and started (\d+ \d+)$/,
    query: () => sql`select count(*) filter (where what = 'stop') || ' ' ||
      count(*) filter (where what = 'start') as value from sms_consents`,
  },
  {
    // = last short message SENT 4: what became of it, and how far it came
    pattern: /^last short message (\w+ \d)$/,
    query: () => sql`select o.state || ' ' || o.delivery_rank as value from outbox o
      join channel_accounts c on c.id = o.channel_account_id and c.channel = 'sms'
      where o.state = 'SENT' order by o.id desc limit 1`,
  },
  {
    // = campaign SENDING 2 told 1 said: the last one's state, and how many were told and sent to
    pattern: /^campaign ([A-Z]+ \d+ told \d+ said)$/,
    query: () => sql`select c.state || ' ' || (select count(*) from campaign_outcomes o
        where o.campaign_id = c.id and o.outcome = 'told') || ' told ' ||
        (select count(*) from outbox o where o.campaign_id = c.id and o.state = 'SENT') || ' said'
        as value
      from campaigns c order by c.id desc limit 1`,
  },
  {
    // = orders 1
    pattern: /^(orders) (\d+)$/,
    query: () => sql`select count(*) as value from orders`,
  },
  {
    // = dispute of 1001 CLOSED: the latest one
    pattern: /^dispute of (\d+) ([A-Z]+)$/,
    query: ([number]) => sql`select s.state as value from disputes s
      join orders o on o.town_id = s.town_id and o.id = s.order_id where o.number = ${number}
      order by s.id desc limit 1`,
  },
  {
    // = vendor 1 rated 9 by 2: the sum of the stars, and of how many orders
    pattern: /^vendor (\d+) rated (\d+ by \d+)$/,
    query: ([i]) => sql`select f.stars || ' by ' || f.rated as value from vendor_figures f
      where f.vendor_id = (select s.party_id from sessions s
        where s.phone = ${demoPhone('vendor', Number(i))})`,
  },
  {
    // = payment 0HQ7721K CONFIRMED: what our office says of it, by its reference
    pattern: /^payment (\w+) ([A-Z]+)$/,
    query: ([reference]) => sql`select state as value from payment_claims
      where reference = ${reference} order by id desc limit 1`,
  },
  {
    // = wallet of retailer 1 524.00
    pattern: /^wallet of retailer (\d+) ([\d.]+)$/,
    query: ([i]) => sql`select coalesce(-sum(e.amount_minor) / 100.0, 0)::numeric(14, 2) as value
      from entries e join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      where a.kind = 'wallet' and a.party_id = (select s.party_id from sessions s
        where s.phone = ${demoPhone('retailer', Number(i))})`,
  },
  {
    // = order 1001 costs 2620.00 | = fee of 1001 50.00 | = tax of 1001 340.60
    pattern: /^order (\d+) costs ([\d.]+)$/,
    query: ([number]) => orderMoney(sql`o.total_minor`, number),
  },
  {
    pattern: /^fee of (\d+) ([\d.]+)$/,
    query: ([number]) => orderMoney(sql`o.delivery_fee_minor`, number),
  },
  {
    pattern: /^tax of (\d+) ([\d.]+)$/,
    query: ([number]) => orderMoney(sql`o.tax_minor`, number),
  },
  {
    // = discount of 1001 262.00: of all lines
    pattern: /^discount of (\d+) ([\d.]+)$/,
    query: ([number]) =>
      orderMoney(
        sql`(select sum(l.discount_minor) from order_lines l
          where l.town_id = o.town_id and l.order_id = o.id)`,
        number,
      ),
  },
  {
    // = price of NP-WW-CHK in 1001 by agreed_price
    pattern: /^price of (\S+) in (\d+) by ([a-z_]+)$/,
    query: ([sku, number]) => sql`select l.price_rule as value from order_lines l
      join orders o on o.town_id = l.town_id and o.id = l.order_id
      join products p on p.id = l.product_id
      where o.number = ${number} and p.sku = ${sku}`,
  },
  {
    // = hold of 1001 OPEN
    pattern: /^hold of (\d+) ([A-Z]+)$/,
    query: ([number]) => sql`select h.state as value from credit_holds h
      join orders o on o.town_id = h.town_id and o.id = h.order_id where o.number = ${number}`,
  },
  {
    // = reserved NP-RICE-JM25 2
    pattern: /^reserved (\S+) ([\d.]+)$/,
    query: ([sku]) => sql`select trim_scale(sum(s.reserved_qty)) as value from stock s
      join products p on p.id = s.product_id where p.sku = ${sku}`,
  },
  {
    // = retailer 1 owes 4900.00 | = retailer 1 holds 4900.00
    pattern: /^retailer (\d+) owes ([\d.]+)$/,
    query: ([i]) => creditOf(sql`balance_minor`, i),
  },
  {
    pattern: /^retailer (\d+) holds ([\d.]+)$/,
    query: ([i]) => creditOf(sql`held_minor`, i),
  },
  {
    // = delivery of 1001 ON_THE_WAY
    pattern: /^delivery of (\d+) ([A-Z_]+)$/,
    query: ([number]) => sql`select v.state as value from deliveries v
      join orders o on o.town_id = v.town_id and o.id = v.order_id where o.number = ${number}`,
  },
  {
    // = owner of 1001 operator: of its delivery
    pattern: /^owner of (\d+) ([a-z]+)$/,
    query: ([number]) => sql`select v.owner as value from deliveries v
      join orders o on o.town_id = v.town_id and o.id = v.order_id where o.number = ${number}`,
  },
  {
    // = payment of 1001 SETTLED
    pattern: /^payment of (\d+) ([A-Z]+)$/,
    query: ([number]) => sql`select p.state as value from payments p
      join orders o on o.town_id = p.town_id and o.id = p.order_id where o.number = ${number}
      order by p.id desc limit 1`,
  },
  {
    // = driver 1 holds 2620.00
    pattern: /^driver (\d+) holds ([\d.]+)$/,
    query: ([i]) => sql`select coalesce(sum(e.amount_minor) / 100.0, 0)::numeric(14, 2) as value
      from entries e join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      where a.kind = 'cash_held' and a.party_id = (select s.party_id from sessions s
        where s.phone = ${demoPhone('driver', Number(i))})`,
  },
  {
    // = proofs of 1001 2
    pattern: /^proofs of (\d+) (\d+)$/,
    query: ([number]) => sql`select count(*) as value from delivery_proofs p
      join deliveries v on v.town_id = p.town_id and v.id = p.delivery_id
      join orders o on o.town_id = v.town_id and o.id = v.order_id where o.number = ${number}`,
  },
  {
    // = postings 1
    pattern: /^(postings) (\d+)$/,
    query: () => sql`select count(*) as value from postings`,
  },
  {
    // = books off by 0
    pattern: /^(books) off by (\d+)$/,
    query: () => sql`select coalesce(sum(amount_minor), 0) as value from entries`,
  },
  {
    // = pending retailers 1
    pattern: /^(pending) retailers (\d+)$/,
    query: () => sql`select count(*) as value from parties where state = 'PENDING'`,
  },
  {
    // = quarantined 1
    pattern: /^(quarantined) (\d+)$/,
    query: () => sql`select count(*) as value from inbox_quarantine`,
  },
  {
    // = open baskets 0
    pattern: /^(open) baskets (\d+)$/,
    query: () => sql`select count(*) as value from baskets where state = 'OPEN'
      and lines <> '[]'::jsonb`,
  },
  {
    // = learned of retailer 1 2
    pattern: /^learned of retailer (\d+) (\d+)$/,
    query: ([i]) => sql`select count(*) as value from learned_phrases l
      join parties p on p.town_id = l.town_id and p.id = l.retailer_id
      where p.name = ${`Kirana ${i ?? ''}`}`,
  },
  {
    // = questions 2
    pattern: /^(questions) (\d+)$/,
    query: () => sql`select count(*) as value from clarifications`,
  },
  {
    // = questions chosen 1 | none, dropped, rewritten
    pattern: /^questions ([a-z]+) (\d+)$/,
    query: ([outcome]) => sql`select count(*) as value from clarifications
      where outcome = ${outcome}`,
  },
  {
    // = event of 1001 vendor_declined
    pattern: /^last event of (\d+) ([a-z_]+)$/,
    query: ([number]) => sql`select e.event as value from order_status_events e
      join orders o on o.town_id = e.town_id and o.id = e.order_id
      where o.number = ${number} order by e.id desc limit 1`,
  },
];

function orderMoney(
  column: ReturnType<typeof sql>,
  number: string | undefined,
): ReturnType<typeof sql<{ value: unknown }>> {
  return sql`select (${column} / 100.0)::numeric(14, 2) as value from orders o
    where o.number = ${number}`;
}

function creditOf(
  column: ReturnType<typeof sql>,
  i: string | undefined,
): ReturnType<typeof sql<{ value: unknown }>> {
  return sql`select (c.${column} / 100.0)::numeric(14, 2) as value from credit_accounts c
    join parties p on p.town_id = c.town_id and p.id = c.retailer_id
    where p.name = ${`Kirana ${i ?? ''}`}`;
}

/** Holds every comma-separated fact of a line against the database; throws at the first untrue. */
export async function checkFact(service: Stage, text: string): Promise<void> {
  for (const fact of text.split(',').map((one) => one.trim())) {
    const known = FACTS.find(({ pattern }) => pattern.test(fact));
    if (!known) throw new Error(`"${fact}" is no fact that can be looked up`);
    const parts = (known.pattern.exec(fact) ?? []).slice(1);
    const { rows } = await inTown(service.database, service.place.townId, (tx) =>
      known.query(parts).execute(tx),
    );
    const value = rows[0]?.value;
    const found = typeof value === 'bigint' ? value.toString() : value;
    if (found !== parts.at(-1)) {
      throw new Error(`"${fact}" is not so, it is ${JSON.stringify(found)}`);
    }
  }
}
