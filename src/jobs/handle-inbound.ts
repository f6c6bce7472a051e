import { LIMITS } from '../base/limits.js';
import { hop } from '../conversation/hop.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform } from '../db/transaction.js';
import { waitingConversations } from '../inbox/queue.js';

/**
 * Works a lane until nothing in it is due: its conversations one after another, each in a
 * transaction of its own. `going` turns false when the process is asked to stop; what is left
 * then stays in the queue.
 */
export async function handleInbound(
  parts: HopParts,
  lane: number,
  going: () => boolean,
): Promise<void> {
  while (going()) {
    const now = parts.universe.now();
    const conversations = await inPlatform(parts.database, (tx) =>
      waitingConversations(tx, lane, now, LIMITS.lane_front_rows_max),
    );
    if (conversations.length === 0) return;
    for (const conversation of conversations) {
      if (!going()) return;
      await hop(parts, conversation);
    }
  }
}
