import type { enSms } from './en-sms.js';

/** Replies in Nepali that only short messages have. */
export const neSms = {
  'sms.reply': 'जवाफ:',
  'sms.stopped': 'अब हाम्रो सन्देश आउँदैन। फेरि पाउन START लेख्नुहोस्।',
  'sms.started': 'हाम्रो सन्देश फेरि सुरु भयो। अर्डर लेख्नुहोस्, वा HELP।',
  'sms.pin': 'किप्याडबाट अर्डर गर्ने तपाईंको PIN: {pin}। पहिलो चोटि आफ्नै रोज्नु हुनेछ। ' + 'कसैलाई नभन्नुहोस्।',
  'ussd.placed_sms': 'रसिद SMS मा आउँछ।',
} satisfies Record<keyof typeof enSms, string>;
