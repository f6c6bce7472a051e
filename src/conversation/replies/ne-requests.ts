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
  'request.choose': '*{amount}* अहिले तिर्ने, कि तिरिसक्नुभयो?',
  'button.pay_by': '{wallet} ले तिर्ने',
  'button.have_paid': 'तिरिसकें',
  'button.call_off': 'रद्द गर्ने',
  'request.made':
    '{by, select, link {{wallet} बाट *{amount}* तिर्ने ठेगाना आउँदैछ, एक छिन।} other {{wallet} बाट ' +
    '*{amount}* माग्दैछौं। फोनमा वालेटको PIN ले पुष्टि गर्नुहोस्। पैसा आएपछि खबर गर्छौं।}}',
  'request.stands':
    '{wallet} बाट {amount} को भुक्तानी सकिएको छैन, एक पटक एउटा मात्र माग्छौं। {by, select, link ' +
    '{पठाएको ठेगानामा तिर्नुहोस्, वा रद्द गर्नुहोस्।} nobody {फेरि नतिर्नुहोस्: कार्यालयले हेर्दैछ।} ' +
    'other {फोनमा पुष्टि वा अस्वीकार गर्नुहोस्।}}',
  'request.cancelled': 'हुन्छ: {wallet} बाट {amount} को भुक्तानी रद्द भयो।',
  'refusal.not_whole': 'त्यहाँ पूरा रुपैयाँ मात्र तिर्न मिल्छ। पैसाबिना लेख्नुहोस्।',
  'refusal.no_gateway': 'यहाँ त्यसबाट तिर्न मिल्दैन। अर्को तरिकाले तिरेर भन्नुहोस्।',
  'refusal.no_phone': 'तपाईंको नम्बर पक्का थाहा छैन, त्यसैले मागिएन। अर्को तरिकाले तिरेर भन्नुहोस्।',
  'refusal.no_request': 'रद्द गर्ने कुनै भुक्तानी छैन।',

  'ussd.ask_pay': 'कति तिर्ने?',
  'ussd.pay_how': '{amount} कसरी तिर्ने?',
  'ussd.row.ask': '{wallet} ले अहिले',
  'ussd.row.have_paid': 'तिरिसकें',
  'ussd.row.pay_now': '{amount} तिर्ने',
  'ussd.row.pay_amount': 'अर्को रकम तिर्ने',
  'ussd.row.uncall': 'रद्द गर्ने',
  'ussd.request_made':
    '{by, select, link {{wallet} को ठेगाना सन्देशमा आउँछ: {amount}।} other {{wallet}: {amount}। ' +
    'फोनमा पुष्टि गर्नुहोस्।}}',
  'ussd.request_stands':
    '{wallet}, {amount}: {by, select, link {पठाएको ठेगानामा तिर्नुहोस्।} nobody {कार्यालयले हेर्दैछ।} ' +
    'other {फोनमा पुष्टि गर्नुहोस्।}}',
  'ussd.request_cancelled': '{wallet}, {amount}: रद्द भयो।',
  'ussd.no.not_whole': 'पूरा रुपैयाँ मात्र तिर्न मिल्छ।',
};
