import type { ToldStanding } from '../usecases/standing-orders.js';
import type { BasketView } from './views.js';

/** What is said about standing orders. Part of the closed lists of `vocabulary.ts`. */

export type StandingView = ToldStanding;

/** What may be done with a standing order. */
export type StandingAction = 'pause' | 'resume' | 'stop' | 'itself' | 'ask_first';

/** Goods in words, as an order's are. */
interface StandingWords<Edit, Question> {
  readonly type: 'STANDING_WISHED';
  /** `unclear`: again and again, but not on which days. */
  readonly schedule: StandingView['schedule'] | { readonly kind: 'unclear' };
  readonly edits: readonly Edit[];
  readonly questions: readonly Question[];
}

export type StandingPersonEvent<Edit, Question> =
  | StandingWords<Edit, Question>
  /** Null number: all of them, or the only one. */
  | {
      readonly type: 'STANDING_ASKED';
      readonly action: StandingAction | 'show';
      readonly number: string | null;
    }
  /** By tap: its goods are to be added to what is in the basket. */
  | { readonly type: 'STANDING_ADDED'; readonly standingId: string };

export type StandingOutcome =
  | { readonly type: 'STANDINGS_READ'; readonly standings: readonly StandingView[] }
  | {
      readonly type: 'STANDING_KEPT';
      readonly standing: StandingView;
      readonly was: 'opened' | 'changed' | StandingAction;
    }
  | {
      readonly type: 'STANDING_PROPOSED';
      readonly number: string;
      readonly view: BasketView;
      readonly byItself: boolean;
    }
  /** Something else is in the basket. */
  | {
      readonly type: 'STANDING_WAITS';
      readonly standingId: string;
      readonly standing: StandingView;
    };

export type StandingEffect<Edit> =
  | {
      readonly type: 'keep_standing';
      readonly schedule: StandingView['schedule'];
      readonly edits: readonly Edit[];
    }
  | { readonly type: 'read_standings'; readonly number: string | null }
  | {
      readonly type: 'change_standing';
      readonly action: StandingAction;
      readonly number: string | null;
    }
  | {
      readonly type: 'propose_standing';
      readonly standingId: string;
      readonly onTop: boolean;
    };
