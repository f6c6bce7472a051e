import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform, inTown, isDatabaseAway } from '../db/transaction.js';
import type { Tx } from '../db/transaction.js';
import { dueSubjects, postponeDue } from '../outbox/due.js';
import type { DueSubject, DueTopic } from '../outbox/due.js';

/** What a piece of due work leaves for after the commit. */
export interface DueDone {
  /** For the count of what was done. */
  readonly outcome: string;
  /** Lanes of conversations that were told something. */
  readonly lanes: readonly number[];
  /** Whether more work became due at once. */
  readonly dueNow: boolean;
}

/** Each sort of due work has one handler; it takes the row away in the transaction it is given. */
export type DueHandlers = Readonly<
  Record<DueTopic, (tx: Tx, cause: Cause, subjectId: string) => Promise<DueDone>>
>;

/**
 * Does what is due, a few pieces at a time, each in a transaction of its own, until nothing is
 * due. A piece that fails is tried again later with growing waits, for ever: its row is the only
 * thing that remembers it, and an operator sees the log.
 */
export async function doDueWork(
  parts: HopParts,
  handlers: DueHandlers,
  going: () => boolean,
  concurrency: number = LIMITS.due_work_concurrency,
): Promise<void> {
  while (going()) {
    const now = parts.universe.now();
    const subjects = await inPlatform(parts.database, (tx) =>
      dueSubjects(tx, now, LIMITS.due_batch_max),
    );
    if (subjects.length === 0) return;
    const queue = [...subjects];
    const worker = async (): Promise<void> => {
      for (let one = queue.shift(); one !== undefined && going(); one = queue.shift()) {
        await doOne(parts, handlers, one);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }
}

async function doOne(parts: HopParts, handlers: DueHandlers, due: DueSubject): Promise<void> {
  const { database, universe, log, meter, bells } = parts;
  const cause: Cause = {
    universe,
    actor: { kind: 'machine', id: null },
    channel: 'machine',
    correlationId: due.correlationId,
  };
  try {
    const done = await inTown(database, due.townId, (tx) =>
      handlers[due.topic](tx, cause, due.subjectId),
    );
    meter.worked(due.topic, done.outcome);
    for (const lane of done.lanes) bells.inbound(lane);
    if (done.dueNow) bells.due();
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const { topic, subjectId, correlationId, attempts } = due;
    log.error('due work failed and will be tried again', {
      topic,
      subjectId,
      correlationId,
      attempts,
      error,
    });
    meter.worked(topic, 'failed');
    const waitMs = Math.min(
      LIMITS.due_retry_ms * 2 ** Math.min(attempts, 20),
      LIMITS.due_retry_ms_max,
    );
    const dueAt = new Date(universe.nowMs() + waitMs);
    await inTown(database, due.townId, (tx) => postponeDue(tx, due, dueAt));
  }
}
