import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { Universe } from '../base/universe.js';
import { createWhole, isMissing, type Place } from './postgres-place.js';

/** Passwords of the cluster's logins, drawn once and kept beside the cluster. */
export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
  readonly service: string;
  readonly queue: string;
}

/** Any number, the same in every start: one start at a time makes roles and database. */
const ROLES_LOCK = 7_275_001;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Reads the passwords, or draws them before the cluster is made. The file is ours alone (0600).
 * A cluster without its passwords is of no use to anybody: that is said, not repaired.
 */
export async function openSecrets(place: Place, universe: Universe): Promise<Secrets> {
  const file = path.join(place.home, 'secrets.json');
  const draw = (): string =>
    Array.from({ length: 32 }, () => ALPHABET.charAt(universe.random(ALPHABET.length))).join('');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const cluster = await stat(place.cluster).catch(() => undefined);
  if (cluster !== undefined) {
    throw new Error(
      `${file} with the passwords of the database is missing: bring it back, or move ` +
        `${place.cluster} away to start with an empty database`,
    );
  }
  const drawn: Secrets = { superuser: draw(), owner: draw(), service: draw(), queue: draw() };
  await createWhole(file, `${JSON.stringify(drawn, undefined, 2)}\n`);
  // Another start may have been first: what is in the file holds.
  return JSON.parse(await readFile(file, 'utf8')) as Secrets;
}

/**
 * Makes what is missing of the database and its three logins:
 *
 * - `pasal_owner` owns database `pasal`, runs migrations, and may create roles;
 * - `pasal_service` owns nothing, inherits nothing, cannot bypass row-level security;
 * - `pasal_queue` is to own schema `bull` (made by the migration run) and nothing else; it may make
 *   temporary tables, as BullMQ does.
 *
 * The last two are created as `pasal_owner`, which thereby may administer them, as it would on a
 * server that is not embedded. Group roles and grants come with the migrations.
 *
 * Takes an advisory lock in database `postgres`: roles belong to the cluster, advisory locks to a
 * database, so that all starts must ask in the same one.
 */
export async function ensureRoles(client: pg.Client, secrets: Secrets): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [ROLES_LOCK]);
  try {
    await ensureLogin(client, 'pasal_owner', 'CREATEROLE', secrets.owner);
    await client.query('SET ROLE pasal_owner');
    await ensureLogin(client, 'pasal_service', 'NOINHERIT', secrets.service);
    await ensureLogin(client, 'pasal_queue', 'NOINHERIT', secrets.queue);
    await client.query('RESET ROLE');
    const found = await client.query("SELECT FROM pg_database WHERE datname = 'pasal'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE pasal OWNER pasal_owner');
    await client.query('REVOKE ALL ON DATABASE pasal FROM PUBLIC');
    await client.query('GRANT CONNECT ON DATABASE pasal TO pasal_service, pasal_queue');
    await client.query('GRANT TEMPORARY ON DATABASE pasal TO pasal_queue');
  } finally {
    await client.query('RESET ROLE');
    await client.query('SELECT pg_advisory_unlock($1)', [ROLES_LOCK]);
  }
}

/** Passwords are letters and digits of our own drawing, so they can stand in a literal. */
async function ensureLogin(
  client: pg.Client,
  name: string,
  attribute: string,
  password: string,
): Promise<void> {
  const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (found.rowCount !== 0) return;
  await client.query(`CREATE ROLE ${name} LOGIN ${attribute} PASSWORD '${password}'`);
}
