import { sql } from 'kysely';
import type { Tx } from '../db/transaction.js';

/**
 * Takes back messages of a campaign that were not released yet, `rowsMax` at most. Returns how many
 * it took. What is being released just now is let go. Locks their queue rows.
 */
export async function withdrawCampaign(
  tx: Tx,
  campaignId: string,
  rowsMax: number,
): Promise<number> {
  const { rows } = await sql`
    with waiting as (
      select o.id, o.conversation_id, o.seq from outbox o
      where o.town_id = ${tx.townId} and o.campaign_id = ${campaignId} and o.state = 'QUEUED'
        and exists (select from outbox_queue q where q.town_id = o.town_id
          and q.conversation_id = o.conversation_id and q.seq = o.seq and q.state = 'READY')
      order by o.conversation_id, o.seq limit ${rowsMax}),
    taken as (
      delete from outbox_queue q using waiting w
      where q.town_id = ${tx.townId} and q.conversation_id = w.conversation_id and q.seq = w.seq
        and q.state = 'READY'
      returning q.outbox_id)
    update outbox o set state = 'FAILED', failure = 'withdrawn'
    from taken t where o.town_id = ${tx.townId} and o.id = t.outbox_id
    returning o.id`.execute(tx);
  return rows.length;
}
