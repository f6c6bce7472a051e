import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LIMITS } from './base/limits.js';
import type { Log } from './base/log.js';
import type { Universe } from './base/universe.js';
import type { Config } from './config.js';
import { openDatabase } from './db/database.js';
import type { Database } from './db/database.js';
import { refuseUnsafeLogin } from './db/login-check.js';
import { prepareDatabase } from './db/prepare-database.js';
import { DEMO, DEMO_SIZE, seedDemoTown } from './demo-town.js';
import { offerDemoWallets } from './demo-wallets.js';
import { openGraphDouble } from './embedded/graph-double.js';
import { openSmsDouble } from './embedded/sms-double.js';
import { openWalletDouble } from './embedded/wallet-double.js';
import type { GatewaySettings } from './gateways/payments/gateways.js';
import { startEmbeddedPostgres } from './embedded/postgres.js';
import { openQueues } from './jobs/queues.js';
import type { Queues } from './jobs/queues.js';
import { createMetrics } from './metrics.js';
import type { Metrics } from './metrics.js';
import { packageRoot } from './package-root.js';

/** Where the numbered migrations lie, beside the sources and in the image. */
export const migrationsFolder = path.join(packageRoot, 'migrations');

/** Something opened, closed in the reverse order of opening. */
type Closing = { readonly name: string; readonly close: () => Promise<unknown> };

/** Every handle of a process, opened once. */
export interface Runtime {
  readonly config: Config;
  readonly universe: Universe;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly queues: Queues;
  /** Has `close` called before everything that was opened earlier. */
  onClose(name: string, close: () => Promise<unknown>): void;
  /** Closes everything, newest first; what fails to close is logged and the rest goes on. */
  close(): Promise<void>;
}

interface Urls {
  readonly service: string;
  readonly owner: string | undefined;
  readonly queue: string | undefined;
}

/**
 * Opens what every role needs: the database (the embedded one when none is named), migrated and,
 * in the demo, seeded; the queue; metrics. Throws, with everything closed again, when it cannot.
 */
export async function openRuntime(config: Config, universe: Universe, log: Log): Promise<Runtime> {
  const closings: Closing[] = [];
  const onClose = (name: string, close: Closing['close']): void => {
    closings.push({ name, close });
  };
  const close = async (): Promise<void> => {
    for (const one of closings.splice(0).reverse()) {
      await one.close().catch((error: unknown) => {
        log.error('could not be closed', { what: one.name, error });
      });
    }
  };
  try {
    const urls = await databaseUrls(config, universe, log, onClose);
    await prepare(config, urls, universe, log);
    const database = openDatabase({
      url: urls.service,
      connectionsMax: LIMITS.database_connections_max,
      applicationName: `pasal ${config.processRole}`,
      onIdleError: (error) => log.warn('an idle database connection died', { error }),
    });
    onClose('database', () => database.close());
    await refuseUnsafeLogin(database);
    const queues = openQueues({
      redisUrl: config.redisUrl,
      postgresUrl: urls.queue,
      universe,
      log,
    });
    onClose('queues', () => queues.close());
    await queues.opened();
    const metrics = createMetrics();
    return { config, universe, log, metrics, database, queues, onClose, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function databaseUrls(
  config: Config,
  universe: Universe,
  log: Log,
  onClose: Runtime['onClose'],
): Promise<Urls> {
  if (config.databaseUrl !== undefined) {
    const { databaseUrl, databaseOwnerUrl, queueDatabaseUrl } = config;
    return { service: databaseUrl, owner: databaseOwnerUrl, queue: queueDatabaseUrl };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log, universe });
  onClose('embedded postgres', () => postgres.stop());
  return { service: postgres.serviceUrl, owner: postgres.ownerUrl, queue: postgres.queueUrl };
}

/** Migrates as the owner, where we are given one, and fills the demo. */
async function prepare(config: Config, urls: Urls, universe: Universe, log: Log): Promise<void> {
  if (urls.owner === undefined) return;
  const logins = { serviceUrl: urls.service, queueUrl: urls.queue };
  const prepared = await prepareDatabase(urls.owner, logins, migrationsFolder, universe);
  if (!prepared.ok) {
    throw new Error(
      `the database was not migrated: ${prepared.refusal} ${JSON.stringify(prepared.detail)}`,
    );
  }
  if (config.demo) {
    const { pinKey } = config.ussd;
    await seedDemoTown(urls.owner, DEMO_SIZE, universe.now(), DEMO, undefined, pinKey);
    await offerDemoWallets(urls.owner);
    log.info('the demo town is ready', { town: 'Surkhet' });
  }
}

/** Where providers are reached. */
export interface ProviderUrls {
  readonly graph: string;
  /** Undefined: where the SDK of Africa's Talking knows it. */
  readonly sms: string | undefined;
}

/**
 * The addresses of the providers: as configured, their own, or those of doubles started here for
 * the demo, which report back to our own webhooks.
 */
export async function providerUrls(runtime: Runtime, serviceUrl: string): Promise<ProviderUrls> {
  const { config } = runtime;
  const sms =
    config.sms.baseUrl ?? (config.demo ? await smsDouble(runtime, serviceUrl) : undefined);
  const graph = config.graph.baseUrl ?? (await graphDouble(runtime, serviceUrl));
  await writePlace(config, { service: serviceUrl, graph, sms });
  return { graph, sms };
}

/**
 * Who we are to providers of wallets: as configured, or in a demo where none is, to doubles of
 * them that are started here and whose payers say yes when they are looked at twice.
 */
export async function walletSettings(runtime: Runtime): Promise<GatewaySettings> {
  const { config, universe, onClose } = runtime;
  const { momo, daraja, khalti } = config.payments;
  if (!config.demo || momo || daraja || khalti) return { momo, daraja, khalti };
  const token = universe.newId();
  const double = await openWalletDouble({ universe, port: 0, token, paysOnLook: 2 });
  onClose('wallet double', () => double.close());
  const { url: baseUrl } = double;
  return {
    momo: {
      baseUrl,
      subscriptionKey: token,
      apiUser: 'demo',
      apiKey: token,
      targetEnvironment: 'sandbox',
    },
    khalti: { baseUrl, secretKey: token, returnUrl: 'https://demo.example/paid' },
  };
}

async function smsDouble(runtime: Runtime, serviceUrl: string): Promise<string> {
  const { config, universe, onClose } = runtime;
  const token = config.sms.pathTokens[0] ?? '';
  const double = await openSmsDouble({
    universe,
    port: 0,
    username: config.sms.username,
    apiKey: config.sms.apiKey,
    reports: {
      url: `${serviceUrl}/webhooks/sms/africastalking/${token}/delivery`,
      words: ['Sent', 'Success'],
    },
    logMax: LIMITS.demo_messages_kept_max,
  });
  onClose('sms double', () => double.close());
  return double.url;
}

async function graphDouble(runtime: Runtime, serviceUrl: string): Promise<string> {
  const { config, universe, onClose } = runtime;
  const appSecret = config.whatsapp.appSecrets[0] ?? '';
  const double = await openGraphDouble({
    universe,
    port: 0,
    token: config.whatsapp.accessToken,
    latencyMs: 0,
    statuses: {
      url: `${serviceUrl}/webhooks/whatsapp`,
      appSecret,
      words: ['sent', 'delivered', 'read'],
      beatMs: LIMITS.demo_status_beat_ms,
    },
    pairLimit: false,
    perSecondMax: null,
    logMax: LIMITS.demo_messages_kept_max,
  });
  onClose('graph double', () => double.close());
  return double.url;
}

/** What `npm run chat` has to know, where it talks to doubles of ours. */
async function writePlace(
  config: Config,
  urls: ProviderUrls & { readonly service: string },
): Promise<void> {
  if (config.graph.baseUrl !== undefined) return;
  const facts = {
    ...urls,
    phoneNumberId: DEMO.phoneNumberId,
    appSecret: config.whatsapp.appSecrets[0] ?? '',
    ussdPathToken: config.ussd.pathTokens[0] ?? '',
    serviceCode: DEMO.serviceCode,
    smsPathToken: config.sms.pathTokens[0] ?? '',
    smsNumber: DEMO.smsNumber,
  };
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(path.join(config.dataDir, 'demo.json'), `${JSON.stringify(facts)}\n`);
}
