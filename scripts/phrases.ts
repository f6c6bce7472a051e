import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { quietLog } from './bench/quiet-log.js';
import { LIMITS } from '../src/base/limits.js';
import { realUniverse } from '../src/base/universe.js';
import { openDatabase } from '../src/db/database.js';
import { inPlatform, inTown } from '../src/db/transaction.js';
import { listAskedPhrases } from '../src/domain/phrases/clarifications.js';
import type { AskedPhrase } from '../src/domain/phrases/clarifications.js';
import { startEmbeddedPostgres } from '../src/embedded/postgres.js';

const USAGE = `\
Lists the phrases that a town had to ask about, most often first: what an operator may add as an
alias. Words under which nothing was found, and words that may mean several products.

  npm run phrases -- --town surkhet [--days 30] [--json]

asked: questions put; chosen: answered by a product or an amount; none: "none of these"; open:
dropped, written anew, or never answered; then the product that was chosen most often.
Reads from DATABASE_URL, else from the embedded database under DATA_DIR, running or not.`;

const DAY_MS = 24 * 60 * 60 * 1000;
const universe = realUniverse();

/** What was asked in a town by its slug, in so many days until now; undefined: no such town. */
export async function askedIn(
  serviceUrl: string,
  slug: string,
  since: Date,
): Promise<readonly AskedPhrase[] | undefined> {
  const database = openDatabase({
    url: serviceUrl,
    connectionsMax: 1,
    applicationName: 'pasal phrases',
    onIdleError: () => undefined,
  });
  try {
    const id = await inPlatform(database, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from towns where slug = ${slug}`.execute(tx);
      return rows[0]?.id;
    });
    if (id === undefined) return undefined;
    return await inTown(database, id, (tx) =>
      listAskedPhrases(tx, since, LIMITS.asked_phrases_rows_max),
    );
  } finally {
    await database.close();
  }
}

/** The list as people read it: one line for each phrase and reason. */
export function phraseTable(rows: readonly AskedPhrase[]): string {
  if (rows.length === 0) return 'Nothing was asked about.';
  const head = ['asked', 'chosen', 'none', 'open', 'why', 'as typed', 'chosen most often'];
  const lines = rows.map((row) => [
    String(row.asked),
    String(row.chosen),
    String(row.none),
    String(row.unanswered),
    row.why,
    row.said.replaceAll(/\s+/gu, ' '),
    row.product === null ? '' : `${row.product.sku} ${row.product.name}`,
  ]);
  const widths = head.map((_, at) =>
    Math.max(...[head, ...lines].map((one) => one[at]?.length ?? 0)),
  );
  return [head, ...lines]
    .map((one) =>
      one
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function show(serviceUrl: string, slug: string, days: number, json: boolean): Promise<void> {
  const since = new Date(universe.nowMs() - days * DAY_MS);
  const rows = await askedIn(serviceUrl, slug, since);
  if (rows === undefined) {
    console.error(`There is no town "${slug}".`);
    process.exitCode = 1;
  } else {
    console.log(json ? JSON.stringify(rows, null, 1) : phraseTable(rows));
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      town: { type: 'string' },
      days: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const days = Number(values.days);
  const daysMax = LIMITS.asked_phrases_days_max;
  if (values.help || values.town === undefined) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  if (!Number.isInteger(days) || days < 1 || days > daysMax) {
    throw new RangeError(`--days takes a number from 1 to ${daysMax}`);
  }
  const serviceUrl = process.env['DATABASE_URL'] ?? '';
  if (serviceUrl !== '') {
    await show(serviceUrl, values.town, days, values.json);
    return;
  }
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  const cluster = await startEmbeddedPostgres({ dataDir, log: quietLog, universe });
  try {
    await show(cluster.serviceUrl, values.town, days, values.json);
  } finally {
    await cluster.stop();
  }
}

if (process.argv[1]?.endsWith('phrases.ts') === true) await main();
