import type { Effect, Tell } from '../src/conversation/vocabulary.js';
import { askChange, tellPartAccepted } from './changes.js';
import { tellDelivered, tellDelivery } from './delivery-told.js';
import { tellDispute } from './disputes.js';
import { tellOrder } from './orders.js';
import { approved, placed } from './retailer-answers.js';
import { tellRequest } from './payment-requests.js';
import { tellPayment } from './payments.js';
import { remindOfUsual } from './reminders.js';
import { SILENCE, tell as say, sentence } from './sentences.js';
import { splitAgain } from './splits.js';
import { tellPacked } from './stock-told.js';

/** What a retailer hears of other people's deeds. A tell without a case does not compile. */
export function retailerTold(tell: Tell): readonly Effect[] {
  switch (tell.type) {
    case 'order_accepted':
    case 'order_promised':
    case 'order_waiting':
    case 'order_cancelled':
      return [tellOrder(tell)];
    case 'order_split':
      return [say(splitAgain(tell))];
    case 'change_asked':
      return [askChange(tell)];
    case 'order_part_accepted':
      return [tellPartAccepted(tell)];
    case 'change_lapsed':
      return [sentence('change.lapsed', { number: { digits: tell.number }, vendor: tell.vendor })];
    case 'order_packed':
      return [tellPacked(tell)];
    case 'standing_due':
      return [{ type: 'propose_standing', standingId: tell.standingId, onTop: false }];
    case 'usual_overdue':
      return [remindOfUsual(tell)];
    case 'order_receipt':
      return [placed(tell)];
    case 'retailer_approved':
      return [approved(tell.limitMinor)];
    case 'retailer_refused':
      return [sentence('new.refused')];
    case 'delivery_waiting':
    case 'delivery_coming':
    case 'delivery_failed':
    case 'delivery_put_off':
    case 'cash_taken':
      return [tellDelivery(tell)];
    case 'order_delivered':
      return [tellDelivered(tell, false)];
    case 'dispute_answered':
    case 'dispute_decided':
    case 'money_returned':
      return [tellDispute(tell)];
    case 'payment_confirmed':
    case 'payment_refused':
      return [tellPayment(tell)];
    case 'request_link':
    case 'request_failed':
    case 'request_unsure':
      return [tellRequest(tell)];
    // A vendor's or a driver's; they are never addressed to a retailer.
    case 'order_offered':
    case 'offer_closed':
    case 'delivery_wished':
    case 'change_taken':
    case 'packed_short':
    case 'stock_low':
    case 'delivered_short':
    case 'job_offered':
    case 'job_assigned':
    case 'job_closed':
    case 'job_put_off':
    case 'job_overdue':
    case 'place_shared':
    case 'cash_counted':
    case 'cash_due':
    case 'dispute_opened':
    case 'dispute_lapsed':
    case 'dispute_ruled':
      return SILENCE;
  }
}
