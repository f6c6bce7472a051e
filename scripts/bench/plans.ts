import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/** A node of a plan, as EXPLAIN (ANALYZE, FORMAT JSON) writes it: what is looked at here. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** What one statement did at worst. */
export interface StatementPlans {
  readonly statement: string;
  calls: number;
  /** Rows read from tables and indexes in one call, those thrown away included. */
  rowsRead: number;
  /** Rows that went into a sort in one call. */
  rowsSorted: number;
  /** Tables that were read without an index. */
  readonly scanned: Set<string>;
}

/** Fewer rows than this are a page or two, however they are read. */
const FEW_ROWS = 200;

/** From now on every statement of every new connection is written down with its plan. */
export async function watchPlans(admin: pg.Client): Promise<void> {
  const settings: Readonly<Record<string, string>> = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
  };
  for (const [name, value] of Object.entries(settings))
    await admin.query(`alter role pasal_service in database pasal set ${name} = '${value}'`);
}

/** Reads the plans out of the server's log; of each statement the worst. */
export async function readPlans(logFile: string): Promise<readonly StatementPlans[]> {
  const found = new Map<string, StatementPlans>();
  // A line of the log that goes on begins with a tab.
  for (const entry of (await readFile(logFile, 'utf8')).split(/\n(?!\t)/)) {
    const at = entry.indexOf(' plan:\n');
    if (at < 0) continue;
    const { 'Query Text': text, Plan: root } = JSON.parse(entry.slice(at + 7)) as {
      'Query Text': string;
      Plan: PlanNode;
    };
    const statement = text.replaceAll(/\s+/g, ' ').trim();
    const known = found.get(statement) ?? {
      statement,
      calls: 0,
      rowsRead: 0,
      rowsSorted: 0,
      scanned: new Set<string>(),
    };
    found.set(statement, known);
    known.calls += 1;
    const sums = sumsOf(root, known.scanned);
    known.rowsRead = Math.max(known.rowsRead, sums.read);
    known.rowsSorted = Math.max(known.rowsSorted, sums.sorted);
  }
  return [...found.values()].sort((a, b) => b.rowsRead - a.rowsRead);
}

function sumsOf(node: PlanNode, scanned: Set<string>): { read: number; sorted: number } {
  const loops = node['Actual Loops'] ?? 1;
  const removed =
    (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  const own = ((node['Actual Rows'] ?? 0) + removed) * loops;
  const isRead = node['Relation Name'] !== undefined;
  const below = (node.Plans ?? []).map((one) => sumsOf(one, scanned));
  if (node['Node Type'] === 'Seq Scan' && own > FEW_ROWS) scanned.add(node['Relation Name'] ?? '');
  return {
    read: below.reduce((sum, one) => sum + one.read, isRead ? own : removed * loops),
    sorted: below.reduce(
      (sum, one) => sum + one.sorted,
      node['Node Type'] === 'Sort' ? (node['Actual Rows'] ?? 0) * loops : 0,
    ),
  };
}

/** The statements that touched most, for a person to read. */
export function plansTable(plans: readonly StatementPlans[]): string {
  const many = plans.filter(
    ({ rowsRead, rowsSorted, scanned }) =>
      rowsRead > FEW_ROWS || rowsSorted > FEW_ROWS || scanned.size > 0,
  );
  const lines = many.map(({ statement, calls, rowsRead, rowsSorted, scanned }) => {
    const whole = scanned.size > 0 ? `, whole: ${[...scanned].join(' ')}` : '';
    return `${calls} calls, at most ${rowsRead} rows read, ${rowsSorted} sorted${whole}
    ${statement.slice(0, 160)}`;
  });
  return [
    `plans: ${plans.length} statements, ${many.length} of them with more than ${FEW_ROWS} rows`,
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}
