import type { enSms } from './en-sms.js';

/** Replies in romanised Nepali that only short messages have. */
export const neLatnSms = {
  'sms.reply': 'Jawaph:',
  'sms.stopped': 'Aba hamro sandesh aaudaina. Pheri pauna START lekhnuhos.',
  'sms.started': 'Hamro sandesh pheri suru bhayo. Order lekhnuhos, wa HELP.',
  'sms.pin':
    'Keypad bata order garne tapaiko PIN: {pin}. Pahilo choti aphnai rojnu hunechha. ' +
    'Kasailai nabhannuhos.',
  'ussd.placed_sms': 'Rasid SMS ma aucha.',
} satisfies Record<keyof typeof enSms, string>;
