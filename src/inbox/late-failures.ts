import { sql } from 'kysely';
import { LIMITS } from '../base/limits.js';
import type { Universe } from '../base/universe.js';
import type { PlatformTx } from '../db/transaction.js';

/** What follows where a status says, after the send was accepted, that it failed. */
export interface LateRule {
  /** The sort of failure, as the error policy names it. */
  readonly name: string;
  /**
   * `sms`: the same is said by short message. `again`: what stood in its way is mended, or it is
   * said otherwise now, and then it leaves once more. `over`: it is not said any more.
   */
  readonly goes: 'sms' | 'again' | 'over';
  /** Over 24 hours since the recipient wrote, by the provider's clock. */
  readonly isWindowClosed: boolean;
  /** What sends nothing until an operator has put something right. */
  readonly pauses: 'number' | 'account' | null;
  /** Whether an operator must hear of it. */
  readonly alert: boolean;
}

/** A message that failed late, and what follows from it. */
export interface LateFailure {
  readonly townId: string;
  readonly outboxId: string;
  readonly code: number;
  readonly rule: LateRule;
}

/** The sort of news that says so. */
export const LATE_FAILURE = 'message_failed';

/**
 * Puts messages back among those that leave: their failure was the provider's last word on them,
 * so nothing is said twice. Not what a campaign says, not where the answer to the call is still
 * out, and no more often than `late_tries_max`. Locks the outbox rows.
 */
export async function sendAgain(
  tx: PlatformTx,
  universe: Universe,
  failures: readonly LateFailure[],
): Promise<void> {
  const rows = failures.map(({ townId, outboxId, rule }) => {
    return { townId, outboxId, closed: rule.isWindowClosed };
  });
  await sql`
    with failed as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as r("townId" uuid, "outboxId" uuid, closed boolean)),
    tried as (
      select o.id, o.town_id, o.conversation_id, o.seq, o.channel_account_id, f.closed, a.tries
      from failed f join outbox o on o.town_id = f."townId" and o.id = f."outboxId"
      join lateral (
        select max(attempt) as tries, bool_and(ended_at is not null) as answered
        from send_attempts where town_id = o.town_id and outbox_id = o.id) a on a.answered
      where o.campaign_id is null and a.tries < ${LIMITS.late_tries_max}),
    put as (
      insert into outbox_queue (town_id, conversation_id, seq, outbox_id, channel_account_id, state,
        due_at, attempts, priority, window_closed)
      select town_id, conversation_id, seq, id, channel_account_id, 'READY',
        ${universe.now()}::timestamptz, tries, 1, closed
      from tried on conflict do nothing
      returning town_id, outbox_id)
    update outbox o set state = 'QUEUED', failure = null, delivery_rank = 0
    from put p where o.town_id = p.town_id and o.id = p.outbox_id`.execute(tx);
}

/**
 * Keeps as news what an operator must hear of or what stops a number: once an hour for each sort
 * of failure of a number, however many messages it met.
 */
export async function storeLateFailures(
  tx: PlatformTx,
  universe: Universe,
  failures: readonly LateFailure[],
): Promise<void> {
  const now = universe.now();
  const hour = now.toISOString().slice(0, 13);
  const rows = failures.map(({ townId, outboxId, code, rule: { name, pauses, alert } }) => ({
    id: universe.newId(),
    townId,
    outboxId,
    code,
    value: { reason: `${name} ${code}`, pauses, alert },
  }));
  await sql`
    insert into provider_news (id, channel, provider_id, business_account_id, field, event, raw,
      correlation_id, received_at)
    select r.id, 'whatsapp', concat_ws(' ', ${LATE_FAILURE}::text, w.provider_account_id, r.code,
        ${hour}::text), coalesce(w.business_account_id, ''), ${LATE_FAILURE}, r.code::text,
      jsonb_build_object('value', r.value || jsonb_build_object('town', r."townId",
        'number', w.provider_account_id))::text, o.correlation_id, ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, "townId" uuid,
      "outboxId" uuid, code integer, value jsonb)
    join outbox o on o.town_id = r."townId" and o.id = r."outboxId"
    join channel_accounts w on w.id = o.channel_account_id and w.channel = 'whatsapp'
    order by r.id
    on conflict (channel, provider_id) do nothing`.execute(tx);
}
