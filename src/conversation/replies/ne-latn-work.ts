import type { WorkTexts } from './en-work.js';

/** Replies in romanised Nepali about a vendor's day. */
export const neLatnWork: WorkTexts = {
  'work.title': '📋 Pack garna baki:',
  'work.none': '📋 Pack garna kehi baki chhaina.',
  'work.order': '*{number}* {retailer} ka lagi',
  'work.promised': 'Tapai le {time} samma dine bhannubhaeko chha.',
  'work.more': 'ra aru {n} order',
  'work.how':
    'Tayar bhaepachhi number sanga “pack bhayo” lekhnuhos: “1042 pack bhayo”. Kehi napuge: ' +
    '“1042 pack bhayo, tel 3 ctn matra”.',
  'work.offers': '{n} offer tapai ko jawaf parkhiraheko chha.',
  'work.later_taken':
    '✅ Tapai le order no. {number} {time} samma dine gari swikar garnubhayo. Pasal lai ' +
    'bhanisakyau.',
  'work.later_noted': '👍 Order no. {number} {time} samma: tipyau, pasal lai bhanisakyau.',
  'work.packed': '✅ Order no. {number} tayar bhayo. Dhanyabad, pasal lai bhanisakyau.',
  'work.packed_short': '✅ Order no. {number} tayar bhayo. Ke napugeko pasal lai bhanisakyau:',
  'work.owed': 'Tapai le paunu parne: *{amount}*',
  'work.owed_nothing': 'Ahile tapai le paunu parne kehi chhaina.',
  'work.owed_to_pack': 'Yas madhye {n} order pack garna baki chha.',
  'button.packed': 'Pack {number}',
  'menu.day': 'Pack garna baki',
  'order.accepted_by': 'Unle {time} samma lyaunuhunchha.',
  'order.promised': '🕒 {vendor} le tapai ko order no. {number} {time} samma lyaunuhunchha.',
  'refusal.promise_unclear':
    'Kahile dina saknuhunchha? Kripaya din wa samaya lekhnuhos, jastai “1042 bholi bihana”. ' +
    'Ahile nai lina: “1042 hunchha”. Kehi badlieko chhaina.',
  'refusal.promise_past': 'Tyo samaya bitisakyo, tyasaile kehi badlieko chhaina. Kun samaya ho?',
  'refusal.promise_late':
    'Pasal ka lagi tyo dhilo hunchha: badhima {time} samma bhanna sakinchha. Kehi badlieko ' +
    'chhaina. Kripaya chado samaya bhannuhos, swikar wa aswikar garnuhos.',
  'refusal.nothing_to_pack': 'Pack garna baki tapai ko kunai order chhaina.',
  'refusal.which_to_pack': 'Kun chahi pack bhayo? Kripaya number lekhnuhos.',
  'refusal.not_to_pack':
    '{state, select, READY_FOR_DISPATCH {Order no. {number} pack bhaisakeko chha.} CANCELLED ' +
    '{Order no. {number} radda bhayo. Kripaya tayar nagarnuhos, napathaunuhos.} other {Order no. ' +
    '{number} tapai le pack garna baki chhaina, tyasaile kehi badlieko chhaina.}}',
  'refusal.pack_unclear':
    'Order no. {number} ma ke pugena bujhiena, tyasaile ajhai pack bhaeko manieko chhaina. ' +
    'Kripaya yasari lekhnuhos: “{number} pack bhayo, tel 3 ctn matra” wa “{number} pack bhayo, ' +
    'chamal chhaina”.',
  'refusal.pack_more':
    'Order no. {number} ma {name} {quantity} matra chha, tyasaile ajhai pack bhaeko manieko ' +
    'chhaina. Kati chha?',
  'refusal.nothing_picked':
    'Tyaso bhae order no. {number} ko kehi pani chhaina, pack garna mildaina. Kripaya hamro ' +
    'karyalaya ma phone garnuhos: radda garne wa aru lai dine unharule garnuhunchha.',
};
