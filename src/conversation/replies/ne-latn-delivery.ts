import type { DeliveryTexts } from './en-delivery.js';

/** Replies in romanised Nepali about deliveries. */
export const neLatnDelivery: DeliveryTexts = {
  'job.offered': '🛵 Delivery {number}: {vendor} bata {retailer} samma. Lanuhunchha?',
  'job.assigned': '🛵 Delivery {number} tapai ko bhayo: {vendor} bata {retailer} samma',
  'job.resumed': '🛵 Delivery {number} aaja lanu parchha: {vendor} bata {retailer} samma',
  'job.listed': '🛵 {number} ({state}): {vendor} → {retailer}',
  'job.state.OFFERED': 'kasaile liyeko chhaina',
  'job.state.ASSIGNED': 'uthauna baki',
  'job.state.PICKED_UP': 'tapai sanga chha',
  'job.state.ON_THE_WAY': 'bato ma',
  'job.state.FAILED': 'puryauna sakiyena',
  'job.state.RESCHEDULED': 'sariyo',
  'job.place': '📍 {place}',
  'job.map': '🗺️ https://maps.google.com/?q={latitude},{longitude}',
  'job.phone': '📞 {phone}',
  'job.line': '• {quantity} {name}',
  'job.cash': '💵 Nagad linu parne: {cash}',
  'job.first_wins': 'Aru lai pani sodheka chhau: jasle pahila linchha, usaiko.',
  'job.taken':
    '✅ {number} tapai ko bhayo. {vendor} bata uthaunuhos, ani “uthaye {number}” lekhnuhos.',
  'job.refused': 'Hunchha, {number} aru lai dinchhau.',
  'job.picked_up':
    '✅ {number} ko saman tapai sanga chha. {retailer} tira hidda “bato ma {number}” lekhnuhos.',
  'job.set_out':
    '✅ Tapai aaudai hunuhunchha bhanera {retailer} lai thaha chha. Pugepachhi code sodhnuhos ra ' +
    '“pugyo {number}” sanga code lekhnuhos. Namile: “pugena {number}” ra karan, wa “bholi ' +
    '{number}”.',
  'job.delivered': '✅ {number} pugyo. Dhanyabad!',
  'job.delivered_part': '✅ {number} pugyo, yo bahek; baki saman bikreta lai firta lanuhos:',
  'job.take_cash': '💵 {cash} linu parchha. Paaepachhi “cash” ra rakam lekhnuhos.',
  'job.wrong_code':
    '{number} ko code yo hoina. Pasal ma pheri sodhnuhos. {left, plural, other {Aba {left} patak ' +
    'matra.}}',
  'job.code_locked':
    '{number} ma dherai galat code bhayo. Hamro karyalaya herchha: phone garnuhos.',
  'job.failed':
    'Tipiyo: {number} puryauna sakiyena. Saman aafai sanga rakhnuhos; karyalaya le bhanchha. ' +
    'Pheri janu bhaye “bato ma {number}” lekhnuhos.',
  'job.put_off': 'Tipiyo: {number} {time} ma janchha. Pasal lai hami bhanchhau.',
  'job.put_off_told': 'Karyalaya le {number} sarayo: {time} ma janchha.',
  'job.closed':
    '{why, select, taken {Delivery {number} arule liyo.} timed_out {Delivery {number} line samaya ' +
    'sakiyo.} cancelled {Order {number} radda bhayo. Saman tapai sanga bhaye bikreta lai firta ' +
    'dinuhos.} other {Karyalaya le delivery {number} aru lai diyo.}}',
  'job.overdue':
    '⏰ Delivery {number} dhilo bhayo. Kasto chha? “pugyo” ra code, “pugena” ra karan, wa “bholi” ' +
    'lekhnuhos.',

  'jobs.none': 'Ahile lanu parne kehi chhaina.',
  'jobs.title': '🛵 Tapai ka delivery:',
  'jobs.more': '{n, plural, other {ra aru {n} wata}}',
  'jobs.cash': '💵 Tapai sanga karyalaya ko {held} chha.',
  'jobs.off_duty': 'Tapai duty ma hunuhunna: “duty ma chhu” lekhnuhos, ani sodhchhau.',

  'driver.greet': '🙏 Namaste! Lanu parne saman bhaye yahi sodhchhau.',
  'driver.help':
    '“duty ma chhu” wa “duty sakiyo”, suchi ko lagi “kaam” lekhnuhos; ani: “uthaye”, “bato ma”, ' +
    '“pugyo” ra code, “pugena” ra karan, “bholi”, “cash” ra rakam, karyalaya ma “cash bujhaye”.',
  'driver.not_understood': 'Maaf garnuhos, bujhiyena. Kehi tipieko chhaina.',
  'driver.not_here': 'Yo number bata tyo hudaina. Ke ke lekhna milchha, “maddat” lekhera hernuhos.',
  'driver.nothing_asked': 'Ahile kehi sodhieko chhaina. Suchi ko lagi “kaam” lekhnuhos.',
  'driver.not_now': 'Ahile ko awastha ma tyo mildaina:',
  'driver.on': '✅ Tapai duty ma hunuhunchha. Lanu parne bhaye yahi sodhchhau.',
  'driver.off': 'Tapai ko duty sakiyo. Aaja ko lagi dhanyabad!',
  'driver.off_gave': '{number} aru lai dinchhau.',
  'driver.off_kept':
    '⚠️ {number} ko saman ajhai tapai sanga chha: puryaunuhos, wa karyalaya lai phone garnuhos.',

  'cash.taken': '✅ {number} ko nagad {amount}. Tapai sanga aba karyalaya ko {held} chha.',
  'cash.how_much': '{number} ko kati nagad linubhayo? {due} linu parne ho.',
  'cash.sure': '{number}: linu parne {due}, tapai le lekhnubhayo {amount}. {amount} nai ho?',
  'cash.not_noted': 'Hunchha, nagad tipieko chhaina.',
  'cash.more': '{due} bhanda badhi linu pardaina. Chhutta firta dinuhos, ani rakheko lekhnuhos.',
  'cash.handed': 'Tipiyo: tapai le {claimed} bujhaunubhayo. Karyalaya le ganera bhanchha.',
  'cash.handed_other': '⚠️ Hamro hisab ma tapai sanga {held} chha.',
  'cash.counted': 'Karyalaya le {counted} ganyo. Dhanyabad!',
  'cash.counted_left': '⚠️ Hamro hisab ma {left} ajhai tapai sanga chha.',
  'cash.due': '⏰ Tapai sanga karyalaya ko {held} chha. Chhittai lyaunuhos.',
  'cash.receipt': '🧾 {driver} le order no. {number} ko nagad {amount} linubhayo.',
  'cash.receipt_left': '⚠️ {left} tirna baki chha.',
  'cash.receipt_paid': 'Sabai tiriyo. Dhanyabad!',

  'picture.kept': '📷 Dhanyabad, photo {number} sanga rakhiyo.',
  'picture.unknown': 'Yo photo ke ko ho thaha bhaena. “pugyo” lekhepachhi pathaunuhos.',
  'place.kept': '📍 Dhanyabad, tapai kaha hunuhunchha thaha bhayo.',
  'place.told': '📍 {number} ko lagi {retailer} le thau pathaunubhayo.',
  'place.shop_kept': '📍 Dhanyabad! Aba dekhi tapai ko saman yahi thau ma aauchha.',
  'place.driver_knows': 'Order no. {number} lyaune lai pani thaha bhayo.',

  'delivery.waiting':
    'Tapai ko order no. {number} lyaune manchhe ahile khali chhaina. Karyalaya le khojdai chha.',
  'delivery.picked_up': '🛵 Tapai ko order no. {number} {driver} sanga chha, lyaidinuhunchha.',
  'delivery.on_way': '🛵 {driver} tapai ko order no. {number} liyera aaudai hunuhunchha.',
  'delivery.code': '🔑 *Tapai ko code: {code}*. Saman pugepachhi matra bhannuhos.',
  'delivery.cash': '💵 Nagad {cash} tayar rakhnuhos.',
  'delivery.place': 'Bhetauna sajilo hos bhanera yaha aafno location pathauna saknuhunchha.',
  'delivery.done': '✅ {driver} le tapai ko order no. {number} puryaunubhayo. Dhanyabad!',
  'delivery.part': '✅ {driver} le tapai ko order no. {number} puryaunubhayo, yo bahek:',
  'delivery.due': '{total} tirne samaya: {time} samma.',
  'delivery.failed':
    '⚠️ {driver} le tapai ko order no. {number} puryauna saknubhaena ({reason}). Pheri kosis ' +
    'garchhau wa phone garchhau.',
  'delivery.put_off': 'Tapai ko order no. {number} pachhi aauchha: {time} wa tyas pachhi.',
  'delivery.for_vendor': 'Order no. {number} bata yo liiyena; baki tapai lai firta aauchha:',

  'button.take_job': 'Ma lanchhu',
  'button.pass_job': 'Ma sakdina',
  'button.picked': 'Uthaye',
  'button.set_out': 'Bato ma',
  'button.map': 'Naksa kholnuhos',
  'button.on_duty': 'Duty ma chhu',
  'button.off_duty': 'Duty sakiyo',
  'button.cash': 'Nagad tirchhu',
  'cash.instead': 'Saman pugepachhi nagad tirna pani saknuhunchha.',
  'button.jobs': 'Mero kaam',

  'refusal.no_such_job': 'Tyo number tapai ko delivery hoina.',
  'refusal.no_open_job': 'Tyas ma milne tapai ko kehi chhaina.',
  'refusal.which_job': 'Kun chahi? Number pani lekhnuhos.',
  'refusal.job_taken': 'Tyo delivery gaisakyo: arule liyo, wa samaya sakiyo.',
  'refusal.code_needed': 'Pasal ma char anka ko code sodhera yaha lekhnuhos.',
  'refusal.code_locked': 'Yas ma dherai galat code bhayo. Hamro karyalaya herchha: phone garnuhos.',
  'refusal.lines_unclear':
    'Ke ke liiyo spasta bhaena. Kehi tipieko chhaina. Yasari lekhnuhos: pugyo 4417 tara tel 3 ctn ' +
    'matra',
  'refusal.nothing_taken': 'Kehi nai naliye “pugena” ra karan lekhnuhos.',
  'refusal.no_cash_job': 'Tyas ko nagad tapai bata linu chhaina. Order ko number lekhnuhos.',
  'refusal.which_cash_job': 'Kun order ko? Yasari lekhnuhos: cash, number, rakam',
  'refusal.nothing_due': 'Tyo order tirisakieko chha. Kehi tipieko chhaina.',
  'refusal.cash_more': 'Tyo tirnu parne bhanda badhi ho. Kehi tipieko chhaina.',
  'refusal.no_cash': 'Hamro hisab ma tapai sanga nagad chhaina.',
};
