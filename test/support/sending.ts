import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { frozenUniverse } from '../../src/base/universe.js';
import type { OutboundContent } from '../../src/base/outbound.js';
import { openWhatsApp } from '../../src/channels/whatsapp/whatsapp.js';
import { openDatabase } from '../../src/db/database.js';
import type { Database } from '../../src/db/database.js';
import { inPlatform, inTown } from '../../src/db/transaction.js';
import { placeOf, seedDemoTown } from '../../src/demo-town.js';
import type { Market, Place } from '../../src/demo-town.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { GraphDouble, GraphDoubleSettings } from '../../src/embedded/graph-double.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import type { FileSources } from '../../src/jobs/attach-file.js';
import { openSender } from '../../src/jobs/sender.js';
import type { Sender } from '../../src/jobs/sender.js';
import { appendMessages } from '../../src/outbox/messages.js';
import type { Priority } from '../../src/outbox/messages.js';
import { settleOverdue } from '../../src/outbox/relay.js';
import { LIMITS } from '../../src/base/limits.js';
import { openTestDatabase } from './database.js';

/** Somebody of a town, and how many messages they were sent. */
export interface Correspondent {
  readonly place: Place;
  readonly phone: string;
  readonly conversationId: string;
  seq: number;
}

/** The true outbox and sender on a real database, over the wire to a double that keeps Meta's
 * rates, with a clock that only a test moves. */
export interface Sending {
  readonly universe: ReturnType<typeof frozenUniverse>;
  readonly database: Database;
  readonly double: GraphDouble;
  readonly admin: pg.Client;
  readonly sender: Sender;
  /** Errors and warnings that were logged. */
  readonly logged: string[];
  town(slug: string, phoneNumberId: string): Promise<Place>;
  somebody(place: Place, phone: string): Promise<Correspondent>;
  /** Queues a message as a committed turn would; returns its id. */
  say(to: Correspondent, body: string, over?: Partial<Said>): Promise<string>;
  /** Sends what can be sent now. */
  send(): Promise<void>;
  /** Lets time pass in steps, the sweep and the sender running after each. */
  pass(ms: number, stepMs: number): Promise<void>;
  /** The bodies that arrived at somebody, in their order. */
  arrived(to: Correspondent): string[];
  /** Everything that was sent, in its order. */
  all(): readonly SentMessage[];
  /** What of the outbox has which state. */
  state(id: string): Promise<{ state: string; failure: string | null; tries: number }>;
  /** A second worker on the same database. */
  hire(): Sender;
  close(): Promise<void>;
}

export interface Said {
  readonly priority: Priority;
  readonly meaning: string | null;
  readonly harmless: boolean;
  readonly content: OutboundContent;
  readonly campaignId: string;
}

const TOKEN = 'test-token';
/** A provider that answers at once, reports nothing and keeps its rate towards each recipient. */
export const QUIET_DOUBLE = {
  token: TOKEN,
  latencyMs: 0,
  statuses: null,
  pairLimit: true,
  perSecondMax: 80,
  logMax: 10_000,
} as const;
/** What is sent here names no goods, and a catalogue takes a fifth of a second to fill. */
const NOTHING_SOLD: Market = {
  country: 'NP',
  currency: 'NPR',
  currencyDigits: 2,
  timeZone: 'Asia/Kathmandu',
  languages: ['ne-Latn', 'ne', 'en'],
  products: [],
};
const START_MS = Date.parse('2026-03-02T03:00:00Z');

/** Opens one; `timeoutMs` is how long a call may take until nobody knows what came of it. */
export async function openSending(
  over: Partial<GraphDoubleSettings> = {},
  timeoutMs = 5_000,
  sources: FileSources = {},
): Promise<Sending> {
  const own = await openTestDatabase();
  const universe = frozenUniverse(START_MS);
  const database = openDatabase({
    url: own.serviceUrl,
    connectionsMax: 6,
    applicationName: 'sending test',
    onIdleError: () => undefined,
  });
  const admin = new pg.Client({ connectionString: own.adminUrl });
  await admin.connect();
  const double = await openGraphDouble({ ...QUIET_DOUBLE, universe, port: 0, ...over });
  const channel = openWhatsApp({
    baseUrl: double.url,
    version: 'v26.0',
    token: TOKEN,
    timeoutMs,
    connections: 32,
  });
  const logged: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log = { debug: () => undefined, info: () => undefined, warn: note, error: note };
  const meter = { sent: () => undefined } as unknown as Parameters<typeof openSender>[0]['meter'];
  const hire = (): Sender =>
    openSender({
      database,
      universe,
      log,
      meter,
      channel,
      ring: () => undefined,
      ...sources,
    });
  const sender = hire();
  const send = async (): Promise<void> => {
    await sender.send();
    await sender.drain();
  };
  const all = (): readonly SentMessage[] => double.log.after(0, 10_000);
  return {
    universe,
    database,
    double,
    admin,
    sender,
    logged,
    hire,
    send,
    all,
    town: async (slug, phoneNumberId) => {
      const place = placeOf(slug, phoneNumberId);
      const size = { retailers: 1, vendors: 1, drivers: 0 };
      await seedDemoTown(own.ownerUrl, size, universe.now(), place, NOTHING_SOLD);
      // Each test registers its own.
      await admin.query('delete from templates where town_id = $1', [place.townId]);
      return place;
    },
    somebody: async (place, phone) => begin({ universe, admin }, place, phone),
    say: (to, body, said = {}) => queue({ database, universe }, to, body, said),
    pass: async (ms, stepMs) => {
      for (let passed = 0; passed < ms; passed += stepMs) {
        universe.advance(stepMs);
        const unknownUntil = new Date(universe.nowMs() + LIMITS.unknown_wait_ms);
        await inPlatform(database, (tx) => settleOverdue(tx, universe.now(), unknownUntil, 100));
        await send();
      }
    },
    arrived: ({ phone }) =>
      all()
        .filter(({ to }) => to === phone)
        .map(({ payload }) => (payload['text'] as { body: string } | undefined)?.body ?? '?'),
    state: async (id) => {
      const { rows } = await admin.query<{ state: string; failure: string | null; tries: number }>(
        `select state, failure, (select count(*)::int from send_attempts a
           where a.town_id = o.town_id and a.outbox_id = o.id) as tries
         from outbox o where id = $1`,
        [id],
      );
      return rows[0] ?? { state: 'none', failure: null, tries: 0 };
    },
    close: async () => {
      await sender.drain();
      await channel.close();
      await double.close();
      await database.close();
      await admin.end();
      await own.drop();
    },
  };
}

/** A conversation that was heard just now. */
async function begin(
  { universe, admin }: Pick<Sending, 'universe' | 'admin'>,
  place: Place,
  phone: string,
): Promise<Correspondent> {
  const conversationId = randomUUID();
  await admin.query(
    `insert into sessions (town_id, conversation_id, channel_account_id, phone, flow_id,
       flow_version, snapshot, last_typed_at, changed_at)
     values ($1, $2, $3, $4, 'retailer.whatsapp', 1, '{}', $5, $5)`,
    [place.townId, conversationId, place.channelAccountId, phone, universe.now()],
  );
  return { place, phone, conversationId, seq: 0 };
}

async function queue(
  { universe, database }: Pick<Sending, 'universe' | 'database'>,
  to: Correspondent,
  body: string,
  over: Partial<Said>,
): Promise<string> {
  const id = universe.newId();
  to.seq += 1;
  const message = {
    id,
    conversationId: to.conversationId,
    seq: to.seq,
    channelAccountId: to.place.channelAccountId,
    recipient: { phone: to.phone, bsuid: null },
    content: { kind: 'text', body } as const,
    priority: 0 as const,
    meaning: null,
    harmless: false,
    causeId: null,
    correlationId: 'test',
    ...over,
  };
  await inTown(database, to.place.townId, (tx) => appendMessages(tx, universe.now(), [message]));
  return id;
}
