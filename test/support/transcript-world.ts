import { sql } from 'kysely';
import pg from 'pg';
import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import { readPartyByAlias } from '../../src/domain/parties/parties.js';
import { approveRetailer, refuseRetailer } from '../../src/usecases/decide-retailer.js';
import type { Player } from './transcript-player.js';
import type { Step } from './transcript.js';

type Change = (player: Player, words: string[]) => Promise<void>;

/** What the outside world may do in a transcript. */
const CHANGES: Readonly<Record<string, Change>> = {
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
    for (const text of words.join(' ').split(' / '))
      await player.service.say(player.phone, { text });
  },
  /** ! sends image: the speaker sends something that is no text. */
  sends: async (player, [type = 'image']) => {
    const bodies: Record<string, object> = {
      image: { image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } },
      audio: { audio: { id: '1', mime_type: 'audio/ogg', sha256: 'x', voice: true } },
      sticker: { sticker: { id: '1', mime_type: 'image/webp', sha256: 'x' } },
      location: { location: { latitude: 28.6, longitude: 81.6 } },
      reaction: { reaction: { message_id: 'wamid.x', emoji: '👍' } },
      poll: { errors: [{ code: 131051, title: 'Message type unknown' }] },
    };
    const kind = type === 'poll' ? 'unsupported' : type;
    await player.service.say(player.phone, { message: { type: kind, ...bodies[type] } });
  },
  /** ! answers 503 2 times: the provider refuses the next sends. */
  answers: async (player, [status = '503', times = '1']) => {
    player.service.double.addFault({
      act: 'answer',
      httpStatus: Number(status),
      body: '{}',
      times: Number(times),
    } as never);
    return Promise.resolve();
  },
  /** ! price NP-WW-CHK ctn 53000: the town's price changes, in minor units. */
  price: async (player, [sku = '', unit = '', minor = '']) => {
    const { service } = player;
    await asOwner(player, async (client) => {
      await client.query(
        `update town_prices set price_minor = $3 from products p
         where p.id = product_id and p.sku = $1 and unit = $2`,
        [sku, unit, minor],
      );
      await client.query(
        'update towns set catalogue_version = catalogue_version + 1 where id = $1',
        [service.place.townId],
      );
    });
  },
  /** ! stock NP-WW-CHK 0: every vendor has so many base units left. */
  stock: (player, [sku = '', quantity = '0']) =>
    asOwner(player, async (client) => {
      await client.query(
        `update stock set stock_qty = $2 from products p where p.id = product_id and p.sku = $1`,
        [sku, quantity],
      );
    }),
  /** ! approve stranger's registration with a limit in minor units. */
  approve: (player, [limit = '5000000']) =>
    decide(player, (tx, cause, retailerId) =>
      approveRetailer(tx, cause, { retailerId, limitMinor: BigInt(limit), reason: 'known shop' }),
    ),
  refuse: (player) => decide(player, refuseRetailer),
  /** ! forget flow: the saved snapshot is of a version nobody knows. */
  forget: async (player) => {
    const { service } = player;
    await inTown(service.database, service.place.townId, (tx) =>
      sql`update sessions set flow_version = 999 where phone = ${player.phone}`.execute(tx),
    );
  },
};

async function decide(
  player: Player,
  decision: (
    tx: Parameters<typeof refuseRetailer>[0],
    cause: Cause,
    retailerId: string,
  ) => ReturnType<typeof refuseRetailer>,
): Promise<void> {
  const { service } = player;
  const cause: Cause = {
    universe: service.universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: service.universe.newId(),
  };
  const decided = await inTown(service.database, service.place.townId, async (tx) => {
    const party = await readPartyByAlias(tx, { kind: 'phone', value: player.phone });
    return party && decision(tx, cause, party.id);
  });
  if (decided?.ok !== true) throw new Error(`nobody was decided upon: ${JSON.stringify(decided)}`);
}

async function asOwner(player: Player, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: player.service.testDatabase.ownerUrl });
  await client.connect();
  try {
    await client.query(`select set_config('app.town_id', $1, false)`, [
      player.service.place.townId,
    ]);
    await work(client);
  } finally {
    await client.end();
  }
}

/** Lets the world do what a line says. */
export async function changeWorld(player: Player, step: Step): Promise<void> {
  const [verb = '', ...words] = step.text.split(' ');
  const change = CHANGES[verb];
  if (!change) throw new Error(`line ${step.lineNo}: the world cannot "${verb}"`);
  await change(player, words);
}
