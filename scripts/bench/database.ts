import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { realUniverse } from '../../src/base/universe.js';
import { prepareDatabase } from '../../src/db/prepare-database.js';
import { DEMO, seedDemoTown } from '../../src/demo-town.js';
import type { DemoSize } from '../../src/demo-town.js';
import { NAPTIME, startEmbeddedPostgres } from '../../src/embedded/postgres.js';
import { packageRoot } from '../../src/package-root.js';
import { parentOf } from './cpu.js';
import { BENCH_SECRETS } from './deployment.js';
import { fillHistory } from './history.js';
import { preciseNowMs } from './precise-clock.js';
import { quietLog } from './quiet-log.js';

/** A database of the bench's own, as durable as the demo's. */
export interface BenchDatabase {
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly queueUrl: string;
  /** The superuser in the service's database: sees every town. */
  readonly adminUrl: string;
  readonly admin: pg.Client;
  /** The server's process, parent of all backends. */
  readonly serverPid: number | undefined;
  /** What the server wrote down. */
  readonly logFile: string;
  close(): Promise<void>;
}

/** No order of the bench comes near: ten million rupees. */
const LIMIT_MINOR = 1_000_000_000_000n;

/**
 * A new cluster in a temporary folder, migrated and filled, with so many orders behind it; `close`
 * leaves nothing behind.
 */
export async function openBenchDatabase(
  size: DemoSize,
  pastOrders: number,
): Promise<BenchDatabase> {
  const universe = realUniverse();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'pasal-bench-'));
  // Made with 0700; as root, the server's account must get in.
  await chmod(dataDir, 0o711);
  const cluster = await startEmbeddedPostgres({
    dataDir,
    log: quietLog,
    universe,
    naptime: null,
  });
  const { ownerUrl, serviceUrl, queueUrl } = cluster;
  const adminUrl = cluster.adminUrl.replace(/\/[^/]*$/, '/pasal');
  const admin = new pg.Client({ connectionString: adminUrl });
  const close = async (): Promise<void> => {
    await admin.end();
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(cluster.home, { recursive: true, force: true });
  };
  try {
    const folder = path.join(packageRoot, 'migrations');
    const ready = await prepareDatabase(ownerUrl, { serviceUrl, queueUrl }, folder, universe);
    if (!ready.ok) throw new Error(`${ready.refusal} ${JSON.stringify(ready.detail)}`);
    await seedDemoTown(ownerUrl, size, universe.now(), DEMO, undefined, BENCH_SECRETS.pinKey);
    await admin.connect();
    if (pastOrders > 0) await fillHistory(admin, pastOrders, universe.nowMs());
    await liftLimits(admin);
    const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
    const serverPid = await parentOf(rows[0]?.pid ?? 0);
    const logFile = path.join(cluster.home, 'postgres.log');
    return { ownerUrl, serviceUrl, queueUrl, adminUrl, admin, serverPid, logFile, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/**
 * Waits until the warm-up is over, by the clock of `preciseNowMs`. Meanwhile autovacuum looks at
 * young tables as often as in the demo, so that the service soon has good plans; then it rests as
 * on any other server: to look every few seconds takes a tenth of its time, in bursts, and has
 * every plan made anew.
 */
export async function warmUp(admin: pg.Client, untilMs: number): Promise<void> {
  await admin.query(`alter system set autovacuum_naptime = '${NAPTIME}'`);
  await admin.query('select pg_reload_conf()');
  await pause(Math.max(0, untilMs - preciseNowMs()));
  await admin.query('alter system reset autovacuum_naptime');
  await admin.query('select pg_reload_conf()');
}

/** Limits and stock that never refuse; then what a server that ran for a day knows of its rows. */
async function liftLimits(admin: pg.Client): Promise<void> {
  await admin.query('update credit_accounts set limit_minor = $1 where town_id = $2', [
    LIMIT_MINOR,
    DEMO.townId,
  ]);
  // As far as Meta upgrades a number.
  await admin.query('update channel_accounts set messages_per_second_max = 1000');
  // Not the empty tables: of a table never looked at, the planner expects some rows; one that was
  // found empty it would read whole, in every plan it keeps, until the next autovacuum.
  const { rows } = await admin.query<{ name: string }>(`select oid::regclass::text as name
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and pg_relation_size(oid) > 0`);
  for (const { name } of rows) await admin.query(`vacuum analyze ${name}`);
  await admin.query('checkpoint');
}
