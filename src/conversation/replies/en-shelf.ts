/** Replies in English about a vendor's own stock and prices. */
export const enShelf = {
  'goods.kept': '✅ Noted:',
  'goods.stock': '• {name}: stock {before} → {after}',
  'goods.price': '• {name}: your price per {unit} {before} → {after}',
  'goods.dearer': '↳ The shops themselves pay only {price}.',
  'goods.unlikely': '⚠️ Nothing was changed yet. Please look at this first:',
  'goods.right': 'Is that right?',
  'goods.which': 'Which one is “{said}”? Nothing was changed yet.',
  'goods.unknown':
    '“{said}” was not clear, or it is not among your goods with us, so nothing was changed. ' +
    'Please write the name with its size, for example “mustard oil 1L 12 left”.',
  'goods.either':
    '{name}, {figure}: is that how many you have, or your price? Nothing was changed yet.',
  'goods.offer':
    'Order {number} waits for your answer, and {name} is in it. Is this your answer to that ' +
    'order, or about your own goods? Nothing was changed yet.',
  'goods.dropped': 'All right, nothing was changed.',
  'goods.over': 'That question is no longer open, so nothing was changed. Please write it again.',
  'button.shelf_yes': 'Yes, right',
  'button.shelf_no': 'No, leave it',
  'button.shelf_stock': 'My stock',
  'button.shelf_price': 'My price',
  'button.shelf_own': 'My own goods',
  'button.shelf_offer': 'Order {number}',
  'button.shelf_none': 'None of these',
  'refusal.shelf_unclear':
    'That was not quite clear, so nothing was changed. Please write each product once, with its ' +
    'figure: “oil 1L 12 left”, “sugar price 95”.',
  'refusal.shelf_reserved':
    '{name}: {quantity} are set aside for orders, so your stock cannot be less. Nothing was ' +
    'changed. If they are not there, say so when you pack: “1042 packed, only 3 ctn oil”.',
  'refusal.shelf_not_held':
    '{name} is not among your goods with us, so nothing was changed. Our office can add it.',
} as const;

/** The same keys in another language. */
export type ShelfTexts = Readonly<Record<keyof typeof enShelf, string>>;
