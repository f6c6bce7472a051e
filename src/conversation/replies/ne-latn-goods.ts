import type { GoodsTexts } from './en-goods.js';

/** Replies in romanised Nepali to whoever looks at what there is. */
export const neLatnGoods: GoodsTexts = {
  'browse.shelves': 'Ke herna chahanuhunchha? Chhannuhos, wa chahieko saman lekhnuhos.',
  'browse.some':
    'Yaha harek thari ka kehi saman chhan. Yahi cart ma rakhnuhos, wa chahieko saman ' +
    'lekhnuhos. Ek thari ka sabai herna tyas ko naam lekhnuhos. Tokari ma dekhine ' +
    'hamro bhau nai lagchha.',
  'browse.title': 'Hamra saman',
  'browse.write_more': 'Thap herna “aru” lekhnuhos.',
  'browse.left': '{n, plural, one {ra aru euta} other {ra aru {n}}}',
  'browse.shelf': '{shelf}, aaja ko bhau:',
  'button.more_goods': 'Aru',
  'button.shelves': 'Sabai saman',
  'menu.goods': 'Ke ke chha',
  'open.shelves': 'Saman hernuhos',
};
