import type { UssdGoodsTexts } from './en-ussd-goods.js';

/** Replies in Nepali, Devanagari script, on a vendor's keypad: prices and complaints. */
export const neUssdGoods: UssdGoodsTexts = {
  'ussd.row.disputes': 'गुनासो',
  'ussd.row.price': 'मेरो भाउ',
  'ussd.ask_price': '{code} {name}: {unit}को {price} पाउनुहुन्छ। अब कति?',
  'ussd.ask_first_price': '{code} {name}: एक {unit}को कति?',
  'ussd.price_sure': '{name}: {unit}को पहिले {before}, अब {after}। ठीक हो?',
  'ussd.dearer': 'पसलले नै {price} मात्र तिर्छ।',
  'ussd.price_kept': 'टिप्यौं: {name}, {unit}को अब {after}, पहिले {before}।',
  'ussd.disputes': 'पसलको गुनासो:',
  'ussd.disputes_none': 'कुनै गुनासो बाँकी छैन।',
  'ussd.row.dispute': '{number}: {quantity} {name}',
  'ussd.dispute': 'अर्डर {number}: {quantity} {name}, {problem}। मान्दा त्यति कम पाइन्छ।',
  'ussd.ask_given': '{name}: {quantity} भनिएको। कति मान्नुहुन्छ?',
  'ussd.pin_dispute': 'मान्दा कम पाइन्छ। मान्न PIN लेख्नुहोस्:',
  'ussd.dispute_agreed': 'अर्डर {number} मिल्यो: {quantity} {name}। {cost} कम पाउनुहुन्छ।',
  'ussd.dispute_above': 'अर्डर {number}: मान्नुभयो। रकम ठूलो छ, कार्यालयले पक्का गर्छ।',
  'ussd.dispute_part': 'अर्डर {number}: {quantity} {name} मान्नुभयो। कार्यालयले निर्णय गर्छ।',
  'ussd.dispute_refused': 'अर्डर {number}: मान्नुभएन। कार्यालयले निर्णय गर्छ।',
};
