/** Events and tells that are another flow's, and may be met with silence. */

export const FOR_DRIVERS = [
  'TOLD job_offered',
  'TOLD job_assigned',
  'TOLD job_closed',
  'TOLD job_put_off',
  'TOLD job_overdue',
  'TOLD place_shared',
  'TOLD cash_counted',
  'TOLD cash_due',
];
const AFTER_FOR_SHOPS = [
  'DISPUTE_ASKED',
  'DISPUTE_OPENED',
  'RATING_KEPT',
  'PAYMENT_NOTED',
  'REMINDERS_SET',
  'NEWS_READ',
  'CAMPAIGNS_SET',
  'TOLD usual_overdue',
  'TOLD dispute_answered',
  'TOLD dispute_decided',
  'TOLD money_returned',
  'TOLD payment_confirmed',
  'TOLD payment_refused',
  'TOLD request_link',
  'TOLD request_failed',
  'TOLD request_unsure',
];
export const AFTER_FOR_VENDORS = [
  'DISPUTE_ANSWERED',
  'DISPUTES_READ',
  'TOLD dispute_lapsed',
  'TOLD dispute_opened',
  'TOLD dispute_ruled',
];
export const FOR_SHOPS = [
  ...AFTER_FOR_SHOPS,
  'OWED_READ',
  'PAYMENT_WAYS',
  'REQUEST_SHOWN',
  'WALLET_SPENT',
  'TOLD delivery_waiting',
  'TOLD delivery_coming',
  'TOLD order_delivered',
  'TOLD delivery_failed',
  'TOLD delivery_put_off',
  'TOLD cash_taken',
];
