/** Replies in English about a vendor's day. */
export const enWork = {
  'work.title': '📋 To be packed:',
  'work.none': '📋 Nothing waits to be packed.',
  'work.order': '*{number}* for {retailer}',
  'work.promised': 'You promised it by {time}.',
  'work.more': '{n, plural, one {and one more order} other {and {n} more orders}}',
  'work.how':
    'When one is ready, write its number and “packed”: “1042 packed”. If something is missing: ' +
    '“1042 packed, only 3 ctn oil”.',
  'work.offers':
    '{n, plural, one {One offer waits for your answer.} other {{n} offers wait for your answer.}}',
  'work.later_taken': '✅ You have accepted order {number}, by {time}. We have told the shop.',
  'work.later_noted': '👍 Order {number} by {time}: noted, and the shop is told.',
  'work.packed': '✅ Order {number} is packed. Thank you, we have told the shop.',
  'work.packed_short': '✅ Order {number} is packed. We have told the shop what is missing:',
  'work.owed': 'You are owed: *{amount}*',
  'work.owed_nothing': 'Nothing is owed to you now.',
  'work.owed_to_pack':
    '{n, plural, one {One order of it is still to be packed.} other {{n} orders of it are still ' +
    'to be packed.}}',
  'button.packed': 'Packed {number}',
  'menu.day': 'To be packed',
  'order.accepted_by': 'They bring it by {time}.',
  'order.promised': '🕒 {vendor} brings your order {number} by {time}.',
  'refusal.promise_unclear':
    'When could you do it? Please write the day or the time, for example “1042 tomorrow ' +
    'morning”. To take it now: “1042 ok”. Nothing was changed.',
  'refusal.promise_past': 'That time is over already, so nothing was changed. Which time is meant?',
  'refusal.promise_late':
    'That is too late for the shop: it may be promised by {time} at the latest. Nothing was ' +
    'changed. Please name an earlier time, accept or decline.',
  'refusal.nothing_to_pack': 'No order of yours waits to be packed.',
  'refusal.which_to_pack': 'Which one is packed? Please write its number.',
  'refusal.not_to_pack':
    '{state, select, READY_FOR_DISPATCH {Order {number} is packed already.} CANCELLED {Order ' +
    '{number} was cancelled. Please do not prepare or send it.} other {Order {number} does not ' +
    'wait to be packed by you, so nothing was changed.}}',
  'refusal.pack_unclear':
    'It is not clear what is missing from order {number}, so it is not marked as packed yet. ' +
    'Please write for example “{number} packed, only 3 ctn oil” or “{number} packed, no rice”.',
  'refusal.pack_more':
    'Order {number} has only {quantity} {name}, so it is not marked as packed yet. How much of ' +
    'it is there?',
  'refusal.nothing_picked':
    'Then nothing of order {number} is there, and it cannot be packed. Please call our office: ' +
    'they cancel it or give it to somebody else.',
} as const;

/** The same keys in another language. */
export type WorkTexts = Readonly<Record<keyof typeof enWork, string>>;
