import type { Outcome } from '../base/outcome.js';
import type { Universe } from '../base/universe.js';
import { ensureLogins, type LoginRefusal, type Logins } from './logins.js';
import { migrate, readMigrations, type MigrationRefusal } from './migrations.js';

/**
 * Everything a database needs before a service may start on it: the migrations of `folder`, then
 * the logins. `value.applied` are the numbers that were new. May run any number of times, in any
 * number of processes at once.
 */
export async function prepareDatabase(
  ownerUrl: string,
  logins: Logins,
  folder: string,
  universe: Universe,
): Promise<Outcome<{ readonly applied: readonly number[] }, MigrationRefusal | LoginRefusal>> {
  const migrated = await migrate(ownerUrl, await readMigrations(folder), universe);
  if (!migrated.ok) return migrated;
  const ensured = await ensureLogins(ownerUrl, logins, universe);
  return ensured.ok ? migrated : ensured;
}
