import type { UssdEffect, UssdEvent, UssdFlowId } from '../src/conversation/ussd/vocabulary.js';
import { driverUssd } from './driver.ussd.js';
import { flowOf, run, stalenessOf } from './machine.js';
import type { Flow, FlowSnapshot } from './machine.js';
import { retailerUssd } from './retailer.ussd.js';
import { vendorUssd } from './vendor.ussd.js';

/** The front door of the keypad's flows, as `flow.ts` is of those in words. */

const FLOWS: Readonly<Record<UssdFlowId, Flow>> = {
  'retailer.ussd': flowOf(retailerUssd, 3),
  'vendor.ussd': flowOf(vendorUssd, 2),
  'driver.ussd': flowOf(driverUssd, 2),
};

/**
 * The snapshot a conversation begins with. What was typed of a payment when the line was lost a
 * while ago (`lost`) is kept: it is behind the PIN, and is gone on with from there.
 */
export function startUssdFlow(id: UssdFlowId, lost?: unknown): FlowSnapshot {
  const { start } = FLOWS[id];
  const before = lost === undefined ? undefined : readUssdSnapshot(id, lost);
  const claim = before?.context['claim'];
  return claim ? { ...start, context: { ...start.context, claim } } : start;
}

/** A stored snapshot, if this code can go on with it; else the conversation begins anew. */
export function readUssdSnapshot(id: UssdFlowId, stored: unknown): FlowSnapshot | undefined {
  return stalenessOf(FLOWS[id], stored) === null ? (stored as FlowSnapshot) : undefined;
}

/** States that a PIN opened: whoever dials again types it again. */
const BEHIND_PIN: Readonly<Record<UssdFlowId, ReadonlySet<string>>> = {
  'retailer.ussd': new Set([
    'balance',
    'paying',
    'pay_amount',
    'pay_method',
    'pay_reference',
    'pay_sure',
  ]),
  'vendor.ussd': new Set(['owed', 'price', 'price_sure']),
  'driver.ussd': new Set(['cash', 'cash_number', 'amount', 'sure']),
};

/** Whether a session that was lost in this snapshot is gone on with when the code is dialled. */
export function canGoOn(id: UssdFlowId, { value }: FlowSnapshot): boolean {
  return value !== 'main' && !BEHIND_PIN[id].has(value);
}

/** One turn. Throws on an event that no state handles: the flows' types rule that out. */
export function stepUssdFlow(
  id: UssdFlowId,
  snapshot: FlowSnapshot,
  event: UssdEvent,
): { readonly snapshot: FlowSnapshot; readonly effects: readonly UssdEffect[] } {
  const ran = run(FLOWS[id], snapshot, event);
  if (!ran) throw new Error(`flow ${id} does not hear ${event.type} in ${snapshot.value}`);
  return { snapshot: ran.snapshot, effects: ran.effects as readonly UssdEffect[] };
}
