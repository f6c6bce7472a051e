import type { AfterTexts } from './en-after.js';

/** Replies in romanised Nepali about what comes after a delivery. */
export const neLatnAfter: AfterTexts = {
  'dispute.which_order': 'Maaf garnuhos. Kun order ko kura ho?',
  'dispute.order_row': '{n}. {number}, {time} ma aayeko',
  'dispute.which_line': 'Maaf garnuhos. Order no. {number} ko kun saman?',
  'dispute.line_row': '{n}. {name}, {quantity}',
  'dispute.how_many': '*{name}* kati? {quantity} samma tipna milchha. Sankhya lekhnuhos.',
  'dispute.which_problem': '{quantity} *{name}* ma ke bigryo?',
  'dispute.problem_row': '{n}. {problem}',
  'problem.missing': 'kam aayo',
  'problem.damaged': 'bigreko wa futeko',
  'problem.expired': 'myad sakiyeko',
  'problem.wrong': 'arkai saman aayo',
  'problem.other': 'arkai kura',
  'dispute.line': '• {quantity} {name}: {problem}',
  'dispute.opened': 'Order no. {number} ma tipiyo. {vendor} lai sodhdai chhau:',
  'dispute.answer_by':
    '{time} samma khabar dinchhau; jawaf na-aaye hamro karyalaya le tungo lagauchha.',
  'dispute.for_vendor': '⚠️ Order no. {number} bare {retailer} bhannuhunchha:',
  'dispute.said': '“{said}”',
  'dispute.vendor_by':
    'Kripaya {time} samma jawaf dinuhos; tespachhi karyalaya le tungo lagauchha.',
  'dispute.vendor_how':
    'Manjur gare teti rakam ghatcha. Kehi matra manne bhaye “1 matra” jasto lekhnuhos.',
  'dispute.how_many_given': 'Kati manjur chha? {quantity} {name} magiyeko ho.',
  'dispute.how_many_bare': 'Kati manjur chha?',
  'dispute.open': 'Order no. {number} bare tapai ko jawaf parkhiyeko chha:',
  'dispute.open_title': 'Yi bare tapai ko jawaf parkhiyeko chha:',
  'dispute.open_row': '{number}: {quantity} {name}',
  'dispute.you_agreed':
    '✅ Order no. {number} miliyo: {quantity} {name}. Tapai lai {cost} kam tirinchha.',
  'dispute.you_agreed_above':
    '✅ Order no. {number} ma tapai manjur, tipiyo. Rakam thulo bhayekole karyalaya le pakka garchha.',
  'dispute.you_gave_part':
    'Order no. {number} ma tipiyo: {quantity} {name} manjur. Aba karyalaya le tungo lagauchha.',
  'dispute.you_refused':
    'Order no. {number} ma tipiyo: {name} ma tapai manjur hunuhunna. Aba karyalaya le tungo lagauchha.',
  'dispute.vendor_says':
    '{answer, select, agreed {Order no. {number} ko {name} ma {vendor} manjur chha. Rakam thulo ' +
    'bhayekole karyalaya le pakka garchha.} part {Order no. {number} ko {name} ma {vendor} le ' +
    '{quantity} manyo. Aba karyalaya le tungo lagauchha.} refused {Order no. {number} ko {name} ' +
    'ma {vendor} manjur chhaina. Aba karyalaya le tungo lagauchha.} other {Order no. {number} ko ' +
    '{name} bare {vendor} le jawaf diyena. Aba karyalaya le tungo lagauchha.}} Hami khabar garchhau.',
  'dispute.decided':
    '✅ Order no. {number}: {by, select, vendor {bikreta manjur chha.} other {karyalaya le tungo ' +
    'lagayo.}} {quantity} {name} ko {credit} katiyo.',
  'dispute.decided_nothing': 'Order no. {number}: {name} ko kehi nakatne karyalaya ko tungo bhayo.',
  'dispute.in_wallet':
    '💰 Tapai le tirisaknubhayeko le {amount} hami sanga tapai kai paisa bhayera rahyo.',
  'dispute.in_cash': '💵 Tapai le tirisaknubhayeko le karyalaya le {amount} nagad firta dinchha.',
  'dispute.reason': '“{reason}”',
  'dispute.lapsed':
    'Order no. {number} ko {name} bare jawaf dine samaya sakiyo. Aba karyalaya le tungo lagauchha.',
  'dispute.ruled':
    'Order no. {number} ma karyalaya ko tungo: {quantity} {name} dine. Tapai lai {cost} kam tirinchha.',
  'dispute.ruled_nothing': 'Order no. {number} ma karyalaya ko tungo: {name} ko kehi nadine.',
  'money.returned':
    '{as, select, cash {💵 Order no. {number} ko {amount} tapai lai nagad firta bhayo.} other {💰 ' +
    'Order no. {number} ko {amount} hami sanga tapai kai paisa bhayera rahyo.}}',

  'button.order_number': 'Order {number}',
  'button.all_of_it': 'Sabai',
  'button.missing': 'Kam aayo',
  'button.damaged': 'Bigreko, futeko',
  'button.expired': 'Myad sakiyeko',
  'button.wrong': 'Arkai saman',
  'button.other': 'Arkai kura',
  'button.agree': 'Manjur chha',
  'button.part_of_it': 'Kehi matra',
  'button.refuse_it': 'Manjur chhaina',
  'button.agree_number': 'Manjur {number}',
  'button.refuse_number': 'Hunna {number}',

  'refusal.nothing_arrived':
    'Maaf garnuhos. Hal ko kunai order tapai kaha aayeko chhaina; karyalaya ma phone garnuhos.',
  'refusal.not_arrived': 'Tyo number ko tapai ko kunai order aayeko chhaina. Number hernuhos.',
  'refusal.dispute_late': 'Tyo order aayeko dherai bhayo. Kripaya karyalaya ma phone garnuhos.',
  'refusal.not_in_arrived': 'Hal aayeko order ma tyo saman thiyena. Kehi tipiyeko chhaina.',
  'refusal.disputed_already': 'Tyo sabai tipisakiyeko chha. Hami khabar garchhau.',
  'refusal.dispute_more': 'Tyo milne bhanda badhi ho. Kehi tipiyeko chhaina.',
  'dispute.at_most': 'Order no. {number} ko *{name}* ma {quantity} tipna milchha. Kati?',
  'dispute.at_most_none': 'Order no. {number} ko *{name}* sabai tipisakiyeko chha.',
  'refusal.no_open_dispute': 'Tes bare tapai ko jawaf kasaile parkheko chhaina.',
  'refusal.which_dispute': 'Kun chahi?',
  'refusal.dispute_closed': 'Tyo tungisakyo, wa karyalaya le herdai chha.',
};
