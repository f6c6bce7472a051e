import { sql } from 'kysely';
import type { EventColumns } from '../base/event-columns.js';
import type { PlatformTx, Tx } from './transaction.js';

/** What was changed of what a town sends with. */
export interface SendingSubject {
  readonly townId: string;
  readonly subject: 'number' | 'template';
  readonly id: string;
}

/** Keeps who changed a number or a template, and why. Only adds a row. */
export async function insertSendingChange(
  tx: Tx | PlatformTx,
  { townId, subject, id: subjectId }: SendingSubject,
  columns: EventColumns,
): Promise<void> {
  const { id, event, reason, actorKind, actorId, channel, correlationId, at } = columns;
  await sql`
    insert into sending_changes (town_id, id, subject, subject_id, change, reason, actor_kind,
      actor_id, channel, correlation_id, changed_at)
    values (${townId}, ${id}, ${subject}, ${subjectId}, ${event}, ${reason}, ${actorKind},
      ${actorId}, ${channel}, ${correlationId}, ${at})`.execute(tx);
}
