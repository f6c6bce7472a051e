/** Replies in English about old orders, wishes for the delivery and standing choices. */
export const enRetailer = {
  'history.title': '📚 Your orders so far:',
  'history.row': '{n}. *{number}* ({time}): {total}, {state}',
  'history.older': '{n}. Older orders',
  'history.how': 'To order the same again, write its number in the list, or “repeat 1042”.',
  'history.none': 'You have not ordered anything yet.',
  'history.no_more': 'There are no older orders.',
  'menu.history': 'Old orders',
  'menu.settings': 'My settings',
  'menu.substitutes': 'If it is missing',
  'button.repeat_order': 'Repeat {number}',
  'button.older': 'Older orders',

  'basket.repeats': '🛒 The same as order {number} of {time}, at today’s prices:',

  'wish.time': '🕓 When: {said}',
  'wish.note': '📝 Note: {said}',
  'wish.substitutes':
    '{choice, select, allow {🔁 Something similar may be sent where a product is missing.} other ' +
    '{🚫 Nothing else may be sent where a product is missing.}}',
  'wish.kept': '👍 Noted for your order {number}:',
  'wish.for_vendor': '🚚 {retailer} says about order {number}:',
  'wish.no_order':
    'There is no open order to note that for. Write it with your next order, for example “2 bags ' +
    'jira masino, after 4 pm”.',

  'settings.title': '⚙️ Your settings',
  'settings.part':
    '• Only a part is there: {choice, select, take {we take it and drop the rest} elsewhere {we ' +
    'take it and ask others for the rest} refuse {we ask another vendor for all of it} other {we ' +
    'ask you}}',
  'settings.substitutes':
    '• A product is missing: {choice, select, allow {something similar may be sent} never ' +
    '{nothing else is sent} other {you are asked first}}',
  'settings.language': '• Language: English',
  'settings.how': 'What would you like to change?',
  'substitutes.ask': 'What if a product of your order is missing?',
  'substitutes.set':
    'All right. From your next order on: {choice, select, allow {something similar may be sent ' +
    'where a product is missing} never {nothing else is sent where a product is missing} other ' +
    '{you are asked before anything else is sent}}.',
  'button.substitutes_ask': 'Ask me first',
  'button.substitutes_allow': 'Send similar',
  'button.substitutes_never': 'Nothing else',

  'refusal.no_last_week':
    'We find no order of yours from about a week ago. Write “old orders” to see them all.',
} as const;

/** The same keys in another language. */
export type RetailerTexts = Readonly<Record<keyof typeof enRetailer, string>>;
