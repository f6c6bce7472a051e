import pg from 'pg';

/** What the sessions of the service were doing, as average numbers of sessions at a time. */
export interface Activity {
  readonly waits: readonly Share[];
  /** Only while they ran on a processor, or waited for one. */
  readonly statements: readonly Share[];
}

export interface Share {
  readonly what: string;
  readonly sessions: number;
}

/** Often enough for a hundred looks in a scenario; one costs the server some 2 ms. */
const LOOK_MS = 150;
const STATEMENT_CHARS = 150;
const RUNNING = 'running';
const SHOWN_MAX = 10;

/** Looks at the server's sessions again and again until `stop`, which gives what was seen. */
export async function watchActivity(adminUrl: string): Promise<{ stop(): Promise<Activity> }> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const waits = new Map<string, number>();
  const statements = new Map<string, number>();
  let looks = 0;
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const { rows } = await client.query<{ wait: string; query: string }>(
      `select case when state = 'idle in transaction' then 'in a transaction, waiting for node'
           else coalesce(wait_event_type || ' ' || wait_event, '${RUNNING}') end as wait, query
       from pg_stat_activity where state in ('active', 'idle in transaction')
         and usename in ('pasal_service', 'pasal_queue')`,
    );
    looks += 1;
    for (const { wait, query } of rows) {
      waits.set(wait, (waits.get(wait) ?? 0) + 1);
      if (wait !== RUNNING) continue;
      const statement = query.replace(/\s+/g, ' ').trim().slice(0, STATEMENT_CHARS);
      statements.set(statement, (statements.get(statement) ?? 0) + 1);
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MS);
  const shares = (counts: ReadonlyMap<string, number>): Share[] =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN_MAX)
      .map(([what, count]) => ({ what, sessions: Math.round((count / looks) * 100) / 100 }));
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
      await client.end();
      return { waits: shares(waits), statements: shares(statements) };
    },
  };
}
