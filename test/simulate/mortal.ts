import type { CompiledQuery, Kysely } from 'kysely';
import type { Database } from '../../src/db/database.js';
import type { DB } from '../../src/db/schema.js';

/** When a process dies: with its work undone, or with its work done and nobody told. */
export type Moment = 'before commit' | 'after commit';

/**
 * What ends the work in hand when its process dies. To the service it is a database that went
 * away (SQLSTATE 57P01), which it leaves alone: nothing it would still do could be stored.
 */
class Crash extends Error {
  readonly code = '57P01';
}

/** The life of one process of the service. */
export interface Life {
  readonly database: Database;
  /** Lets the process die at the commit after so many others. */
  doom(commitsBefore: number, moment: Moment): void;
  /** Takes back what has not happened yet. */
  spare(): void;
  readonly dead: boolean;
  /** Never rejects; resolves with the moment of death. */
  readonly died: Promise<Moment>;
}

/** Never settles: what a dead process waits for. */
const forever = new Promise<never>(() => undefined);

/** Lets work on a database die when it is doomed to, at a commit: nothing else lasts. */
export function openLife(database: Database): Life {
  let doomed: { left: number; moment: Moment } | undefined;
  let dead = false;
  let tell: (moment: Moment) => void = () => undefined;
  const died = new Promise<Moment>((resolve) => {
    tell = resolve;
  });
  const die = (moment: Moment): never => {
    dead = true;
    tell(moment);
    throw new Crash(`the process died ${moment}`);
  };
  const commitOn = async <R>(commit: () => Promise<R>): Promise<R> => {
    if (dead) return forever;
    if (doomed === undefined || doomed.left > 0) {
      if (doomed !== undefined) doomed.left -= 1;
      return commit();
    }
    if (doomed.moment === 'after commit') await commit();
    return die(doomed.moment);
  };
  const watched = (connection: Kysely<DB>): Kysely<DB> => {
    const run = connection.executeQuery.bind(connection);
    return Object.assign(connection, {
      executeQuery: (query: CompiledQuery) =>
        query.sql === 'commit' ? commitOn(() => run(query)) : run(query),
    });
  };
  return {
    database: {
      ...database,
      onConnection: (work) =>
        dead ? forever : database.onConnection((connection) => work(watched(connection))),
    },
    doom: (left, moment) => {
      doomed = { left, moment };
    },
    spare: () => {
      doomed = undefined;
    },
    get dead() {
      return dead;
    },
    died,
  };
}
