import { sql } from 'kysely';
import pg from 'pg';
import type { Cause } from '../../src/base/cause.js';
import { minuteOfDay } from '../../src/base/wall-clock.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { changeOpening } from '../../src/domain/opening/opening.js';
import { readPartyByAlias } from '../../src/domain/parties/parties.js';
import { forgetPhrase, learnedPhrases } from '../../src/domain/phrases/phrases.js';
import type { FaultAct } from '../../src/embedded/graph-faults.js';
import { messagesBody } from '../../src/embedded/meta-webhook.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { approveRetailer, refuseRetailer } from '../../src/usecases/decide-retailer.js';
import type { Stage } from './stage.js';
import type { Player } from './player.js';
import { CAMPAIGN_CHANGES } from './transcript-campaigns.js';
import { DELIVERY_CHANGES } from './transcript-deliveries.js';
import { GOODS_CHANGES } from './transcript-goods.js';
import { INBOUND_CHANGES } from './transcript-inbound.js';
import { DISPUTE_CHANGES } from './transcript-disputes.js';
import { PAYMENT_CHANGES } from './transcript-payments.js';
import { PRICE_CHANGES } from './transcript-prices.js';
import { SMS_CHANGES } from './transcript-sms.js';
import { STOCK_CHANGES } from './transcript-stock.js';

type Change = (player: Player, words: string[]) => void | Promise<void>;

/** What people send that is no text. */
const SENT: Readonly<Record<string, object>> = {
  image: { type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } },
  list: {
    type: 'image',
    image: { id: '1', mime_type: 'image/jpeg', sha256: 'x', caption: '2 bora jira masino' },
  },
  note: {
    type: 'image',
    image: { id: '1', mime_type: 'image/jpeg', sha256: 'x', caption: 'see this' },
  },
  voice: { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg', sha256: 'x', voice: true } },
  sticker: { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp', sha256: 'x' } },
  location: { type: 'location', location: { latitude: 28.6, longitude: 81.6 } },
  contact: { type: 'contacts', contacts: [{ name: { formatted_name: 'Hari' }, phones: [] }] },
  reaction: { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
  poll: { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] },
};

function cartOf(sku: string, quantity: number): object {
  const item = { product_retailer_id: sku, quantity, item_price: 1, currency: 'NPR' };
  return { type: 'order', order: { catalog_id: '1', product_items: [item] } };
}

/** What the provider does with the next sends. */
const GRAPH: Readonly<Record<string, (word: string) => FaultAct>> = {
  /** ! graph answers 503: a proxy's answer, and the message was not taken. */
  answers: (word) => ({ kind: 'answer', status: Number(word), body: '{}', accept: false }),
  /** ! graph refuses 131056: Meta's own error. */
  refuses: (word) => ({ kind: 'error', status: 400, code: Number(word) }),
  /** ! graph drops taken | lost: no answer, whether the message was taken or not. */
  drops: (word) => ({ kind: 'reset', accept: word === 'taken' }),
};

/** What the outside world may do in a transcript. */
const CHANGES: Readonly<Record<string, Change>> = {
  ...PRICE_CHANGES,
  ...STOCK_CHANGES,
  ...DELIVERY_CHANGES,
  ...INBOUND_CHANGES,
  ...DISPUTE_CHANGES,
  ...PAYMENT_CHANGES,
  ...SMS_CHANGES,
  ...CAMPAIGN_CHANGES,
  ...GOODS_CHANGES,
  /** ! code 1001 4417: what was drawn by lot for its delivery. */
  code: (player, [number = '', code = '']) =>
    asAdmin(
      player.service,
      `update deliveries v set code = $3 from orders o
       where v.town_id = $1 and o.town_id = $1 and o.id = v.order_id and o.number = $2`,
      [number, code],
    ),
  /** ! garbles 5 ctn waiwai: stored in a shape that no code expects; nobody can act on it. */
  garbles: async (player, words) => {
    await player.service.say(player.phone, { text: words.join(' ') });
    await asAdmin(
      player.service,
      `update inbox set content = '{"kind": "riddle"}'
       where town_id = $1 and content ->> 'text' = $2`,
      [words.join(' ')],
    );
  },
  /** ! repeat: the provider delivers the last message again. */
  repeat: async (player) => {
    if (player.lastSaid) await player.service.say(...player.lastSaid);
  },
  /** ! late 2 words...: what was typed that many hours ago arrives now. */
  late: async (player, [hours = '0', ...words]) => {
    const typedAtMs = player.service.universe.nowMs() - Number(hours) * 3_600_000;
    await player.service.say(player.phone, { text: words.join(' ') }, { typedAtMs });
  },
  /** ! together a / b: both are waiting before anybody looks. */
  together: async (player, words) => {
    for (const text of words.join(' ').split(' / ')) {
      await player.service.say(player.phone, { text });
    }
  },
  /** ! sends image: the speaker sends something that is no text; ! sends cart SKU 5. */
  sends: async (player, [kind = '', sku = '', quantity = '1']) => {
    const message = kind === 'cart' ? cartOf(sku, Number(quantity)) : SENT[kind];
    if (message === undefined) throw new Error(`nobody can send "${kind}"`);
    await player.service.say(player.phone, { message: { ...message } });
  },
  /** ! replies 2 ok: the speaker swipes the message that is so many older than the last. */
  replies: async (player, [older = '0', ...words]) => {
    const { service, phone } = player;
    const sent = service.double.log.after(0, 10_000).filter(({ to }) => to === phone);
    const about = sent.at(-1 - Number(older));
    if (!about) throw new Error('nothing was sent that could be replied to');
    await service.say(phone, { text: words.join(' ') }, { contextId: about.id });
  },
  /** ! taps cancel:1001: a tap with an id of somebody's own making. */
  taps: (player, [id = '']) => player.service.say(player.phone, { choice: { id, title: 'Tap' } }),
  /** ! graph refuses 131056 3 times: the provider does not take the next sends to the speaker. */
  graph: (player, [verb = '', word = '', times = '1']) => {
    const act = GRAPH[verb]?.(word);
    if (!act) throw new Error(`the provider cannot "${verb}"`);
    player.service.double.addFault({ to: player.phone, act, times: Number(times) });
  },
  /** ! reports delivered: a status comes for the speaker's last message. */
  reports: async (player, [status = '']) => {
    const { service, phone } = player;
    const last = service.double.log.after(0, 10_000).findLast(({ to }) => to === phone);
    if (!last) throw new Error('nothing was sent that could be reported on');
    const report = {
      id: last.id,
      status,
      timestamp: String(Math.floor(service.universe.nowMs() / 1000)),
      recipient_id: phone.slice(1),
      biz_opaque_callback_data: last.callbackData,
    };
    const number = { phoneNumberId: last.phoneNumberId, wabaId: '9', displayPhone: '1' };
    await service.deliver(messagesBody(number, { statuses: [report] }));
  },
  /** ! failed 131026: a status says so of the speaker's last message. */
  failed: async (player, [code = '']) => {
    const { service, phone } = player;
    const last = service.double.log.after(0, 10_000).findLast(({ to }) => to === phone);
    if (!last) throw new Error('nothing was sent that could fail');
    const report = {
      id: last.id,
      status: 'failed',
      timestamp: String(Math.floor(service.universe.nowMs() / 1000)),
      recipient_id: phone.slice(1),
      biz_opaque_callback_data: last.callbackData,
      errors: [{ code: Number(code), title: 'Message undeliverable' }],
    };
    const number = { phoneNumberId: last.phoneNumberId, wabaId: '9', displayPhone: '1' };
    await service.deliver(messagesBody(number, { statuses: [report] }));
  },
  /** ! price NP-WW-CHK ctn 53000: the town's price changes, in minor units. */
  price: async (player, [sku = '', unit = '', minor = '']) => {
    await changeCatalogue(
      player,
      `update town_prices set price_minor = $2 from products p
       where p.id = product_id and p.sku = $1 and unit = $3`,
      [sku, minor, unit],
    );
  },
  /** ! unlist NP-WW-CHK: the town sells it no more. */
  unlist: async (player, [sku = '']) => {
    await changeCatalogue(
      player,
      `update town_products set enabled = false from products p
       where p.id = product_id and p.sku = $1`,
      [sku],
    );
  },
  /** ! standing SUSPENDED: an operator changes the speaker's standing. */
  standing: (player, [state = '']) =>
    asOwner(player.service, (client) =>
      client.query(
        `update parties set state = $2 from party_aliases a
         where a.party_id = parties.id and a.value = $1`,
        [player.phone, state],
      ),
    ),
  /** ! stock NP-WW-CHK 0: every vendor has so many base units left. */
  stock: (player, [sku = '', quantity = '0']) =>
    asOwner(player.service, (client) =>
      client.query(
        `insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
           reserved_change, reason, moved_at)
         select s.town_id, gen_random_uuid(), s.holder_id, s.product_id, 'adjust',
           $2 - s.stock_qty, 0, 'counted', $3
         from stock s join products p on p.id = s.product_id and p.sku = $1`,
        [sku, quantity, player.service.universe.now()],
      ),
    ),
  /** ! alone vendor 1: nobody else has anything left. */
  alone: (player, [, i = '']) =>
    asAdmin(
      player.service,
      `with emptied as (
         update stock set stock_qty = 0 where town_id = $1 and holder_id <> $2
         returning town_id, holder_id, product_id)
       insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
         reserved_change, reason, moved_at)
       select m.town_id, gen_random_uuid(), m.holder_id, m.product_id, 'adjust',
         -sum(m.stock_change), 0, 'counted', now()
       from stock_movements m join emptied using (town_id, holder_id, product_id)
       group by m.town_id, m.holder_id, m.product_id`,
      [player.service.place.id('vendor', Number(i))],
    ),
  /** ! hours 1 07:00 20:00: when a vendor is open, every day of the week. */
  hours: async (player, [vendor = '', opens = '', closes = '']) => {
    const { database, place, universe } = player.service;
    const hours = { opens: minuteOfDay(opens), closes: minuteOfDay(closes) };
    const week = { what: 'week', week: Array.from({ length: 7 }, () => hours) } as const;
    const actor = { kind: 'operator', id: null } as const;
    const cause = { universe, actor, channel: 'api', correlationId: universe.newId() };
    const vendorId = place.id('vendor', Number(vendor));
    await inTown(database, place.townId, (tx) =>
      changeOpening(tx, cause, vendorId, week, 'as agreed'),
    );
  },
  /** ! setting consent_silence "take": an operator changes how the town wants things. */
  setting: async (player, [name = '', ...value]) => {
    await asAdmin(
      player.service,
      `update towns set settings = settings || jsonb_build_object($2::text, $3::jsonb),
         catalogue_version = catalogue_version + 1 where id = $1`,
      [name, value.join(' ')],
    );
  },
  /** ! limits credit 110000: of everybody in town, in minor units. */
  limits: async (player, [, minor = '0']) => {
    await asAdmin(
      player.service,
      'update credit_accounts set limit_minor = $2 where town_id = $1',
      [minor],
    );
  },
  /** ! stops credit: of everybody in town. */
  stops: (player) =>
    asAdmin(player.service, 'update credit_accounts set stopped = true where town_id = $1', []),
  /** ! approve 5000000: an operator approves the speaker, with a limit in minor units. */
  approve: (player, [limit = '5000000']) =>
    decide(player, (tx, cause, retailerId) =>
      approveRetailer(tx, cause, { retailerId, limitMinor: BigInt(limit), reason: 'known shop' }),
    ),
  refuse: (player) => decide(player, refuseRetailer),
  /** ! cancels 1001: an operator cancels an order. */
  cancels: async (player, [number = '']) => {
    const { service } = player;
    await inTown(service.database, service.place.townId, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from orders where number = ${number}`.execute(tx);
      const wanted = { orderId: rows[0]?.id ?? '', reason: 'no road' };
      const cancelled = await cancelOrder(tx, operator(service), wanted);
      if (!cancelled.ok) throw new Error(`not cancelled: ${cancelled.refusal}`);
    });
  },
  /** ! unlearns: an operator looks at what the speaker's words were learned to mean: forgotten. */
  unlearns: async (player) => {
    const { service, phone } = player;
    await inTown(service.database, service.place.townId, async (tx) => {
      const party = await readPartyByAlias(tx, { kind: 'phone', value: phone });
      const known = await learnedPhrases(tx, party?.id ?? '');
      if (known.length === 0) throw new Error('nothing was learned');
      for (const { phrase } of known) await forgetPhrase(tx, party?.id ?? '', phrase);
    });
  },
  /** ! forgets: the speaker's saved snapshot is of a version that nobody knows. */
  forgets: async (player) => {
    const { service } = player;
    await inTown(service.database, service.place.townId, (tx) =>
      sql`update sessions set flow_version = 999 where phone = ${player.phone}`.execute(tx),
    );
  },
};

function operator(service: Stage): Cause {
  return {
    universe: service.universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: service.universe.newId(),
  };
}

async function decide(
  player: Player,
  decision: (tx: Tx, cause: Cause, retailerId: string) => ReturnType<typeof refuseRetailer>,
): Promise<void> {
  const { service, phone } = player;
  const decided = await inTown(service.database, service.place.townId, async (tx) => {
    const kind = phone.startsWith('+') ? 'phone' : 'bsuid';
    const party = await readPartyByAlias(tx, { kind, value: phone });
    return party && decision(tx, operator(service), party.id);
  });
  if (decided?.ok !== true) throw new Error(`nobody was decided upon: ${JSON.stringify(decided)}`);
}

/** Changes what the town sells; a new version of the catalogue tells every process. */
async function changeCatalogue(
  player: Player,
  statement: string,
  values: readonly string[],
): Promise<void> {
  const { service } = player;
  await asOwner(service, async (client) => {
    const { rowCount } = await client.query(statement, [...values]);
    if (rowCount !== 1) throw new Error(`there is no ${values.join(' ')}`);
    await client.query('update towns set catalogue_version = catalogue_version + 1 where id = $1', [
      service.place.townId,
    ]);
  });
}

async function asOwner(
  service: Stage,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: service.testDatabase.ownerUrl });
  await client.connect();
  try {
    await client.query(`select set_config('app.town_id', $1, false)`, [service.place.townId]);
    await work(client);
  } finally {
    await client.end();
  }
}

async function asAdmin(
  service: Stage,
  statement: string,
  values: readonly string[],
): Promise<void> {
  const client = new pg.Client({ connectionString: service.testDatabase.adminUrl });
  await client.connect();
  try {
    // What is append-only refuses even the superuser, unless he plays a replica.
    await client.query('set session_replication_role = replica');
    const { rowCount } = await client.query(statement, [service.place.townId, ...values]);
    if ((rowCount ?? 0) === 0) throw new Error('nothing was there to be changed');
  } finally {
    await client.end();
  }
}

/** Lets the world do what a line says. */
export async function changeWorld(player: Player, text: string): Promise<void> {
  const [verb = '', ...words] = text.split(' ');
  const change = CHANGES[verb];
  if (!change) throw new Error(`the world cannot "${verb}"`);
  await change(player, words);
}
