import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { frozenUniverse } from '../../src/base/universe.js';
import type { Universe } from '../../src/base/universe.js';
import type { Log } from '../../src/base/log.js';
import type { Meter } from '../../src/base/meter.js';
import { lateRuleFor } from '../../src/channels/send-failure.js';
import { openWhatsApp } from '../../src/channels/whatsapp/whatsapp.js';
import { openUssd } from '../../src/channels/ussd/ussd.js';
import type { Ussd } from '../../src/channels/ussd/ussd.js';
import { openUssdDesk } from '../../src/conversation/ussd/desk.js';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import { openTownMemory } from '../../src/conversation/town-memory.js';
import type { HopParts } from '../../src/conversation/turn.js';
import { openDatabase } from '../../src/db/database.js';
import type { Database } from '../../src/db/database.js';
import { placeOf, seedDemoTown } from '../../src/demo-town.js';
import type { DemoSize, Market, Place } from '../../src/demo-town.js';
import { inPlatform, inTown } from '../../src/db/transaction.js';
import { leaseOrderNumbers } from '../../src/domain/towns/towns.js';
import { openOrderNumbers } from '../../src/domain/towns/order-numbers.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { GraphDouble } from '../../src/embedded/graph-double.js';
import { inboundBody } from '../../src/embedded/meta-webhook.js';
import type { InboundSaying, Saying } from '../../src/embedded/meta-webhook.js';
import { printSheet } from '../../src/gateways/paper/print-sheet.js';
import type { FileStorage } from '../../src/gateways/storage/file-storage.js';
import { openStorage } from '../../src/gateways/storage/storage.js';
import { openIntake } from '../../src/inbox/intake.js';
import type { Intake } from '../../src/inbox/intake.js';
import { dueHandlers } from '../../src/jobs/due-handlers.js';
import { doDueWork } from '../../src/jobs/do-due-work.js';
import { handleInbound } from '../../src/jobs/handle-inbound.js';
import { openSender } from '../../src/jobs/sender.js';
import type { Sender } from '../../src/jobs/sender.js';
import { sweep } from '../../src/jobs/sweep.js';
import { openTestDatabase } from './database.js';
import { openStageWallet } from './stage-wallet.js';
import type { StageWallet } from './stage-wallet.js';
import type { openStageSms, StageSms } from './stage-sms.js';
import type { TestDatabase } from './database.js';

export const TOKEN = 'test-token';

/** Behind which the USSD gateways find the service, and what seals its PINs. */
export const USSD_TOKEN = 'a-path-token-of-the-tests';
export const PIN_KEY = 'a-pin-key-of-the-tests-of-more-than-32-signs';

/** A step of a test sets off a few rounds at most; a message for 50 people, some more. */
const ROUNDS_MAX = 60;

/** What was logged at warn or error; a test may look, and says so when it expects some. */
export interface TestLog extends Log {
  readonly lines: { level: string; message: string; fields: unknown }[];
}

/** The service without its process: the true intake, hop, due work, sender and sweep, on a real
 * database and over the real wire to a double, with a clock that only a test moves and doorbells
 * that are rung by hand, so that every step happens when the test says. */
export interface Stage {
  readonly place: Place;
  readonly universe: Universe & { advance(ms: number): void };
  readonly database: Database;
  readonly testDatabase: TestDatabase;
  readonly double: GraphDouble;
  /** What an operator sends lies there. */
  readonly files: FileStorage;
  readonly log: TestLog;
  readonly parts: HopParts;
  /** The channel of the keypads, as the web server has it. */
  readonly ussd: Ussd;
  /** Set where the town has a number for short messages. */
  readonly sms: StageSms | undefined;
  /** Providers of wallets, once a story has to do with them. */
  wallet(): Promise<StageWallet>;
  /** Keys of all sentences that were said and committed. */
  readonly saidKeys: ReadonlySet<string>;
  /** Somebody says something; `over` changes what the webhook says. */
  say(phone: string, say: Saying, over?: Partial<InboundSaying>): Promise<void>;
  /** Stores a raw signed body as the webhook would. */
  deliver(body: string): Promise<void>;
  /** Works until nothing is waiting, unsent or due. */
  settle(): Promise<void>;
  /** Lets time pass and the sweep run. */
  pass(ms: number): Promise<void>;
  /** Another worker: parts of its own on a pool of its own, known by that name. */
  hire(applicationName: string): { readonly parts: HopParts; close(): Promise<void> };
  close(): Promise<void>;
}

/** A town to open: its own name and number, so that tests share a database without meeting. */
export interface TestTown {
  readonly slug: string;
  readonly phoneNumberId: string;
  readonly size: DemoSize;
  readonly startMs: number;
  /** Where it lies; Nepal when nothing else is said. */
  readonly market?: Market;
  /** The number it takes short messages at; none unless said. */
  readonly smsNumber?: string;
}

/** Keeps the keys of what was said, and nothing else. */
function saidMeter(saidKeys: Set<string>): Meter {
  return {
    turn: () => undefined,
    said: (_flow, keys) => {
      for (const key of keys) saidKeys.add(key);
    },
    sent: () => undefined,
    webhook: () => undefined,
    arrived: () => undefined,
    request: () => undefined,
    worked: () => undefined,
  };
}

function testLog(): TestLog {
  const lines: TestLog['lines'] = [];
  const at = (level: string) => (message: string, fields?: unknown) => {
    lines.push({ level, message, fields });
  };
  return {
    lines,
    debug: () => undefined,
    info: () => undefined,
    warn: at('warn'),
    error: at('error'),
  };
}

/** Loaded where a town has short messages: the provider's SDK takes long to load. */
async function openSms(parts: Parameters<typeof openStageSms>[0]): Promise<StageSms> {
  const { openStageSms } = await import('./stage-sms.js');
  return openStageSms(parts);
}

const placeIn = (town: TestTown): Place =>
  placeOf(town.slug, town.phoneNumberId, undefined, town.smsNumber ?? null);

/** Databases with a town in them, by town: to clone one takes a fifth of the time to fill it. */
const filled = new Map<string, Promise<TestDatabase>>();

async function fill(town: TestTown): Promise<TestDatabase> {
  const database = await openTestDatabase();
  const { size, startMs, market } = town;
  await seedDemoTown(database.ownerUrl, size, new Date(startMs), placeIn(town), market, PIN_KEY);
  return database;
}

async function openFilled(town: TestTown): Promise<TestDatabase> {
  const key = JSON.stringify(town);
  const like = filled.get(key) ?? fill(town);
  filled.set(key, like);
  return openTestDatabase({ like: await like });
}

afterAll(async () => {
  for (const database of filled.values()) await (await database).drop();
});

/** Opens a service over a database of its own, with the town in it. */
export async function openStage(town: TestTown): Promise<Stage> {
  const testDatabase = await openFilled(town);
  const universe = frozenUniverse(town.startMs);
  const { smsNumber = null } = town;
  const place = placeIn(town);
  const databaseOf = (applicationName: string): Database =>
    openDatabase({
      url: testDatabase.serviceUrl,
      connectionsMax: 6,
      applicationName,
      onIdleError: () => undefined,
    });
  const database = databaseOf('test');
  const log = testLog();
  const double = await openGraphDouble({
    universe,
    port: 0,
    token: TOKEN,
    latencyMs: 0,
    statuses: null,
    pairLimit: false,
    perSecondMax: null,
    logMax: 10_000,
  });
  const channel = openWhatsApp({
    baseUrl: double.url,
    version: 'v26.0',
    token: TOKEN,
    timeoutMs: 5_000,
    connections: 8,
  });
  const saidKeys = new Set<string>();
  const partsOn = (on: Database): HopParts => ({
    database: on,
    universe,
    log,
    meter: saidMeter(saidKeys),
    memory: openTownMemory(),
    numbers: openOrderNumbers((townId, count) =>
      inTown(on, townId, (tx) => leaseOrderNumbers(tx, count)),
    ),
    bells: { inbound: () => undefined, relay: () => undefined, due: () => undefined },
  });
  const parts = partsOn(database);
  const desk = openUssdDesk({ ...parts, pinKey: PIN_KEY });
  const ussd = openUssd({ pathTokens: [USSD_TOKEN], desk, universe, log });
  const sms = smsNumber === null ? undefined : await openSms({ ...parts, pinKey: PIN_KEY });
  const ring = (): void => undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'pasal-stage-'));
  const files = openStorage({ folder });
  const sources = { print: printSheet, files };
  const sender = openSender({ ...parts, channel, sms: sms?.channel, ...sources, ring });
  const intake = openIntake({ database, universe, log, ring, lateRule: lateRuleFor });
  const service = works(parts, intake, sender);
  let wallet: Promise<StageWallet> | undefined;
  return {
    wallet: () => (wallet ??= openStageWallet(parts, place.townId)),
    place,
    universe,
    database,
    testDatabase,
    double,
    files,
    log,
    parts,
    ussd,
    sms,
    saidKeys,
    ...service,
    hire: (applicationName) => {
      const own = databaseOf(applicationName);
      return { parts: partsOn(own), close: () => own.close() };
    },
    say: (phone, say, over) =>
      service.deliver(
        inboundBody(
          { phoneNumberId: town.phoneNumberId, wabaId: '900000000000001', displayPhone: '1' },
          [
            {
              id: `wamid.${universe.newId()}`,
              ...(phone.startsWith('+') ? { phone } : { phone: null, userId: phone }),
              name: 'Test',
              typedAtMs: universe.nowMs(),
              say,
              ...over,
            },
          ],
        ),
      ),
    close: async () => {
      await intake.close();
      await sender.drain();
      await channel.close();
      await sms?.close();
      await (await wallet)?.close();
      await double.close();
      await database.close();
      await testDatabase.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** All that is due by now, as one text: a round of work that leaves it as it was did nothing. */
async function workLeft({ database, universe }: HopParts): Promise<string> {
  const { rows } = await inPlatform(database, (tx) =>
    sql<{ left: string | null }>`
      select string_agg(one, ',' order by one) as left from (
        select inbox_id || ' ' || due_at, due_at from inbox_queue
        union all select outbox_id || ' ' || due_at || state, due_at from outbox_queue
        union all select subject_id || ' ' || due_at, due_at from due_work) as w (one, due_at)
      where due_at <= ${universe.now()}`.execute(tx),
  );
  return rows[0]?.left ?? '';
}

/** The steps of the service, to be taken by hand. */
function works(
  parts: HopParts,
  intake: Intake,
  sender: Sender,
): Pick<Stage, 'deliver' | 'settle' | 'pass'> {
  const handlers = dueHandlers(parts.memory, parts.numbers);
  /** Every doorbell is lost here: the sweep finds what is left to do, until nothing is. */
  const settle = async (): Promise<void> => {
    let before: string | undefined;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const rung = { inbound: new Set<number>(), relay: false, due: false };
      await sweep(parts.database, parts.universe, {
        inbound: (lane) => rung.inbound.add(lane),
        relay: () => {
          rung.relay = true;
        },
        due: () => {
          rung.due = true;
        },
      });
      if (rung.inbound.size === 0 && !rung.relay && !rung.due) return;
      for (const lane of rung.inbound) await handleInbound(parts, lane, () => true);
      // One after the other, so that the same vendor is asked each time a transcript is played.
      if (rung.due) await doDueWork(parts, handlers, () => true, 1);
      if (rung.relay) await sender.send();
      await sender.drain();
      // What waits behind a message that is to be sent later is rung for in vain.
      const after = await workLeft(parts);
      if (after === '' || after === before) return;
      before = after;
    }
    throw new Error('the service does not come to rest');
  };
  return {
    deliver: async (body) => {
      const { elements, unusable } = parseWebhook(Buffer.from(body));
      const remains = unusable.map((one) => ({ reason: one.reason, body: one.raw }));
      await intake.take({ elements, remains, correlationId: parts.universe.newId() });
    },
    settle,
    pass: async (ms) => {
      (parts.universe as Stage['universe']).advance(ms);
      await settle();
    },
  };
}
