import type { GoodsTexts } from './en-goods.js';

/** Replies in Nepali to whoever looks at what there is. */
export const neGoods: GoodsTexts = {
  'browse.shelves': 'के हेर्न चाहनुहुन्छ? छान्नुहोस्, वा चाहिएको सामान लेख्नुहोस्।',
  'browse.some':
    'यहाँ हरेक थरीका केही सामान छन्। यहीँ कार्टमा राख्नुहोस्, वा चाहिएको सामान ' +
    'लेख्नुहोस्। एक थरीका सबै हेर्न त्यसको नाम लेख्नुहोस्। टोकरीमा देखिने हाम्रो भाउ ' +
    'नै लाग्छ।',
  'browse.title': 'हाम्रा सामान',
  'browse.write_more': 'थप हेर्न “थप” लेख्नुहोस्।',
  'browse.left': '{n, plural, one {र अरू एक} other {र अरू {n}}}',
  'browse.shelf': '{shelf}, आजको भाउ:',
  'button.more_goods': 'थप',
  'button.shelves': 'सबै सामान',
  'menu.goods': 'के के छ',
  'open.shelves': 'सामान हेर्नुहोस्',
};
