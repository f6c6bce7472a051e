import type { Address, InboundContent } from '../../base/inbound.js';
import { addressesOf, asArray, asObject, asText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';

/** Something that Meta says about one person outside of the field `messages`. */
export interface PersonNotice {
  /** The part of the value that says it: under its digest a repeat is known again. */
  readonly item: unknown;
  readonly sender: readonly Address[];
  readonly at: unknown;
  readonly content: Extract<InboundContent, { kind: 'system' }>;
}

const CHOICES: ReadonlyMap<string, string> = new Map([
  ['stop', 'marketing_stopped'],
  ['resume', 'marketing_resumed'],
]);

/**
 * What a change outside of `messages` says about people: their switch for marketing messages
 * (`user_preferences`), and a changed user id as some providers in between report it
 * (`user_id_update`). Empty for every other field, and for what names nobody: the envelope keeps
 * that as it is.
 */
export function readNotices(field: string, value: RawObject): readonly PersonNotice[] {
  if (field === 'user_preferences') {
    return asArray(value['user_preferences']).flatMap((item) => readPreference(item));
  }
  return field === 'user_id_update' ? readIdUpdate(value) : [];
}

function readPreference(item: unknown): readonly PersonNotice[] {
  const preference = asObject(item);
  const change = CHOICES.get(asText(preference?.['value']));
  const sender = addressesOf(preference?.['wa_id'], preference?.['user_id']);
  const isMarketing = preference?.['category'] === 'marketing_messages';
  if (change === undefined || sender.length === 0 || !isMarketing) return [];
  const content = { kind: 'system', change, newAddress: '' } as const;
  return [{ item, sender, at: preference['timestamp'], content }];
}

function readIdUpdate(value: RawObject): readonly PersonNotice[] {
  const ids = asObject(value['user_id']);
  const sender = addressesOf(undefined, ids?.['previous']);
  const [current] = addressesOf(undefined, ids?.['current']);
  if (sender.length === 0 || current === undefined) return [];
  const content = {
    kind: 'system',
    change: 'user_id_changed',
    newAddress: current.value,
  } as const;
  return [{ item: value, sender, at: value['timestamp'], content }];
}
