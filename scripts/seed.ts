import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { quietLog } from './bench/quiet-log.js';
import { realUniverse } from '../src/base/universe.js';
import { prepareDatabase } from '../src/db/prepare-database.js';
import { DEMO, DEMO_SIZE, seedDemoTown } from '../src/demo-town.js';
import { startEmbeddedPostgres } from '../src/embedded/postgres.js';
import { packageRoot } from '../src/package-root.js';

const USAGE = `\
Makes the demo town larger: always the same people, and running it again changes nothing.

  npm run seed -- --retailers 10000 --vendors 100 --drivers 20

The numbers are totals; without them the town has ${DEMO_SIZE.retailers} retailers, \
${DEMO_SIZE.vendors} vendors and ${DEMO_SIZE.drivers} drivers.
Works on DATABASE_OWNER_URL, else on the embedded database under DATA_DIR, running or not.`;

/** A hundred thousand people in one transaction are a matter of minutes; more is a mistake. */
const PEOPLE_MAX = 100_000;

const universe = realUniverse();

async function seed(ownerUrl: string, size: typeof DEMO_SIZE): Promise<void> {
  const startedMs = performance.now();
  await seedDemoTown(ownerUrl, size, universe.now());
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const counts = await countTown(ownerUrl);
  const list = counts.map(({ what, count }) => `${count} ${what}`).join(', ');
  console.log(`${list} (${seconds} s)`);
}

async function countTown(ownerUrl: string): Promise<{ what: string; count: number }[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Row-level security holds for the owner too: without the town nothing would be counted.
    await client.query(`select set_config('app.town_id', $1, false)`, [DEMO.townId]);
    const { rows } = await client.query<{ what: string; count: number }>(`
      select kind || 's' as what, count(*)::int as count from parties group by kind
      union all select 'products', count(*)::int from town_products
      union all select 'stock rows', count(*)::int from stock
      union all select 'credit accounts', count(*)::int from credit_accounts
      order by 1`);
    return rows;
  } finally {
    await client.end();
  }
}

/** On the embedded cluster: joined where the service runs, prepared where it never did. */
async function seedEmbedded(size: typeof DEMO_SIZE): Promise<void> {
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  const cluster = await startEmbeddedPostgres({ dataDir, log: quietLog, universe });
  try {
    const { ownerUrl, serviceUrl, queueUrl } = cluster;
    const folder = path.join(packageRoot, 'migrations');
    const ready = await prepareDatabase(ownerUrl, { serviceUrl, queueUrl }, folder, universe);
    if (!ready.ok) throw new Error(`${ready.refusal} ${JSON.stringify(ready.detail)}`);
    await seed(ownerUrl, size);
  } finally {
    await cluster.stop();
  }
}

function sizeFrom(values: Readonly<Record<string, string | undefined>>): typeof DEMO_SIZE {
  const number = (name: keyof typeof DEMO_SIZE): number => {
    const given = values[name];
    if (given === undefined) return DEMO_SIZE[name];
    const count = Number(given);
    if (Number.isInteger(count) && count >= 0 && count <= PEOPLE_MAX) return count;
    throw new RangeError(`--${name} takes a number from 0 to ${PEOPLE_MAX}`);
  };
  return {
    retailers: number('retailers'),
    vendors: number('vendors'),
    drivers: number('drivers'),
  };
}

const { values } = parseArgs({
  options: {
    retailers: { type: 'string' },
    vendors: { type: 'string' },
    drivers: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const { help, ...numbers } = values;
const ownerUrl = process.env['DATABASE_OWNER_URL'] ?? '';
if (help === true) console.log(USAGE);
else if (ownerUrl === '') await seedEmbedded(sizeFrom(numbers));
else await seed(ownerUrl, sizeFrom(numbers));
