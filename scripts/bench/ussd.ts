import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { DEMO, DEMO_PIN, demoPhone } from '../../src/demo-town.js';
import { findFreePort } from '../../src/embedded/postgres-server.js';
import { watchActivity } from './activity.js';
import { cpuSecondsOf, cpuSecondsOfTree } from './cpu.js';
import { openBenchDatabase, warmUp } from './database.js';
import type { BenchDatabase } from './database.js';
import { BENCH_SECRETS, startRole, untilReady } from './deployment.js';
import type { RoleProcess } from './deployment.js';
import { startServer } from './node-process.js';
import type { BenchOptions } from './options.js';
import { preciseNowMs } from './precise-clock.js';
import { hotspotsOf } from './profile.js';
import { readWork, workPerTurn } from './work-counters.js';
import { DESIGN, readYardsticks } from './yardsticks.js';
import type { Yardsticks } from './yardsticks.js';

/**
 * Keypads over the real wire: each session is dialled, leads to a basket and an order behind a PIN
 * or to a balance, and one hop in eight checks a PIN. A closed loop of 20 callers says how many
 * hops a second there are; an open one, how long a caller waits at an ordinary rate.
 */

/** Keys of an order after the code was dialled: nine hops, the last of which checks the PIN. */
const SESSION = ['1', '3', '113', '2', '0', '4', '1', DEMO_PIN] as const;
/** Every fourth session asks for the balance: three hops, so that one in eight checks a PIN. */
const BALANCE = ['3', DEMO_PIN] as const;

const CALLERS = 20;
const CLOSED_PER_SECOND_MIN = 1_500;
const OPEN_P99_MS_MAX = 40;

interface Tally {
  hops: number;
  pins: number;
  placed: number;
  odd: number;
  readonly ms: number[];
}

interface Line {
  readonly pool: Pool;
  readonly tally: Tally;
  /** Only what is answered from here on is counted. */
  fromMs: number;
  untilMs: number;
  sessions: number;
}

const PATH = `/webhooks/ussd/africastalking/${BENCH_SECRETS.ussdPathToken}`;

/** One hop; returns the screen. */
async function hop(
  line: Line,
  session: string,
  phone: string,
  typed: readonly string[],
): Promise<string> {
  const fields = {
    sessionId: session,
    serviceCode: DEMO.serviceCode,
    phoneNumber: phone,
    networkCode: '63902',
    text: typed.join('*'),
  };
  const startedMs = preciseNowMs();
  const answer = await line.pool.request({
    path: PATH,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  const screen = await answer.body.text();
  const endedMs = preciseNowMs();
  if (endedMs >= line.fromMs && endedMs < line.untilMs) {
    line.tally.hops += 1;
    line.tally.ms.push(endedMs - startedMs);
    if (typed.at(-1) === DEMO_PIN) line.tally.pins += 1;
    if (screen.startsWith('END Order')) line.tally.placed += 1;
    if (answer.statusCode !== 200 || !/^(CON|END) /.test(screen)) line.tally.odd += 1;
  }
  return screen;
}

/** Between half and one and a half of it: nobody reads in step with the others. */
function readingMs(gapMs: number): number {
  return gapMs * (0.5 + Math.random());
}

/** A whole session of the next caller in turn; about `gapMs` apart where somebody reads. */
async function call(line: Line, runId: string, callers: number, gapMs: number): Promise<void> {
  line.sessions += 1;
  const i = 3 + (line.sessions % (callers - 2));
  const phone = demoPhone('retailer', i);
  const session = `${runId}-${line.sessions}`;
  const keys = line.sessions % 4 === 0 ? BALANCE : SESSION;
  const typed: string[] = [];
  let screen = await hop(line, session, phone, typed);
  // A session that was cut off by the end of an earlier run goes on where it was.
  if (screen.includes('1 Jari rakhne')) {
    typed.push('2');
    screen = await hop(line, session, phone, typed);
  }
  for (const key of keys) {
    if (preciseNowMs() >= line.untilMs) return;
    if (gapMs > 0) await pause(readingMs(gapMs));
    typed.push(key);
    await hop(line, session, phone, typed);
  }
}

async function runClosed(line: Line, runId: string, callers: number): Promise<void> {
  const loop = async (): Promise<void> => {
    while (preciseNowMs() < line.untilMs) await call(line, runId, callers, 0);
  };
  await Promise.all(Array.from({ length: CALLERS }, loop));
}

/** Sessions begin at an even pace, whatever becomes of those before them. */
async function runOpen(
  line: Line,
  runId: string,
  callers: number,
  perSecond: number,
): Promise<void> {
  const hopsPerSession = (3 * (SESSION.length + 1) + BALANCE.length + 1) / 4;
  const everyMs = (1000 * hopsPerSession) / perSecond;
  const running = new Set<Promise<void>>();
  for (let dueMs = preciseNowMs(); dueMs < line.untilMs; dueMs += everyMs) {
    await pause(Math.max(0, dueMs - preciseNowMs()));
    const one: Promise<void> = call(line, runId, callers, 200).finally(() => running.delete(one));
    running.add(one);
  }
  await Promise.all(running);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

interface Measured {
  readonly name: string;
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly faults: readonly string[];
}

async function measure(
  options: BenchOptions,
  database: BenchDatabase,
  web: Pick<RoleProcess, 'pid' | 'port'>,
  name: 'bare-closed' | 'ussd-closed' | 'ussd-open',
): Promise<Measured> {
  const connections = name === 'ussd-open' ? 256 : CALLERS;
  const pool = new Pool(`http://127.0.0.1:${web.port}`, { connections, pipelining: 1 });
  const startedMs = preciseNowMs();
  const fromMs = startedMs + options.warmupSeconds * 1000;
  const untilMs = startedMs + options.seconds * 1000;
  const tally: Tally = { hops: 0, pins: 0, placed: 0, odd: 0, ms: [] };
  const line: Line = { pool, tally, fromMs, untilMs, sessions: 0 };
  const runId = `${name}-${Date.now().toString(36)}`;
  const cpu = async (): Promise<Record<string, number>> => ({
    web: (await cpuSecondsOf(web.pid)) ?? 0,
    postgres: (await cpuSecondsOfTree(database.serverPid ?? 0)) ?? 0,
    generator: (await cpuSecondsOf(process.pid)) ?? 0,
  });
  const watching = watchActivity(database.adminUrl);
  const load =
    name === 'ussd-open'
      ? runOpen(line, runId, options.retailers, options.rate)
      : runClosed(line, runId, options.retailers);
  await warmUp(database.admin, fromMs);
  const before = { cpu: await cpu(), work: await readWork(database.admin) };
  await pause(Math.max(0, untilMs - preciseNowMs()));
  const after = { cpu: await cpu(), work: await readWork(database.admin) };
  await load;
  const activity = await (await watching).stop();
  await pool.close();
  const seconds = (untilMs - fromMs) / 1000;
  const sorted = tally.ms.toSorted((a, b) => a - b);
  const perSecond = tally.hops / seconds;
  const p99Ms = quantile(sorted, 0.99);
  const work = workPerTurn(before.work, after.work, tally.hops);
  console.log(
    `${name}: ${perSecond.toFixed(0)} hops/s, ${quantile(sorted, 0.5).toFixed(1)} ms at the ` +
      `middle, ${p99Ms.toFixed(1)} ms p99, ${tally.pins} PINs and ${tally.placed} orders in ` +
      `${tally.hops} hops, ${tally.odd} odd answers`,
  );
  console.log(`  for each hop: ${JSON.stringify(work)}`);
  for (const [who, used] of Object.entries(after.cpu)) {
    const share = (used - (before.cpu[who] ?? 0)) / seconds;
    console.log(
      `  ${who}: ${share.toFixed(2)} cores, ${((share / perSecond) * 1e6).toFixed(0)} us a hop`,
    );
  }
  for (const { what, sessions } of activity.waits.slice(0, 5)) console.log(`  ${sessions} ${what}`);
  for (const { what, sessions } of activity.statements.slice(0, 6)) {
    console.log(`  ${sessions} ${what}`);
  }
  return { name, perSecond, p99Ms, faults: faultsOf(name, tally, perSecond, p99Ms) };
}

function faultsOf(name: string, tally: Tally, perSecond: number, p99Ms: number): string[] {
  const faults: string[] = [];
  if (tally.odd > 0) faults.push(`${tally.odd} answers were no screen`);
  if (name === 'ussd-closed' && perSecond < CLOSED_PER_SECOND_MIN) {
    faults.push(`${perSecond.toFixed(0)} hops/s, at least ${CLOSED_PER_SECOND_MIN} wanted`);
  }
  if (name === 'ussd-open' && !(p99Ms < OPEN_P99_MS_MAX)) {
    faults.push(`p99 ${p99Ms.toFixed(1)} ms, under ${OPEN_P99_MS_MAX} wanted`);
  }
  return faults;
}

/** The same closed loop on a server that does no more than a durable hop has to. */
async function measureBare(options: BenchOptions, database: BenchDatabase): Promise<Measured> {
  const bare = await startServer('bare-server', database.serviceUrl);
  try {
    const measured = await measure(options, database, bare, 'bare-closed');
    if (measured.faults.length > 0) throw new Error(`${measured.faults[0]}:\n${bare.printed()}`);
    return measured;
  } finally {
    await bare.end('SIGKILL');
  }
}

/** What was measured as shares of what the machine does, beside the goals on the design's. */
function sayShares(here: Yardsticks, closed: Measured): void {
  for (const [name, rate] of Object.entries(here) as [keyof Yardsticks, number][]) {
    const share = (perSecond: number, whole: number): string =>
      `${((100 * perSecond) / whole).toFixed(1)} %`;
    const goal = share(CLOSED_PER_SECOND_MIN, DESIGN[name]);
    console.log(
      `  ${name} ${rate.toFixed(0)} here, ${share(rate, DESIGN[name])} of the design's machine: ` +
        `hops are ${share(closed.perSecond, rate)} of them, and the goal was ${goal} there`,
    );
  }
}

/** Orders that are twice, sessions without their turns: nothing of the kind may be left. */
async function checkBooks({ admin }: BenchDatabase): Promise<string[]> {
  const { rows } = await admin.query<{ doubled: string; waiting: string }>(`
    select (select count(*) from (select basket_id from orders group by basket_id
        having count(*) > 1) d) as doubled,
      (select count(*) from pg_stat_activity where usename = 'pasal_service'
        and state like 'idle in transaction%') as waiting`);
  const { doubled, waiting } = rows[0] ?? {};
  return [
    ...(Number(doubled) > 0 ? [`${doubled} baskets were ordered twice`] : []),
    ...(Number(waiting) > 0 ? [`${waiting} transactions hang`] : []),
  ];
}

/** Runs both loops and gives the exit code. */
export async function benchUssd(options: BenchOptions): Promise<number> {
  const { retailers, vendors } = options;
  console.log(`preparing a database with ${retailers} retailers and ${vendors} vendors`);
  const database = await openBenchDatabase({ retailers, vendors, drivers: 0 }, options.orders);
  const port = await findFreePort();
  const place = { ...database, redisUrl: undefined, graphUrl: 'http://127.0.0.1:9' };
  const profiles = await mkdtemp(path.join(tmpdir(), 'pasal-profiles-'));
  const profiling = ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-name=ussd.web'];
  const closing = async (error: unknown): Promise<never> => {
    await database.close();
    throw error;
  };
  const yardsticks = await readYardsticks(database).catch(closing);
  const bare = await measureBare(options, database).catch(closing);
  const web = startRole('web', 'web', place, port, options.profile ? profiling : []);
  try {
    await untilReady(web);
    const closed = await measure(options, database, web, 'ussd-closed');
    const ratio = closed.perSecond / bare.perSecond;
    console.log(`  ${ratio.toFixed(2)} of what bare durable hops reach on this machine`);
    sayShares(yardsticks, closed);
    const open = await measure(options, database, web, 'ussd-open');
    const faults = [...closed.faults, ...open.faults, ...(await checkBooks(database))];
    for (const fault of faults) console.log(`  FAULT: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    const words = web.printed();
    if (words !== '') console.error(`the service said:\n${words.slice(-3_000)}`);
    await web.end('SIGTERM');
    if (options.profile) console.log(await hotspotsOf(profiles, 'ussd'));
    await rm(profiles, { recursive: true, force: true });
    await database.close();
  }
}
