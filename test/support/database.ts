import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** A database of the test file's own, empty but for what the migrations put in. */
export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly queueUrl: string;
  /** The superuser, in this database: to look at what nobody else may see. */
  readonly adminUrl: string;
  /** Drops it. Throws when somebody still holds a connection: a pool that was not closed. */
  drop(): Promise<void>;
}

/** The run's cluster; `adminUrl` is the superuser in database `postgres`. */
export interface TestCluster {
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly queueUrl: string;
  readonly adminUrl: string;
}

/** What a closed connection may take to be gone from the server's list as well. */
const CLOSING_MS_MAX = 2000;

/** The cluster of this run; started by the first call of any test file, about a second. */
async function openTestCluster(): Promise<TestCluster> {
  const port = Number(process.env['PASAL_TEST_CLUSTER_PORT']);
  const answer: unknown = JSON.parse(await text(connect(port, '127.0.0.1')));
  const { error } = answer as { error?: string };
  if (error !== undefined) throw new Error(`no database for the tests: ${error}`);
  return answer as TestCluster;
}

/**
 * A new database, cloned from the migrated template in some 30 ms. Call it in `beforeAll`, and
 * `drop` in `afterAll`. Roles and passwords are shared by all databases of the run. `empty`:
 * without the migrations, for tests of the migration run itself. `like`: with what is in that one,
 * which nobody may be connected to.
 */
export async function openTestDatabase(
  options: { readonly empty?: boolean; readonly like?: TestDatabase } = {},
): Promise<TestDatabase> {
  const template = options.empty === true ? 'template1' : (options.like?.name ?? 'pasal');
  const cluster = await openTestCluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(cluster, async (client) => {
    // Without fsync copying files is faster than writing every block to the log.
    await client.query(
      `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy OWNER pasal_owner`,
    );
    // Rights on the database itself are not cloned.
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO pasal_service, pasal_queue`);
    await client.query(`GRANT TEMPORARY ON DATABASE ${name} TO pasal_queue`);
  });
  const inside = (url: string): string => url.replace(/\/[^/]*$/, `/${name}`);
  return {
    name,
    ownerUrl: inside(cluster.ownerUrl),
    serviceUrl: inside(cluster.serviceUrl),
    queueUrl: inside(cluster.queueUrl),
    adminUrl: inside(cluster.adminUrl),
    drop: () => asAdmin(cluster, (client) => drop(client, name)),
  };
}

async function drop(client: pg.Client, name: string): Promise<void> {
  let left: string[] = [];
  for (let waited_ms = 0; waited_ms < CLOSING_MS_MAX; waited_ms += 20) {
    const { rows } = await client.query<{ who: string }>(
      `SELECT usename || ' (' || application_name || '): ' || query AS who
       FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
      [name],
    );
    left = rows.map(({ who }) => who);
    if (left.length === 0) break;
    await pause(20);
  }
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  if (left.length > 0) throw new Error(`connections left open: ${left.join('; ')}`);
}

async function asAdmin<T>(
  cluster: TestCluster,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: cluster.adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
