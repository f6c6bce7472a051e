import type { OutcomeEvent, Part, ReplyKey } from '../src/conversation/vocabulary.js';
import { part } from './sentences.js';

export type RefusedEvent = Extract<OutcomeEvent, { type: 'REFUSED' }>;

/**
 * The words of a refusal: what happened and what to do next. The template makes a refusal without
 * words a compile error. `detail` may name: credit_short `neededMinor` and `availableMinor`;
 * not_sold `product`; offer_closed the `state` it has, its `order`'s and that order's `number`;
 * the words do without where it does not.
 */
export function refusalParts(event: RefusedEvent): readonly Part[] {
  const { refusal, detail } = event;
  const key: ReplyKey = `refusal.${refusal}`;
  if (refusal === 'not_sold' && detail['product'] !== undefined) {
    return [part('refusal.not_sold_name', { name: detail['product'] })];
  }
  if (event.effect === 'keep_wish' && refusal === 'no_open_order') return [part('wish.no_order')];
  if (event.effect === 'change_standing' && refusal === 'not_now') {
    return [part('recurring.so_already')];
  }
  if (refusal === 'no_last_order' && detail['when'] === 'last_week') {
    return [part('refusal.no_last_week')];
  }
  const change = changeParts(event);
  if (change) return change;
  if (refusal === 'offer_closed' && detail['state'] === 'ACCEPTED') return acceptedAlready(detail);
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

/** Whoever presses Accept again must not read that there is nothing to prepare. */
function acceptedAlready(detail: RefusedEvent['detail']): readonly Part[] {
  const number = { digits: detail['number'] ?? '' };
  const cancelled = detail['order'] === 'CANCELLED';
  return [part(cancelled ? 'offer.order_cancelled' : 'offer.accepted_before', { number })];
}

/** What was said of a change of an order, and why it does not stand. */
function changeParts({ refusal, effect, detail }: RefusedEvent): readonly Part[] | null {
  const number = { digits: detail['number'] ?? '' };
  const unit = detail['unit'] ?? '';
  const name = detail['name'] ?? '';
  switch (refusal) {
    case 'change_unclear':
    case 'price_unclear':
      return [part(`refusal.${refusal}`, { number })];
    case 'change_more': {
      const quantity = { quantity: detail['quantity'] ?? '', unit };
      return [part('refusal.change_more', { number, name, quantity })];
    }
    case 'price_high': {
      const most = { money: detail['mostMinor'] ?? '0' };
      return [part('refusal.price_high', { number, name, most, unit: { unit } })];
    }
    case 'shelf_reserved': {
      const quantity = { quantity: detail['quantity'] ?? '0', unit };
      return [part('refusal.shelf_reserved', { name, quantity })];
    }
    case 'shelf_not_held':
      return [part('refusal.shelf_not_held', { name })];
    case 'pack_unclear':
    case 'nothing_picked':
      return [part(`refusal.${refusal}`, { number })];
    case 'not_to_pack':
      return [part('refusal.not_to_pack', { number, state: { choice: detail['state'] ?? '' } })];
    case 'pack_more': {
      const quantity = { quantity: detail['quantity'] ?? '', unit };
      return [part('refusal.pack_more', { number, name, quantity })];
    }
    case 'promise_late': {
      const { latest } = detail;
      if (latest === undefined) return [part('refusal.promise_unclear')];
      return [part('refusal.promise_late', { time: { time: latest } })];
    }
    case 'credit_short':
    case 'credit_stopped':
      return effect === 'answer_change' ? [part(`change.${refusal}`, { number })] : null;
    default:
      return null;
  }
}
