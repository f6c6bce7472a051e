import type { RequestTexts } from './en-requests.js';

/** Replies in romanised Nepali about payments that a provider of wallets is asked for. */
export const neLatnRequests: RequestTexts = {
  'request.wallet.momo': 'MTN MoMo',
  'request.wallet.daraja': 'M-Pesa',
  'request.wallet.khalti': 'Khalti',
  'request.link':
    'Yaha bata {wallet} le *{amount}* tirnuhos, {until} samma. Paisa aayepachhi khabar garchhau.',
  'button.pay_link': 'Aba tirne',
  'request.failed':
    '{wallet} bata {amount} bhuktani bhaena: {why, select, ' +
    'payer_unknown {tapai ko number ma wallet chhaina.} not_enough {wallet ma paisa pugena.} ' +
    'limit {wallet ko seema bhanda badhi bhayo.} declined {tapai le asvikar garnubhayo.} ' +
    'timed_out {samay mai pushti bhaena.} wrong_pin {wallet ko PIN milena.} ' +
    'unreachable {phone ma samparka bhaena.} busy {phone ma arko anurodh chha.} ' +
    'amount {{wallet} le yo rakam lidaina.} other {ahile {wallet} bata sakiena.}}',
  'request.failed_how':
    'Tirna baki uhi chha. Pheri prayas garna, wa arko tarika le tirera bhanna saknuhunchha.',
  'request.unsure':
    '{wallet} bata {amount} bhuktani ke bhayo, thaha bhayeko chhaina. Kripaya pheri natirnuhos: ' +
    'karyalaya le herchha ra khabar garchha.',
  'request.choose': '*{amount}* ahile tirne, ki tirisaknubhayo?',
  'button.pay_by': '{wallet} le tirne',
  'button.have_paid': 'Tirisake',
  'button.call_off': 'Radda garne',
  'request.made':
    '{by, select, link {{wallet} bata *{amount}* tirne thegana aaudai chha, ek chin.} other ' +
    '{{wallet} bata *{amount}* magdai chhau. Phone ma wallet ko PIN le pushti garnuhos. Paisa ' +
    'aayepachhi khabar garchhau.}}',
  'request.stands':
    '{wallet} bata {amount} ko bhuktani sakieko chhaina, ek palta euta matra magchhau. {by, ' +
    'select, link {Pathaeko thegana ma tirnuhos, wa radda garnuhos.} nobody {Pheri natirnuhos: ' +
    'karyalaya le herdai chha.} other {Phone ma pushti wa asvikar garnuhos.}}',
  'request.cancelled': 'Hunchha: {wallet} bata {amount} ko bhuktani radda bhayo.',
  'refusal.not_whole': 'Tyaha pura rupaiya matra tirna milchha. Paisa bina lekhnuhos.',
  'refusal.no_gateway': 'Yaha tyas bata tirna mildaina. Arko tarika le tirera bhannuhos.',
  'refusal.no_phone':
    'Tapai ko number pakka thaha chhaina, tyasaile magiena. Arko tarika le tirera bhannuhos.',
  'refusal.no_request': 'Radda garne kunai bhuktani chhaina.',

  'ussd.ask_pay': 'Kati tirne?',
  'ussd.pay_how': '{amount} kasari tirne?',
  'ussd.row.ask': '{wallet} le ahile',
  'ussd.row.have_paid': 'Tirisake',
  'ussd.row.pay_now': '{amount} tirne',
  'ussd.row.pay_amount': 'Arko rakam tirne',
  'ussd.row.uncall': 'Radda garne',
  'ussd.request_made':
    '{by, select, link {{wallet} bata {amount} tirne thegana sandesh ma aauchha.} other {{wallet} ' +
    'bata {amount} magdai chhau: phone ma pushti garnuhos. Khabar garchhau.}}',
  'ussd.request_stands':
    '{wallet} bata {amount} ko bhuktani hudai chha. {by, select, link {Pathaeko thegana ma ' +
    'tirnuhos.} nobody {Parkhanuhos: karyalaya le herdai chha.} other {Phone ma pushti wa asvikar ' +
    'garnuhos.}}',
  'ussd.request_cancelled': '{wallet} bata {amount} ko bhuktani radda bhayo.',
  'ussd.no.not_whole': 'Tyaha pura rupaiya matra tirna milchha.',
};
