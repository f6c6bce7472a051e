import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { assert } from '../base/assert.js';
import { LIMITS } from '../base/limits.js';
import { done, refused, type Outcome } from '../base/outcome.js';
import type { Universe } from '../base/universe.js';
import type { Database } from './database.js';
import { inPlatform } from './transaction.js';

/** One shipped file. `sha256` is hex, over the text with LF line ends. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * - `migration_changed`: a file that was applied here has another content now. Files are never
 *   edited once shipped; detail: number, name.
 * - `migration_missing`: the database has one that these files do not, so it is newer than the
 *   code (or the code is of another branch); detail: number, name.
 */
export type MigrationRefusal = 'migration_changed' | 'migration_missing';

/** Session lock in the migrated database: one run at a time, the others then find it done. */
const MIGRATION_LOCK = 7_275_003;

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/**
 * Reads the migrations of a folder: NNNN_name.sql, counted from 0001 without a gap. Anything else
 * that ends in .sql is a mistake of ours and throws. CRLF is read as LF, since Git may write it on
 * Windows and the hash must be the same everywhere.
 */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file, index) => {
      const match = FILE_NAME.exec(file);
      assert(match !== null, `a migration is named NNNN_name.sql: ${file}`);
      const number = Number(match[1]);
      assert(number === index + 1, `migrations are counted without a gap: ${file}`);
      const sql = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { number, name: match[2] ?? '', sql, sha256 };
    }),
  );
}

/**
 * Whether the database has the newest migration of the folder, or newer ones: a process must not
 * take requests for tables that are not there yet.
 */
export async function areShipped(database: Database, folder: string): Promise<boolean> {
  const newest = (await readMigrations(folder)).length;
  const { rows } = await inPlatform(database, (tx) =>
    sql<{ number: number | null }>`select max(number) as number from schema_migrations`.execute(tx),
  );
  return (rows[0]?.number ?? 0) >= newest;
}

/**
 * Brings the database of `ownerUrl` up to the given migrations, each in a transaction of its own
 * together with its row in `schema_migrations`, and says which numbers it applied. Any number of
 * runs at once come to the same end: an advisory lock lets one through at a time.
 *
 * A statement that fails throws, and the migrations before it stay. What cannot run inside a
 * transaction (CREATE INDEX CONCURRENTLY) has no place in these files; nor has BEGIN or COMMIT.
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[],
  universe: Universe,
): Promise<Outcome<{ readonly applied: readonly number[] }, MigrationRefusal>> {
  return withOwner(ownerUrl, async (client) => {
    const shipped = await readApplied(client);
    for (const { number, name, sha256 } of shipped) {
      const file = migrations[number - 1];
      const detail = { number: String(number), name };
      if (file === undefined) return refused('migration_missing', detail);
      if (file.sha256 !== sha256) return refused('migration_changed', detail);
    }
    const applied: number[] = [];
    for (const migration of migrations.slice(shipped.length)) {
      await retryRoleRaces(universe, () => apply(client, migration));
      applied.push(migration.number);
    }
    return done({ applied });
  });
}

async function readApplied(
  client: pg.Client,
): Promise<{ number: number; name: string; sha256: string }[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`);
  const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
    'SELECT number, name, sha256 FROM schema_migrations ORDER BY number',
  );
  rows.forEach(({ number }, index) => {
    assert(number === index + 1, `schema_migrations has a gap before ${number}`);
  });
  return rows;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { number, name, sha256, sql } = migration;
  try {
    await client.query('BEGIN');
    const before = await transactionId(client);
    await client.query(sql);
    const after = await transactionId(client);
    assert(before === after, `migration ${number} ended its transaction`);
    await client.query('RESET ROLE');
    await client.query('INSERT INTO schema_migrations (number, name, sha256) VALUES ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof Error) error.message = `migration ${number} ${name}: ${error.message}`;
    throw error;
  }
}

async function transactionId(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id ?? '';
}

/**
 * One piece of owner's work on a connection of its own, one at a time per database: takes the
 * migration lock, which ends with the session.
 */
export async function withOwner<T>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'pasal migrate',
    connectionTimeoutMillis: LIMITS.connect_timeout_ms,
  });
  // The statement under way fails as well; without a listener the process would end.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Waits as long as the run before it takes: a login may carry a time limit of its own.
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Runs work that creates or grants roles, again when it met the same work of another database of
 * the cluster: roles belong to the cluster, while our lock reaches over one database only.
 * Postgres reports the meeting as a duplicate role, a unique violation in its own catalogue, or
 * "tuple concurrently updated".
 */
export async function retryRoleRaces<T>(universe: Universe, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRoleRace(error) || tries >= LIMITS.role_race_tries_max) throw error;
      await pause(1 + universe.random(LIMITS.role_race_pause_ms_max));
    }
  }
}

function isRoleRace(error: unknown): boolean {
  const { code, table, message } = error as pg.DatabaseError;
  if (code === '42710') return true;
  if (code === '23505') return table === 'pg_authid' || table === 'pg_auth_members';
  return code === 'XX000' && message.includes('concurrently');
}
