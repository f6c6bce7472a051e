import type { Cause } from './cause.js';

/** Who did something, why and when: the columns of an event that the cause gives. */
export interface EventColumns {
  readonly id: string;
  readonly event: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly correlationId: string;
  readonly at: Date;
}

/** A new event of a cause. In: its name in the lifecycle's table, and why; empty: nothing said. */
export function eventColumns(cause: Cause, event: string, reason: string): EventColumns {
  return {
    id: cause.universe.newId(),
    event,
    actorKind: cause.actor.kind,
    actorId: cause.actor.id,
    channel: cause.channel,
    reason,
    correlationId: cause.correlationId,
    at: cause.universe.now(),
  };
}
