import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { advanceDelivery } from '../domain/delivery/deliveries.js';
import type { Delivery, DeliveryChanges } from '../domain/delivery/deliveries.js';
import { deliveryTransition } from '../domain/delivery/lifecycle.js';
import type { DeliveryEffect, DeliveryEvent } from '../domain/delivery/lifecycle.js';
import { reschedule } from '../outbox/due.js';
import type { DueKey, DueTopic, DueWork } from '../outbox/due.js';
import { tellParties } from './party-tell.js';
import type { PartyTell } from './party-tell.js';
import type { Wake } from './wake.js';

/** What a use case brings to a delivery's event, beside the lifecycle's table. */
export interface DeliveryPlan extends DeliveryChanges {
  /** When what the event leaves to be watched is due; left out: now. */
  readonly dueAt?: Date;
  readonly tells?: readonly PartyTell[];
}

const TOPICS: Readonly<Partial<Record<DeliveryEffect, DueTopic>>> = {
  'until:allocate_delivery': 'allocate_delivery',
  'until:driver_timeout': 'driver_timeout',
  'until:delivery_overdue': 'delivery_overdue',
  'until:delivery_resume': 'delivery_resume',
};

/** Every deadline a delivery can have. */
export function deliveryDeadlines(deliveryId: string): readonly DueKey[] {
  return Object.values(TOPICS).map((topic) => ({ topic, subjectId: deliveryId }));
}

/** What watches a delivery after an effect of its table; undefined where a person does. */
export function deliveryDue(
  cause: Cause,
  deliveryId: string,
  effect: DeliveryEffect | null,
  dueAt: Date | undefined,
): DueWork | undefined {
  const topic = effect === null ? undefined : TOPICS[effect];
  if (topic === undefined) return undefined;
  const at = dueAt ?? cause.universe.now();
  return { topic, subjectId: deliveryId, dueAt: at, correlationId: cause.correlationId };
}

/**
 * Moves a locked delivery on by an event of its table, with the deadline that watches it then, and
 * tells whom it concerns. The order's lock is held too. Refused as `not_now`, with nothing
 * changed, where the table has no such pair.
 */
export async function carryDelivery(
  tx: Tx,
  cause: Cause,
  delivery: Delivery,
  event: DeliveryEvent,
  plan: DeliveryPlan = {},
): Promise<Outcome<Wake, 'not_now'>> {
  const { dueAt, tells = [], ...changes } = plan;
  const advanced = await advanceDelivery(tx, cause, delivery, event, changes);
  if (!advanced.ok) return advanced;
  const transition = deliveryTransition(delivery.state, event);
  assert(transition, 'what was done stands in the table');
  const due = deliveryDue(cause, delivery.id, transition.effect, dueAt);
  const put = due ? [due] : [];
  await reschedule(tx, { drop: deliveryDeadlines(delivery.id), put });
  const lanes = await tellParties(tx, cause, delivery.orderId, tells);
  return done({ lanes, due: put });
}
