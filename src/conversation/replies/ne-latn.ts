import { neLatnCampaigns } from './ne-latn-campaigns.js';
import { neLatnForms } from './ne-latn-forms.js';
import { neLatnGoods } from './ne-latn-goods.js';
import { neLatnChanges } from './ne-latn-changes.js';
import { neLatnRatings } from './ne-latn-ratings.js';
import { neLatnNews } from './ne-latn-news.js';
import { neLatnPayments } from './ne-latn-payments.js';
import { neLatnRequests } from './ne-latn-requests.js';
import { neLatnReminders } from './ne-latn-reminders.js';
import { neLatnStatement } from './ne-latn-statement.js';
import { neLatnRetailer } from './ne-latn-retailer.js';
import { neLatnStanding } from './ne-latn-standing.js';
import { neLatnAfter } from './ne-latn-after.js';
import { neLatnDelivery } from './ne-latn-delivery.js';
import { neLatnSplit } from './ne-latn-split.js';
import { neLatnStock } from './ne-latn-stock.js';
import { neLatnHours } from './ne-latn-hours.js';
import { neLatnShelf } from './ne-latn-shelf.js';
import { neLatnWork } from './ne-latn-work.js';
import { neLatnInbound } from './ne-latn-inbound.js';
import { neLatnSms } from './ne-latn-sms.js';
import { neLatnUssd } from './ne-latn-ussd.js';
import { neLatnUssdVendor } from './ne-latn-ussd-vendor.js';
import { neLatnUssdGoods } from './ne-latn-ussd-goods.js';
import { neLatnUssdDriver } from './ne-latn-ussd-driver.js';
import type { ReplyTexts } from './reply-texts.js';

/** The replies in Nepali as people type it in Latin letters, in the polite form (tapai). */
export const neLatn: ReplyTexts = {
  ...neLatnCampaigns,
  ...neLatnForms,
  ...neLatnGoods,
  ...neLatnChanges,
  ...neLatnRatings,
  ...neLatnNews,
  ...neLatnPayments,
  ...neLatnRequests,
  ...neLatnReminders,
  ...neLatnStatement,
  ...neLatnRetailer,
  ...neLatnStanding,
  ...neLatnAfter,
  ...neLatnDelivery,
  ...neLatnSplit,
  ...neLatnStock,
  ...neLatnHours,
  ...neLatnShelf,
  ...neLatnWork,
  ...neLatnInbound,
  ...neLatnUssd,
  ...neLatnUssdVendor,
  ...neLatnUssdDriver,
  ...neLatnUssdGoods,
  ...neLatnSms,
  'basket.title': '🛒 Tapai ko tokari:',
  'basket.line': '• {name}: {quantity} × {price} = {total}',
  'basket.gone': '⚠️ Aba bikri hudaina, tyasaile hataiyo: {name}',
  'basket.volume_tier': '↳ Yati parimaan ko bhau (natra {other})',
  'basket.agreed_price': '↳ Tapai sanga tokieko bhau (natra {other})',
  'basket.promotion': '↳ {name}: −{off}',
  'basket.free': '↳ {name}: {quantity} free',
  'basket.order_promotion': '{name}: −{off}',
  'basket.delivery': 'Dhuwani: {fee}',
  'basket.tax': 'Kar ({percent} %): {tax}',
  'basket.total': '*Jamma: {total}*',
  'basket.credit': 'Baki udharo seema: {credit}',
  'basket.over_credit':
    '⚠️ Yo tapai ko udharo seema bhanda {missing} badhi bhayo. Kehi saman ghataunuhos wa ' +
    'karyalaya ma phone garnuhos.',
  'basket.ask': 'Yo order pathau? (1 Confirm, 2 Change)',
  'basket.empty': 'Tapai ko tokari khali chha.',
  'basket.kept': 'Hunchha, kehi order garieko chhaina. Tokari jasta ko tastai chha.',
  'basket.dropped': 'Tapai ko tokari khali gariyo. Kehi order bhayeko chhaina.',
  'basket.none_to_drop': 'Khula tokari thiyena. Kehi order bhayeko chhaina.',
  'basket.so_far': '🛒 Ahile samma tokari ma:',

  'changed.price': '⚠️ {name}: prati {unit} {before} → {after}',
  'changed.discount':
    '⚠️ {name}: {ended, select, yes {{before} ko chhut sakiyo} other {chhut {before} → {after}}}',
  'changed.free':
    '⚠️ {name}: {ended, select, yes {{before} free aba paidaina} other {free saman {before} → {after}}}',
  'changed.order_discount':
    '⚠️ {ended, select, yes {Order ma paune {before} ko chhut sakiyo} other {Order ko chhut: {before} → {after}}}',
  'changed.delivery': '⚠️ Dhuwani: {before} → {after}',
  'changed.tax': '⚠️ Kar: {before} → {after}',

  'note.basket_changed': 'Tyas pachhi tokari ferieko chha. Ahile yasto chha:',
  'note.prices_changed': 'Bhau ferieko le ajhai order bhayeko chhaina. Naya bhau yasto chha:',
  'note.question_gone': 'Tyo prashna ko jawaf aba chahidaina.',
  'note.question_left_out': 'Nabujhieko saman rakhiyena.',
  'note.late_dropped': 'Hunchha, tyo purano sandesh chhodiyo.',
  'note.late_gone': 'Tyo purano sandesh aba khula chhaina.',
  'note.not_in_basket': '“{said}”: yo tokari ma chhaina.',
  'note.answer_first': 'Order pathaunu aghi yo bhannuhos:',

  'change.how':
    'Ferna pare yasari lekhnuhos:\n' +
    '“wai wai 3 ctn matra” – pariman milauna\n' +
    '“chini 10 kg thapnuhos” – thapna\n' +
    '“tel hataunuhos” – hatauna\n' +
    '“cancel” – purai tokari khali garna',
  'order.how':
    'Chahieko saman ra pariman lekhnuhos, jastai:\n' +
    '“2 bora jira masino, 5 ctn wai wai, 10 kg chini”\n' +
    'Pahile bhau dekhaincha. Tapai le hunchha nabhani order hudaina.',
  'nothing.changed': 'Hunchha, kehi ferieko chhaina.',

  'doubt.which_product': '❓ “{said}”: kun chahi ho?',
  'doubt.which_product.words': '❓ “{said}”: saman ko pura naam lekhnuhos.',
  'doubt.unknown_product': '❓ “{said}”: yo naam ko saman bhetiyena. Yi madhye kunai ho?',
  'doubt.unknown_product.words': '❓ “{said}”: bhetiyena. Arko naam le lekhnuhos na.',
  'doubt.no_quantity': '❓ “{said}”: kati chahiyo? Saman sangai pariman lekhnuhos.',
  'doubt.odd_quantity': '❓ “{said}”: pariman ma shanka lagyo. Saman sangai feri lekhnuhos.',
  'doubt.unit_not_sold': '❓ “{said}”: yo tyasari bikri hudaina. Yo chahieko ho?',
  'doubt.unit_not_sold.words': '❓ “{said}”: yo tyasari bikri hudaina. Arko unit ma lekhnuhos.',
  'doubt.volume_measure': '❓ “{said}”: kati kg wa kati packet ho, lekhnuhos.',
  'doubt.range': '❓ “{said}”: thyakkai kati ho, eutai pariman lekhnuhos.',
  'doubt.by_value': '❓ “{said}”: kati rupaiya ko hoina, kati wata wa kati kg chahiyo, lekhnuhos.',
  'doubt.not_open': '❓ “{said}”: yo tokari ma chhaina. Thapne ho?',
  'doubt.product': '→ {name}, {unit} ma bikri hunchha ({price})',
  'doubt.option': '{n}. {name}: prati {unit} {price}',
  'doubt.option_quantity': '{n}. {quantity} {name}: prati {unit} {price}',
  'doubt.none': '{n}. Yi madhye kunai hoina',
  'doubt.leave_out': '{n}. Yo narakhne',
  'doubt.later': '{n, plural, other {Yas pachhi ajhai {n} wata prashna chha.}}',
  'doubt.too_many':
    '{n, plural, other {Thap {n} wata saman bujhiyena ra tokari ma rakhiyena.}} Baki saman ' +
    'chhoto sandesh ma feri pathaunuhos.',
  'option.price': 'prati {unit} {price}',
  'option.price_quantity': '{quantity}, prati {unit} {price}',

  'late.ask': 'Tapai ko yo sandesh dhilo aaipugyo. Tapai le {time} ma lekhnubhayeko thiyo:',
  'late.item': '• “{said}”',
  'late.more': '{n, plural, other {ra aru {n} wata}}',
  'late.wanted': 'Yo ajhai chahinchha? (1 Chahinchha, 2 Chahidaina)',

  'order.placed':
    '✅ Order no. {number} darta bhayo: {total}.\n' +
    'Aba bikreta lai sodhdai chhau, jawaf yahi dinchhau.',
  'order.accepted': '👍 {vendor} le tapai ko order no. {number} ({total}) swikar garnubhayo.',
  'order.waiting':
    'Order no. {number}: ahile samma kunai bikreta le lina saknubhayena. Aba hamro karyalaya ' +
    'le upaya khojdai chha.',
  'order.cancelled': 'Order no. {number} radda bhayo.',
  'order.cancelled_told':
    '{by, select, retailer {Tapai le bhannubhaye anusar order no. {number} radda bhayo.} ' +
    'operator {Hamro karyalaya le order no. {number} radda garyo. Karan bujhna karyalaya ma ' +
    'phone garnuhos.} other {Order no. {number} radda bhayo. Thaha nabhayeko bhaye karyalaya ' +
    'ma phone garnuhos.}}',
  'orders.title': '📋 Tapai ka order:',
  'orders.row': '*{number}* ({time}): {total}\n{state}',
  'orders.row_vendor': '*{number}* ({time}): {total}\n{state}, {vendor}',
  'orders.item': '• {quantity} {name}',
  'orders.more': '{n, plural, other {ra aru {n} wata order}}',
  'orders.none': 'Tapai ko kunai order baki chhaina.',
  'state.CONFIRMED': 'Bikreta khojdai chhau',
  'state.VENDOR_ASSIGNED': 'Bikreta ko jawaf aauna baki',
  'state.ACCEPTED': 'Bikreta le swikar garnubhayo',
  'state.READY_FOR_DISPATCH': 'Saman tayar chha',
  'state.OUT_FOR_DELIVERY': 'Bato ma chha',
  'state.DELIVERED': 'Saman pugyo',
  'state.DELIVERY_FAILED': 'Saman puryauna sakiyena',
  'state.COMPLETED': 'Sampanna',
  'state.CANCELLED': 'Radda',

  'cancel.which': 'Ke radda garne ho?',
  'cancel.sure': 'Order no. {number} ({total}) radda garne ho?',
  'cancel.option_basket': '{n}. Tokari (order bhayeko chhaina)',
  'cancel.option_order': '{n}. Order no. {number}, {total}',
  'cancel.option_keep': '{n}. Kehi radda nagarne',
  'cancel.nothing': 'Radda garne kehi chhaina: tokari pani khali chha, baki order pani chhaina.',
  'cancel.kept': 'Hunchha, kehi radda garieko chhaina.',

  'balance.owed': 'Tirna baki: *{balance}*',
  'balance.ahead': 'Tapai ko agrim jamma: *{balance}*',
  'balance.held': 'Khula order ka lagi chhutyayeko: {held}',
  'balance.limit': 'Udharo seema: {limit}',
  'balance.available': 'Ajhai lina milne udharo: *{available}*',

  'price.row': '• {name}: prati {unit} {price}',
  'price.title': 'Aaja ko bhau:',
  'price.none': 'Saman ko naam lekhnuhos, jastai “jira masino ko bhau kati”.',
  'stock.title':
    'Yi saman hamro suchi ma chhan. Bikreta sanga maujdat chha ki chhaina, order pathaye ' +
    'pachhi herincha:',
  'stock.none': 'Saman ko naam lekhnuhos, jastai “chini chha”.',

  'payment.claimed':
    'Jankari ka lagi dhanyabad. Yaha bata bhuktani darta garna ajhai mildaina, tyasaile ' +
    'tapai ko hisab ferieko chhaina. Rasid hamro karyalaya ma dinuhos.',
  'complaint.heard':
    'Asubidha ka lagi maaf garnuhos. Yaha bata gunaso darta garna ajhai mildaina: karyalaya ' +
    'ma phone garnuhos. Kehi order bhayeko wa ferieko chhaina.',
  'chat.answer': '🙏 Dhanyabad. Kehi chahiyo bhane yahi lekhnuhos.',
  'media.received':
    '{media, select, location {Hami location ajhai prayog garna sakdainau.} other ' +
    '{Hami yasto sandesh ajhai padhna sakdainau.}} Kripaya akshar ma lekhera pathaunuhos.',
  'not.understood': 'Maaf garnuhos, bujhna sakiyena. Kehi order bhayeko wa ferieko chhaina.',
  'not.understood_example': 'Order garna yasari lekhnuhos: “2 bora jira masino, 5 ctn wai wai”',
  'failed.here':
    'Maaf garnuhos, hamro tarfa samasya aayo ra tapai ko euta sandesh ko kaam bhayena. ' +
    'Kripaya feri pathaunuhos wa karyalaya ma phone garnuhos.',

  'greet.retailer': '🙏 Namaste! Aaja ke saman chahiyo?',
  'menu.title': 'Ke garna chahanuhunchha?',
  'menu.order': 'Order kasari garne',
  'menu.basket': 'Mero tokari',
  'menu.orders': 'Mera order',
  'menu.balance': 'Mero hisab',
  'menu.repeat': 'Aghillo jastai',
  'menu.language': 'Bhasha',
  'menu.person': 'Manchhe sanga kura',
  'menu.offers': 'Khula order',
  'menu.help': 'Sahayog',
  'help.words':
    'Yi pani lekhna saknuhunchha: “order kaha pugyo”, “baki kati chha”, “aghillo jastai”, ' +
    '“cancel”, “menu”.',

  'language.ask': 'Kun bhasha ma lekhau?',
  'language.set': 'Hunchha, aba Roman Nepali ma lekhchhau.',
  'language.en': 'English',
  'language.ne': 'नेपाली',
  'language.ne-Latn': 'Roman Nepali',

  'button.confirm': 'Confirm',
  'button.change': 'Change',
  'button.none': 'Kunai hoina',
  'button.leave_out': 'Yo narakhne',
  'button.yes': 'Chahinchha',
  'button.no': 'Chahidaina',
  'button.drop_basket': 'Tokari khali garne',
  'button.cancel_order': 'Radda {number}',
  'button.keep': 'Radda nagarne',
  'button.accept': 'Accept',
  'button.decline': 'Decline',
  'button.menu': 'Menu',
  'button.order': 'Order kasari garne',
  'button.orders': 'Mera order',
  'button.repeat': 'Aghillo jastai',
  'button.offers': 'Khula order',
  'button.help': 'Sahayog',
  'button.send': 'Thik chha, pathaune',
  'button.correct': 'Sachyaune',
  'open.choose': 'Chhannuhos',
  'open.menu': 'Menu kholnuhos',

  'refusal.basket_empty': 'Tokari khali chha, tyasaile order bhayena.',
  'refusal.basket_changed':
    'Tyahi bela tokari feriyo, tyasaile yo kaam bhayena. Kripaya feri pathaunuhos.',
  'refusal.price_changed':
    'Bhau ferieko le ajhai order bhayeko chhaina. Kripaya tokari feri hernuhos.',
  'refusal.not_sold':
    'Euta saman aba bikri hudaina, tyasaile yo kaam bhayena. Tyaslai hataunuhos wa arko ' +
    'chhannuhos.',
  'refusal.not_sold_name':
    '{name} aba bikri hudaina, tyasaile yo kaam bhayena. Tyaslai hataunuhos wa arko chhannuhos.',
  'refusal.credit_short':
    'Udharo seema napugeko le order bhayena. Kehi saman ghataunuhos, karyalaya ma paisa ' +
    'tirnuhos wa phone garnuhos. Tokari jasta ko tastai chha.',
  'refusal.credit_figures': 'Order: {total}. Baki udharo seema: {available}.',
  'refusal.credit_stopped':
    'Ahile tapai ko udharo rokieko chha, tyasaile order bhayena. Karyalaya ma phone ' +
    'garnuhos. Tokari jasta ko tastai chha.',
  'refusal.phone_not_verified':
    'Tapai ko number hamilai pakka thaha chhaina (WhatsApp le lukaeko huna sakchha), tyasaile ' +
    'udharo ma order bhayena. Aafnai contact card (📎, Contact) yaha pathaunuhos wa ' +
    'karyalaya ma phone garnuhos. Tokari jasta ko tastai chha.',
  'refusal.already_placed':
    'Tyo order pahile nai darta bhaisakeko chha, dohoryaiyena. Herna “status” lekhnuhos.',
  'refusal.no_last_order':
    'Dohoryaune aghillo order bhetiyena. Chahieko saman ra pariman lekhnuhos.',
  'refusal.no_such_order': 'Tyo number ko tapai ko order bhetiyena. Herna “status” lekhnuhos.',
  'refusal.no_open_order':
    'Tapai ko kunai order baki chhaina, kehi ferieko chhaina. Order garna chahieko saman ' +
    'lekhnuhos.',
  'refusal.which_order': 'Kun order? Number lekhnuhos, jastai “1042 cancel”.',
  'refusal.not_now':
    'Yo order ma aba tyo garna mildaina, kehi ferieko chhaina. Karyalaya ma phone garnuhos.',
  'refusal.no_open_offer':
    'Ahile tapai ko jawaf chahine order chhaina, kehi ferieko chhaina. Order aaye pachhi ' +
    'hami lekhchhau.',
  'refusal.which_offer': 'Kun order? Jawaf sangai number lekhnuhos, jastai “1042 ok”.',
  'refusal.offer_closed':
    'Tyo order aba tapai ka lagi banda bhaisakyo, tyasaile jawaf lagu bhayena. Tyas ka lagi ' +
    'kehi tayar nagarnuhos.',
  'refusal.not_your_offer':
    'Tyo number ko order tapai lai pathaieko hoina, kehi ferieko chhaina. Afna herna “order” ' +
    'lekhnuhos.',
  'refusal.already_registered':
    'Yo number pahile nai darta bhaisakeko chha, feri pathaiyena. Hamro sandesh parkhanuhos ' +
    'wa karyalaya ma phone garnuhos.',
  'refusal.language_not_offered':
    'Tyo bhasha ma ajhai lekhna sakdainau. Yi madhye euta chhannuhos:',
  'refusal.too_much':
    'Ekai patak lina sakine bhanda badhi bhayo, tyasaile kaam bhayena. Thorai thorai gari ' +
    'pathaunuhos.',

  'offer.title': '📦 Naya order no. {number}, {retailer}',
  'offer.again': '📦 Order no. {number}, {retailer}',
  'offer.line': '• {quantity} {name}',
  'offer.cost': 'Tapai le paune: *{cost}*',
  'offer.reply_by': 'Kripaya {time} bhitra jawaf dinuhos.',
  'offer.ask': '(1 Accept, 2 Decline)',
  'offers.title': 'Tapai ko jawaf chahieka order:',
  'offers.none': 'Ahile tapai ko jawaf chahine order chhaina. Order aaye pachhi hami lekhchhau.',
  'offers.option_accept': '{n}. {number} accept',
  'offers.option_decline': '{n}. {number} decline',
  'offers.section': 'Order no. {number}',
  'offers.more': '{n, plural, other {ra aru {n} wata order}}',
  'offer.accepted': '✅ Tapai le order no. {number} swikar garnubhayo. Saman tayar garnuhos.',
  'offer.accepted_before':
    'Order no. {number} tapai le pahile nai swikar garisaknubhayo, tyo kayam chha. Saman tayar ' +
    'garnuhos; kehi fernu pare karyalaya ma phone garnuhos.',
  'offer.declined': 'Tapai le order no. {number} aswikar garnubhayo. Jawaf ka lagi dhanyabad.',
  'offer.closed':
    '{why, select, timed_out {Order no. {number} ko jawaf dine samaya sakiyo; aba yo tapai ' +
    'ka lagi khula chhaina.} cancelled {Order no. {number} radda bhayo. Saman tayar ' +
    'nagarnuhos.} other {Order no. {number} arko bikreta lai diyiyo. Saman tayar ' +
    'nagarnuhos.}}',
  'offer.order_cancelled': 'Order no. {number} radda bhayo. Saman tayar nagarnuhos, napathaunuhos.',
  'vendor.greet': '🙏 Namaste! Order aaye pachhi tapai lai yahi sodhchhau.',
  'vendor.help':
    'Order ko jawaf button thichera dinuhos, wa “1042 ok” wa “1042 hudaina, saman sakiyo” ' +
    'lekhnuhos. Khula order herna “order” lekhnuhos.',
  'vendor.not_here':
    'Yo number bikreta ko rup ma darta chha, tyasaile yaha tyo garna mildaina. Karyalaya ma ' +
    'phone garnuhos.',
  'vendor.not_understood':
    'Maaf garnuhos, bujhna sakiyena. Kunai order ko jawaf darta bhayeko chhaina.',
  'vendor.nothing_shown': 'Ahile yaha hunchha wa hudaina bhannuparne kehi chhaina.',

  'standing.suspended':
    'Tapai ko khata ahile rokiyeko chha, tyasaile kehi gariyena. Bato ma raheka order jari ' +
    'rahanchhan. Kripaya karyalaya ma phone garnuhos.',
  'standing.unserved':
    'Yo number {kind, select, driver {chalak} other {hamro karmachari}} ko rup ma darta chha, ra ' +
    'yaha bata ahile kehi garna mildaina. Kripaya karyalaya ma phone garnuhos.',

  'new.welcome':
    '🙏 Namaste! Yaha pasal haru le sandesh lekhera thok saman magaunuhunchha. Yo number ' +
    'ajhai darta chhaina; tin wata chhota jawaf diye pugchha.',
  'new.order_first':
    'Pahile darta garnuhos. Tapai le lekheko kura order ko rup ma rakhiyena: swikrit bhaye ' +
    'pachhi feri pathaunuhos.',
  'new.ask_shop': 'Tapai ko pasal ko naam ke ho?',
  'new.ask_owner': 'Pasal dhani ko naam ke ho?',
  'new.ask_place': 'Pasal kun thau ma chha? (nagar ra tol)',
  'new.name_odd': 'Maaf garnuhos, yo naam jasto lagena. 2 dekhi 60 akshar ma lekhnuhos.',
  'new.summary': 'Yo thik chha?',
  'new.shop': 'Pasal: {shop}',
  'new.owner': 'Dhani: {owner}',
  'new.place': 'Thau: {place}',
  'new.sent':
    '✅ Dhanyabad. Tapai ko darta hamro karyalaya ma pugyo. Nirnaya bhaye pachhi yahi ' +
    'lekhchhau. Swikrit bhaye pachhi order garna saknuhunchha.',
  'new.pending':
    'Tapai ko darta karyalaya ma chha, nirnaya huna baki chha. Bhaye pachhi yahi lekhchhau.',
  'new.pending_order':
    'Tapai le lekheko kura order ko rup ma rakhiyena: swikrit bhaye pachhi feri pathaunuhos.',
  'new.not_kept': 'Tapai le lekheko order ko rup ma rakhieko chhaina.',
  'new.again': 'Hunchha, feri suru dekhi.',
  'new.stopped':
    'Hunchha, darta rokiyo, kehi pathaieko chhaina. Feri suru garna “namaste” lekhnuhos.',
  'new.not_here': 'Darta bhayera swikrit bhaye pachhi tyo garna milchha.',
  'new.call_office': 'Kehi sodhnu pare karyalaya ma phone garnuhos.',
  'new.refused':
    'Maaf garnuhos, hamro karyalaya le darta swikrit garna sakena. Karan bujhna karyalaya ma ' +
    'phone garnuhos.',
  'new.approved': '🎉 Tapai ko pasal swikrit bhayo. Udharo seema: {limit}.',

  'time.at': '{day} {month}, {clock}',
  'time.clock': '{part} {hour}:{minute}',
  'time.month':
    '{month, select, 1 {Jan} 2 {Feb} 3 {Mar} 4 {Apr} 5 {May} 6 {Jun} 7 {Jul} 8 {Aug} 9 {Sep} ' +
    '10 {Oct} 11 {Nov} other {Dec}}',
  'time.part':
    '{part, select, night {rati} morning {bihana} day {diuso} evening {sanjha} other {rati}}',
};
