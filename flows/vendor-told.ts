import type { Effect, Tell } from '../src/conversation/vocabulary.js';
import { tellChangeTaken } from './changes.js';
import { tellDeliveredShort } from './delivery-told.js';
import { askVendor, tellRuled } from './disputes.js';
import { tellOffer } from './offers.js';
import { SILENCE, sentence, tell } from './sentences.js';
import { tellPackedShort, tellStockLow } from './stock-told.js';
import { tellWish } from './wishes.js';

/** What a vendor hears of other people's deeds. A tell without a case does not compile. */
export function vendorTold(told: Tell): readonly Effect[] {
  switch (told.type) {
    case 'order_offered':
      return [tellOffer(told)];
    case 'change_taken':
      return [tellChangeTaken(told)];
    case 'offer_closed':
      if (told.why === 'change_refused' || told.why === 'no_consent') {
        const holes = { number: { digits: told.number }, why: { choice: told.why } };
        return [sentence('offer.change_off', holes)];
      }
      return [
        sentence('offer.closed', { number: { digits: told.number }, why: { choice: told.why } }),
      ];
    case 'order_cancelled':
      return [sentence('offer.order_cancelled', { number: { digits: told.number } })];
    case 'packed_short':
      return [tellPackedShort(told)];
    case 'stock_low':
      return [tellStockLow(told)];
    case 'delivery_wished':
      return [tell(tellWish(told))];
    case 'delivered_short':
      return [tellDeliveredShort(told)];
    case 'dispute_opened':
      return [askVendor(told)];
    case 'dispute_lapsed':
    case 'dispute_ruled':
      return [tellRuled(told)];
    // A retailer's; they are never addressed to a vendor.
    case 'order_accepted':
    case 'order_promised':
    case 'order_receipt':
    case 'order_packed':
    case 'order_waiting':
    case 'order_split':
    case 'change_asked':
    case 'order_part_accepted':
    case 'change_lapsed':
    case 'usual_overdue':
    case 'standing_due':
    case 'retailer_approved':
    case 'retailer_refused':
    case 'delivery_waiting':
    case 'delivery_coming':
    case 'order_delivered':
    case 'delivery_failed':
    case 'delivery_put_off':
    case 'cash_taken':
    // A driver's.
    case 'job_offered':
    case 'job_assigned':
    case 'job_closed':
    case 'job_put_off':
    case 'job_overdue':
    case 'place_shared':
    case 'cash_counted':
    case 'cash_due':
    case 'dispute_answered':
    case 'dispute_decided':
    case 'money_returned':
    case 'payment_confirmed':
    case 'payment_refused':
    case 'request_link':
    case 'request_failed':
    case 'request_unsure':
      return SILENCE;
  }
}
