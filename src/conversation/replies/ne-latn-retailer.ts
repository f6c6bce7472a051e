import type { RetailerTexts } from './en-retailer.js';

/** Replies in romanised Nepali about old orders, wishes for the delivery and standing choices. */
export const neLatnRetailer: RetailerTexts = {
  'history.title': '📚 Tapai ka ahile samma ka order:',
  'history.row': '{n}. *{number}* ({time}): {total}, {state}',
  'history.older': '{n}. Ajhai purana order',
  'history.how': 'Uhi order feri garna suchi ko number wa “repeat 1042” lekhnuhos.',
  'history.none': 'Tapai le ahile samma kehi order garnubhaeko chhaina.',
  'history.no_more': 'Yo bhanda purano order chhaina.',
  'menu.history': 'Purana order',
  'menu.settings': 'Mero chhanot',
  'menu.substitutes': 'Saman nabhaye',
  'button.repeat_order': '{number} pheri',
  'button.older': 'Ajhai purana',

  'basket.repeats': '🛒 {time} ko order no. {number} jastai, aaja ko bhau ma:',

  'wish.time': '🕓 Kahile: {said}',
  'wish.note': '📝 Tippani: {said}',
  'wish.substitutes':
    '{choice, select, allow {🔁 Kunai saman nabhaye ustai arko pathauna milchha.} other ' +
    '{🚫 Kunai saman nabhaye arko napathaunuhos.}}',
  'wish.kept': '👍 Tapai ko order no. {number} ma tipiyo:',
  'wish.for_vendor': '🚚 Order no. {number} bare {retailer} le bhannubhayo:',
  'wish.no_order':
    'Tyo tipna ahile kunai khula order chhaina. Arko order sangai lekhnuhos, jastai “2 bora jira ' +
    'masino, 4 baje pachi”.',

  'settings.title': '⚙️ Tapai ko chhanot',
  'settings.part':
    '• Kehi matra hunda: {choice, select, take {jati chha tyati linchhau, baki chhodchhau} ' +
    'elsewhere {jati chha tyati linchhau, baki aru lai sodhchhau} refuse {purai order arko ' +
    'bikreta lai sodhchhau} other {tapai lai sodhchhau}}',
  'settings.substitutes':
    '• Saman nahunda: {choice, select, allow {ustai arko pathauna milchha} never {arko kehi ' +
    'pathaidaina} other {pahile tapai lai sodhinchha}}',
  'settings.language': '• Bhasha: Nepali (roman)',
  'settings.how': 'Ke fernu hunchha?',
  'substitutes.ask': 'Tapai ko order ko kunai saman nabhaye ke garne?',
  'substitutes.set':
    'Hunchha. Arko order dekhi: {choice, select, allow {saman nabhaye ustai arko pathauna ' +
    'milchha} never {saman nabhaye arko kehi pathaidaina} other {arko kehi pathaunu agadi tapai ' +
    'lai sodhinchha}}.',
  'button.substitutes_ask': 'Malai sodhnuhos',
  'button.substitutes_allow': 'Ustai pathaunuhos',
  'button.substitutes_never': 'Arko napathaunuhos',

  'refusal.no_last_week':
    'Ek hapta jati agadi ko tapai ko order bhetiyena. Sabai herna “purano order” lekhnuhos.',
};
