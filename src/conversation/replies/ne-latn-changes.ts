import type { ChangeTexts } from './en-changes.js';

/** Replies in Nepali in Latin letters about what a vendor would do otherwise than ordered. */
export const neLatnChanges: ChangeTexts = {
  'change.part': '❓ {vendor} sanga tapai ko order no. {number} ko kehi matra chha:',
  'change.price': '❓ {vendor} le tapai ko order no. {number} ko arko bhau magnubhayo:',
  'change.both': '❓ {vendor} sanga order no. {number} ko kehi matra chha, bhau pani arkai:',
  'change.line_part': '• {name}: {asked} ko sattama {quantity}',
  'change.line_none': '• {name}: chhaina (tapai le {asked} magnubhayo)',
  'change.line_price': '• {name}: prati {unit} {was} ko sattama {price}',
  'change.line_both':
    '• {name}: {asked} ko sattama {quantity}, prati {unit} {was} ko sattama {price}',
  'change.unchanged': '{n, plural, other {Baki {n} saman order anusar nai.}}',
  'change.total': '*Naya jamma: {total}* (pahile {was})',
  'change.reply_by':
    'Kripaya {time} bhitra jawaf dinuhos. {silence, select, take {Jawaf naaye yahi linchhau.} ' +
    'elsewhere {Jawaf naaye yo linchhau ra baki aru lai sodhchhau.} other {Jawaf naaye arko ' +
    'bikreta lai sodhchhau.}}',
  'change.ask_part':
    '(1 Yeti line, baki chhodne, 2 Yeti line, baki aru lai sodhne, 3 Order radda garne. ' +
    '“hudaina” lekhe purai order arko bikreta lai sodhchhau.)',
  'change.ask_price': '(1 Line, 2 Arko bikreta lai sodhne, 3 Order radda garne)',
  'change.taken': '✅ {vendor} le tapai ko order no. {number} yasari dinuhunchha: {total}.',
  'change.rest_ordered':
    'Baki saman aba order no. {number} ho; arko bikreta lai sodhdai chhau, jawaf yahi dinchhau.',
  'change.rest_dropped': 'Baki saman chhodiyo: yo order ma aru kehi aaudaina.',
  'change.refused':
    'Hunchha, order no. {number} {vendor} bata aaudaina. Purai order arko bikreta lai sodhdai ' +
    'chhau.',
  'change.gone': 'Tyo prashna aba khula chhaina. Ahile yasto chha:',
  'change.credit_short':
    'Order no. {number} ko naya bhau ka lagi tapai ko udharo seema pugena, kehi ferieko chhaina. ' +
    'Arko chhannuhos, wa pahile karyalaya ma tirnuhos.',
  'change.credit_stopped':
    'Tapai ko udharo ahile rokieko chha, tyasaile order no. {number} ko naya bhau milena. Arko ' +
    'chhannuhos, wa karyalaya ma phone garnuhos.',
  'change.told':
    '{by, select, preference {👍 Tapai le pahile chhane anusar {vendor} sanga order no. {number} ' +
    'ko jati chha tyati liyau: {total}.} other {Tapai ko jawaf aayena, tyasaile {vendor} sanga ' +
    'order no. {number} ko jati chha tyati liyau: {total}.}}',
  'change.lapsed':
    'Order no. {number}: tapai ko jawaf aayena, tyasaile {vendor} bata aaudaina. Purai order ' +
    'arko bikreta lai sodhdai chhau.',
  'orders.row_asked': '*{number}* ({time}): {total}\n{vendor} lai tapai ko jawaf dina baki',
  'orders.how_asked': 'Ke sodhieko chha herna number sangai “status” lekhnuhos.',

  'part.ask': 'Bikreta sanga order ko kehi matra hunda ke garne?',
  'part.now':
    'Ahile {choice, select, take {jati chha tyati linchhau, baki chhodchhau} elsewhere {jati ' +
    'chha tyati linchhau, baki aru lai sodhchhau} refuse {purai order arko bikreta lai ' +
    'sodhchhau} other {harek patak tapai lai sodhchhau}}.',
  'part.set':
    'Hunchha. Aba dekhi {choice, select, take {jati chha tyati linchhau, baki chhodchhau} ' +
    'elsewhere {jati chha tyati linchhau, baki aru lai sodhchhau} refuse {purai order arko ' +
    'bikreta lai sodhchhau} other {harek patak tapai lai sodhchhau}}. Bhau feriye sadhai ' +
    'sodhchhau.',
  'menu.part': 'Kehi matra bhaye',

  'button.take': 'Line',
  'button.elsewhere': 'Baki aru bata',
  'button.another': 'Arko bikreta',
  'button.part_ask': 'Malai sodhnuhos',
  'button.part_take': 'Jati chha line',
  'button.part_elsewhere': 'Baki aru bata',
  'button.part_refuse': 'Purai matra line',

  'offer.change_asked':
    '👍 Order no. {number} bare {retailer} lai sodhdai chhau. Tapai le dine saman:',
  'offer.change_cost': 'Tapai le paune: *{cost}*',
  'offer.change_until':
    '{time} bhitra hami jawaf dinchhau. Tyo bhanda agadi tayar nagarnuhos. Purai dina sake ' +
    '“{number} ok” lekhnuhos.',
  'offer.change_taken':
    '✅ Pasal le order no. {number} ko tapai ko kura mannubhayo. Yo tayar garnuhos:',
  'offer.change_agreed':
    '✅ {retailer} le order no. {number} ko tapai ko kura mannuhunchha. Yo tayar garnuhos:',
  'offer.change_refused':
    '{retailer} le purai order matra linuhunchha, tyasaile order no. {number} aba tapai ka lagi ' +
    'khula chhaina. Saman tayar nagarnuhos.',
  'offer.change_off':
    '{why, select, no_consent {Order no. {number} bare pasal ko jawaf aayena; aba yo tapai ka ' +
    'lagi khula chhaina.} other {Order no. {number} ma pasal le tapai ko kura mannubhayena; aba ' +
    'yo tapai ka lagi khula chhaina.}} Saman tayar nagarnuhos.',
  'offer.change_how':
    'Tapai le ke ferna khojnubhayo bujhenau, kehi ferieko chhaina. Swikar wa aswikar garnuhos, ' +
    'wa lekhnuhos, jastai “1042 ok tara tel 3 ctn matra”, “1042 chamal chhaina” wa “1042 tel ' +
    '1850 per ctn”.',
  'refusal.change_unclear':
    'Order no. {number} ma ke ferna khojnubhayo bujhenau, kehi ferieko chhaina. Order ma jasto ' +
    'chha tyastai saman ko nam lekhnuhos, jastai “1042 ok tara tel 3 ctn matra”.',
  'refusal.change_more':
    'Order no. {number} ma {name} {quantity} matra magieko ho, kehi ferieko chhaina. Swikar ' +
    'garnuhos, wa kati chha lekhnuhos.',
  'refusal.price_unclear':
    'Order no. {number} ko bhau bujhenau, kehi ferieko chhaina. Saman ra ekai sangai lekhnuhos, ' +
    'jastai “1042 tel 1850 per ctn”.',
  'refusal.price_high':
    'Tyo bhau pasal lai sodhna sakine bhanda badhi bhayo, kehi ferieko chhaina: order no. ' +
    '{number} ko {name} prati {unit} badhi ma {most}.',
  'refusal.change_gone': 'Tyo prashna aba khula chhaina.',
};
