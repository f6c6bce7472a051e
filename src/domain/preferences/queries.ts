import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface PreferenceRow {
  readonly part_choice: string;
  readonly substitutes: string;
  readonly reminders: boolean;
  readonly campaigns: boolean;
}

/** What a retailer chose, if they ever chose anything. */
export async function selectPreferences(
  tx: Tx,
  retailerId: string,
): Promise<PreferenceRow | undefined> {
  const { rows } = await sql<PreferenceRow>`
    select part_choice, substitutes, reminders, campaigns from retailer_preferences
    where town_id = ${tx.townId} and retailer_id = ${retailerId}`.execute(tx);
  return rows[0];
}

/** Keeps what a retailer chose; null leaves a choice as it was. */
export async function upsertPreferences(
  tx: Tx,
  retailerId: string,
  change: { readonly [column in keyof PreferenceRow]: PreferenceRow[column] | null },
  at: Date,
): Promise<void> {
  const { part_choice: part, substitutes, reminders, campaigns } = change;
  await sql`
    insert into retailer_preferences as p (town_id, retailer_id, part_choice, substitutes,
      reminders, campaigns, changed_at)
    values (${tx.townId}, ${retailerId}, coalesce(${part}::text, 'ask'),
      coalesce(${substitutes}::text, 'ask'), coalesce(${reminders}::boolean, false),
      coalesce(${campaigns}::boolean, false), ${at})
    on conflict (town_id, retailer_id) do update
      set part_choice = coalesce(${part}::text, p.part_choice),
        substitutes = coalesce(${substitutes}::text, p.substitutes),
        reminders = coalesce(${reminders}::boolean, p.reminders),
        campaigns = coalesce(${campaigns}::boolean, p.campaigns),
        changed_at = excluded.changed_at`.execute(tx);
}
