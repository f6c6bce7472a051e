import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

export interface ChoiceRow {
  readonly id: string;
  readonly conversationId: string;
  readonly choice: string;
  readonly inboxId: string;
  readonly chosenAt: Date;
}

export async function insertChoice(tx: Tx, row: ChoiceRow): Promise<void> {
  await sql`
    insert into marketing_choices (town_id, id, conversation_id, choice, inbox_id, chosen_at)
    values (${tx.townId}, ${row.id}, ${row.conversationId}, ${row.choice}, ${row.inboxId},
      ${row.chosenAt})
    on conflict (town_id, inbox_id) do nothing`.execute(tx);
}

export async function insertCampaignChoice(
  tx: Tx,
  { universe, actor, channel, correlationId }: Cause,
  retailerId: string,
  wanted: boolean,
): Promise<void> {
  await sql`
    insert into campaign_choices (town_id, id, retailer_id, wanted, actor_kind, actor_id, channel,
      correlation_id, chosen_at)
    values (${tx.townId}, ${universe.newId()}, ${retailerId}, ${wanted}, ${actor.kind},
      ${actor.id}, ${channel}, ${correlationId}, ${universe.now()})`.execute(tx);
}

/** Of some conversations those whose last word is a stop. */
export async function selectStopped(tx: Tx, conversationIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from unnest(${conversationIds}::uuid[]) as c (id)
    cross join lateral (
      select choice from marketing_choices m
      where m.town_id = ${tx.townId} and m.conversation_id = c.id
      order by m.chosen_at desc, m.id desc limit 1) last
    where last.choice = 'stop'`.execute(tx);
  return rows.map((row) => row.id);
}
