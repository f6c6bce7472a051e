import { sql } from 'kysely';
import type { Database } from './database.js';

/**
 * Refuses a login that row-level security would not hold: one that owns tables, bypasses RLS or
 * inherits what it is a member of. Throws with a sentence for the person who configures it.
 */
export async function refuseUnsafeLogin(database: Database): Promise<void> {
  const { rows } = await sql<{ login: string; fault: string | null }>`
    select current_user as login, case
      when r.rolsuper then 'is a superuser'
      when r.rolbypassrls then 'may bypass row-level security'
      when exists (select from pg_tables t where t.tableowner = current_user
        and t.schemaname = 'public') then 'owns tables'
      when pg_has_role(current_user, 'pasal_app', 'usage') then 'inherits pasal_app'
      when not pg_has_role(current_user, 'pasal_app', 'member')
        or not pg_has_role(current_user, 'pasal_platform', 'member')
        then 'is no member of pasal_app and pasal_platform'
      end as fault
    from pg_roles r where r.rolname = current_user`.execute(database.kysely);
  const row = rows[0];
  if (row?.fault !== null) {
    throw new Error(
      `the database login ${row?.login ?? '?'} of DATABASE_URL ${row?.fault ?? 'is unknown'}; ` +
        'run the migrations with DATABASE_OWNER_URL, which make a safe one',
    );
  }
}
