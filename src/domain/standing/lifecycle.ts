/**
 * The life of a standing order as one literal table; `standing_transition` holds the same, and a
 * trigger refuses every other change. A stopped one stays stopped: another one is opened.
 */
export const STANDING_LIFECYCLE = [
  ['ACTIVE', 'paused', 'PAUSED'],
  ['PAUSED', 'resumed', 'ACTIVE'],
  ['ACTIVE', 'stopped', 'STOPPED'],
  ['PAUSED', 'stopped', 'STOPPED'],
] as const;

export type StandingState = 'ACTIVE' | 'PAUSED' | 'STOPPED';
export type StandingEvent = (typeof STANDING_LIFECYCLE)[number][1];

/** Where an event leads; undefined when it may not happen in that state. */
export function standingAfter(
  state: StandingState,
  event: StandingEvent,
): StandingState | undefined {
  return STANDING_LIFECYCLE.find(([from, happens]) => from === state && happens === event)?.[2];
}
