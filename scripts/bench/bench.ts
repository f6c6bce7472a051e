import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '../../src/embedded/postgres-server.js';
import { packageRoot } from '../../src/package-root.js';
import { settleAccounts, untilQuiet } from './accounts.js';
import { watchActivity } from './activity.js';
import { cpuSecondsOf, cpuSecondsOfTree } from './cpu.js';
import { openBenchDatabase, warmUp } from './database.js';
import type { BenchDatabase } from './database.js';
import { BENCH_SECRETS, startRole, untilReady } from './deployment.js';
import type { Place, RoleProcess } from './deployment.js';
import { startDouble } from './double-process.js';
import type { DoubleProcess } from './double-process.js';
import { Load } from './load.js';
import type { NodeProcess } from './node-process.js';
import { benchOptionsFrom, USAGE } from './options.js';
import type { BenchOptions } from './options.js';
import { preciseNowMs } from './precise-clock.js';
import { plansTable, readPlans, watchPlans } from './plans.js';
import { hotspotsOf } from './profile.js';
import { startBenchRedis } from './redis.js';
import type { BenchRedis } from './redis.js';
import { faultsOf, tableOf, whereTheTimeGoes } from './report.js';
import type { CpuSeconds, Result } from './report.js';
import { targetOf } from './scenarios.js';
import type { Scenario } from './scenarios.js';
import { benchSends } from './sends.js';
import { benchUssd } from './ussd.js';
import { openWebhookPool } from './webhook-pool.js';
import { readWork, workPerTurn } from './work-counters.js';
import type { WorkCounters } from './work-counters.js';

/** What must be stopped when a person stops us, newest last. */
const closings: (() => Promise<unknown>)[] = [];

async function closeEverything(): Promise<void> {
  for (const close of closings.splice(0).reverse()) await close();
}

/** What all scenarios share. */
interface Bench {
  readonly options: BenchOptions;
  readonly database: BenchDatabase;
  readonly redis: BenchRedis | undefined;
  readonly profiles: string;
}

/** The service of one scenario. */
interface Running {
  readonly double: DoubleProcess;
  readonly roles: readonly NodeProcess[];
  readonly port: number;
}

async function startService(
  bench: Bench,
  scenario: Scenario,
  onReached: Parameters<typeof startDouble>[1],
): Promise<Running> {
  const { options, database, redis, profiles } = bench;
  const port = await findFreePort();
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/whatsapp`;
  const { latencyMs, statuses } = scenario;
  const double = await startDouble({ latencyMs, statuses, webhookUrl }, onReached);
  const place: Place = { ...database, redisUrl: redis?.url, graphUrl: double.url };
  const nodeArgs = (name: string): string[] =>
    options.profile
      ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${scenario.name}.${name}`]
      : [];
  const roles: RoleProcess[] = [];
  try {
    const first = options.split ? 'web' : 'all';
    roles.push(startRole(first, first, place, port, nodeArgs(first)));
    for (let i = 1; options.split && i <= options.workers; i += 1) {
      const own = await findFreePort();
      roles.push(startRole('worker', `worker ${i}`, place, own, nodeArgs(`worker-${i}`)));
    }
    for (const role of roles) await untilReady(role);
    return { double, roles, port };
  } catch (error) {
    await stopService({ double, roles, port });
    throw error;
  }
}

async function stopService({ double, roles }: Running): Promise<void> {
  await Promise.all(roles.map((role) => role.end('SIGTERM')));
  await double.process.end('SIGTERM');
}

async function readCpu(bench: Bench, running: Running): Promise<CpuSeconds> {
  const { database, redis } = bench;
  const seconds: Record<string, number | undefined> = {};
  for (const role of running.roles) seconds[role.name] = await cpuSecondsOf(role.pid);
  if (database.serverPid !== undefined) {
    seconds['postgres'] = await cpuSecondsOfTree(database.serverPid);
  }
  if (redis !== undefined) seconds['redis'] = await cpuSecondsOf(redis.pid);
  seconds['graph double'] = await cpuSecondsOf(running.double.process.pid);
  seconds['load generator'] = await cpuSecondsOf(process.pid);
  return seconds;
}

function difference(after: CpuSeconds, before: CpuSeconds): CpuSeconds {
  return Object.fromEntries(
    Object.entries(after).map(([name, seconds]) => [
      name,
      seconds === undefined ? undefined : seconds - (before[name] ?? 0),
    ]),
  );
}

/** What was used between the end of the warm-up and the end of the load. */
async function measureUse(
  bench: Bench,
  running: Running,
  fromMs: number,
  untilMs: number,
): Promise<{ cpuSeconds: CpuSeconds; work: readonly [WorkCounters, WorkCounters] }> {
  const { admin } = bench.database;
  await warmUp(admin, fromMs);
  const before = { cpu: await readCpu(bench, running), work: await readWork(admin) };
  await pause(Math.max(0, untilMs - preciseNowMs()));
  const after = { cpu: await readCpu(bench, running), work: await readWork(admin) };
  return { cpuSeconds: difference(after.cpu, before.cpu), work: [before.work, after.work] };
}

async function runScenario(bench: Bench, scenario: Scenario, runId: string): Promise<Result> {
  const { options, database } = bench;
  const name = `${runId}.${scenario.name}`;
  let load: Load | undefined = undefined as Load | undefined;
  const running = await startService(bench, scenario, (batch) => load?.hear(batch));
  closings.push(() => stopService(running));
  const pool = openWebhookPool(running.port, BENCH_SECRETS.appSecret);
  try {
    const startedMs = preciseNowMs();
    const fromMs = startedMs + options.warmupSeconds * 1000;
    const untilMs = startedMs + options.seconds * 1000;
    load = new Load({ scenario: name, retailers: options.retailers, untilMs }, pool);
    const watching = watchActivity(database.adminUrl);
    const [{ cpuSeconds, work }] = await Promise.all([
      measureUse(bench, running, fromMs, untilMs),
      scenario.load.loop === 'closed'
        ? load.runClosed(scenario.load.slots)
        : load.runOpen(scenario.load.perSecond),
    ]);
    const activity = await (await watching).stop();
    const stillQueued = await untilQuiet(database.admin);
    const { posted: statusesTaken } = await running.double.statuses();
    await stopService(running);
    const accounts = await settleAccounts(database.admin, name, load.tally, stillQueued);
    const figures = load.tally.figures(fromMs, untilMs);
    return {
      scenario,
      target: targetOf(scenario),
      figures,
      accounts,
      workPerTurn: workPerTurn(...work, figures.turnsPerSecond * figures.seconds),
      statusesTaken,
      cpuSeconds,
      activity,
      generatorLagMsMax: load.lagMsMax,
      givenUp: load.givenUp,
      unoffered: load.unoffered,
      ...(options.profile && { hotspots: await hotspotsOf(bench.profiles, scenario.name) }),
    };
  } finally {
    await stopService(running);
    await pool.close();
    const words = running.roles.map((role) => role.printed()).join('');
    if (words !== '') console.error(`the service said:\n${words}`);
  }
}

/** Runs what was asked for and gives the exit code. */
async function bench(options: BenchOptions): Promise<number> {
  const { retailers, vendors, scenarios } = options;
  const startedAt = new Date();
  const runId = startedAt.getTime().toString(36);
  const profiles = await mkdtemp(path.join(tmpdir(), 'pasal-profiles-'));
  closings.push(() => rm(profiles, { recursive: true, force: true }));
  const past = options.orders > 0 ? ` and ${options.orders} past orders` : '';
  console.log(`preparing a database with ${retailers} retailers, ${vendors} vendors${past}`);
  const database = await openBenchDatabase({ retailers, vendors, drivers: 0 }, options.orders);
  closings.push(() => database.close());
  if (options.plans) await watchPlans(database.admin);
  const redis = options.redis ? await startBenchRedis() : undefined;
  if (redis !== undefined) closings.push(() => redis.close());
  const results: Result[] = [];
  for (const scenario of scenarios) {
    console.log(`\n${scenario.name}, ${options.seconds} s`);
    const result = await runScenario({ options, database, redis, profiles }, scenario, runId);
    results.push(result);
    console.log(tableOf([result]));
    console.log(whereTheTimeGoes(result));
    for (const fault of faultsOf(result)) console.log(`  FAULT: ${fault}`);
  }
  if (options.plans) console.log(plansTable(await readPlans(database.logFile)));
  const machine = { cores: availableParallelism(), model: cpus()[0]?.model, node: process.version };
  const folder = path.join(packageRoot, 'bench-results');
  const file = path.join(folder, `${startedAt.toISOString().replaceAll(':', '-')}.json`);
  await mkdir(folder, { recursive: true });
  const document = { startedAt, machine, options, results, faults: results.map(faultsOf) };
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`\n${tableOf(results)}\n\nwritten to ${path.relative(packageRoot, file)}`);
  return results.every((result) => faultsOf(result).length === 0) ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeEverything().finally(() => process.exit(130)));
}
try {
  const options = benchOptionsFrom(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else if (options.sends) process.exitCode = await benchSends(options);
  else process.exitCode = options.ussd ? await benchUssd(options) : await bench(options);
} catch (error) {
  // A wrong word on the command line is no reason for a stack trace.
  const isUsage = error instanceof RangeError || (error as { code?: string }).code === 'ERR_PARSE';
  console.error(isUsage ? (error as Error).message : error);
  process.exitCode = 2;
} finally {
  await closeEverything();
}
