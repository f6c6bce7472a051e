import type { HoursTexts } from './en-hours.js';

/** Replies in romanised Nepali about when vendors are open. */
export const neLatnHours: HoursTexts = {
  'order.waiting_open':
    'Order no. {number}: yo saman hune pasal haru ahile banda chhan. Pahilo pasal {time} ma ' +
    'khulchha, tyati bela sodhchhau ra yahi bhanchhau.',
  'hours.as_usual': '🔓 Tipyau: sadhai jhai khulla, order pathaunchhau.',
  'hours.closed':
    '🔒 Tipyau: {from} dekhi banda, “feri khulyo” nalekhunjel. Tyo bich kunai order pathaudainau.',
  'hours.closed_until':
    '🔒 Tipyau: {from} dekhi {until} samma banda. Tyo bich kunai order pathaudainau. Pahile ' +
    'nai khole “feri khulyo” lekhnuhos.',
  'hours.open': '🔓 Tipyau: {from} dekhi {until} samma khulla, tyo bela order pathaunchhau.',
  'refusal.opening_unclear':
    'Kahile khulla ho bujhiena, tyasaile kehi badlieko chhaina. Kripaya yasari lekhnuhos: ' +
    '“bholi banda”, “aaja 8 baje samma khulla” wa “feri khulyo”.',
  'refusal.opening_past':
    'Tyo samaya bitisakyo, tyasaile kehi badlieko chhaina. Kati baje samma khulla ho?',
};
