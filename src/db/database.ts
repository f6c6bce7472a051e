import { Kysely, PostgresDialect } from 'kysely';
import type { Dialect, PostgresPool, PostgresPoolClient } from 'kysely';
import type { Socket } from 'node:net';
import pg from 'pg';
import { assert } from '../base/assert.js';
import { LIMITS } from '../base/limits.js';
import type { DB } from './schema.js';

/** The one pool of a process, and the query builder over it. */
export interface Database {
  readonly kysely: Kysely<DB>;
  /** Lends one connection to `work`, statements on which do not wait for one another. */
  onConnection<T>(work: (connection: Kysely<DB>) => Promise<T>): Promise<T>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** What is asked of a new pool. `applicationName` shows in pg_stat_activity. */
export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax: number;
  readonly applicationName: string;
  /** Hears of connections that died while idle; the pool replaces them. */
  readonly onIdleError: (error: Error) => void;
}

const INT8 = 20;

/** int8 as bigint: money and sequences must not pass through a float. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- pg's parsers give any
    oid === INT8 && format !== 'binary'
      ? (text: string) => BigInt(text)
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Gives every statement text a name, so that Postgres parses and plans it once per connection.
 * Our texts are few and constant: lists travel as one array or JSON parameter. A text beyond
 * the limit simply goes unnamed.
 */
function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= LIMITS.prepared_statements_max) return undefined;
    const name = `s${names.size.toString(36)}`;
    names.set(text, name);
    return name;
  };
}

/**
 * Postgres answers the commit of an aborted transaction with ROLLBACK and no error. Somebody
 * swallowed a failed statement; nothing was stored, and nobody may be told otherwise.
 */
function settled(text: string, result: pg.QueryResult): pg.QueryResult {
  assert(text !== 'commit' || result.command === 'COMMIT', 'the commit was answered by a rollback');
  return result;
}

/**
 * Every statement of ours finds its rows by key, so one plan serves all values, and planning anew
 * would cost more than running it. A kept plan must not have been made for a queue that was empty
 * just then: ways that read whole tables are out wherever a key will do. Measured: half of the
 * server's time per operation.
 */
const PLANNER = [
  'plan_cache_mode=force_generic_plan',
  'jit=off',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** What pg has and its types do not: the socket of a client. */
interface Wired {
  readonly connection: { readonly stream: Socket };
}

/**
 * Statements that are sent in one turn of the event loop leave in one write to the socket: also
 * those of several callers in one transaction, whose answers came one by one. Each write is a
 * system call that wakes the server, and cost two fifths of a turn when every statement had its
 * own.
 */
function gatherWrites(client: pg.PoolClient): void {
  const { stream } = (client as unknown as Wired).connection;
  stream.cork();
  setImmediate(() => {
    stream.uncork();
  });
}

/** Puts names on statements between Kysely and pg. */
function namingPool(pool: pg.Pool): PostgresPool {
  const nameOf = statementNames();
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const wrap = (client: pg.PoolClient): PostgresPoolClient => ({
    query: (async (text: string, values: readonly unknown[]) => {
      gatherWrites(client);
      // What opens and ends a transaction: it is not planned, so a name would save nothing.
      if (values.length === 0) return settled(text, await client.query(text));
      const name = nameOf(text);
      return name === undefined
        ? client.query({ text, values: [...values] })
        : client.query({ name, text, values: [...values] });
    }) as unknown as PostgresPoolClient['query'],
    release: () => {
      client.release();
    },
  });
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? wrap(client);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

/**
 * Opens a pool. Connections are pipelined: a statement written before the answer to the one
 * before it arrived saves a round trip, and the order on one connection stays.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const config: pg.PoolConfig & { pipeline: boolean } = {
    connectionString: options.url,
    max: options.connectionsMax,
    application_name: options.applicationName,
    connectionTimeoutMillis: LIMITS.connect_timeout_ms,
    idleTimeoutMillis: 0,
    options: PLANNER,
    types,
    pipeline: true,
  };
  const pool = new pg.Pool(config);
  pool.on('error', options.onIdleError);
  // The pool listens to idle connections only. One that dies under a statement tells the
  // statement, and says it again as an event that would end the process if nobody heard it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool: namingPool(pool) });
  const kysely = new Kysely<DB>({ dialect });
  return {
    kysely,
    pool,
    onConnection: (work) => lend(kysely, dialect, work),
    close: () => kysely.destroy(),
  };
}

/**
 * What `kysely.connection()` does, but without its queue: there each statement waits for the
 * answer to the one before it, which takes back what pipelining gives.
 */
function lend<T>(
  kysely: Kysely<DB>,
  dialect: Dialect,
  work: (connection: Kysely<DB>) => Promise<T>,
): Promise<T> {
  const shared = kysely.getExecutor();
  return shared.provideConnection((connection) => {
    const executor = shared.withConnectionProvider({
      provideConnection: (consumer) => consumer(connection),
    });
    const driver = dialect.createDriver();
    return work(new Kysely<DB>({ config: { dialect }, dialect, driver, executor }));
  });
}
