import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { realUniverse } from '../../src/base/universe.js';
import { prepareDatabase } from '../../src/db/prepare-database.js';
import { placeOf, seedDemoTown } from '../../src/demo-town.js';
import { startEmbeddedPostgres } from '../../src/embedded/postgres.js';
import { packageRoot } from '../../src/package-root.js';
import { quietLog } from '../../scripts/bench/quiet-log.js';

/** 07:00 of a Monday in Nepal. */
export const DAWN_MS = Date.parse('2026-03-02T07:00:00+05:45');

export const PLACE = placeOf('simulated', '300000000000000');

export const PEOPLE = { retailers: 4, vendors: 3, drivers: 1 } as const;

/** The databases of one run: a day has one of its own, cloned from a town that is asleep. */
export interface Databases {
  clone(name: string): Promise<DayDatabase>;
  close(): Promise<void>;
}

export interface DayDatabase {
  readonly serviceUrl: string;
  /** The superuser: looks at what nobody else may see. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** Starts a cluster in a temporary folder, without fsync, and fills the town that days begin in. */
export async function openDatabases(): Promise<Databases> {
  const universe = realUniverse();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'pasal-simulate-'));
  // Made with 0700; as root, the server's account must get in.
  await chmod(dataDir, 0o711);
  const cluster = await startEmbeddedPostgres({
    dataDir,
    log: quietLog,
    universe,
    durability: 'none',
  });
  const { ownerUrl, serviceUrl, queueUrl, adminUrl } = cluster;
  const close = async (): Promise<void> => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(cluster.home, { recursive: true, force: true });
  };
  const folder = path.join(packageRoot, 'migrations');
  const ready = await prepareDatabase(ownerUrl, { serviceUrl, queueUrl }, folder, universe);
  if (!ready.ok) throw new Error(`${ready.refusal} ${JSON.stringify(ready.detail)}`);
  await seedDemoTown(ownerUrl, PEOPLE, new Date(DAWN_MS), PLACE);
  const inside = (url: string, name: string): string => url.replace(/\/[^/]*$/, `/${name}`);
  return {
    clone: async (name) => {
      await asAdmin(adminUrl, [
        `create database ${name} template pasal strategy file_copy owner pasal_owner`,
        `grant connect on database ${name} to pasal_service`,
      ]);
      return {
        serviceUrl: inside(serviceUrl, name),
        adminUrl: inside(adminUrl, name),
        // Processes that crashed in the day may still hold a connection.
        drop: () => asAdmin(adminUrl, [`drop database ${name} with (force)`]),
      };
    },
    close,
  };
}

async function asAdmin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
