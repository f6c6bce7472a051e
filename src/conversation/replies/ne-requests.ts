import type { RequestTexts } from './en-requests.js';

/** Replies in Nepali, Devanagari script, about payments that a provider of wallets is asked for. */
export const neRequests: RequestTexts = {
  'request.wallet.momo': 'MTN MoMo',
  'request.wallet.daraja': 'M-Pesa',
  'request.wallet.khalti': 'Khalti',
  'request.link': 'यहाँबाट {wallet} ले *{amount}* तिर्नुहोस्, {until} सम्म। पैसा आएपछि खबर गर्छौं।',
  'button.pay_link': 'अब तिर्ने',
  'request.failed':
    '{wallet} बाट {amount} भुक्तानी भएन: {why, select, ' +
    'payer_unknown {तपाईंको नम्बरमा वालेट छैन।} not_enough {वालेटमा पैसा पुगेन।} ' +
    'limit {वालेटको सीमाभन्दा बढी भयो।} declined {तपाईंले अस्वीकार गर्नुभयो।} ' +
    'timed_out {समयमै पुष्टि भएन।} wrong_pin {वालेटको PIN मिलेन।} ' +
    'unreachable {फोनमा सम्पर्क भएन।} busy {फोनमा अर्को अनुरोध छ।} ' +
    'amount {{wallet} ले यो रकम लिँदैन।} other {अहिले {wallet} बाट सकिएन।}}',
  'request.failed_how': 'तिर्न बाँकी उही छ। फेरि प्रयास गर्न, वा अर्को तरिकाले तिरेर भन्न सक्नुहुन्छ।',
  'request.unsure':
    '{wallet} बाट {amount} भुक्तानी के भयो, थाहा भएको छैन। कृपया फेरि नतिर्नुहोस्: ' +
    'कार्यालयले हेर्छ र खबर गर्छ।',
};
