import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { endMedium } from '../domain/media/media.js';
import type { Medium, MediumEnd } from '../domain/media/media.js';
import { tellConversation } from '../inbox/tell.js';
import type { OfficeTell } from './office-tells.js';
import { NO_WAKE } from './wake.js';
import type { Wake } from './wake.js';

/** Whether somebody ought to know that a file of theirs is not there. Nobody misses a sticker. */
function tellOf({ kind, state, reason }: Medium): OfficeTell | null {
  if (state === 'STORED' || kind === 'sticker') return null;
  return { type: reason === 'too_large' ? 'media_too_large' : 'media_lost' };
}

/**
 * Settles a medium that was fetched, or never will be, once: whoever sent it was told that the
 * office gets it, so they hear where it does not. Locks the medium.
 */
export async function settleMedium(
  tx: Tx,
  cause: Cause,
  mediumId: string,
  end: MediumEnd,
): Promise<Wake> {
  const medium = await endMedium(tx, cause, mediumId, end);
  const told = medium ? tellOf(medium) : null;
  if (!medium || told === null) return NO_WAKE;
  const { lane } = await tellConversation(tx, cause, medium.conversationId, told, medium.id);
  return { lanes: [lane], due: [] };
}
