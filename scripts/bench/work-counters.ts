import type pg from 'pg';

/** What the database has done since it was started: figures that do not depend on the machine. */
export interface WorkCounters {
  readonly commits: number;
  readonly walKilobytes: number;
  readonly walFlushes: number;
}

/** Reads the server's own counts; of PostgreSQL 18 or newer. */
export async function readWork(admin: pg.Client): Promise<WorkCounters> {
  // Sessions report their counts at most once a second: what is read lags behind by that much.
  const { rows } = await admin.query<WorkCounters>(`
    select (select sum(xact_commit)::float8 from pg_stat_database) as commits,
      (select wal_bytes::float8 / 1024 from pg_stat_wal) as "walKilobytes",
      (select coalesce(sum(fsyncs), 0)::float8 from pg_stat_io where object = 'wal')
        as "walFlushes"`);
  return rows[0] ?? { commits: 0, walKilobytes: 0, walFlushes: 0 };
}

/** What was done between two readings, for each of so many turns, to two decimals. */
export function workPerTurn(from: WorkCounters, to: WorkCounters, turns: number): WorkCounters {
  const each = (name: keyof WorkCounters): number =>
    turns === 0 ? 0 : Math.round(((to[name] - from[name]) / turns) * 100) / 100;
  return {
    commits: each('commits'),
    walKilobytes: each('walKilobytes'),
    walFlushes: each('walFlushes'),
  };
}
