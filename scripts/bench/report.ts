import { availableParallelism } from 'node:os';
import type { Accounts } from './accounts.js';
import type { Activity } from './activity.js';
import type { Hotspot } from './profile.js';
import type { Scenario, Target } from './scenarios.js';
import type { Figures } from './tally.js';
import type { WorkCounters } from './work-counters.js';

/** Processor seconds a process used in the measured time; undefined where unknown. */
export type CpuSeconds = Readonly<Record<string, number | undefined>>;

/** All that is known of one scenario. */
export interface Result {
  readonly scenario: Scenario;
  readonly target: Target;
  readonly figures: Figures;
  readonly accounts: Accounts;
  readonly statusesTaken: number;
  readonly cpuSeconds: CpuSeconds;
  readonly workPerTurn: WorkCounters;
  readonly activity: Activity;
  readonly generatorLagMsMax: number;
  /** Turns whose reply did not come within the retailer's patience. */
  readonly givenUp: number;
  /** Messages of the open loop that could not even be written. */
  readonly unoffered: number;
  readonly hotspots?: {
    readonly functions: readonly Hotspot[];
    readonly packages: readonly Hotspot[];
  };
}

/** What is wrong with a result, one sentence each; nothing, if it is as promised. */
export function faultsOf({ target, figures, accounts, givenUp, unoffered }: Result): string[] {
  const faults: string[] = [];
  const wanted = target.turnsPerSecondMin ?? 0;
  if (figures.turnsPerSecond < wanted) {
    const share = Math.round((figures.turnsPerSecond / wanted) * 100);
    faults.push(`${figures.turnsPerSecond} turns/s are ${share} % of the ${wanted} wanted`);
  }
  const slowest = target.replyMsP99Max ?? Infinity;
  if (figures.replyMs.p99 > slowest) {
    faults.push(`a p99 of ${figures.replyMs.p99} ms is over the ${slowest} ms allowed`);
  }
  const { refused, lost, duplicated, quarantined, stillQueued } = accounts;
  const counts = { refused, lost, duplicated, quarantined, stillQueued, givenUp, unoffered };
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) faults.push(`${count} ${name}`);
  }
  return faults;
}

const HEADS = [
  'scenario',
  'accepted/s',
  'turns/s',
  'sends/s',
  'ack p50',
  'p99',
  'reply p50',
  'p99',
];
const MORE_HEADS = ['lost', 'doubled', 'orders', 'offers'];

/** One line per scenario, right-aligned columns. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map(({ scenario, figures, accounts }) => [
    scenario.name,
    String(Math.round(figures.acceptedPerSecond)),
    String(Math.round(figures.turnsPerSecond)),
    String(Math.round(figures.sendsPerSecond)),
    `${figures.ackMs.p50} ms`,
    `${figures.ackMs.p99} ms`,
    `${figures.replyMs.p50} ms`,
    `${figures.replyMs.p99} ms`,
    String(accounts.lost),
    String(accounts.duplicated),
    String(accounts.orders),
    String(accounts.offers),
  ]);
  const table = [[...HEADS, ...MORE_HEADS], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, i) =>
          i === 0 ? cell.padEnd(widths?.[i] ?? 0) : cell.padStart(widths?.[i] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** Who used the processors, and what sessions and functions were busy with. */
export function whereTheTimeGoes(result: Result): string {
  const { cpuSeconds, workPerTurn, figures, activity, hotspots } = result;
  const known = Object.entries(cpuSeconds).flatMap(([name, seconds]) =>
    seconds === undefined ? [] : [{ name, seconds }],
  );
  const perTurn = (seconds: number): string => {
    const turns = figures.turnsPerSecond * figures.seconds;
    return turns > 0 ? `${((seconds / turns) * 1000).toFixed(2)} ms a turn` : '';
  };
  const lines = known.map(({ name, seconds }) => {
    const share = `${Math.round((seconds / figures.seconds) * 100)} %`.padStart(6);
    return `    ${name.padEnd(16)}${share} of a core   ${perTurn(seconds)}`;
  });
  const together = known.reduce((sum, { seconds }) => sum + seconds, 0);
  const ceiling = Math.round(
    (figures.turnsPerSecond * figures.seconds * availableParallelism()) / together,
  );
  const label = 'together'.padEnd(33);
  lines.push(`    ${label}${perTurn(together)}: ${ceiling} turns/s at most`);
  const list = (title: string, entries: readonly string[]): string[] =>
    entries.length === 0 ? [] : [`  ${title}`, ...entries.map((entry) => `    ${entry}`)];
  const sessions = ({ what, sessions: count }: Activity['waits'][number]): string =>
    `${count.toFixed(2).padStart(6)}  ${what}`;
  const share = ({ where, share: part }: Hotspot): string =>
    `${(part * 100).toFixed(1).padStart(5)} %  ${where}`;
  const byAct = Object.entries(figures.replyMsByAct).map(
    ([act, { count, p50, p99 }]) => `${act.padEnd(8)} ${count} replies, p50 ${p50}, p99 ${p99} ms`,
  );
  return [
    '  processors',
    ...lines,
    `  database, each turn: ${workPerTurn.commits} commits, ` +
      `${workPerTurn.walFlushes} flushes, ${workPerTurn.walKilobytes} kB of log`,
    ...list('replies', byAct),
    ...list('database sessions, average at a time', activity.waits.map(sessions)),
    ...list('statements running, average at a time', activity.statements.map(sessions)),
    ...list('packages of the service', hotspots?.packages.map(share) ?? []),
    ...list('functions of the service', hotspots?.functions.map(share) ?? []),
    `  the generator was at most ${result.generatorLagMsMax} ms behind`,
  ].join('\n');
}
