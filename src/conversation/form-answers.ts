import type { InboundContent } from '../base/inbound.js';
import { beginningOf } from '../base/text.js';
import { LIMITS } from '../base/limits.js';
import type { FormFilled } from './inbound-vocabulary.js';
import type { OfferedTap } from './sessions.js';

/**
 * Answers of the form by which newcomers register (WhatsApp Flows). What comes back is anybody's
 * JSON: it counts where it holds the token of the question that is open here, and of its fields
 * those that are asked for, as texts.
 */

/** Remembers a form's token among what was offered: nothing that could be written means it. */
export function formTap(token: string): OfferedTap {
  return { id: `form:${token}`, title: `form:${token}`, number: 0 };
}

/** Reads an answer; null where it is none of our form. */
export function readForm(
  { name, answer }: Extract<InboundContent, { kind: 'form' }>,
  awaiting: readonly OfferedTap[],
): FormFilled | null {
  if (name !== 'flow' && name !== '') return null;
  const fields = fieldsOf(answer);
  const token = fields['flow_token'];
  const asked = typeof token === 'string' && awaiting.some(({ id }) => id === `form:${token}`);
  const text = (...names: readonly string[]): string | null => {
    const given = names.map((one) => fields[one]).find((one) => typeof one === 'string');
    return typeof given === 'string' ? beginningOf(given, LIMITS.said_characters_max) : null;
  };
  return {
    type: 'FORM_FILLED',
    asked,
    shop: text('shop', 'shop_name'),
    owner: text('owner', 'owner_name'),
    place: text('place', 'town'),
  };
}

/** The fields of an answer; none where it is no object. */
function fieldsOf(answer: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(answer);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
