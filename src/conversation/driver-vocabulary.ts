import type { ToldJob } from '../usecases/delivery-tells.js';
import type { ToldShort } from '../usecases/told-line.js';

/** What a driver says, and what comes of it: plain JSON, as all that flows speak in. */

/** What was taken of one product at the door; a null quantity is nothing of it. */
export interface DoorLine {
  readonly productId: string;
  /** A decimal. */
  readonly quantity: string | null;
  readonly unit: string | null;
}

/** An amount of money as it was said, in major units, or as we know it, in minor ones. */
export type SaidAmount = { readonly major: string } | { readonly minor: string };

/** Which job is meant: by what was tapped or by its number; neither: whatever is clear. */
interface Meant {
  readonly deliveryId?: string;
  readonly number: string | null;
}

/** One thing a driver wants done. */
export type DriverWords =
  | { readonly kind: 'shift'; readonly on: boolean }
  | { readonly kind: 'jobs' }
  | ({ readonly kind: 'take' } & Meant)
  | ({ readonly kind: 'refuse'; readonly reason: string } & Meant)
  | ({ readonly kind: 'picked_up' | 'set_out' } & Meant)
  | {
      readonly kind: 'delivered';
      readonly number: string | null;
      readonly code: string | null;
      readonly lines: readonly DoorLine[];
      /** Something was said of lines that is not clear: nothing is done. */
      readonly unclear: boolean;
    }
  | { readonly kind: 'failed' | 'put_off'; readonly number: string | null; readonly reason: string }
  | {
      readonly kind: 'cash';
      readonly number: string | null;
      readonly amount: SaidAmount | null;
      /** They were asked about it and said it is so. */
      readonly sure: boolean;
    }
  | { readonly kind: 'hand_over'; readonly amount: SaidAmount | null }
  /** A figure and nothing else: what it is depends on what was asked. */
  | { readonly kind: 'figure'; readonly figure: string }
  | { readonly kind: 'picture'; readonly mediaId: string };

/** A job in a driver's list. */
export interface JobView extends ToldJob {
  /** By when it is to be taken, ISO 8601; null where it is theirs. */
  readonly replyBy: string | null;
}

/** What became of a driver's words. */
export type DriverDone =
  | {
      readonly kind: 'shift';
      readonly on: boolean;
      readonly givenBack: readonly string[];
      readonly kept: readonly string[];
    }
  | {
      readonly kind: 'jobs';
      readonly onDuty: boolean;
      readonly jobs: readonly JobView[];
      readonly heldMinor: string;
    }
  | { readonly kind: 'taken'; readonly job: ToldJob }
  | { readonly kind: 'job_refused'; readonly number: string }
  | { readonly kind: 'stepped'; readonly step: 'picked_up' | 'set_out'; readonly job: ToldJob }
  | {
      readonly kind: 'delivered';
      readonly number: string;
      readonly short: readonly ToldShort[];
      /** To be taken in cash, if anything. */
      readonly cashMinor: string | null;
    }
  | { readonly kind: 'wrong_code'; readonly number: string; readonly left: number }
  | { readonly kind: 'failed'; readonly number: string }
  | { readonly kind: 'put_off'; readonly number: string; readonly until: string }
  | {
      readonly kind: 'cash_taken';
      readonly number: string;
      readonly amountMinor: string;
      readonly leftMinor: string;
      readonly heldMinor: string;
    }
  | {
      readonly kind: 'cash_asked';
      readonly was: 'how_much' | 'sure';
      readonly number: string;
      readonly amountMinor: string;
      readonly dueMinor: string;
    }
  | { readonly kind: 'handed_over'; readonly claimedMinor: string; readonly heldMinor: string }
  | { readonly kind: 'picture_kept'; readonly number: string | null };

/** Why a driver's words were not acted on. */
export type DriverRefusal =
  | 'no_such_job'
  | 'no_open_job'
  | 'which_job'
  | 'job_taken'
  | 'code_needed'
  | 'code_locked'
  | 'lines_unclear'
  | 'nothing_taken'
  | 'no_cash_job'
  | 'which_cash_job'
  | 'nothing_due'
  | 'cash_more'
  | 'no_cash';
