import type { UssdGoodsTexts } from './en-ussd-goods.js';

/** Replies in romanised Nepali on a vendor's keypad: prices and complaints. */
export const neLatnUssdGoods: UssdGoodsTexts = {
  'ussd.row.disputes': 'Gunaso',
  'ussd.row.price': 'Mero bhau',
  'ussd.ask_price': '{code} {name}: {unit} ko {price} paunuhuncha. Aba kati?',
  'ussd.ask_first_price': '{code} {name}: euta {unit} ko kati?',
  'ussd.price_sure': '{name}: {unit} ko pahile {before}, aba {after}. Thik ho?',
  'ussd.dearer': 'Pasal haru le nai {price} matra tirchhan.',
  'ussd.price_kept': 'Tipyau: {name}, {unit} ko aba {after}, pahile {before}.',
  'ussd.disputes': 'Pasal haru ko gunaso:',
  'ussd.disputes_none': 'Kunai gunaso ko jawaf baki chhaina.',
  'ussd.row.dispute': '{number}: {quantity} {name}',
  'ussd.dispute':
    'Order {number}: {quantity} {name}, {problem}. Mannuhuncha bhane tyati kam pauinchha.',
  'ussd.ask_given': '{name}: {quantity} bhaniyeko. Tapai kati mannuhuncha?',
  'ussd.pin_dispute': 'Yasle kam pauinchha. Manna PIN lekhnuhos:',
  'ussd.dispute_agreed': 'Order {number} milyo: {quantity} {name}. Tapai {cost} kam paunuhuncha.',
  'ussd.dispute_above': 'Order {number}: mannubhayo. Rakam thulo chha, karyalaya le pakka garchha.',
  'ussd.dispute_part':
    'Order {number}: {quantity} {name} mannubhayo. Karyalaya le nirnaya garchha.',
  'ussd.dispute_refused': 'Order {number}: mannubhaena. Karyalaya le nirnaya garchha.',
};
