import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Log, LogFields } from '../../src/base/log.js';
import { realUniverse } from '../../src/base/universe.js';
import type { Universe } from '../../src/base/universe.js';
import { openDatabase } from '../../src/db/database.js';
import type { Database } from '../../src/db/database.js';
import { createServer } from '../../src/http/server.js';
import type { HttpServer, ServerParts } from '../../src/http/server.js';
import { openIntake } from '../../src/inbox/intake.js';
import type { Intake } from '../../src/inbox/intake.js';
import { createMetrics } from '../../src/metrics.js';
import type { Metrics } from '../../src/metrics.js';
import { openTestDatabase } from '../support/database.js';

export const APP_SECRET = 'test_app_secret';
export const VERIFY_TOKEN = 'a-word-of-the-tests';
const PIN_KEY = 'a-pin-key-of-the-tests-of-more-than-32-signs';
export const JWT_SECRET = 'a-secret-of-the-tests-of-more-than-32-signs';

/** What `rung` holds for due work, beside the numbers of lanes. */
const DUE = -1;
/** And for what is to be sent. */
export const RELAY = -2;

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that can be read: tests hold that secrets and bodies stay out of it. */
export function recordingLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, message, fields });
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The HTTP side over a database of its own. */
export interface Bench {
  readonly server: HttpServer;
  readonly database: Database;
  readonly intake: Intake;
  readonly universe: Universe;
  readonly metrics: Metrics;
  readonly log: ReturnType<typeof recordingLog>;
  /** Lanes that were rung, in order, and DUE. */
  readonly rung: number[];
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly adminUrl: string;
  /** Another server over the same database. */
  build(over: Partial<ServerParts>): HttpServer;
  /** Asks as the superuser, past row-level security. */
  ask<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function openBench(over: Partial<ServerParts> = {}): Promise<Bench> {
  const own = await openTestDatabase();
  const database = openDatabase({
    url: own.serviceUrl,
    connectionsMax: 4,
    applicationName: 'http test',
    onIdleError: () => undefined,
  });
  const admin = new pg.Client({ connectionString: own.adminUrl });
  await admin.connect();
  const universe = over.universe ?? realUniverse();
  const log = recordingLog();
  const rung: number[] = [];
  const ring = (lane: number): void => {
    rung.push(lane);
  };
  const intake = openIntake({ database, universe, log, ring });
  const metrics = createMetrics();
  const parts: ServerParts = {
    config: {
      whatsapp: { appSecrets: [APP_SECRET], verifyToken: VERIFY_TOKEN },
      jwtSecret: JWT_SECRET,
      ussd: { pinKey: PIN_KEY },
    },
    proxies: 0,
    database,
    intake,
    universe,
    log,
    meter: metrics,
    metrics,
    checks: [],
    bells: { inbound: ring, due: () => ring(DUE), relay: () => ring(RELAY) },
    ...over,
  };
  return {
    server: createServer(parts),
    database,
    intake,
    universe,
    metrics,
    log,
    rung,
    ownerUrl: own.ownerUrl,
    serviceUrl: own.serviceUrl,
    adminUrl: own.adminUrl,
    build: (more) => createServer({ ...parts, ...more }),
    ask: async <T extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await admin.query<T>(text, values)).rows,
    close: async () => {
      await intake.close();
      await database.close();
      await admin.end();
      await own.drop();
    },
  };
}

/** A town with nothing in it. Returns its id. */
export async function addTown(bench: Bench, slug: string): Promise<string> {
  const id = randomUUID();
  await bench.ask(
    `insert into towns (id, slug, name, country, currency, currency_digits, time_zone, languages,
       created_at)
     values ($1, $2, $3, 'NP', 'NPR', 2, 'Asia/Kathmandu', '{en}', now())`,
    [id, slug, `Town ${slug}`],
  );
  return id;
}

/** A number of ours in a town, as Meta names it. */
export async function addNumber(bench: Bench, townId: string, number: string): Promise<void> {
  await bench.ask(
    `insert into channel_accounts (id, channel, provider_account_id, home_town_id)
     values ($1, 'whatsapp', $2, $3)`,
    [randomUUID(), number, townId],
  );
}
