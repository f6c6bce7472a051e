/** Replies in English about packed orders and low stock. */
export const enStock = {
  'packed.whole': '📦 Your order {number} from {vendor} is packed and ready to be sent.',
  'packed.short':
    '📦 Your order {number} from {vendor} is packed. We are sorry, not all of it was there:',
  'packed.line': '• {name}: {quantity} instead of {asked}',
  'packed.line_none': '• {name}: none ({asked} ordered)',
  'packed.total': '*New total: {total}* (was {was}). You owe only the new total for it.',
  'packed.for_vendor': 'Order {number} was packed, but not all of it was there:',
  'packed.cost': 'You are paid for it: *{cost}*',
  'stock.low':
    '⚠️ {name}: only {quantity} left besides what is set aside for orders. Please get more, or ' +
    'tell our office if that is not right.',
  'stock.gone':
    '⚠️ {name}: nothing left besides what is set aside for orders. Please get more, or tell our ' +
    'office if that is not right.',
} as const;

/** The same keys in another language. */
export type StockTexts = Readonly<Record<keyof typeof enStock, string>>;
