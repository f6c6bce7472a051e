/** Replies in English about payments on a shop's account, in words and by keypad. */
export const enPayments = {
  'payment.how_much':
    'How much did you pay, and how? Please write it with its reference, for example: paid 5000 ' +
    'esewa ref AB1234.',
  'payment.noted':
    'Noted: you paid *{amount}*. Our office checks it; what you owe goes down then, and you hear ' +
    'it here.',
  'payment.reference': 'Reference: {reference}',
  'payment.which_reference':
    'Please write its reference too, so that we find it: paid {amount} ref AB1234.',
  'payment.known': 'We have this payment of *{amount}* already: our office is checking it.',
  'payment.known_confirmed': 'This payment of *{amount}* has reached us, and is counted once.',
  'payment.confirmed': '✅ Your payment of *{amount}* has reached us. Thank you!',
  'payment.owed': 'Still to be paid: *{owed}*',
  'payment.kept': '{amount} was more than you owed: it stays your own money with us.',
  'payment.refused': 'We did not find your payment of {amount}, so what you owe stays the same.',
  'payment.refused_how': 'Please look at it again, or send us its receipt.',
  'refusal.reference_used':
    'Another payment was told to us with that reference, so nothing was noted. Please look at it ' +
    'again, or send us the receipt.',
  'refusal.reference_odd':
    'That can be no reference, so nothing was noted. Please write it as it stands in the message ' +
    'of your bank or wallet.',
  'refusal.claims_many':
    'Many of your payments wait to be checked by our office, so no other was noted. Please wait ' +
    'until you hear of them.',

  'ussd.to_pay': 'To pay: {owed}',
  'ussd.oldest': 'Oldest: order {number}, {owed}',
  'ussd.waiting': 'Being checked: {amount}',
  'ussd.nothing_to_pay': 'Nothing is to be paid.',
  'ussd.row.pay_go_on': 'Go on: {amount}',
  'ussd.row.pay_all': 'I paid {amount}',
  'ussd.row.pay_other': 'I paid another amount',
  'ussd.row.pay_wallet': 'From your money here: {wallet}',
  'ussd.wallet_spent': '{amount} of your own money was taken for it.',
  'ussd.ask_paid': 'How much did you pay?',
  'ussd.paid_how': 'How did you pay {amount}? Tell us only what you have paid.',
  'ussd.row.momo': 'Mobile money',
  'ussd.row.bank': 'Bank',
  'ussd.row.counter': 'Cash at our office',
  'ussd.ask_reference': 'Type the reference of the payment, as in its message:',
  'ussd.reference_odd': 'That can be no reference.',
  'ussd.reference_used': 'That is the reference of another payment.',
  'ussd.paid_sure': 'You paid {amount}, reference {reference}?',
  'ussd.paid_sure_counter': 'You paid {amount} in cash at our office?',
  'ussd.payment_noted':
    'Noted: {amount}. Our office checks it; what you owe goes down then, and you hear from us.',
  'ussd.payment_known': 'We have this payment of {amount} already: our office is checking it.',
  'ussd.payment_counted': 'This payment of {amount} has reached us, and is counted once.',
  'ussd.no.claims_many': 'Many of your payments wait to be checked. Please wait for them.',
} as const;

/** The same keys in another language. */
export type PaymentTexts = Readonly<Record<keyof typeof enPayments, string>>;
