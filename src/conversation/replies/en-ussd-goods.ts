/** Replies in English on a vendor's keypad: prices, and what shops say was amiss. */
export const enUssdGoods = {
  'ussd.row.disputes': 'Complaints',
  'ussd.row.price': 'My price',
  'ussd.ask_price': '{code} {name}: you get {price} per {unit}. What do you want for one?',
  'ussd.ask_first_price': '{code} {name}: what do you want for one {unit}?',
  'ussd.price_sure': '{name}: {before} before, now {after} per {unit}. Is that right?',
  'ussd.dearer': 'The shops themselves pay only {price}.',
  'ussd.price_kept': 'Noted: {name}, now {after} per {unit}, before {before}.',
  'ussd.disputes': 'What shops say was amiss:',
  'ussd.disputes_none': 'No shop waits for an answer of yours.',
  'ussd.row.dispute': '{number}: {quantity} {name}',
  'ussd.dispute': 'Order {number}: {quantity} {name}, {problem}. If you agree, you are paid less.',
  'ussd.ask_given': '{name}: {quantity} asked for. How much of it do you agree to?',
  'ussd.pin_dispute': 'You are paid less by it. Type your PIN to agree:',
  'ussd.dispute_agreed': 'Settled, order {number}: {quantity} {name}. You are paid {cost} less.',
  'ussd.dispute_above':
    'Noted, order {number}: you agree. It is a large amount, so our office confirms it.',
  'ussd.dispute_part': 'Noted, order {number}: you agree to {quantity} {name}. Our office decides.',
  'ussd.dispute_refused': 'Noted, order {number}: you do not agree. Our office decides.',
} as const;

/** The same keys in another language. */
export type UssdGoodsTexts = Readonly<Record<keyof typeof enUssdGoods, string>>;
