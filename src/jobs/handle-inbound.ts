import { LIMITS } from '../base/limits.js';
import { hop } from '../conversation/hop.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform } from '../db/transaction.js';
import { waitingConversations } from '../inbox/queue.js';

/**
 * Works what is due in a lane: its conversations one after another, each in a transaction of its
 * own. What arrives meanwhile rings again, so nothing is looked for twice. `going` turns false
 * when the process is asked to stop; what is left then stays in the queue.
 */
export async function handleInbound(
  parts: HopParts,
  lane: number,
  going: () => boolean,
): Promise<void> {
  while (going()) {
    const now = parts.universe.now();
    const conversations = await inPlatform(parts.database, (tx) =>
      waitingConversations(tx, lane, now, LIMITS.lane_front_rows_max, LIMITS.drain_messages_max),
    );
    for (const conversation of conversations.due) {
      if (!going()) return;
      await hop(parts, conversation);
    }
    if (!conversations.more) return;
  }
}
