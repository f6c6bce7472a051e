import { setTimeout as pause } from 'node:timers/promises';
import { realUniverse } from '../../src/base/universe.js';
import { openDatabase } from '../../src/db/database.js';
import type { Database } from '../../src/db/database.js';
import { inTown } from '../../src/db/transaction.js';
import { DEMO } from '../../src/demo-town.js';
import { demoId } from '../../src/demo-id.js';
import { findFreePort } from '../../src/embedded/postgres-server.js';
import { openQueues } from '../../src/jobs/queues.js';
import { appendMessages } from '../../src/outbox/messages.js';
import type { OutboxMessage } from '../../src/outbox/messages.js';
import { watchActivity } from './activity.js';
import { untilQuiet } from './accounts.js';
import { cpuSecondsOf, cpuSecondsOfTree } from './cpu.js';
import { openBenchDatabase, warmUp } from './database.js';
import type { BenchDatabase } from './database.js';
import { startRole, untilReady } from './deployment.js';
import { startDouble } from './double-process.js';
import type { DoubleProcess } from './double-process.js';
import type { BenchOptions } from './options.js';
import { preciseNowMs } from './precise-clock.js';
import { quietLog } from './quiet-log.js';

/**
 * Sending alone: messages are left in the outbox at a steady rate, as committed turns leave them,
 * and one worker takes them to a double that answers after 200 ms and refuses, as Meta does,
 * whoever is faster than a number or a recipient may be written to. Some recipients get more at
 * once than the provider takes, so that the pace towards one of them is at work too.
 */
const LATENCY_MS = 200;
const BATCH_MS = 20;
/** So many people get so many messages in the first seconds: 44 may go at once. */
const BUSY_PEOPLE = 5;
const BUSY_MESSAGES = 48;

interface Tally {
  readonly queuedAtMs: Map<string, number>;
  readonly reachedAtMs: Map<string, number>;
  /** Arrived more than once. */
  doubled: number;
}

/** Who is written to, and how often they were. */
interface Reader {
  readonly conversationId: string;
  readonly phone: string;
  seq: number;
}

/** As many as a number at its highest rate writes to in ten seconds. */
const READERS = 10_000;

function readersOf(count: number): Reader[] {
  return Array.from({ length: count }, (_, i) => ({
    conversationId: demoId('bench', 'reader', i),
    phone: `+97797${String(i).padStart(8, '0')}`,
    seq: 0,
  }));
}

/** They wrote just now: whoever has not for a day is told by template, or by short message. */
async function hear({ admin }: BenchDatabase, readers: readonly Reader[]): Promise<void> {
  await admin.query(
    `insert into sessions (town_id, conversation_id, channel_account_id, phone, flow_id,
       flow_version, snapshot, last_typed_at, changed_at)
     select $1, r.conversation, $2, r.phone, 'retailer.whatsapp', 1, 'null', now(), now()
     from unnest($3::uuid[], $4::text[]) as r (conversation, phone)`,
    [
      DEMO.townId,
      DEMO.channelAccountId,
      readers.map((reader) => reader.conversationId),
      readers.map((reader) => reader.phone),
    ],
  );
}

function messageTo(reader: Reader, id: string): OutboxMessage {
  reader.seq += 1;
  return {
    id,
    conversationId: reader.conversationId,
    seq: reader.seq,
    channelAccountId: DEMO.channelAccountId,
    recipient: { phone: reader.phone, bsuid: null },
    content: { kind: 'text', body: 'Order 1001 is accepted by Karnali Traders: Rs 2,620.' },
    priority: 0,
    meaning: null,
    harmless: true,
    causeId: null,
    correlationId: id,
  };
}

/** Leaves messages in the outbox at an even rate until the time is over. */
async function offer(
  database: Database,
  ring: () => void,
  tally: Tally,
  readers: readonly Reader[],
  { rate, untilMs }: { readonly rate: number; readonly untilMs: number },
): Promise<void> {
  const universe = realUniverse();
  const busy = readers
    .slice(0, BUSY_PEOPLE)
    .flatMap((one) => Array<Reader>(BUSY_MESSAGES).fill(one));
  let next = BUSY_PEOPLE;
  const perBatch = Math.max(1, Math.round((rate * BATCH_MS) / 1000));
  const writing = new Set<Promise<void>>();
  for (let dueMs = preciseNowMs(); dueMs < untilMs; dueMs += BATCH_MS) {
    await pause(Math.max(0, dueMs - preciseNowMs()));
    const chosen = [...busy.splice(0, 1)];
    while (chosen.length < perBatch) {
      const reader = readers[next];
      next = next + 1 < readers.length ? next + 1 : BUSY_PEOPLE;
      if (reader !== undefined) chosen.push(reader);
    }
    const messages = chosen.map((reader) => messageTo(reader, universe.newId()));
    for (const { id } of messages) tally.queuedAtMs.set(id, preciseNowMs());
    const written: Promise<void> = inTown(database, DEMO.townId, (tx) =>
      appendMessages(tx, universe.now(), messages),
    )
      .then(ring)
      .finally(() => writing.delete(written));
    writing.add(written);
  }
  await Promise.all(writing);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** What came of it, as words; ends with what is wrong. */
async function judge(
  { admin }: BenchDatabase,
  tally: Tally,
  double: DoubleProcess,
  window: { readonly fromMs: number; readonly untilMs: number; readonly rate: number },
): Promise<string[]> {
  const hung = await untilQuiet(admin);
  const { pairRefused, refused } = await double.refusals();
  const { fromMs, untilMs, rate } = window;
  const within = [...tally.reachedAtMs.values()].filter((at) => at >= fromMs && at < untilMs);
  const perSecond = within.length / ((untilMs - fromMs) / 1000);
  const waits = [...tally.reachedAtMs]
    .filter(([, at]) => at >= fromMs && at < untilMs)
    .map(([id, at]) => at - (tally.queuedAtMs.get(id) ?? Number.NaN))
    .toSorted((a, b) => a - b);
  const lost = [...tally.queuedAtMs.keys()].filter((id) => !tally.reachedAtMs.has(id)).length;
  const [middle, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
  console.log(
    `sends: ${rate} offered, ${perSecond.toFixed(0)} reached a second; ` +
      `${middle.toFixed(0)} ms at the middle, ${p99.toFixed(0)} ms p99 from the outbox to ` +
      `the provider; ${hung} hung, ${lost} lost, ${tally.doubled} doubled, ` +
      `${pairRefused} refused as too many for one recipient, ${refused} refused in all`,
  );
  return [
    ...(perSecond < rate * 0.99 ? [`${perSecond.toFixed(0)} sends/s of ${rate} offered`] : []),
    ...(hung > 0 ? [`${hung} messages hang`] : []),
    ...(lost > 0 ? [`${lost} messages are lost`] : []),
    ...(tally.doubled > 0 ? [`${tally.doubled} messages were doubled`] : []),
    ...(refused > 0 ? [`${refused} refusals, none wanted`] : []),
  ];
}

/** Runs it and gives the exit code. */
export async function benchSends(options: BenchOptions): Promise<number> {
  const { sendRate: rate, seconds, warmupSeconds } = options;
  const base = await openBenchDatabase({ retailers: 10, vendors: 1, drivers: 0 }, 0);
  const tally: Tally = { queuedAtMs: new Map(), reachedAtMs: new Map(), doubled: 0 };
  const settings = { latencyMs: LATENCY_MS, statuses: false, webhookUrl: '', perSecondMax: 1_000 };
  const double = await startDouble(settings, (batch) => {
    for (const [id, , atMs] of batch) {
      if (tally.reachedAtMs.has(id)) tally.doubled += 1;
      else tally.reachedAtMs.set(id, atMs);
    }
  });
  const place = { ...base, redisUrl: undefined, graphUrl: double.url };
  const worker = startRole('worker', 'worker', place, await findFreePort());
  const database = openDatabase({
    url: base.serviceUrl,
    connectionsMax: 4,
    applicationName: 'bench sends',
    onIdleError: () => undefined,
  });
  const queues = openQueues({
    redisUrl: undefined,
    postgresUrl: base.queueUrl,
    universe: realUniverse(),
    log: quietLog,
  });
  try {
    const readers = readersOf(READERS);
    await Promise.all([untilReady(worker), queues.opened(), hear(base, readers)]);
    const startedMs = preciseNowMs();
    const window = {
      fromMs: startedMs + warmupSeconds * 1000,
      untilMs: startedMs + seconds * 1000,
      rate,
    };
    const cpu = async (): Promise<Record<string, number>> => ({
      worker: (await cpuSecondsOf(worker.pid)) ?? 0,
      postgres: (await cpuSecondsOfTree(base.serverPid ?? 0)) ?? 0,
      'graph double': (await cpuSecondsOf(double.process.pid)) ?? 0,
      generator: (await cpuSecondsOf(process.pid)) ?? 0,
    });
    const ring = (): void => queues.wake('relay', '');
    const load = offer(database, ring, tally, readers, window);
    await warmUp(base.admin, window.fromMs);
    const [before, watching] = [await cpu(), await watchActivity(base.adminUrl)];
    await pause(Math.max(0, window.untilMs - preciseNowMs()));
    const after = await cpu();
    const activity = await watching.stop();
    await load;
    const faults = await judge(base, tally, double, window);
    for (const [who, used] of Object.entries(after)) {
      const share = (used - (before[who] ?? 0)) / (seconds - warmupSeconds);
      console.log(`  ${who}: ${share.toFixed(2)} cores`);
    }
    for (const { what, sessions } of activity.statements.slice(0, 6)) {
      console.log(`  ${sessions} ${what}`);
    }
    for (const fault of faults) console.log(`  FAULT: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    const words = worker.printed();
    if (words !== '') console.error(`the service said:\n${words.slice(-3_000)}`);
    await queues.close();
    await database.close();
    await worker.end('SIGTERM');
    await double.process.end('SIGTERM');
    await base.close();
  }
}
