import type { InboundTexts } from './en-inbound.js';

/** Replies in Nepali about what arrives beside words. */
export const neInbound: InboundTexts = {
  'changed.cart':
    '⚠️ {name}: तपाईंको WhatsApp कार्टमा {before} थियो, हाम्रो भाउ प्रति {unit} {after} हो',
  'message.changed':
    '{how, select, edited {तपाईंले अघिल्लो सन्देश फेर्नुभयो।} other {तपाईंले अघिल्लो सन्देश मेटाउनुभयो।}} पहिले लेखेको ' +
    'काम भइसकेको छ र त्यही कायम छ; दोहोरो केही भएको छैन। अर्कै कुरा चाहिए नयाँ सन्देशमा लेख्नुहोस्।',
};
