import { setFlagsFromString } from 'node:v8';
import { Redis } from 'ioredis';
import { LIMITS } from './base/limits.js';
import { MEDIA } from './base/media-limits.js';
import { SMS } from './base/sms-limits.js';
import { realUniverse } from './base/universe.js';
import { openUssd } from './channels/ussd/ussd.js';
import type { Ussd } from './channels/ussd/ussd.js';
import { lateRuleFor } from './channels/send-failure.js';
import { openSmsPosts } from './channels/sms/posts.js';
import { openSms } from './channels/sms/sms.js';
import { printSheet } from './gateways/paper/print-sheet.js';
import { openMediaSource } from './channels/whatsapp/media.js';
import { openReceipts } from './channels/whatsapp/receipts.js';
import { openWhatsApp } from './channels/whatsapp/whatsapp.js';
import { ConfigError, processConfig } from './config.js';
import type { Config } from './config.js';
import { checkReplies } from './conversation/replies/check-replies.js';
import { openTownMemory } from './conversation/town-memory.js';
import type { HopBells, HopParts } from './conversation/turn.js';
import { openUssdDesk } from './conversation/ussd/desk.js';
import { areShipped } from './db/migrations.js';
import { inPlatform, inTown } from './db/transaction.js';
import { leaseOrderNumbers } from './domain/towns/towns.js';
import { openOrderNumbers } from './domain/towns/order-numbers.js';
import { callbacksTo } from './gateways/payments/callback-path.js';
import { openGateways } from './gateways/payments/gateways.js';
import { openStorage } from './gateways/storage/storage.js';
import type { FileStorage } from './gateways/storage/file-storage.js';
import { ensureAdmin } from './http/api/auth.js';
import type { RedisCall } from './http/api/rate-limits.js';
import type { ReadyCheck } from './http/health.js';
import { createHealthServer, createServer } from './http/server.js';
import { openIntake } from './inbox/intake.js';
import { countWaiting } from './inbox/queue.js';
import { dueHandlers } from './jobs/due-handlers.js';
import { openSender } from './jobs/sender.js';
import { startWork } from './jobs/worker.js';
import { createLog } from './log.js';
import { countUnsent } from './outbox/relay.js';
import { migrationsFolder, openRuntime, providerUrls, walletSettings } from './runtime.js';
import type { Runtime } from './runtime.js';

/**
 * What a turn makes lives through several round trips, so that V8 takes it for long-lived and puts
 * it where only a full collection frees it, and where it keeps younger objects alive meanwhile.
 * Without that guess collections of young objects take 0.7 of the time, and p99 of a keypad at an
 * ordinary rate is 0.8 of what it was (`bench --ussd`, four rounds of each).
 *
 * A full collection marks with as many threads as there are, beside the one that answers, and on
 * two cores takes Postgres' place for a tenth of a second. With one of them a second has 1.1 times
 * as many hops in a closed loop (two rounds of each).
 */
const V8_FLAGS = ['--no-allocation-site-pretenuring', '--concurrent-marking-max-worker-num=1'];

/** Starts the role this process was given, and stops it on SIGTERM without losing a turn. */
async function main(): Promise<void> {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  const config = processConfig();
  const universe = realUniverse();
  checkReplies();
  const log = createLog({ level: config.logLevel, secrets: config.secrets, universe });
  const runtime = await openRuntime(config, universe, log);
  stopOnSignal(runtime);
  try {
    await startRole(runtime);
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

async function startRole(runtime: Runtime): Promise<void> {
  const { config } = runtime;
  const bells = bellsOf(runtime);
  watchLevels(runtime);
  const parts = hopParts(runtime, bells);
  const port = config.processRole === 'worker' ? config.port : await startWeb(runtime, parts);
  // In the demo a web process beside it has the port.
  if (config.processRole === 'worker' && !config.demo) await serveHealth(runtime);
  if (config.processRole !== 'web') await startWorker(runtime, parts, port);
  announce(config, port);
}

function bellsOf(runtime: Runtime): HopBells {
  const { queues } = runtime;
  return {
    inbound: (lane) => queues.wake('lane', String(lane)),
    relay: () => queues.wake('relay', ''),
    due: () => queues.wake('due', ''),
  };
}

/** What every hop of this process works with: words in the worker, keys in the web server. */
function hopParts(runtime: Runtime, bells: HopBells): HopParts {
  const { database, universe, log, metrics } = runtime;
  return {
    database,
    universe,
    log,
    meter: metrics,
    memory: openTownMemory(),
    numbers: openOrderNumbers((townId, count) =>
      inTown(database, townId, (tx) => leaseOrderNumbers(tx, count)),
    ),
    bells,
  };
}

/** USSD is answered where its requests come in, since its callers wait on the line. */
function openKeypads({ config, universe, log }: Runtime, parts: HopParts): Ussd {
  const { pathTokens, pinKey } = config.ussd;
  const desk = openUssdDesk({ ...parts, pinKey });
  return openUssd({ pathTokens, desk, universe, log });
}

async function startWeb(runtime: Runtime, parts: HopParts): Promise<number> {
  const { bells } = parts;
  const { config, database, universe, log, metrics, onClose } = runtime;
  const { email, password } = config.admin;
  const admin = await ensureAdmin(database, universe, email, password);
  if (admin === 'exists_with_other_password') {
    log.warn('ADMIN_PASSWORD is not the password of the admin that exists; it was not changed');
  }
  const intake = openIntake({
    database,
    universe,
    log,
    ring: bells.inbound,
    lateRule: lateRuleFor,
  });
  onClose('intake', () => intake.close());
  const ring = bells.inbound;
  const smsIntake = openIntake({ channel: 'sms', database, universe, log, ring });
  onClose('sms intake', () => smsIntake.close());
  const { pathTokens } = config.sms;
  const server = createServer({
    config,
    // Render, and most hosts, put one proxy of theirs before us; nobody stands before the demo.
    proxies: config.demo ? 0 : 1,
    database,
    intake,
    ussd: openKeypads(runtime, parts),
    sms: { posts: openSmsPosts({ pathTokens, universe, log }), intake: smsIntake },
    payments: config.payments,
    universe,
    log,
    meter: metrics,
    metrics,
    checks: readyChecks(runtime),
    bells,
    files: storageOf(runtime),
    redis: rateRedis(runtime),
  });
  onClose('server', () => server.close());
  const address = await server.listen(config.port, config.host);
  log.info('listening', { host: config.host, port: address.port });
  return address.port;
}

/** Where rate limits are counted for all processes together, if there is a Redis. */
function rateRedis({ config, log, onClose }: Runtime): RedisCall | undefined {
  if (config.redisUrl === undefined) return undefined;
  // Away, each process counts for itself at once: nothing waits for a reconnection.
  const redis = new Redis(config.redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  redis.on('error', (error) => log.warn('the Redis of the rate limits is away', { error }));
  onClose('redis', () => {
    redis.disconnect();
    return Promise.resolve();
  });
  return (command = '', ...words) => redis.call(command, ...words);
}

/** What must be there before this process should get requests. */
function readyChecks({ database, queues }: Runtime): readonly ReadyCheck[] {
  return [
    {
      name: 'database',
      isReady: async () => (await database.pool.query('select 1')).rowCount === 1,
    },
    { name: 'migrations', isReady: () => areShipped(database, migrationsFolder) },
    { name: 'queue', isReady: () => Promise.resolve(queues.counts().open) },
  ];
}

/** A worker's own pages. Where the port is taken, by a web process beside it say, it has none. */
async function serveHealth(runtime: Runtime): Promise<void> {
  const { config, universe, log, metrics, onClose } = runtime;
  const checks = readyChecks(runtime);
  const server = createHealthServer({ universe, log, metrics, checks });
  try {
    const { port } = await server.listen(config.port, config.host);
    onClose('health server', () => server.close());
    log.info('health pages', { host: config.host, port });
  } catch (error) {
    log.warn('no health pages: the port could not be had', { error });
  }
}

/** Levels that are read when somebody asks: what waits, and what the pool has. */
function watchLevels({ metrics, database, queues }: Runtime): void {
  metrics.watch({
    name: 'waiting',
    help: 'Rows waiting in the queues of the database',
    label: 'queue',
    read: () =>
      inPlatform(database, async (tx) => {
        const [inbox, outbox] = await Promise.all([countWaiting(tx), countUnsent(tx)]);
        return new Map([
          ['inbox', inbox],
          ['outbox', outbox],
        ]);
      }),
  });
  metrics.watch({
    name: 'pool_connections',
    help: 'Connections of the database pool',
    label: 'state',
    read: () => {
      const { totalCount, idleCount, waitingCount } = database.pool;
      return new Map([
        ['busy', totalCount - idleCount],
        ['idle', idleCount],
        ['wanted', waitingCount],
      ]);
    },
  });
  metrics.watch({
    name: 'doorbells',
    help: 'Rings since the start, and handlers at work now',
    label: 'what',
    read: () => {
      const { rung, sent, heard, dropped, failedCalls, running } = queues.counts();
      return new Map(Object.entries({ rung, sent, heard, dropped, failedCalls, running }));
    },
  });
}

async function startWorker(runtime: Runtime, parts: HopParts, port: number): Promise<void> {
  checkReplies();
  const { config, database, universe, log, metrics, onClose, queues } = runtime;
  const { bells, memory } = parts;
  const urls = await providerUrls(runtime, `http://127.0.0.1:${port}`);
  const graph = {
    baseUrl: urls.graph,
    version: config.graph.version,
    token: config.whatsapp.accessToken,
  };
  const channel = openWhatsApp({
    ...graph,
    timeoutMs: LIMITS.send_timeout_ms,
    connections: LIMITS.send_connections_max,
  });
  onClose('whatsapp', () => channel.close());
  const sms = openSms({
    ...config.sms,
    baseUrl: urls.sms,
    pinKey: config.ussd.pinKey,
    timeoutMs: SMS.send_timeout_ms,
  });
  onClose('sms', () => sms.close());
  const files = storageOf(runtime);
  const sender = openSender({
    database,
    universe,
    log,
    meter: metrics,
    channel,
    sms,
    print: printSheet,
    files,
    ring: bells.relay,
    ringLane: bells.inbound,
  });
  onClose('sender', () => sender.drain());
  const source = openMediaSource({ ...graph, timeoutMs: MEDIA.fetch_timeout_ms });
  onClose('media', () => source.close());
  const media = { source, storage: files };
  const gateways = openGateways(await walletSettings(runtime), universe);
  onClose('wallets', () => gateways.close());
  const payments = { gateways, callbackUrl: callbacksTo(config.payments) };
  const receipts = openReceipts(graph, (came) => metrics.receipt(came));
  onClose('receipts', () => receipts.close());
  const shown = { ...parts, showReceipt: receipts.show };
  const handlers = dueHandlers(memory, parts.numbers);
  const work = startWork(queues, shown, sender, handlers, media, payments);
  onClose('work', async () => {
    work.stop();
    await queues.close();
  });
}

/** Where what people send is kept: the worker writes there, the API reads. */
function storageOf({ config, universe, onClose }: Runtime): FileStorage {
  const { media } = config;
  const storage = openStorage('s3' in media ? { s3: { ...media.s3, universe } } : media);
  onClose('storage', () => storage.close());
  return storage;
}

function stopOnSignal(runtime: Runtime): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      runtime.log.info('stopping', { signal });
      void runtime.close().then(() => {
        process.exitCode = 0;
      });
    });
  }
}

function announce(config: Config, port: number): void {
  if (!config.demo) return;
  const values = config.demoValues.map(({ name, value }) => `    ${name}=${value}`);
  process.stdout.write(
    [
      '',
      `  Pasal is running at http://127.0.0.1:${port}`,
      '  Talk to it: open a second terminal here and run',
      '',
      '    npm run chat',
      '',
      '  Demo values in use (never in production):',
      ...values,
      '',
      '',
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigError ? error.message : (error as Error).stack;
  process.stderr.write(`${text ?? String(error)}\n`);
  process.exitCode = 1;
});
