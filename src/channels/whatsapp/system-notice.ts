import type { Address, InboundContent } from '../../base/inbound.js';
import { addressesOf, asObject, asText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';

/** Meta's words for what happened to a user, and ours. Others are handed on as they are. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ['user_changed_number', 'number_changed'],
  ['customer_changed_number', 'number_changed'],
  ['user_changed_user_id', 'user_id_changed'],
  ['customer_identity_changed', 'identity_changed'],
  ['user_identity_changed', 'identity_changed'],
]);

/**
 * Something Meta says about a user: `number_changed` with the new phone (under `wa_id`, formerly
 * `new_wa_id`), `user_id_changed` with the new user id, `identity_changed` with no address.
 */
export function readSystem(body: unknown): InboundContent | undefined {
  const system = asObject(body);
  if (system === undefined) return undefined;
  const type = asText(system['type']);
  const change = CHANGES.get(type) ?? type;
  return { kind: 'system', change, newAddress: newAddress(change, system)?.value ?? '' };
}

function newAddress(change: string, system: RawObject): Address | undefined {
  if (change === 'number_changed') {
    return addressesOf(system['wa_id'] ?? system['new_wa_id'], undefined)[0];
  }
  if (change === 'user_id_changed') return addressesOf(undefined, system['user_id'])[0];
  return undefined;
}

/**
 * Whom the notice is about, as they were known before: `from` or, in the older shape, `customer`,
 * and the user id that is no longer theirs. `from` is absent where the phone is hidden.
 */
export function systemSender(message: RawObject): Address[] {
  const system = asObject(message['system']);
  const phone = message['from'] ?? system?.['customer'];
  return addressesOf(phone, system?.['previous_user_id'] ?? message['from_user_id']);
}
