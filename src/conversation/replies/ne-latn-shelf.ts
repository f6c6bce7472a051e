import type { ShelfTexts } from './en-shelf.js';

/** Replies in romanised Nepali about a vendor's own stock and prices. */
export const neLatnShelf: ShelfTexts = {
  'goods.kept': '✅ Tipyau:',
  'goods.stock': '• {name}: stock {before} → {after}',
  'goods.price': '• {name}: tapai ko mulya prati {unit} {before} → {after}',
  'goods.dearer': '↳ Pasal haru le nai {price} matra tirchhan.',
  'goods.unlikely': '⚠️ Ajhai kehi badlieko chhaina. Kripaya pahile hernuhos:',
  'goods.right': 'Yo thik ho?',
  'goods.which': '“{said}” bhaneko kun ho? Ajhai kehi badlieko chhaina.',
  'goods.unknown':
    '“{said}” bujhiena, wa hami kaha tapai ko saman ma chhaina, tyasaile kehi badlieko chhaina. ' +
    'Kripaya nam ra size lekhnuhos, jastai “tori tel 1L 12 baki”.',
  'goods.either':
    '{name}, {figure}: yo tapai sanga bhaeko stock ho ki tapai ko mulya? Ajhai kehi badlieko ' +
    'chhaina.',
  'goods.offer':
    'Order no. {number} tapai ko jawaf parkhiraheko chha, ra tyasma {name} chha. Yo tyo order ko ' +
    'jawaf ho ki tapai ko afnai saman ko kura? Ajhai kehi badlieko chhaina.',
  'goods.dropped': 'Hunchha, kehi badlieko chhaina.',
  'goods.over': 'Tyo prashna aba khula chhaina, kehi badlieko chhaina. Kripaya feri lekhnuhos.',
  'button.shelf_yes': 'Ho, thik chha',
  'button.shelf_no': 'Hoina, nabadalnu',
  'button.shelf_stock': 'Mero stock',
  'button.shelf_price': 'Mero mulya',
  'button.shelf_own': 'Mero afnai saman',
  'button.shelf_offer': 'Order {number}',
  'button.shelf_none': 'Yi kunai pani hoina',
  'refusal.shelf_unclear':
    'Ramrari bujhiena, tyasaile kehi badlieko chhaina. Kripaya harek saman ek choti, anka sanga ' +
    'lekhnuhos: “tel 1L 12 baki”, “chini ko bhau 95”.',
  'refusal.shelf_reserved':
    '{name}: {quantity} order haru ka lagi chhuttyaieko chha, tyasaile stock tyo bhanda kam huna ' +
    'sakdaina. Kehi badlieko chhaina. Chhaina bhane pack garda bhannuhos: “1042 pack bhayo, tel ' +
    '3 ctn matra”.',
  'refusal.shelf_not_held':
    '{name} hami kaha tapai ko saman ma chhaina, tyasaile kehi badlieko chhaina. Karyalaya le ' +
    'thapna sakchha.',
};
