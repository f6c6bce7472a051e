import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

/** A STOP or START as it came. */
export interface Consent {
  readonly conversationId: string;
  readonly phone: string;
  readonly what: 'stop' | 'start';
  readonly saidBy: 'words' | 'provider';
  readonly inboxId: string | null;
}

/** Writes a STOP or START down for good. Only adds a row. */
export async function insertConsent(tx: Tx, cause: Cause, consent: Consent): Promise<void> {
  const { conversationId, phone, what, saidBy, inboxId } = consent;
  await sql`
    insert into sms_consents
      (town_id, id, conversation_id, phone, what, said_by, inbox_id, said_at)
    values (${tx.townId}, ${cause.universe.newId()}, ${conversationId}, ${phone}, ${what},
      ${saidBy}, ${inboxId}, ${cause.universe.now()})`.execute(tx);
}
