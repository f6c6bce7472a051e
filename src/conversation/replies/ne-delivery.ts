import type { DeliveryTexts } from './en-delivery.js';

/** Replies in Nepali about deliveries. */
export const neDelivery: DeliveryTexts = {
  'job.offered': '🛵 डेलिभरी {number}: {vendor} बाट {retailer} सम्म। लानुहुन्छ?',
  'job.assigned': '🛵 डेलिभरी {number} तपाईंको भयो: {vendor} बाट {retailer} सम्म',
  'job.resumed': '🛵 डेलिभरी {number} आज लानुपर्छ: {vendor} बाट {retailer} सम्म',
  'job.listed': '🛵 {number} ({state}): {vendor} → {retailer}',
  'job.state.OFFERED': 'कसैले लिएको छैन',
  'job.state.ASSIGNED': 'उठाउन बाँकी',
  'job.state.PICKED_UP': 'तपाईंसँग छ',
  'job.state.ON_THE_WAY': 'बाटोमा',
  'job.state.FAILED': 'पुर्‍याउन सकिएन',
  'job.state.RESCHEDULED': 'सरेको',
  'job.place': '📍 {place}',
  'job.map': '🗺️ https://maps.google.com/?q={latitude},{longitude}',
  'job.phone': '📞 {phone}',
  'job.line': '• {quantity} {name}',
  'job.cash': '💵 नगद लिनुपर्ने: {cash}',
  'job.first_wins': 'अरूलाई पनि सोधेका छौं: जसले पहिले लिन्छ, उसैको।',
  'job.taken': '✅ {number} तपाईंको भयो। {vendor} बाट उठाउनुहोस्, अनि “उठाएँ {number}” लेख्नुहोस्।',
  'job.refused': 'हुन्छ, {number} अरूलाई दिन्छौं।',
  'job.picked_up': '✅ {number} को सामान तपाईंसँग छ। {retailer} तिर हिँड्दा “बाटोमा {number}” लेख्नुहोस्।',
  'job.set_out':
    '✅ तपाईं आउँदै हुनुहुन्छ भनेर {retailer} लाई थाहा छ। पुगेपछि कोड सोध्नुहोस् र “पुग्यो {number}” ' +
    'सँग कोड लेख्नुहोस्। नमिले: “पुगेन {number}” र कारण, वा “भोलि {number}”।',
  'job.delivered': '✅ {number} पुग्यो। धन्यवाद!',
  'job.delivered_part': '✅ {number} पुग्यो, यो बाहेक; बाँकी सामान विक्रेतालाई फिर्ता लानुहोस्:',
  'job.take_cash': '💵 {cash} लिनुपर्छ। पाएपछि “नगद” र रकम लेख्नुहोस्।',
  'job.wrong_code':
    '{number} को कोड यो होइन। पसलमा फेरि सोध्नुहोस्। {left, plural, other {अब {left} पटक मात्र।}}',
  'job.code_locked': '{number} मा धेरै गलत कोड भयो। हाम्रो कार्यालय हेर्छ: फोन गर्नुहोस्।',
  'job.failed':
    'टिपियो: {number} पुर्‍याउन सकिएन। सामान आफैँसँग राख्नुहोस्; कार्यालयले भन्छ। फेरि जाने भए ' +
    '“बाटोमा {number}” लेख्नुहोस्।',
  'job.put_off': 'टिपियो: {number} {time} मा जान्छ। पसललाई हामी भन्छौं।',
  'job.put_off_told': 'कार्यालयले {number} सार्‍यो: {time} मा जान्छ।',
  'job.closed':
    '{why, select, taken {डेलिभरी {number} अरूले लियो।} timed_out {डेलिभरी {number} लिने समय ' +
    'सकियो।} cancelled {अर्डर {number} रद्द भयो। सामान तपाईंसँग भए विक्रेतालाई फिर्ता दिनुहोस्।} ' +
    'other {कार्यालयले डेलिभरी {number} अरूलाई दियो।}}',
  'job.overdue':
    '⏰ डेलिभरी {number} ढिलो भयो। कस्तो छ? “पुग्यो” र कोड, “पुगेन” र कारण, वा “भोलि” लेख्नुहोस्।',

  'jobs.none': 'अहिले लानुपर्ने केही छैन।',
  'jobs.title': '🛵 तपाईंका डेलिभरी:',
  'jobs.more': '{n, plural, other {र अरू {n} वटा}}',
  'jobs.cash': '💵 तपाईंसँग कार्यालयको {held} छ।',
  'jobs.off_duty': 'तपाईं ड्युटीमा हुनुहुन्न: “ड्युटीमा छु” लेख्नुहोस्, अनि सोध्छौं।',

  'driver.greet': '🙏 नमस्ते! लानुपर्ने सामान भए यहीँ सोध्छौं।',
  'driver.help':
    '“ड्युटीमा छु” वा “ड्युटी सकियो”, सूचीका लागि “काम” लेख्नुहोस्; अनि: “उठाएँ”, “बाटोमा”, “पुग्यो” र ' +
    'कोड, “पुगेन” र कारण, “भोलि”, “नगद” र रकम, कार्यालयमा “नगद बुझाएँ”।',
  'driver.not_understood': 'माफ गर्नुहोस्, बुझिएन। केही टिपिएको छैन।',
  'driver.not_here': 'यो नम्बरबाट त्यो हुँदैन। के के लेख्न मिल्छ, “मद्दत” लेखेर हेर्नुहोस्।',
  'driver.nothing_asked': 'अहिले केही सोधिएको छैन। सूचीका लागि “काम” लेख्नुहोस्।',
  'driver.not_now': 'अहिलेको अवस्थामा त्यो मिल्दैन:',
  'driver.on': '✅ तपाईं ड्युटीमा हुनुहुन्छ। लानुपर्ने भए यहीँ सोध्छौं।',
  'driver.off': 'तपाईंको ड्युटी सकियो। आजका लागि धन्यवाद!',
  'driver.off_gave': '{number} अरूलाई दिन्छौं।',
  'driver.off_kept': '⚠️ {number} को सामान अझै तपाईंसँग छ: पुर्‍याउनुहोस्, वा कार्यालयलाई फोन गर्नुहोस्।',

  'cash.taken': '✅ {number} को नगद {amount}। तपाईंसँग अब कार्यालयको {held} छ।',
  'cash.how_much': '{number} को कति नगद लिनुभयो? {due} लिनुपर्ने हो।',
  'cash.sure': '{number}: लिनुपर्ने {due}, तपाईंले लेख्नुभयो {amount}। {amount} नै हो?',
  'cash.not_noted': 'हुन्छ, नगद टिपिएको छैन।',
  'cash.more': '{due} भन्दा बढी लिनु पर्दैन। छुट्टा फिर्ता दिनुहोस्, अनि राखेको लेख्नुहोस्।',
  'cash.handed': 'टिपियो: तपाईंले {claimed} बुझाउनुभयो। कार्यालयले गनेर भन्छ।',
  'cash.handed_other': '⚠️ हाम्रो हिसाबमा तपाईंसँग {held} छ।',
  'cash.counted': 'कार्यालयले {counted} गन्यो। धन्यवाद!',
  'cash.counted_left': '⚠️ हाम्रो हिसाबमा {left} अझै तपाईंसँग छ।',
  'cash.due': '⏰ तपाईंसँग कार्यालयको {held} छ। छिट्टै ल्याउनुहोस्।',
  'cash.receipt': '🧾 {driver} ले अर्डर नं. {number} को नगद {amount} लिनुभयो।',
  'cash.receipt_left': '⚠️ {left} तिर्न बाँकी छ।',
  'cash.receipt_paid': 'सबै तिरियो। धन्यवाद!',

  'picture.kept': '📷 धन्यवाद, फोटो {number} सँग राखियो।',
  'picture.unknown': 'यो फोटो केको हो थाहा भएन। “पुग्यो” लेखेपछि पठाउनुहोस्।',
  'place.kept': '📍 धन्यवाद, तपाईं कहाँ हुनुहुन्छ थाहा भयो।',
  'place.told': '📍 {number} का लागि {retailer} ले ठाउँ पठाउनुभयो।',
  'place.shop_kept': '📍 धन्यवाद! अबदेखि तपाईंको सामान यही ठाउँमा आउँछ।',
  'place.driver_knows': 'अर्डर नं. {number} ल्याउनेलाई पनि थाहा भयो।',

  'delivery.waiting': 'तपाईंको अर्डर नं. {number} ल्याउने मान्छे अहिले खाली छैन। कार्यालयले खोज्दै छ।',
  'delivery.picked_up': '🛵 तपाईंको अर्डर नं. {number} {driver} सँग छ, ल्याइदिनुहुन्छ।',
  'delivery.on_way': '🛵 {driver} तपाईंको अर्डर नं. {number} लिएर आउँदै हुनुहुन्छ।',
  'delivery.code': '🔑 *तपाईंको कोड: {code}*। सामान पुगेपछि मात्र भन्नुहोस्।',
  'delivery.cash': '💵 नगद {cash} तयार राख्नुहोस्।',
  'delivery.place': 'भेट्टाउन सजिलो होस् भनेर यहाँ आफ्नो लोकेसन पठाउन सक्नुहुन्छ।',
  'delivery.done': '✅ {driver} ले तपाईंको अर्डर नं. {number} पुर्‍याउनुभयो। धन्यवाद!',
  'delivery.part': '✅ {driver} ले तपाईंको अर्डर नं. {number} पुर्‍याउनुभयो, यो बाहेक:',
  'delivery.due': '{total} तिर्ने समय: {time} सम्म।',
  'delivery.failed':
    '⚠️ {driver} ले तपाईंको अर्डर नं. {number} पुर्‍याउन सक्नुभएन ({reason})। फेरि कोसिस गर्छौं वा ' +
    'फोन गर्छौं।',
  'delivery.put_off': 'तपाईंको अर्डर नं. {number} पछि आउँछ: {time} वा त्यसपछि।',
  'delivery.for_vendor': 'अर्डर नं. {number} बाट यो लिइएन; बाँकी तपाईंलाई फिर्ता आउँछ:',

  'button.take_job': 'म लान्छु',
  'button.pass_job': 'म सक्दिनँ',
  'button.picked': 'उठाएँ',
  'button.set_out': 'बाटोमा',
  'button.map': 'नक्सा खोल्नुहोस्',
  'button.on_duty': 'ड्युटीमा छु',
  'button.off_duty': 'ड्युटी सकियो',
  'button.cash': 'नगद तिर्छु',
  'cash.instead': 'सामान पुगेपछि नगद तिर्न पनि सक्नुहुन्छ।',
  'button.jobs': 'मेरो काम',

  'refusal.no_such_job': 'त्यो नम्बर तपाईंको डेलिभरी होइन।',
  'refusal.no_open_job': 'त्यसमा मिल्ने तपाईंको केही छैन।',
  'refusal.which_job': 'कुनचाहिँ? नम्बर पनि लेख्नुहोस्।',
  'refusal.job_taken': 'त्यो डेलिभरी गइसक्यो: अरूले लियो, वा समय सकियो।',
  'refusal.code_needed': 'पसलमा चार अङ्कको कोड सोधेर यहाँ लेख्नुहोस्।',
  'refusal.code_locked': 'यसमा धेरै गलत कोड भयो। हाम्रो कार्यालय हेर्छ: फोन गर्नुहोस्।',
  'refusal.lines_unclear':
    'के के लिइयो स्पष्ट भएन। केही टिपिएको छैन। यसरी लेख्नुहोस्: पुग्यो 4417 तर तेल 3 कार्टुन मात्र',
  'refusal.nothing_taken': 'केही नै नलिए “पुगेन” र कारण लेख्नुहोस्।',
  'refusal.no_cash_job': 'त्यसको नगद तपाईंबाट लिनु छैन। अर्डरको नम्बर लेख्नुहोस्।',
  'refusal.which_cash_job': 'कुन अर्डरको? यसरी लेख्नुहोस्: नगद, नम्बर, रकम',
  'refusal.nothing_due': 'त्यो अर्डर तिरिसकिएको छ। केही टिपिएको छैन।',
  'refusal.cash_more': 'त्यो तिर्नुपर्नेभन्दा बढी हो। केही टिपिएको छैन।',
  'refusal.no_cash': 'हाम्रो हिसाबमा तपाईंसँग नगद छैन।',
};
