import type { SplitTexts } from './en-split.js';

/** Replies in romanised Nepali about a basket that becomes the orders of several vendors. */
export const neLatnSplit: SplitTexts = {
  'split.ahead':
    '🚚 Eutai bikreta sanga sabai chhaina: yo {n} bikreta bata {n} order bhayera aaunchha:',
  'split.part': '{n}. {goods}',
  'split.goods': '{quantity} {name}',
  'split.placed': '✅ {n} order bhayera darta bhayo, jamma {total}:',
  'split.placed_order': '• Order no. {number}, {total}: {goods}',
  'split.asking': 'Aba hareka ka lagi bikreta lai sodhdai chhau, jawaf yahi dinchhau.',
  'split.again':
    'Order no. {number}: aba eutai bikreta sanga sabai chhaina, tyasaile {n} order bhayera ' +
    'aaunchha:',
  'split.joined': 'Aba eutai bikreta sanga sabai chha, tyasaile eutai order bhayera aaunchha.',
  'note.split_changed':
    'Bikreta sanga bhayeko saman feriyo, tyasaile ahile kehi order bhayeko chhaina. Aba yasari ' +
    'aaunchha:',
  'refusal.split_changed':
    'Bikreta sanga bhayeko saman feriyo, tyasaile ahile kehi order bhayeko chhaina.',

  'ussd.split': '{n} bikreta bata {n} order',
  'ussd.split_ahead': '{n} bikreta, {n} order:',
  'ussd.split_part': '{n}: {goods}',
  'ussd.row.place': 'Yasari pathaune',
  'ussd.split_placed': '{n} order pathaiyo ({numbers}): jamma {total}. Aba sodhdai chhau.',
  'ussd.no.split_changed': 'Bikreta ko saman feriyo. Hernuhos:',
};
