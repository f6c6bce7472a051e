import type { DueWork } from '../outbox/due.js';

/**
 * What the caller rings after its commit, so that waiting work starts at once. Only a hint: every
 * bell can be lost, the rows are found again by the sweep.
 */
export interface Wake {
  /** Lanes in which a party has something new to hear. */
  readonly lanes: readonly number[];
  /** Work left for now or later. */
  readonly due: readonly DueWork[];
}

/** Nothing to ring for. */
export const NO_WAKE: Wake = { lanes: [], due: [] };
