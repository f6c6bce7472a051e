import type { PaymentTexts } from './en-payments.js';

/** Replies in romanised Nepali about payments on a shop's account. */
export const neLatnPayments: PaymentTexts = {
  'payment.how_much':
    'Kati ra kasari tirnubhayo? Reference sahit lekhnuhos, jastai: 5000 esewa bata tire ref ' +
    'AB1234.',
  'payment.noted':
    'Tipiyo: tapai le *{amount}* tirnubhayo. Karyalaya le janchepachhi tirna baki ghatchha, ' +
    'khabar yahi aucha.',
  'payment.reference': 'Reference: {reference}',
  'payment.which_reference':
    'Bhetna sajilo hos bhanera reference pani lekhnuhos: {amount} tire ref AB1234.',
  'payment.known': '*{amount}* ko yo bhuktani tipisakeka chhau: karyalaya le janchdai chha.',
  'payment.known_confirmed':
    '*{amount}* ko yo bhuktani hamile paisakyau, ek choti matra ganinchha.',
  'payment.confirmed': '✅ Tapai ko *{amount}* bhuktani payau. Dhanyabad!',
  'payment.owed': 'Tirna baki: *{owed}*',
  'payment.kept': '{amount} badhi thiyo: tyo hamikaha tapai kai paisa rahanchha.',
  'payment.refused': 'Tapai ko {amount} bhuktani bhetiyena, tyasaile tirna baki uhi chha.',
  'payment.refused_how': 'Kripaya pheri hernuhos, wa rasid pathaunuhos.',
  'refusal.reference_used':
    'Tyo reference arko bhuktani ko ho, tyasaile kehi tipiena. Pheri hernuhos, wa rasid ' +
    'pathaunuhos.',
  'refusal.reference_odd':
    'Tyo reference hoina, tyasaile kehi tipiena. Bank wa wallet ko sandesh ma jasto chha tyastai ' +
    'lekhnuhos.',
  'refusal.claims_many':
    'Tapai ka dherai bhuktani janchna baki chhan, tyasaile arko tipiena. Karyalaya ko khabar ' +
    'parkhanuhos.',

  'ussd.to_pay': 'Tirna baki: {owed}',
  'ussd.oldest': 'Purano: order {number}, {owed}',
  'ussd.waiting': 'Janch hudai: {amount}',
  'ussd.nothing_to_pay': 'Tirna kehi baki chhaina.',
  'ussd.row.pay_go_on': 'Jari rakhne: {amount}',
  'ussd.row.pay_all': '{amount} tire',
  'ussd.row.pay_other': 'Arko rakam tire',
  'ussd.row.pay_wallet': 'Yaha ko paisa bata: {wallet}',
  'ussd.wallet_spent': 'Tapai ko {amount} bata tiriyo.',
  'ussd.ask_paid': 'Kati tirnubhayo?',
  'ussd.paid_how': '{amount} kasari tirnubhayo? Tirepachhi matra bhannuhos.',
  'ussd.row.momo': 'Mobile wallet',
  'ussd.row.bank': 'Bank',
  'ussd.row.counter': 'Karyalaya ma nagad',
  'ussd.ask_reference': 'Bhuktani ko reference lekhnuhos, sandesh ma jasto chha:',
  'ussd.reference_odd': 'Tyo reference hoina.',
  'ussd.reference_used': 'Tyo arko bhuktani ko reference ho.',
  'ussd.paid_sure': 'Tapai le {amount} tirnubhayo, reference {reference}?',
  'ussd.paid_sure_counter': 'Tapai le karyalaya ma {amount} nagad tirnubhayo?',
  'ussd.payment_noted':
    'Tipiyo: {amount}. Karyalaya le janchepachhi tirna baki ghatchha, khabar pathauchhau.',
  'ussd.payment_known': '{amount} ko yo bhuktani tipisakeka chhau: karyalaya le janchdai chha.',
  'ussd.payment_counted': '{amount} ko yo bhuktani paisakyau, ek choti matra ganinchha.',
  'ussd.no.claims_many': 'Dherai bhuktani janchna baki chhan. Karyalaya ko khabar parkhanuhos.',
};
