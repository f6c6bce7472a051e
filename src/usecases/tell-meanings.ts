import type { Meaning } from '../domain/templates/template.js';
import type { CampaignTell } from './campaign-tells.js';
import type { OfficeTell } from './office-tells.js';
import type { Tell } from './tells.js';

type Told = Tell | OfficeTell | CampaignTell;

/**
 * What everything that is told is about, for whoever has not written for a day: a template of that
 * meaning says it then. Null: it is said by short message, or not at all, since it belongs to a
 * conversation that is going on.
 */
const MEANINGS: Readonly<Record<Told['type'], Meaning | null>> = {
  order_offered: 'offer',
  delivery_wished: 'order',
  offer_closed: 'order',
  order_accepted: 'order',
  order_promised: 'order',
  order_receipt: 'order',
  order_waiting: 'order',
  order_split: 'order',
  order_cancelled: 'order',
  change_asked: 'question',
  order_part_accepted: 'order',
  change_lapsed: 'order',
  change_taken: 'order',
  order_packed: 'order',
  packed_short: 'order',
  stock_low: 'reminder',
  usual_overdue: 'reminder',
  standing_due: 'reminder',
  retailer_approved: 'account',
  retailer_refused: 'account',
  job_offered: 'job',
  job_assigned: 'job',
  job_closed: 'job',
  job_put_off: 'job',
  job_overdue: 'job',
  place_shared: 'job',
  cash_counted: 'account',
  cash_due: 'reminder',
  delivery_waiting: 'order',
  delivery_coming: 'order',
  order_delivered: 'order',
  delivery_failed: 'order',
  delivery_put_off: 'order',
  cash_taken: 'account',
  delivered_short: 'order',
  dispute_opened: 'question',
  dispute_lapsed: 'order',
  dispute_answered: 'order',
  dispute_decided: 'order',
  dispute_ruled: 'order',
  money_returned: 'account',
  payment_confirmed: 'account',
  payment_refused: 'account',
  request_link: 'account',
  request_failed: 'account',
  request_unsure: 'account',
  office_took: null,
  office_handed_back: null,
  office_late: null,
  office_left: null,
  office_closed: null,
  media_lost: null,
  media_too_large: null,
  campaign: 'campaign',
  identity_linked: 'account',
  identity_dismissed: 'account',
};

/** What a tell is about, by its name. */
export function meaningOf(told: string): Meaning | null {
  return Object.hasOwn(MEANINGS, told) ? MEANINGS[told as keyof typeof MEANINGS] : null;
}
