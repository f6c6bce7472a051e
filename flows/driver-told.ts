import type { Effect, Tell } from '../src/conversation/vocabulary.js';
import { tellCounted, tellJobAssigned, tellJobOffered, tellPlace } from './jobs.js';
import { SILENCE, sentence } from './sentences.js';

/** What a driver hears of other people's deeds. A tell without a case does not compile. */
export function driverTold(told: Tell): readonly Effect[] {
  switch (told.type) {
    case 'job_offered':
      return [tellJobOffered(told)];
    case 'job_assigned':
      return [tellJobAssigned(told)];
    case 'job_closed': {
      const holes = { number: { digits: told.number }, why: { choice: told.why } };
      return [sentence('job.closed', holes)];
    }
    case 'job_put_off': {
      const holes = { number: { digits: told.number }, time: { time: told.until } };
      return [sentence('job.put_off_told', holes)];
    }
    case 'job_overdue':
      return [sentence('job.overdue', { number: { digits: told.number } })];
    case 'place_shared':
      return [tellPlace(told)];
    case 'cash_counted':
      return [tellCounted(told)];
    case 'cash_due':
      return [sentence('cash.due', { held: { money: told.heldMinor } })];
    // Of retailers and vendors; they are never addressed to a driver.
    case 'order_offered':
    case 'offer_closed':
    case 'order_accepted':
    case 'order_promised':
    case 'order_receipt':
    case 'usual_overdue':
    case 'standing_due':
    case 'order_waiting':
    case 'order_split':
    case 'order_cancelled':
    case 'change_asked':
    case 'order_part_accepted':
    case 'change_lapsed':
    case 'change_taken':
    case 'order_packed':
    case 'packed_short':
    case 'stock_low':
    case 'delivery_wished':
    case 'retailer_approved':
    case 'retailer_refused':
    case 'delivery_waiting':
    case 'delivery_coming':
    case 'order_delivered':
    case 'delivery_failed':
    case 'delivery_put_off':
    case 'cash_taken':
    case 'delivered_short':
    case 'dispute_opened':
    case 'dispute_lapsed':
    case 'dispute_answered':
    case 'dispute_decided':
    case 'dispute_ruled':
    case 'money_returned':
    case 'payment_confirmed':
    case 'payment_refused':
    case 'request_link':
    case 'request_failed':
    case 'request_unsure':
      return SILENCE;
  }
}
