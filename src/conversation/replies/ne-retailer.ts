import type { RetailerTexts } from './en-retailer.js';

/** Replies in Nepali about old orders, wishes for the delivery and standing choices. */
export const neRetailer: RetailerTexts = {
  'history.title': '📚 तपाईंका अहिलेसम्मका अर्डर:',
  'history.row': '{n}. *{number}* ({time}): {total}, {state}',
  'history.older': '{n}. अझै पुराना अर्डर',
  'history.how': 'उही अर्डर फेरि गर्न सूचीको नम्बर वा “repeat १०४२” लेख्नुहोस्।',
  'history.none': 'तपाईंले अहिलेसम्म केही अर्डर गर्नुभएको छैन।',
  'history.no_more': 'योभन्दा पुरानो अर्डर छैन।',
  'menu.history': 'पुराना अर्डर',
  'menu.settings': 'मेरो छनोट',
  'menu.substitutes': 'सामान नभए',
  'button.repeat_order': '{number} फेरि',
  'button.older': 'अझै पुराना',

  'basket.repeats': '🛒 {time} को अर्डर नं. {number} जस्तै, आजको भाउमा:',

  'wish.time': '🕓 कहिले: {said}',
  'wish.note': '📝 टिप्पणी: {said}',
  'wish.substitutes':
    '{choice, select, allow {🔁 कुनै सामान नभए उस्तै अर्को पठाउन मिल्छ।} other {🚫 कुनै सामान नभए ' +
    'अर्को नपठाउनुहोस्।}}',
  'wish.kept': '👍 तपाईंको अर्डर नं. {number} मा टिपियो:',
  'wish.for_vendor': '🚚 अर्डर नं. {number} बारे {retailer} ले भन्नुभयो:',
  'wish.no_order':
    'त्यो टिप्न अहिले कुनै खुला अर्डर छैन। अर्को अर्डरसँगै लेख्नुहोस्, जस्तै “२ बोरा जिरा मसिनो, ४ ' + 'बजे पछि”।',

  'settings.title': '⚙️ तपाईंको छनोट',
  'settings.part':
    '• केही मात्र हुँदा: {choice, select, take {जति छ त्यति लिन्छौं, बाँकी छोड्छौं} elsewhere {जति छ ' +
    'त्यति लिन्छौं, बाँकी अरूलाई सोध्छौं} refuse {पूरै अर्डर अर्को बिक्रेतालाई सोध्छौं} other ' +
    '{तपाईंलाई सोध्छौं}}',
  'settings.substitutes':
    '• सामान नहुँदा: {choice, select, allow {उस्तै अर्को पठाउन मिल्छ} never {अर्को केही पठाइँदैन} ' +
    'other {पहिले तपाईंलाई सोधिन्छ}}',
  'settings.language': '• भाषा: नेपाली',
  'settings.how': 'के फेर्नु हुन्छ?',
  'substitutes.ask': 'तपाईंको अर्डरको कुनै सामान नभए के गर्ने?',
  'substitutes.set':
    'हुन्छ। अर्को अर्डरदेखि: {choice, select, allow {सामान नभए उस्तै अर्को पठाउन मिल्छ} never {सामान ' +
    'नभए अर्को केही पठाइँदैन} other {अर्को केही पठाउनुअघि तपाईंलाई सोधिन्छ}}।',
  'button.substitutes_ask': 'मलाई सोध्नुहोस्',
  'button.substitutes_allow': 'उस्तै पठाउनुहोस्',
  'button.substitutes_never': 'अर्को नपठाउनुहोस्',

  'refusal.no_last_week': 'करिब एक हप्ताअघिको तपाईंको अर्डर भेटिएन। सबै हेर्न “पुराना अर्डर” लेख्नुहोस्।',
};
