import { neCampaigns } from './ne-campaigns.js';
import { neForms } from './ne-forms.js';
import { neGoods } from './ne-goods.js';
import { neChanges } from './ne-changes.js';
import { neRatings } from './ne-ratings.js';
import { neNews } from './ne-news.js';
import { nePayments } from './ne-payments.js';
import { neRequests } from './ne-requests.js';
import { neReminders } from './ne-reminders.js';
import { neStatement } from './ne-statement.js';
import { neRetailer } from './ne-retailer.js';
import { neStanding } from './ne-standing.js';
import { neAfter } from './ne-after.js';
import { neDelivery } from './ne-delivery.js';
import { neSplit } from './ne-split.js';
import { neStock } from './ne-stock.js';
import { neHours } from './ne-hours.js';
import { neShelf } from './ne-shelf.js';
import { neWork } from './ne-work.js';
import { neInbound } from './ne-inbound.js';
import { neSms } from './ne-sms.js';
import { neUssd } from './ne-ussd.js';
import { neUssdVendor } from './ne-ussd-vendor.js';
import { neUssdGoods } from './ne-ussd-goods.js';
import { neUssdDriver } from './ne-ussd-driver.js';
import type { ReplyTexts } from './reply-texts.js';

/** The replies in Nepali, Devanagari script, in the polite form (tapai). */
export const ne: ReplyTexts = {
  ...neCampaigns,
  ...neForms,
  ...neGoods,
  ...neChanges,
  ...neRatings,
  ...neNews,
  ...nePayments,
  ...neRequests,
  ...neReminders,
  ...neStatement,
  ...neRetailer,
  ...neStanding,
  ...neAfter,
  ...neDelivery,
  ...neSplit,
  ...neStock,
  ...neHours,
  ...neShelf,
  ...neWork,
  ...neInbound,
  ...neUssd,
  ...neUssdVendor,
  ...neUssdDriver,
  ...neUssdGoods,
  ...neSms,
  'basket.title': '🛒 तपाईंको टोकरी:',
  'basket.line': '• {name}: {quantity} × {price} = {total}',
  'basket.gone': '⚠️ अब बिक्री हुँदैन, त्यसैले हटाइयो: {name}',
  'basket.volume_tier': '↳ यति परिमाणको भाउ (नत्र {other})',
  'basket.agreed_price': '↳ तपाईंसँग तोकिएको भाउ (नत्र {other})',
  'basket.promotion': '↳ {name}: −{off}',
  'basket.free': '↳ {name}: {quantity} सित्तैंमा',
  'basket.order_promotion': '{name}: −{off}',
  'basket.delivery': 'ढुवानी: {fee}',
  'basket.tax': 'कर ({percent} %): {tax}',
  'basket.total': '*जम्मा: {total}*',
  'basket.credit': 'बाँकी उधारो सीमा: {credit}',
  'basket.over_credit':
    '⚠️ यो तपाईंको उधारो सीमाभन्दा {missing} बढी भयो। केही सामान घटाउनुहोस् वा कार्यालयमा फोन गर्नुहोस्।',
  'basket.ask': 'यो अर्डर पठाऊँ? (१ पठाउनुहोस्, २ फेर्ने)',
  'basket.empty': 'तपाईंको टोकरी खाली छ।',
  'basket.kept': 'हुन्छ, केही अर्डर गरिएको छैन। टोकरी जस्ताको तस्तै छ।',
  'basket.dropped': 'तपाईंको टोकरी खाली गरियो। केही अर्डर भएको छैन।',
  'basket.none_to_drop': 'खुला टोकरी थिएन। केही अर्डर भएको छैन।',
  'basket.so_far': '🛒 अहिलेसम्म टोकरीमा:',

  'changed.price': '⚠️ {name}: प्रति {unit} {before} → {after}',
  'changed.discount':
    '⚠️ {name}: {ended, select, yes {{before} को छुट सकियो} other {छुट {before} → {after}}}',
  'changed.free':
    '⚠️ {name}: {ended, select, yes {सित्तैंमा {before} अब पाइँदैन} other {सित्तैंमा {before} → {after}}}',
  'changed.order_discount':
    '⚠️ {ended, select, yes {अर्डरमा पाइने {before} को छुट सकियो} other {अर्डरको छुट: {before} → {after}}}',
  'changed.delivery': '⚠️ ढुवानी: {before} → {after}',
  'changed.tax': '⚠️ कर: {before} → {after}',

  'note.basket_changed': 'त्यसपछि टोकरी फेरिएको छ। अहिले यस्तो छ:',
  'note.prices_changed': 'भाउ फेरिएकाले अझै अर्डर भएको छैन। नयाँ भाउ यस्तो छ:',
  'note.question_gone': 'त्यो प्रश्नको जवाफ अब चाहिँदैन।',
  'note.question_left_out': 'नबुझिएको सामान राखिएन।',
  'note.late_dropped': 'हुन्छ, त्यो पुरानो सन्देश छोडियो।',
  'note.late_gone': 'त्यो पुरानो सन्देश अब खुला छैन।',
  'note.not_in_basket': '“{said}”: यो टोकरीमा छैन।',
  'note.answer_first': 'अर्डर पठाउनुअघि यो भन्नुहोस्:',

  'change.how':
    'फेर्न परे यसरी लेख्नुहोस्:\n' +
    '“वाइवाइ ३ कार्टुन मात्र” — परिमाण मिलाउन\n' +
    '“चिनी १० केजी थप्नुहोस्” — थप्न\n' +
    '“तेल हटाउनुहोस्” — हटाउन\n' +
    '“रद्द” — पूरै टोकरी खाली गर्न',
  'order.how':
    'चाहिएको सामान र परिमाण लेख्नुहोस्, जस्तै:\n' +
    '“२ बोरा जिरा मसिनो, ५ कार्टुन वाइवाइ, १० केजी चिनी”\n' +
    'पहिले भाउ देखाइन्छ। तपाईंले हुन्छ नभनी अर्डर हुँदैन।',
  'nothing.changed': 'हुन्छ, केही फेरिएको छैन।',

  'doubt.which_product': '❓ “{said}”: कुनचाहिँ हो?',
  'doubt.which_product.words': '❓ “{said}”: सामानको पूरा नाम लेख्नुहोस्।',
  'doubt.unknown_product': '❓ “{said}”: यो नामको सामान भेटिएन। यीमध्ये कुनै हो?',
  'doubt.unknown_product.words': '❓ “{said}”: भेटिएन। अर्को नामले लेख्नुहोस् न।',
  'doubt.no_quantity': '❓ “{said}”: कति चाहियो? सामानसँगै परिमाण लेख्नुहोस्।',
  'doubt.odd_quantity': '❓ “{said}”: परिमाणमा शंका लाग्यो। सामानसँगै फेरि लेख्नुहोस्।',
  'doubt.unit_not_sold': '❓ “{said}”: यो त्यसरी बिक्री हुँदैन। यो चाहिएको हो?',
  'doubt.unit_not_sold.words': '❓ “{said}”: यो त्यसरी बिक्री हुँदैन। अर्को एकाइमा लेख्नुहोस्।',
  'doubt.volume_measure': '❓ “{said}”: कति केजी वा कति प्याकेट हो, लेख्नुहोस्।',
  'doubt.range': '❓ “{said}”: ठ्याक्कै कति हो, एउटै परिमाण लेख्नुहोस्।',
  'doubt.by_value': '❓ “{said}”: कति रुपैयाँको होइन, कति वटा वा कति केजी चाहियो, लेख्नुहोस्।',
  'doubt.not_open': '❓ “{said}”: यो टोकरीमा छैन। थप्ने हो?',
  'doubt.product': '→ {name}, {unit}मा बिक्री हुन्छ ({price})',
  'doubt.option': '{n}. {name}: प्रति {unit} {price}',
  'doubt.option_quantity': '{n}. {quantity} {name}: प्रति {unit} {price}',
  'doubt.none': '{n}. यीमध्ये कुनै होइन',
  'doubt.leave_out': '{n}. यो नराख्ने',
  'doubt.later': '{n, plural, other {यसपछि अझै {n} वटा प्रश्न छ।}}',
  'doubt.too_many':
    '{n, plural, other {थप {n} वटा सामान बुझिएन र टोकरीमा राखिएन।}} बाँकी सामान छोटो सन्देशमा फेरि पठाउनुहोस्।',
  'option.price': 'प्रति {unit} {price}',
  'option.price_quantity': '{quantity}, प्रति {unit} {price}',

  'late.ask': 'तपाईंको यो सन्देश ढिलो आइपुग्यो। तपाईंले {time} मा लेख्नुभएको थियो:',
  'late.item': '• “{said}”',
  'late.more': '{n, plural, other {र अरू {n} वटा}}',
  'late.wanted': 'यो अझै चाहिन्छ? (१ चाहिन्छ, २ चाहिँदैन)',

  'order.placed': '✅ अर्डर नं. {number} दर्ता भयो: {total}।\nअब विक्रेतालाई सोध्दैछौं, जवाफ यहीँ दिन्छौं।',
  'order.accepted': '👍 {vendor} ले तपाईंको अर्डर नं. {number} ({total}) स्वीकार गर्नुभयो।',
  'order.waiting': 'अर्डर नं. {number}: अहिलेसम्म कुनै विक्रेताले लिन सक्नुभएन। अब हाम्रो कार्यालयले उपाय खोज्दैछ।',
  'order.cancelled': 'अर्डर नं. {number} रद्द भयो।',
  'order.cancelled_told':
    '{by, select, retailer {तपाईंले भन्नुभएअनुसार अर्डर नं. {number} रद्द भयो।} operator {हाम्रो कार्यालयले ' +
    'अर्डर नं. {number} रद्द गर्‍यो। कारण बुझ्न कार्यालयमा फोन गर्नुहोस्।} other {अर्डर नं. {number} रद्द भयो। थाहा ' +
    'नभएको भए कार्यालयमा फोन गर्नुहोस्।}}',
  'orders.title': '📋 तपाईंका अर्डर:',
  'orders.row': '*{number}* ({time}): {total}\n{state}',
  'orders.row_vendor': '*{number}* ({time}): {total}\n{state}, {vendor}',
  'orders.item': '• {quantity} {name}',
  'orders.more': '{n, plural, other {र अरू {n} वटा अर्डर}}',
  'orders.none': 'तपाईंको कुनै अर्डर बाँकी छैन।',
  'state.CONFIRMED': 'विक्रेता खोज्दैछौं',
  'state.VENDOR_ASSIGNED': 'विक्रेताको जवाफ आउन बाँकी',
  'state.ACCEPTED': 'विक्रेताले स्वीकार गर्नुभयो',
  'state.READY_FOR_DISPATCH': 'सामान तयार छ',
  'state.OUT_FOR_DELIVERY': 'बाटोमा छ',
  'state.DELIVERED': 'सामान पुग्यो',
  'state.DELIVERY_FAILED': 'सामान पुर्‍याउन सकिएन',
  'state.COMPLETED': 'सम्पन्न',
  'state.CANCELLED': 'रद्द',

  'cancel.which': 'के रद्द गर्ने हो?',
  'cancel.sure': 'अर्डर नं. {number} ({total}) रद्द गर्ने हो?',
  'cancel.option_basket': '{n}. टोकरी (अर्डर भएको छैन)',
  'cancel.option_order': '{n}. अर्डर नं. {number}, {total}',
  'cancel.option_keep': '{n}. केही रद्द नगर्ने',
  'cancel.nothing': 'रद्द गर्ने केही छैन: टोकरी पनि खाली छ, बाँकी अर्डर पनि छैन।',
  'cancel.kept': 'हुन्छ, केही रद्द गरिएको छैन।',

  'balance.owed': 'तिर्न बाँकी: *{balance}*',
  'balance.ahead': 'तपाईंको अग्रिम जम्मा: *{balance}*',
  'balance.held': 'खुला अर्डरका लागि छुट्याएको: {held}',
  'balance.limit': 'उधारो सीमा: {limit}',
  'balance.available': 'अझै लिन मिल्ने उधारो: *{available}*',

  'price.row': '• {name}: प्रति {unit} {price}',
  'price.title': 'आजको भाउ:',
  'price.none': 'सामानको नाम लेख्नुहोस्, जस्तै “जिरा मसिनोको भाउ कति”।',
  'stock.title': 'यी सामान हाम्रो सूचीमा छन्। विक्रेतासँग मौज्दात छ कि छैन, अर्डर पठाएपछि हेरिन्छ:',
  'stock.none': 'सामानको नाम लेख्नुहोस्, जस्तै “चिनी छ”।',

  'payment.claimed':
    'जानकारीका लागि धन्यवाद। यहाँबाट भुक्तानी दर्ता गर्न अझै मिल्दैन, त्यसैले तपाईंको हिसाब फेरिएको छैन। रसिद हाम्रो कार्यालयमा दिनुहोस्।',
  'complaint.heard':
    'असुविधाका लागि माफ गर्नुहोस्। यहाँबाट गुनासो दर्ता गर्न अझै मिल्दैन: कार्यालयमा फोन गर्नुहोस्। केही अर्डर भएको वा फेरिएको छैन।',
  'chat.answer': '🙏 धन्यवाद। केही चाहियो भने यहीँ लेख्नुहोस्।',
  'media.received':
    '{media, select, location ' +
    '{हामी लोकेसन अझै प्रयोग गर्न सक्दैनौं।} other {हामी यस्तो सन्देश अझै पढ्न सक्दैनौं।}} कृपया अक्षरमा लेखेर पठाउनुहोस्।',
  'not.understood': 'माफ गर्नुहोस्, बुझ्न सकिएन। केही अर्डर भएको वा फेरिएको छैन।',
  'not.understood_example': 'अर्डर गर्न यसरी लेख्नुहोस्: “२ बोरा जिरा मसिनो, ५ कार्टुन वाइवाइ”',
  'failed.here':
    'माफ गर्नुहोस्, हाम्रोतर्फ समस्या आयो र तपाईंको एउटा सन्देशको काम भएन। कृपया फेरि पठाउनुहोस् वा कार्यालयमा फोन गर्नुहोस्।',

  'greet.retailer': '🙏 नमस्ते! आज के सामान चाहियो?',
  'menu.title': 'के गर्न चाहनुहुन्छ?',
  'menu.order': 'अर्डर कसरी गर्ने',
  'menu.basket': 'मेरो टोकरी',
  'menu.orders': 'मेरा अर्डर',
  'menu.balance': 'मेरो हिसाब',
  'menu.repeat': 'अघिल्लो जस्तै',
  'menu.language': 'भाषा',
  'menu.person': 'मान्छेसँग कुरा',
  'menu.offers': 'खुला अर्डर',
  'menu.help': 'सहयोग',
  'help.words': 'यी पनि लेख्न सक्नुहुन्छ: “अर्डर कहाँ पुग्यो”, “बाँकी कति छ”, “अघिल्लो जस्तै”, “रद्द”, “मेनु”।',

  'language.ask': 'कुन भाषामा लेखौं?',
  'language.set': 'हुन्छ, अब नेपालीमा लेख्छौं।',
  'language.en': 'English',
  'language.ne': 'नेपाली',
  'language.ne-Latn': 'Roman Nepali',

  'button.confirm': 'पठाउनुहोस्',
  'button.change': 'फेर्ने',
  'button.none': 'कुनै होइन',
  'button.leave_out': 'यो नराख्ने',
  'button.yes': 'चाहिन्छ',
  'button.no': 'चाहिँदैन',
  'button.drop_basket': 'टोकरी खाली गर्ने',
  'button.cancel_order': 'रद्द {number}',
  'button.keep': 'रद्द नगर्ने',
  'button.accept': 'स्वीकार',
  'button.decline': 'अस्वीकार',
  'button.menu': 'मेनु',
  'button.order': 'अर्डर कसरी गर्ने',
  'button.orders': 'मेरा अर्डर',
  'button.repeat': 'अघिल्लो जस्तै',
  'button.offers': 'खुला अर्डर',
  'button.help': 'सहयोग',
  'button.send': 'ठीक छ, पठाउने',
  'button.correct': 'सच्याउने',
  'open.choose': 'छान्नुहोस्',
  'open.menu': 'मेनु खोल्नुहोस्',

  'refusal.basket_empty': 'टोकरी खाली छ, त्यसैले अर्डर भएन।',
  'refusal.basket_changed': 'त्यही बेला टोकरी फेरियो, त्यसैले यो काम भएन। कृपया फेरि पठाउनुहोस्।',
  'refusal.price_changed': 'भाउ फेरिएकाले अझै अर्डर भएको छैन। कृपया टोकरी फेरि हेर्नुहोस्।',
  'refusal.not_sold': 'एउटा सामान अब बिक्री हुँदैन, त्यसैले यो काम भएन। त्यसलाई हटाउनुहोस् वा अर्को छान्नुहोस्।',
  'refusal.not_sold_name': '{name} अब बिक्री हुँदैन, त्यसैले यो काम भएन। त्यसलाई हटाउनुहोस् वा अर्को छान्नुहोस्।',
  'refusal.credit_short':
    'उधारो सीमा नपुगेकाले अर्डर भएन। केही सामान घटाउनुहोस्, कार्यालयमा पैसा तिर्नुहोस् वा फोन गर्नुहोस्। टोकरी जस्ताको तस्तै छ।',
  'refusal.credit_figures': 'अर्डर: {total}। बाँकी उधारो सीमा: {available}।',
  'refusal.credit_stopped':
    'अहिले तपाईंको उधारो रोकिएको छ, त्यसैले अर्डर भएन। कार्यालयमा फोन गर्नुहोस्। टोकरी जस्ताको तस्तै छ।',
  'refusal.phone_not_verified':
    'तपाईंको नम्बर हामीलाई पक्का थाहा छैन (WhatsApp ले लुकाएको हुन सक्छ), त्यसैले उधारोमा अर्डर भएन। आफ्नै सम्पर्क कार्ड (📎, Contact) यहाँ पठाउनुहोस् वा कार्यालयमा फोन गर्नुहोस्। टोकरी जस्ताको तस्तै छ।',
  'refusal.already_placed': 'त्यो अर्डर पहिले नै दर्ता भइसकेको छ, दोहोर्‍याइएन। हेर्न “मेरा अर्डर” लेख्नुहोस्।',
  'refusal.no_last_order': 'दोहोर्‍याउने अघिल्लो अर्डर भेटिएन। चाहिएको सामान र परिमाण लेख्नुहोस्।',
  'refusal.no_such_order': 'त्यो नम्बरको तपाईंको अर्डर भेटिएन। हेर्न “मेरा अर्डर” लेख्नुहोस्।',
  'refusal.no_open_order': 'तपाईंको कुनै अर्डर बाँकी छैन, केही फेरिएको छैन। अर्डर गर्न चाहिएको सामान लेख्नुहोस्।',
  'refusal.which_order': 'कुन अर्डर? नम्बर लेख्नुहोस्, जस्तै “१०४२ रद्द”।',
  'refusal.not_now': 'यो अर्डरमा अब त्यो गर्न मिल्दैन, केही फेरिएको छैन। कार्यालयमा फोन गर्नुहोस्।',
  'refusal.no_open_offer': 'अहिले तपाईंको जवाफ चाहिने अर्डर छैन, केही फेरिएको छैन। अर्डर आएपछि हामी लेख्छौं।',
  'refusal.which_offer': 'कुन अर्डर? जवाफसँगै नम्बर लेख्नुहोस्, जस्तै “१०४२ हुन्छ”।',
  'refusal.offer_closed':
    'त्यो अर्डर अब तपाईंका लागि बन्द भइसक्यो, त्यसैले जवाफ लागू भएन। त्यसका लागि केही तयार नगर्नुहोस्।',
  'refusal.not_your_offer':
    'त्यो नम्बरको अर्डर तपाईंलाई पठाइएको होइन, केही फेरिएको छैन। आफ्ना हेर्न “अर्डर” लेख्नुहोस्।',
  'refusal.already_registered':
    'यो नम्बर पहिले नै दर्ता भइसकेको छ, फेरि पठाइएन। हाम्रो सन्देश पर्खनुहोस् वा कार्यालयमा फोन गर्नुहोस्।',
  'refusal.language_not_offered': 'त्यो भाषामा अझै लेख्न सक्दैनौं। यीमध्ये एउटा छान्नुहोस्:',
  'refusal.too_much': 'एकैपटक लिन सकिनेभन्दा बढी भयो, त्यसैले काम भएन। थोरै थोरै गरी पठाउनुहोस्।',

  'offer.title': '📦 नयाँ अर्डर नं. {number}, {retailer}',
  'offer.again': '📦 अर्डर नं. {number}, {retailer}',
  'offer.line': '• {quantity} {name}',
  'offer.cost': 'तपाईंले पाउने: *{cost}*',
  'offer.reply_by': 'कृपया {time} भित्र जवाफ दिनुहोस्।',
  'offer.ask': '(१ स्वीकार, २ अस्वीकार)',
  'offers.title': 'तपाईंको जवाफ चाहिएका अर्डर:',
  'offers.none': 'अहिले तपाईंको जवाफ चाहिने अर्डर छैन। अर्डर आएपछि हामी लेख्छौं।',
  'offers.option_accept': '{n}. {number} स्वीकार',
  'offers.option_decline': '{n}. {number} अस्वीकार',
  'offers.section': 'अर्डर नं. {number}',
  'offers.more': '{n, plural, other {र अरू {n} वटा अर्डर}}',
  'offer.accepted': '✅ तपाईंले अर्डर नं. {number} स्वीकार गर्नुभयो। सामान तयार गर्नुहोस्।',
  'offer.accepted_before':
    'अर्डर नं. {number} तपाईंले पहिले नै स्वीकार गरिसक्नुभयो, त्यो कायम छ। सामान तयार गर्नुहोस्; केही फेर्नु परे कार्यालयमा फोन गर्नुहोस्।',
  'offer.declined': 'तपाईंले अर्डर नं. {number} अस्वीकार गर्नुभयो। जवाफका लागि धन्यवाद।',
  'offer.closed':
    '{why, select, timed_out {अर्डर नं. {number} को जवाफ दिने समय सकियो; अब यो तपाईंका लागि खुला छैन।} ' +
    'cancelled {अर्डर नं. {number} रद्द भयो। सामान तयार नगर्नुहोस्।} ' +
    'other {अर्डर नं. {number} अर्को विक्रेतालाई ' +
    'दिइयो। सामान तयार नगर्नुहोस्।}}',
  'offer.order_cancelled': 'अर्डर नं. {number} रद्द भयो। सामान तयार नगर्नुहोस्, नपठाउनुहोस्।',
  'vendor.greet': '🙏 नमस्ते! अर्डर आएपछि तपाईंलाई यहीँ सोध्छौं।',
  'vendor.help':
    'अर्डरको जवाफ बटन थिचेर दिनुहोस्, वा “१०४२ हुन्छ” वा “१०४२ हुँदैन, सामान सकियो” लेख्नुहोस्। खुला अर्डर हेर्न “अर्डर” लेख्नुहोस्।',
  'vendor.not_here': 'यो नम्बर विक्रेताको रूपमा दर्ता छ, त्यसैले यहाँ त्यो गर्न मिल्दैन। कार्यालयमा फोन गर्नुहोस्।',
  'vendor.not_understood': 'माफ गर्नुहोस्, बुझ्न सकिएन। कुनै अर्डरको जवाफ दर्ता भएको छैन।',
  'vendor.nothing_shown': 'अहिले यहाँ हुन्छ वा हुँदैन भन्नुपर्ने केही छैन।',

  'standing.suspended':
    'तपाईंको खाता अहिले रोकिएको छ, त्यसैले केही गरिएन। बाटोमा रहेका अर्डर जारी रहन्छन्। कृपया कार्यालयमा ' +
    'फोन गर्नुहोस्।',
  'standing.unserved':
    'यो नम्बर {kind, select, driver {चालकको} other {हाम्रो कर्मचारीको}} रूपमा दर्ता छ, र यहाँबाट अहिले केही ' +
    'गर्न मिल्दैन। कृपया कार्यालयमा फोन गर्नुहोस्।',

  'new.welcome':
    '🙏 नमस्ते! यहाँ पसलहरूले सन्देश लेखेर थोक सामान मगाउनुहुन्छ। यो नम्बर अझै दर्ता छैन; तीनवटा छोटा जवाफ दिए पुग्छ।',
  'new.order_first':
    'पहिले दर्ता गर्नुहोस्। तपाईंले लेखेको कुरा अर्डरको रूपमा राखिएन: स्वीकृत भएपछि फेरि पठाउनुहोस्।',
  'new.ask_shop': 'तपाईंको पसलको नाम के हो?',
  'new.ask_owner': 'पसल धनीको नाम के हो?',
  'new.ask_place': 'पसल कुन ठाउँमा छ? (नगर र टोल)',
  'new.name_odd': 'माफ गर्नुहोस्, यो नामजस्तो लागेन। २ देखि ६० अक्षरमा लेख्नुहोस्।',
  'new.summary': 'यो ठीक छ?',
  'new.shop': 'पसल: {shop}',
  'new.owner': 'धनी: {owner}',
  'new.place': 'ठाउँ: {place}',
  'new.sent':
    '✅ धन्यवाद। तपाईंको दर्ता हाम्रो कार्यालयमा पुग्यो। निर्णय भएपछि यहीँ लेख्छौं। स्वीकृत भएपछि अर्डर गर्न सक्नुहुन्छ।',
  'new.pending': 'तपाईंको दर्ता कार्यालयमा छ, निर्णय हुन बाँकी छ। भएपछि यहीँ लेख्छौं।',
  'new.pending_order': 'तपाईंले लेखेको कुरा अर्डरको रूपमा राखिएन: स्वीकृत भएपछि फेरि पठाउनुहोस्।',
  'new.not_kept': 'तपाईंले लेखेको कुरा अर्डरको रूपमा राखिएको छैन।',
  'new.again': 'हुन्छ, फेरि सुरुदेखि।',
  'new.stopped': 'हुन्छ, दर्ता रोकियो, केही पठाइएको छैन। फेरि सुरु गर्न “नमस्ते” लेख्नुहोस्।',
  'new.not_here': 'दर्ता भएर स्वीकृत भएपछि त्यो गर्न मिल्छ।',
  'new.call_office': 'केही सोध्नु परे कार्यालयमा फोन गर्नुहोस्।',
  'new.refused': 'माफ गर्नुहोस्, हाम्रो कार्यालयले दर्ता स्वीकृत गर्न सकेन। कारण बुझ्न कार्यालयमा फोन गर्नुहोस्।',
  'new.approved': '🎉 तपाईंको पसल स्वीकृत भयो। उधारो सीमा: {limit}।',

  'time.at': '{month} {day}, {clock}',
  'time.clock': '{part} {hour}:{minute}',
  'time.month':
    '{month, select, 1 {जनवरी} 2 {फेब्रुअरी} 3 {मार्च} 4 {अप्रिल} 5 {मे} 6 {जुन} 7 {जुलाई} 8 {अगस्ट} 9 ' +
    '{सेप्टेम्बर} 10 {अक्टोबर} 11 {नोभेम्बर} other {डिसेम्बर}}',
  'time.part':
    '{part, select, night {राति} morning {बिहान} day {दिउँसो} evening {साँझ} other {राति}}',
};
