import type pg from 'pg';
import { assert } from '../base/assert.js';
import { done, refused, type Outcome } from '../base/outcome.js';
import type { Universe } from '../base/universe.js';
import { retryRoleRaces, withOwner } from './migrations.js';

/**
 * - `login_is_owner`: the service or the queue would log in as the owner of everything.
 * - `login_too_mighty`: the login is a superuser or may bypass row-level security.
 * - `login_missing`, `login_inherits`, `not_a_member`, `schema_not_owned`: what has to be put
 *   right, and the owner may not. `detail.login` says whose, `detail.sql` what a superuser runs.
 */
export type LoginRefusal =
  | 'login_is_owner'
  | 'login_too_mighty'
  | 'login_missing'
  | 'login_inherits'
  | 'not_a_member'
  | 'schema_not_owned';

/** The logins that need something of the database, as the URLs of the configuration. */
export interface Logins {
  readonly serviceUrl: string;
  /** Undefined when the queue is on Redis. */
  readonly queueUrl: string | undefined;
}

/** Roles that a transaction enters; they come with the first migration. */
const GROUPS = ['pasal_app', 'pasal_platform'] as const;

const QUEUE_SCHEMA = 'bull';

const NOT_ALLOWED = '42501';

type Step = Outcome<undefined, LoginRefusal>;

/**
 * Makes sure, after the migrations, of the logins in the URLs:
 *
 * - the service's login exists (created with the URL's password), owns and inherits nothing, and
 *   may `SET ROLE` to pasal_app and pasal_platform. From PostgreSQL 16 on inheriting and setting
 *   are options of each membership; before that NOINHERIT on the login decides.
 * - the queue's login exists, owns schema `bull`, and may make temporary tables: BullMQ's bulk
 *   call does.
 *
 * Works on a managed server too, where the owner is no superuser: it needs CREATEROLE, or the
 * logins must be there already. Changes nothing that is right. Safe to run at the same time in
 * several databases of one cluster.
 */
export async function ensureLogins(
  ownerUrl: string,
  logins: Logins,
  universe: Universe,
): Promise<Outcome<undefined, LoginRefusal>> {
  const owner = loginOf(ownerUrl).name;
  return withOwner(ownerUrl, async (client) => {
    for (const step of stepsOf(client, owner, logins)) {
      const outcome = await retryRoleRaces(universe, step);
      if (!outcome.ok) return outcome;
    }
    return done(undefined);
  });
}

function stepsOf(client: pg.Client, owner: string, logins: Logins): (() => Promise<Step>)[] {
  const service = loginOf(logins.serviceUrl);
  const steps = [
    () => ensureLogin(client, owner, service),
    ...GROUPS.map((group) => () => ensureMember(client, service.name, group)),
  ];
  if (logins.queueUrl === undefined) return steps;
  const queue = loginOf(logins.queueUrl);
  return [
    ...steps,
    () => ensureLogin(client, owner, queue, true),
    () => ensureSchema(client, queue.name),
  ];
}

interface Login {
  readonly name: string;
  readonly password: string;
}

function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  assert(username !== '', 'a database URL names its login');
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function ensureLogin(
  client: pg.Client,
  owner: string,
  login: Login,
  temporary = false,
): Promise<Step> {
  const { name } = login;
  if (name === owner) return refused('login_is_owner', { login: name });
  const quoted = client.escapeIdentifier(name);
  const { rows } = await client.query<{ inherits: boolean; mighty: boolean }>(
    `SELECT rolinherit AS inherits, rolsuper OR rolbypassrls AS mighty
     FROM pg_roles WHERE rolname = $1`,
    [name],
  );
  const found = rows[0];
  if (found === undefined) {
    const password = client.escapeLiteral(login.password);
    const sql = `CREATE ROLE ${quoted} LOGIN NOINHERIT`;
    const run = () => client.query(`${sql} PASSWORD ${password}`);
    if (!(await allowed(run))) return refused('login_missing', { login: name, sql });
  } else if (found.mighty) {
    return refused('login_too_mighty', { login: name });
  } else if (found.inherits) {
    const sql = `ALTER ROLE ${quoted} NOINHERIT`;
    if (!(await allowed(() => client.query(sql)))) {
      return refused('login_inherits', { login: name, sql });
    }
  }
  const { rows: here } = await client.query<{ database: string }>(
    'SELECT current_database() AS database',
  );
  const database = client.escapeIdentifier(here[0]?.database ?? '');
  // Without the right to grant this is a warning only; a login that may connect already can.
  const rights = temporary ? 'CONNECT, TEMPORARY' : 'CONNECT';
  await allowed(() => client.query(`GRANT ${rights} ON DATABASE ${database} TO ${quoted}`));
  return done(undefined);
}

async function ensureMember(client: pg.Client, login: string, group: string): Promise<Step> {
  const options = await membershipOptions(client);
  const { rowCount } = await client.query(
    `SELECT FROM pg_auth_members m
     WHERE m.roleid = $1::text::regrole AND m.member = quote_ident($2)::regrole
       AND ${options === '' ? 'true' : 'm.set_option AND NOT m.inherit_option'}`,
    [group, login],
  );
  if (rowCount !== 0) return done(undefined);
  const sql = `GRANT ${group} TO ${client.escapeIdentifier(login)}${options}`;
  const run = () => client.query(sql);
  return (await allowed(run)) ? done(undefined) : refused('not_a_member', { login, sql });
}

/** The membership options came with PostgreSQL 16 (its release notes, "Privileges"). */
async function membershipOptions(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  return (rows[0]?.version ?? 0) >= 160_000 ? ' WITH INHERIT FALSE, SET TRUE' : '';
}

/** Handing a schema to a role takes the right to become it; the owner grants itself that. */
async function ensureSchema(client: pg.Client, login: string): Promise<Step> {
  const { rows } = await client.query<{ owned: boolean }>(
    `SELECT nspowner = quote_ident($1)::regrole AS owned FROM pg_namespace WHERE nspname = $2`,
    [login, QUEUE_SCHEMA],
  );
  if (rows[0]?.owned === true) return done(undefined);
  const quoted = client.escapeIdentifier(login);
  const create = `CREATE SCHEMA ${QUEUE_SCHEMA} AUTHORIZATION ${quoted}`;
  const sql = rows.length === 0 ? create : `ALTER SCHEMA ${QUEUE_SCHEMA} OWNER TO ${quoted}`;
  const options = await membershipOptions(client);
  await allowed(() => client.query(`GRANT ${quoted} TO CURRENT_USER${options}`));
  const run = () => client.query(sql);
  return (await allowed(run)) ? done(undefined) : refused('schema_not_owned', { login, sql });
}

/** False when Postgres says that we may not; throws on anything else. */
async function allowed(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === NOT_ALLOWED) return false;
    throw error;
  }
}
