/** Replies in English to whoever looks at what there is. */
export const enGoods = {
  'browse.shelves': 'What would you like to see? Choose, or write what you need.',
  'browse.some':
    'Here is some of each shelf. Put it into a cart here, or write what you need. For ' +
    'a whole shelf write its name. What counts are our prices, which your basket ' +
    'shows.',
  'browse.title': 'Our goods',
  'browse.write_more': 'For more write “more”.',
  'browse.left': '{n, plural, one {and one more} other {and {n} more}}',
  'browse.shelf': '{shelf}, today’s prices:',
  'button.more_goods': 'More',
  'button.shelves': 'All goods',
  'menu.goods': 'What there is',
  'open.shelves': 'See the goods',
} as const;

/** The same keys in another language. */
export type GoodsTexts = Readonly<Record<keyof typeof enGoods, string>>;
