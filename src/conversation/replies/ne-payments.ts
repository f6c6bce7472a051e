import type { PaymentTexts } from './en-payments.js';

/** Replies in Nepali, Devanagari script, about payments on a shop's account. */
export const nePayments: PaymentTexts = {
  'payment.how_much':
    'कति र कसरी तिर्नुभयो? सन्दर्भ नम्बरसहित लेख्नुहोस्, जस्तै: 5000 इसेवाबाट तिरें ref AB1234।',
  'payment.noted': 'टिपियो: तपाईंले *{amount}* तिर्नुभयो। कार्यालयले जाँचेपछि तिर्न बाँकी घट्छ, खबर यहीँ आउँछ।',
  'payment.reference': 'सन्दर्भ: {reference}',
  'payment.which_reference': 'भेट्न सजिलो होस् भनेर सन्दर्भ नम्बर पनि लेख्नुहोस्: {amount} तिरें ref AB1234।',
  'payment.known': '*{amount}* को यो भुक्तानी टिपिसकेका छौं: कार्यालयले जाँच्दैछ।',
  'payment.known_confirmed': '*{amount}* को यो भुक्तानी हामीले पाइसक्यौं, एकपटक मात्र गनिन्छ।',
  'payment.confirmed': '✅ तपाईंको *{amount}* भुक्तानी पायौं। धन्यवाद!',
  'payment.owed': 'तिर्न बाँकी: *{owed}*',
  'payment.kept': '{amount} बढी थियो: त्यो हामीकहाँ तपाईंकै पैसा रहन्छ।',
  'payment.refused': 'तपाईंको {amount} भुक्तानी भेटिएन, त्यसैले तिर्न बाँकी उही छ।',
  'payment.refused_how': 'कृपया फेरि हेर्नुहोस्, वा रसिद पठाउनुहोस्।',
  'refusal.reference_used':
    'त्यो सन्दर्भ नम्बर अर्को भुक्तानीको हो, त्यसैले केही टिपिएन। फेरि हेर्नुहोस्, वा रसिद पठाउनुहोस्।',
  'refusal.reference_odd':
    'त्यो सन्दर्भ नम्बर होइन, त्यसैले केही टिपिएन। बैंक वा वालेटको सन्देशमा जस्तो छ त्यस्तै लेख्नुहोस्।',
  'refusal.claims_many': 'तपाईंका धेरै भुक्तानी जाँच्न बाँकी छन्, त्यसैले अर्को टिपिएन। कार्यालयको खबर पर्खनुहोस्।',

  'ussd.to_pay': 'तिर्न बाँकी {owed}',
  'ussd.oldest': 'पुरानो: अर्डर {number}, {owed}',
  'ussd.waiting': 'जाँच हुँदै: {amount}',
  'ussd.nothing_to_pay': 'तिर्न केही बाँकी छैन।',
  'ussd.row.pay_go_on': 'जारी: {amount}',
  'ussd.row.pay_all': '{amount} तिरें',
  'ussd.row.pay_other': 'अर्को रकम तिरें',
  'ussd.row.pay_wallet': 'यहाँको पैसाबाट: {wallet}',
  'ussd.wallet_spent': 'तपाईंको {amount} बाट तिरियो।',
  'ussd.ask_paid': 'कति तिर्नुभयो?',
  'ussd.paid_how': '{amount} कसरी तिर्नुभयो? तिरेपछि मात्र भन्नुहोस्।',
  'ussd.row.momo': 'मोबाइल वालेट',
  'ussd.row.bank': 'बैंक',
  'ussd.row.counter': 'कार्यालयमा नगद',
  'ussd.ask_reference': 'भुक्तानीको सन्दर्भ नम्बर लेख्नुहोस्:',
  'ussd.reference_odd': 'त्यो सन्दर्भ नम्बर होइन।',
  'ussd.reference_used': 'त्यो अर्को भुक्तानीको नम्बर हो।',
  'ussd.paid_sure': '{amount} तिर्नुभयो, सन्दर्भ {reference}?',
  'ussd.paid_sure_counter': 'कार्यालयमा {amount} नगद तिर्नुभयो?',
  'ussd.payment_noted': 'टिपियो: {amount}। कार्यालयले जाँचेपछि हिसाब घट्छ, खबर आउँछ।',
  'ussd.payment_known': '{amount} टिपिसकेको छ: कार्यालयले जाँच्दैछ।',
  'ussd.payment_counted': '{amount} पाइसक्यौं, एकपटक मात्र गनिन्छ।',
  'ussd.no.claims_many': 'धेरै भुक्तानी जाँच्न बाँकी छन्। खबर पर्खनुहोस्।',
};
