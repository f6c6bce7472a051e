import type { SaidTime } from './said-time.js';

/** What a vendor says of being open, and what became of it. */

export interface OpeningWords {
  readonly what: 'opening';
  readonly said: string;
  readonly opening: {
    readonly what: 'closed' | 'open' | 'as_usual';
    readonly when: SaidTime | null;
    readonly untilDay: boolean;
    readonly from: number | null;
    readonly until: number | null;
  };
}

/** Instants as ISO 8601. */
export type OpeningDone = { readonly what: 'opening' } & (
  | { readonly was: 'closed'; readonly from: string; readonly until: string | null }
  | { readonly was: 'open'; readonly from: string; readonly until: string }
  | { readonly was: 'as_usual' }
);

export type OpeningRefusal = 'opening_unclear' | 'opening_past';
