import { CompiledQuery } from 'kysely';
import type { Kysely } from 'kysely';
import { assert } from '../base/assert.js';
import { LIMITS } from '../base/limits.js';
import type { Database } from './database.js';
import type { DB } from './schema.js';

declare const inside: unique symbol;

/**
 * Proof of being inside a transaction that entered one town. Made only by `inTown`; everything
 * beneath the edge takes it first and never opens one itself.
 */
export type Tx = Kysely<DB> & { readonly [inside]: 'town'; readonly townId: string };

/** Proof of being inside a transaction of the platform role: queues across towns, no more. */
export type PlatformTx = Kysely<DB> & { readonly [inside]: 'platform' };

/**
 * What work may return instead of a value: its last statements, sent and not waited for, so that
 * the commit leaves in the same write. Whether they succeeded is known before inTown returns.
 */
export class Closing<T> {
  readonly value: T;
  readonly statements: readonly Promise<unknown>[];

  constructor(value: T, statements: readonly Promise<unknown>[]) {
    this.value = value;
    this.statements = statements;
  }
}

/** The class of the lanes' advisory locks, apart from every other advisory lock. */
const LANE_LOCKS = 7_275_010;

const BEGIN = CompiledQuery.raw('begin');
const COMMIT = CompiledQuery.raw('commit');
const ROLLBACK = CompiledQuery.raw('rollback');

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEADLOCK_OR_CONFLICT = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction under row-level security for `townId`, and commits. Throwing
 * rolls back. A deadlock or serialisation failure is retried a bounded number of times, so `work`
 * must do nothing outside the transaction. No network call belongs in it.
 *
 * With a lane, the transaction first waits for the lane's advisory lock: whatever is worked on in
 * one lane is worked on by one transaction at a time, in all processes together.
 */
export function inTown<T>(
  database: Database,
  townId: string,
  work: (tx: Tx) => Promise<T | Closing<T>>,
  lane?: number,
): Promise<T> {
  const enter =
    lane === undefined
      ? enterTown(townId)
      : enterTown(townId, ['pg_advisory_xact_lock($2, $3)'], [LANE_LOCKS, lane]);
  return retrying(database, enter, (connection) =>
    work(Object.assign(connection, { townId }) as unknown as Tx),
  );
}

/** How long a statement may take, waiting for locks included, and that alone; 0: no own limit. */
export interface Patience {
  readonly statementMs: number;
  readonly lockMs: number;
}

/**
 * The same for somebody who waits on the line: no statement takes longer, and none waits longer
 * for a lock, than `patience` has it; then the transaction fails (SQLSTATE 57014, 55P03) and
 * nothing was done.
 */
export function inTownAtOnce<T>(
  database: Database,
  townId: string,
  { statementMs, lockMs }: Patience,
  work: (tx: Tx) => Promise<T | Closing<T>>,
): Promise<T> {
  const limits = [
    `set_config('statement_timeout', $2, true)`,
    `set_config('lock_timeout', $3, true)`,
  ];
  const patience = [statementMs, lockMs].map((ms) => String(Math.round(ms)));
  return retrying(database, enterTown(townId, limits, patience), (connection) =>
    work(Object.assign(connection, { townId }) as unknown as Tx),
  );
}

/**
 * Enters a town: a statement of its own after `begin`, so that it is prepared. Both in one text
 * were parsed anew each time: a fifth of what an empty transaction costs.
 */
function enterTown(
  townId: string,
  more: readonly string[] = [],
  values: readonly unknown[] = [],
): CompiledQuery {
  assert(UUID.test(townId), 'a town id is a UUID');
  const calls = [
    `set_config('role', 'pasal_app', true)`,
    `set_config('app.town_id', $1, true)`,
    ...more,
  ];
  return CompiledQuery.raw(`select ${calls.join(', ')}`, [townId, ...values]);
}

/** The same under the platform role: claiming work and sweeping, across towns. */
export function inPlatform<T>(
  database: Database,
  work: (tx: PlatformTx) => Promise<T>,
): Promise<T> {
  // The role as a value: a statement without any is not prepared.
  const enter = CompiledQuery.raw(`select set_config('role', $1, true)`, ['pasal_platform']);
  return retrying(database, enter, (connection) => work(connection as unknown as PlatformTx));
}

async function retrying<T>(
  database: Database,
  enter: CompiledQuery,
  work: (connection: Kysely<DB>) => Promise<T | Closing<T>>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.onConnection((connection) => once(connection, enter, work));
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      const again = typeof code === 'string' && DEADLOCK_OR_CONFLICT.has(code);
      if (!again || tries >= LIMITS.transaction_tries_max) throw error;
    }
  }
}

async function once<T>(
  connection: Kysely<DB>,
  enter: CompiledQuery,
  work: (connection: Kysely<DB>) => Promise<T | Closing<T>>,
): Promise<T> {
  // Not awaited before the work: its first statement follows in the same write. If one of these
  // fails, the connection is gone or the transaction aborted, and nothing after it can succeed.
  const opened = Promise.all([BEGIN, enter].map((query) => connection.executeQuery(query)));
  opened.catch(() => undefined);
  try {
    const result = await work(connection);
    // The commit follows the last statements without waiting for them. Should one have failed,
    // Postgres answers the commit with a rollback, and that throws (see database.ts).
    const last = result instanceof Closing ? result.statements : [];
    const commit = connection.executeQuery(COMMIT);
    await Promise.all([opened, ...last, commit]);
    return result instanceof Closing ? result.value : result;
  } catch (error) {
    await connection.executeQuery(ROLLBACK).catch(() => undefined);
    throw error;
  }
}

/**
 * Whether an error means that the database cannot be reached or is going away, so that trying
 * the same again later is right and counts as nobody's fault. SQLSTATE classes 08, 53 and 57P,
 * and what the network says.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && AWAY_CODES.test(code)) return true;
  return typeof message === 'string' && AWAY_WORDS.test(message);
}

const AWAY_CODES = /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/;
/** What pg says in words only: a connection that ended, or that could not be had in time. */
const AWAY_WORDS =
  /connection (terminated|error|timeout)|not queryable|timeout exceeded when|was closed/i;
