import type { GoodsEffect, GoodsOutcome, GoodsPersonEvent } from './goods-vocabulary.js';
import type { StatementView } from '../usecases/read-statement.js';
import type {
  StandingEffect,
  StandingOutcome,
  StandingPersonEvent,
} from './standing-vocabulary.js';

/**
 * What retailers say and hear beside ordering itself: history, wishes, preferences. Part of the
 * closed lists of `vocabulary.ts`.
 */

/** Part of what is wished of a delivery, as said in one message; null: nothing was said of it. */
export interface SaidWish {
  readonly time: string | null;
  readonly note: string | null;
}

/** What is wished of a delivery, in the retailer's words; empty: nothing was said. */
export interface WishView {
  readonly time: string;
  readonly note: string;
}

/** Which order is to be repeated; left out: the last one. */
export type RepeatOf = { readonly number: string } | 'last_week';

/** Whether something else may come where a product is missing. */
export type SubstituteChoice = 'ask' | 'allow' | 'never';

/** How a retailer hears the news of their orders: `anywhere` is where they last wrote. */
export type NewsBy = 'anywhere' | 'whatsapp' | 'sms';

export interface PastOrderView {
  readonly number: string;
  readonly state: string;
  readonly totalMinor: string;
  /** ISO 8601 */
  readonly confirmedAt: string;
}

export type RetailerWords<Edit, Question> =
  BesideWords | GoodsPersonEvent | StandingPersonEvent<Edit, Question>;

type BesideWords =
  /** From before the order with that number; null: the latest. */
  | { readonly type: 'HISTORY_ASKED'; readonly before: string | null }
  | { readonly type: 'WISH_READ'; readonly wish: SaidWish }
  | { readonly type: 'SETTINGS_ASKED' }
  /** What was bought and paid, on paper. */
  | { readonly type: 'STATEMENT_ASKED' }
  | { readonly type: 'SUBSTITUTES_ASKED' }
  | { readonly type: 'SUBSTITUTES_CHOSEN'; readonly choice: SubstituteChoice }
  /** Whether a usual order that is overdue is to be reminded of. */
  | { readonly type: 'REMINDERS_CHOSEN'; readonly on: boolean }
  | { readonly type: 'NEWS_ASKED' }
  | { readonly type: 'NEWS_CHOSEN'; readonly by: NewsBy }
  /** Whether offers are to be sent unasked. */
  | { readonly type: 'CAMPAIGNS_CHOSEN'; readonly on: boolean };

export type RetailerOutcome = BesideOutcome | GoodsOutcome | StandingOutcome;

type BesideOutcome =
  | {
      readonly type: 'HISTORY_READ';
      readonly orders: readonly PastOrderView[];
      readonly more: boolean;
      /** Whether these go back from another page. */
      readonly older: boolean;
    }
  /** A wish was kept with a placed order. */
  | { readonly type: 'WISH_KEPT'; readonly number: string; readonly wish: WishView }
  | {
      readonly type: 'SETTINGS_READ';
      readonly part: 'ask' | 'take' | 'elsewhere' | 'refuse';
      readonly substitutes: SubstituteChoice;
      readonly reminders: boolean;
      readonly news: NewsBy;
      readonly campaigns: boolean;
    }
  /** `was`: as it is, as it is from now on, or that the town has no short messages. */
  | { readonly type: 'NEWS_READ'; readonly by: NewsBy; readonly was: 'read' | 'set' | 'no_sms' }
  | { readonly type: 'REMINDERS_SET'; readonly on: boolean }
  /** `blocked`: their provider holds offers of ours back, whatever they say here. */
  | { readonly type: 'CAMPAIGNS_SET'; readonly on: boolean; readonly blocked: boolean }
  | { readonly type: 'STATEMENT_READ'; readonly statement: StatementView }
  | {
      readonly type: 'SUBSTITUTES_READ';
      readonly choice: SubstituteChoice;
      readonly isNew: boolean;
    };

export type RetailerEffect<Edit> = BesideEffect | StandingEffect<Edit>;

/** Effects beside ordering and standing orders. */
export type BesideEffect =
  | GoodsEffect
  | { readonly type: 'read_history'; readonly before: string | null }
  | { readonly type: 'keep_wish'; readonly wish: SaidWish }
  | { readonly type: 'read_settings' }
  | { readonly type: 'read_statement' }
  | { readonly type: 'read_substitutes' }
  | { readonly type: 'set_substitutes'; readonly choice: SubstituteChoice }
  | { readonly type: 'set_reminders'; readonly on: boolean }
  | { readonly type: 'read_news' }
  | { readonly type: 'set_news'; readonly by: NewsBy }
  | { readonly type: 'set_campaigns'; readonly on: boolean };
