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
} as const;

/** The same keys in another language. */
export type RequestTexts = Readonly<Record<keyof typeof enRequests, string>>;
