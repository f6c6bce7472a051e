import type { OutcomeEvent, Part, ReplyKey } from '../src/conversation/vocabulary.js';
import { part } from './sentences.js';

export type RefusedEvent = Extract<OutcomeEvent, { type: 'REFUSED' }>;

/**
 * The words of a refusal: what happened and what to do next. The template makes a refusal without
 * words a compile error. `detail` may name: credit_short `neededMinor` and `availableMinor`;
 * not_sold `product`; the words do without where it does not.
 */
export function refusalParts(event: RefusedEvent): readonly Part[] {
  const { refusal, detail } = event;
  const key: ReplyKey = `refusal.${refusal}`;
  if (refusal === 'not_sold' && detail['product'] !== undefined) {
    return [part('refusal.not_sold_name', { name: detail['product'] })];
  }
  const { neededMinor, availableMinor } = detail;
  if (refusal === 'credit_short' && neededMinor !== undefined && availableMinor !== undefined) {
    return [
      part(key),
      part('refusal.credit_figures', {
        total: { money: neededMinor },
        available: { money: availableMinor },
      }),
    ];
  }
  return [part(key)];
}
