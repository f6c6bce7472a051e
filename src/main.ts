import { LIMITS } from './base/limits.js';
import { realUniverse } from './base/universe.js';
import { openWhatsApp } from './channels/whatsapp/whatsapp.js';
import { ConfigError, processConfig } from './config.js';
import type { Config } from './config.js';
import { openTownMemory } from './conversation/town-memory.js';
import type { HopBells, HopParts } from './conversation/turn.js';
import { inTown } from './db/transaction.js';
import { leaseOrderNumbers } from './domain/towns/towns.js';
import { openOrderNumbers } from './domain/towns/order-numbers.js';
import { ensureAdmin } from './http/api/auth.js';
import type { ReadyCheck } from './http/health.js';
import { createServer } from './http/server.js';
import { openIntake } from './inbox/intake.js';
import { dueHandlers } from './jobs/due-handlers.js';
import { openSender } from './jobs/sender.js';
import { startWork } from './jobs/worker.js';
import { createLog } from './log.js';
import { graphUrl, openRuntime } from './runtime.js';
import type { Runtime } from './runtime.js';

/** Render, and most hosts, put one proxy of theirs before us. */
const PROXIES = 1;

/** Starts the role this process was given, and stops it on SIGTERM without losing a turn. */
async function main(): Promise<void> {
  const config = processConfig();
  const universe = realUniverse();
  const log = createLog({ level: config.logLevel, secrets: config.secrets, universe });
  const runtime = await openRuntime(config, universe, log);
  stopOnSignal(runtime);
  const bells = bellsOf(runtime);
  const port = config.processRole === 'worker' ? config.port : await startWeb(runtime, bells);
  if (config.processRole !== 'web') await startWorker(runtime, bells, port);
  announce(config, port);
}

function bellsOf(runtime: Runtime): HopBells {
  const { queues } = runtime;
  return {
    inbound: (lane) => queues.wake('lane', String(lane)),
    relay: (lane) => queues.wake('relay', String(lane)),
    due: () => queues.wake('due', ''),
  };
}

async function startWeb(runtime: Runtime, bells: HopBells): Promise<number> {
  const { config, database, universe, log, metrics, onClose } = runtime;
  const { email, password } = config.admin;
  const admin = await ensureAdmin(database, universe, email, password);
  if (admin === 'exists_with_other_password') {
    log.warn('ADMIN_PASSWORD is not the password of the admin that exists; it was not changed');
  }
  const intake = openIntake({ database, universe, log, ring: bells.inbound });
  onClose('intake', () => intake.close());
  const server = createServer({
    config,
    proxies: PROXIES,
    database,
    intake,
    universe,
    log,
    meter: metrics,
    metrics,
    checks: readyChecks(runtime),
    bells,
  });
  onClose('server', () => server.close());
  const address = await server.listen(config.port, config.host);
  log.info('listening', { host: config.host, port: address.port });
  return address.port;
}

/** What must be there before this process should get requests. */
function readyChecks({ database, queues }: Runtime): readonly ReadyCheck[] {
  return [
    {
      name: 'database',
      isReady: async () => (await database.pool.query('select 1')).rowCount === 1,
    },
    { name: 'queue', isReady: () => Promise.resolve(queues.counts().open) },
  ];
}

async function startWorker(runtime: Runtime, bells: HopBells, port: number): Promise<void> {
  const { config, database, universe, log, metrics, onClose, queues } = runtime;
  const channel = openWhatsApp({
    baseUrl: await graphUrl(runtime, `http://127.0.0.1:${port}`),
    version: config.graph.version,
    token: config.whatsapp.accessToken,
    timeoutMs: LIMITS.send_timeout_ms,
    connections: LIMITS.send_connections_max,
  });
  onClose('whatsapp', () => channel.close());
  const meter = metrics;
  const sender = openSender({ database, universe, log, meter, channel, ring: bells.relay });
  onClose('sender', () => sender.drain());
  const memory = openTownMemory();
  const parts: HopParts = {
    database,
    universe,
    log,
    meter,
    memory,
    numbers: openOrderNumbers((townId, count) =>
      inTown(database, townId, (tx) => leaseOrderNumbers(tx, count)),
    ),
    bells,
  };
  const work = startWork(queues, parts, sender, dueHandlers(memory));
  onClose('work', async () => {
    work.stop();
    await queues.close();
  });
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
