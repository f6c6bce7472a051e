import { LIMITS } from '../base/limits.js';
import type { Universe } from '../base/universe.js';
import type { Database } from '../db/database.js';
import { inPlatform } from '../db/transaction.js';
import { waitingLanes } from '../inbox/queue.js';
import { dueSubjects } from '../outbox/due.js';
import { isAnyReady, settleOverdue } from '../outbox/relay.js';

/** The doorbells that a sweep may ring. */
export interface Bells {
  readonly inbound: (lane: number) => void;
  readonly relay: () => void;
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
    ready: await isAnyReady(tx, now),
    due: (await dueSubjects(tx, now, 1)).length > 0,
  }));
  for (const lane of found.inbound) bells.inbound(lane);
  if (found.settled || found.ready) bells.relay();
  if (found.due) bells.due();
}
