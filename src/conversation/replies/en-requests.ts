/** Replies in English about payments that a provider of wallets is asked for. */
export const enRequests = {
  // As their own customers write them, in every language.
  'request.wallet.momo': 'MTN MoMo',
  'request.wallet.daraja': 'M-Pesa',
  'request.wallet.khalti': 'Khalti',
  'request.link':
    'Here you pay *{amount}* by {wallet}, until {until}. We tell you when it has reached us.',
  'button.pay_link': 'Pay now',
  'request.failed':
    'Your payment of {amount} by {wallet} did not go through: {why, select, ' +
    'payer_unknown {your number has no wallet there.} not_enough {there is not enough in your ' +
    'wallet.} limit {it is above the limit of your wallet.} declined {you declined it.} ' +
    'timed_out {it was not confirmed in time.} wrong_pin {the PIN of your wallet was wrong.} ' +
    'unreachable {your phone could not be reached.} busy {another request is on your phone.} ' +
    'amount {{wallet} does not take this amount.} other {{wallet} could not do it now.}}',
  'request.failed_how':
    'What you owe stays the same. You can try again, or pay in another way and tell us.',
  'request.unsure':
    'We do not know yet what became of your payment of {amount} by {wallet}. Please do not pay ' +
    'again: our office looks at it, and you hear from us.',
  'request.choose': 'Do you want to pay *{amount}* now, or have you paid it already?',
  'button.pay_by': 'Pay by {wallet}',
  'button.have_paid': 'I have paid',
  'button.call_off': 'Call it off',
  'request.made':
    '{by, select, link {We ask {wallet} for an address where you can pay *{amount}*: it comes in a ' +
    'moment.} other {We ask {wallet} for *{amount}*. Please confirm it on your phone with the PIN ' +
    'of your wallet. We tell you when it has reached us.}}',
  'request.stands':
    'Your payment of {amount} by {wallet} is not over yet, and one is asked for at a time. {by, ' +
    'select, link {Please pay it at the address we sent, or call it off.} nobody {Please do not ' +
    'pay again: our office looks at it.} other {Please confirm it on your phone, or refuse it ' +
    'there.}}',
  'request.cancelled': 'All right: your payment of {amount} by {wallet} is called off.',
  'refusal.not_whole': 'Only whole amounts can be paid there. Please write it without cents.',
  'refusal.no_gateway': 'That cannot be paid with here. Please pay in another way and tell us.',
  'refusal.no_phone':
    'We do not know your number for certain, so nobody was asked. Please pay in another way and ' +
    'tell us.',
  'refusal.no_request': 'No payment is under way that could be called off.',

  'ussd.ask_pay': 'How much do you pay?',
  'ussd.pay_how': 'How do you pay {amount}?',
  'ussd.row.ask': '{wallet}, now',
  'ussd.row.have_paid': 'I have paid already',
  'ussd.row.pay_now': 'Pay {amount}',
  'ussd.row.pay_amount': 'Pay another amount',
  'ussd.row.uncall': 'Call it off',
  'ussd.request_made':
    '{by, select, link {You get an address by message, to pay {amount} by {wallet}.} other {We ask ' +
    '{wallet} for {amount}: confirm it on your phone. You hear from us.}}',
  'ussd.request_stands':
    'Your payment of {amount} by {wallet} is under way. {by, select, link {Pay it at the address ' +
    'we sent.} nobody {Please wait: our office looks at it.} other {Confirm or refuse it on your ' +
    'phone.}}',
  'ussd.request_cancelled': 'Your payment of {amount} by {wallet} is called off.',
  'ussd.no.not_whole': 'Only whole amounts can be paid there.',
} as const;

/** The same keys in another language. */
export type RequestTexts = Readonly<Record<keyof typeof enRequests, string>>;
