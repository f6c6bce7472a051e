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
};
