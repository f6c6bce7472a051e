/** Replies in English that only short messages have. */
export const enSms = {
  'sms.reply': 'Reply:',
  'sms.stopped': 'You will get no more messages from us. To get them again, write START.',
  'sms.started': 'Our messages are on again. Write your order, or HELP.',
  'sms.pin':
    'Your PIN for orders by keypad: {pin}. You choose your own at its first use. Tell it to nobody.',
  'ussd.placed_sms': 'The receipt comes by SMS.',
} as const;
