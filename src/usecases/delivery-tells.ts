import type { ToldLine, ToldShort } from './told-line.js';

/** A delivery as its driver is told of it: where to fetch and to bring, what, and what to ask. */
export interface ToldJob {
  readonly deliveryId: string;
  readonly number: string;
  readonly state: string;
  readonly vendor: string;
  readonly retailer: string;
  /** E.164 */
  readonly phone: string | null;
  readonly zone: string | null;
  readonly note: string;
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
  readonly lines: readonly ToldLine[];
  /** When and how the retailer wants it, in their words. */
  readonly wish?: { readonly time: string; readonly note: string };
  /** In cash at the door; null: nothing. */
  readonly cashMinor: string | null;
}

/** Why a delivery is no longer a driver's, or no longer offered to them. */
export type JobEnd = 'taken' | 'timed_out' | 'cancelled' | 'reassigned';

/** What drivers, retailers and vendors are told of deliveries. */
export type DeliveryTell =
  /** To drivers: who wants it? */
  | {
      readonly type: 'job_offered';
      readonly job: ToldJob;
      /** ISO 8601 */
      readonly replyBy: string;
      /** Whether others are asked at the same time. */
      readonly others: boolean;
    }
  /** To the driver: it is yours, by an operator's word, or again after it was put off. */
  | { readonly type: 'job_assigned'; readonly job: ToldJob; readonly why: 'assigned' | 'resumed' }
  | { readonly type: 'job_closed'; readonly number: string; readonly why: JobEnd }
  /** To the driver: others put it off. */
  | { readonly type: 'job_put_off'; readonly number: string; readonly until: string }
  /** To the driver: too long at one step. */
  | { readonly type: 'job_overdue'; readonly number: string }
  /** To the driver: where the retailer is. */
  | {
      readonly type: 'place_shared';
      readonly number: string;
      readonly retailer: string;
      readonly point: { readonly latitude: number; readonly longitude: number };
    }
  /** To the driver: what the office counted. */
  | {
      readonly type: 'cash_counted';
      readonly countedMinor: string;
      readonly heldMinor: string;
      readonly leftMinor: string;
    }
  /** To the driver: cash is awaited at the office. */
  | { readonly type: 'cash_due'; readonly heldMinor: string }
  /** To the retailer: nobody brings it yet, a person looks for somebody. */
  | { readonly type: 'delivery_waiting'; readonly number: string }
  /** To the retailer: who brings it, and the code to give them. */
  | {
      readonly type: 'delivery_coming';
      readonly number: string;
      readonly driver: string;
      readonly phone: string | null;
      readonly code: string;
      readonly cashMinor: string | null;
      readonly now: boolean;
    }
  /** To the retailer: it is there, with what was not taken. */
  | {
      readonly type: 'order_delivered';
      readonly number: string;
      readonly driver: string;
      readonly short: readonly ToldShort[];
      readonly totalMinor: string;
      readonly wasMinor: string;
      /** ISO 8601; null where it is not on credit. */
      readonly dueAt: string | null;
    }
  | {
      readonly type: 'delivery_failed';
      readonly number: string;
      readonly driver: string;
      readonly reason: string;
    }
  | { readonly type: 'delivery_put_off'; readonly number: string; readonly until: string }
  /** To the retailer: a receipt. */
  | {
      readonly type: 'cash_taken';
      readonly number: string;
      readonly driver: string;
      readonly amountMinor: string;
      readonly leftMinor: string;
    }
  /** To the vendor: what comes back of their order. */
  | {
      readonly type: 'delivered_short';
      readonly number: string;
      readonly short: readonly ToldShort[];
      /** What the vendor will be paid. */
      readonly costMinor: string;
    };
