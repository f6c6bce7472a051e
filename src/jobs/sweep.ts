import { LIMITS } from '../base/limits.js';
import type { Universe } from '../base/universe.js';
import type { Database } from '../db/database.js';
import { inPlatform } from '../db/transaction.js';
import { waitingLanes } from '../inbox/queue.js';
import { dueSubjects } from '../outbox/due.js';
import { readyLanes, settleOverdue } from '../outbox/relay.js';

/** The doorbells that a sweep may ring. */
export interface Bells {
  readonly inbound: (lane: number) => void;
  readonly relay: (lane: number) => void;
  readonly due: () => void;
}

/**
 * Finds what a lost doorbell left behind: waiting messages, unsent replies, sends of workers that
 * died, work that is due. Reads only queue rows; decides nothing but what time alone decides.
 */
export async function sweep(database: Database, universe: Universe, bells: Bells): Promise<void> {
  const now = universe.now();
  const unknownUntil = new Date(universe.nowMs() + LIMITS.unknown_wait_ms);
  const found = await inPlatform(database, async (tx) => ({
    inbound: await waitingLanes(tx, now),
    settled: await settleOverdue(tx, now, unknownUntil, LIMITS.sweep_rows_max),
    relay: await readyLanes(tx, now),
    due: (await dueSubjects(tx, now, 1)).length > 0,
  }));
  for (const lane of found.inbound) bells.inbound(lane);
  for (const lane of new Set([...found.settled, ...found.relay])) bells.relay(lane);
  if (found.due) bells.due();
}
