/**
 * Scores the reading of labelled messages: `npm run score -- FILE [--json] [--by lang]`.
 *
 * FILE holds one JSON object per line (test/phrases/README.md says which). Each message goes
 * through `understand` with its context and its market's demo catalogue, as a turn's would; nothing
 * is written. With --json the same figures as JSON, else a table; --errors N shows N failures.
 */
import { readFileSync } from 'node:fs';
import { aggregate, type Aggregate } from './score/aggregate.js';
import { loadItems, readRows, type Row } from './score/rows.js';
import { predict, type Prediction } from './score/predict.js';
import { scoreRow, type RowScore } from './score/score-row.js';

export interface Scored extends RowScore {
  readonly row: Row;
  readonly prediction: Prediction;
}

/** Reads and scores rows; the order is kept. */
export function scoreRows(rows: readonly Row[]): Scored[] {
  const skus = loadItems();
  return rows.map((row) => {
    const prediction = predict(row);
    return { row, prediction, ...scoreRow(row, prediction, skus) };
  });
}

/** Groups scores by a field of the rows, `all` first. */
export function tabulate(
  scored: readonly Scored[],
  by: 'lang' | 'market' | 'intent',
): Record<string, Aggregate> {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) groups.set(one.row[by], [...(groups.get(one.row[by]) ?? []), one]);
  const table: Record<string, Aggregate> = { all: aggregate(scored) };
  for (const [name, list] of groups) table[name] = aggregate(list);
  return table;
}

function percent(share: number): string {
  return (100 * share).toFixed(1).padStart(7);
}

function printTable(table: Record<string, Aggregate>): void {
  console.log(
    'group               n   exact  intent  lineF1 overask  silent  missed  false orders',
  );
  for (const [name, a] of Object.entries(table)) {
    const shares = [a.exact, a.intent, a.lineF1.f1, a.overAsk].map(percent).join(' ');
    const counts = [a.silentWrongN, a.missedAskN].map((n) => String(n).padStart(7)).join(' ');
    const orders = `${String(a.falseOrderN)} of ${String(a.nonOrders)}`;
    console.log(`${name.padEnd(15)} ${String(a.n).padStart(5)} ${shares} ${counts}  ${orders}`);
  }
}

function printErrors(scored: readonly Scored[], max: number): void {
  for (const one of scored.filter((each) => each.silentWrong || !each.exact).slice(0, max)) {
    console.log(
      `\n${one.row.id} [${one.row.lang}/${one.row.market}] ${JSON.stringify(one.row.text)}`,
    );
    console.log(`  gold ${one.row.intent} ${JSON.stringify(one.row.lines)}`);
    console.log(`  read ${one.prediction.intent} ${JSON.stringify(one.prediction.lines)}`);
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

function main(): void {
  const file = process.argv.slice(2).find((argument) => argument.endsWith('.jsonl'));
  if (file === undefined) {
    console.error(
      'usage: npm run score -- FILE.jsonl [--json] [--by lang|market|intent] [--errors N]',
    );
    process.exitCode = 2;
    return;
  }
  const by = option('by');
  const scored = scoreRows(readRows(readFileSync(file, 'utf8')));
  const table = tabulate(scored, by === 'market' || by === 'intent' ? by : 'lang');
  if (process.argv.includes('--json')) console.log(JSON.stringify(table, null, 1));
  else printTable(table);
  printErrors(scored, Number(option('errors') ?? 0));
}

if (
  process.argv[1]?.endsWith('score.ts') === true ||
  process.argv[1]?.endsWith('score.js') === true
)
  main();
