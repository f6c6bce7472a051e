/** Replies in English about a basket that becomes the orders of several vendors. */
export const enSplit = {
  'split.ahead':
    '🚚 No vendor has all of it: this comes from {n} vendors and will arrive as {n} orders:',
  'split.part': '{n}. {goods}',
  'split.goods': '{quantity} {name}',
  'split.placed': '✅ Placed as {n} orders, {total} in all:',
  'split.placed_order': '• Order {number}, {total}: {goods}',
  'split.asking': 'We are asking a vendor for each now and will tell you here.',
  'split.again': 'Order {number}: no single vendor has all of it, so it comes as {n} orders now:',
  'split.joined': 'One vendor has all of it now, so it comes as one order.',
  'note.split_changed':
    'What the vendors have has changed, so nothing was ordered yet. This is how it would come now:',
  'refusal.split_changed': 'What the vendors have has changed, so nothing was ordered yet.',

  'ussd.split': '{n} orders from {n} vendors',
  'ussd.split_ahead': '{n} vendors, {n} orders:',
  'ussd.split_part': '{n}: {goods}',
  'ussd.row.place': 'Order it so',
  'ussd.split_placed':
    'Placed as {n} orders ({numbers}): {total} in all. We are asking vendors now.',
  'ussd.no.split_changed': 'What the vendors have has changed. Please look:',
} as const;

/** The same keys in another language. */
export type SplitTexts = Readonly<Record<keyof typeof enSplit, string>>;
