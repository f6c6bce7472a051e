import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Outcome } from '../../base/outcome.js';
import { assert } from '../../base/assert.js';
import type { Tx } from '../../db/transaction.js';
import { insertSettings, lockSettings, selectSettingChanges } from './queries.js';
import { settingsIn } from './towns.js';
import type { TownSettings } from './towns.js';

/** Values by the settings' names as a client gives them; null takes one back to its default. */
export type SettingsPatch = Readonly<Record<string, unknown>>;

/** One change of a town's settings. */
export interface SettingsChange {
  readonly id: string;
  readonly changedBy: string;
  readonly reason: string;
  /** The documents as stored: what is left out has its default. */
  readonly before: SettingsPatch;
  readonly after: SettingsPatch;
  readonly changedAt: Date;
}

/**
 * Changes some of the town's settings and keeps the change with who made it and why. Locks the
 * town's row. Refused as `bad_settings` with the field and what is wrong with it, when the result
 * is no whole document of settings; nothing is changed then.
 */
export async function changeSettings(
  tx: Tx,
  cause: Cause,
  patch: SettingsPatch,
  reason: string,
): Promise<Outcome<TownSettings, 'bad_settings'>> {
  const before = await lockSettings(tx);
  assert(before, 'the town exists');
  const merged = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
  const after = Object.fromEntries(merged);
  const read = settingsIn(after);
  if (!read.ok) return read;
  await insertSettings(tx, {
    id: cause.universe.newId(),
    changedBy: cause.actor.id ?? cause.actor.kind,
    reason,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
    at: cause.universe.now(),
  });
  return read;
}

/** The latest changes of the town's settings, going back from `beforeId`. */
export async function listSettingChanges(
  tx: Tx,
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly SettingsChange[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectSettingChanges(tx, page.beforeId, rowsMax);
  return rows.map((row) => ({
    id: row.id,
    changedBy: row.changed_by,
    reason: row.reason,
    before: row.before,
    after: row.after,
    changedAt: row.changed_at,
  }));
}
