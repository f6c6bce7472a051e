/** One measurement. */
export interface Scenario {
  readonly name: string;
  readonly latencyMs: number;
  readonly statuses: boolean;
  /** Closed loop: so many retailers at a time. Open loop: so many messages a second. */
  readonly load:
    | { readonly loop: 'closed'; readonly slots: number }
    | { readonly loop: 'open'; readonly perSecond: number };
}

/** What each scenario is held against; undefined where nothing was promised. */
export interface Target {
  readonly turnsPerSecondMin?: number;
  readonly replyMsP99Max?: number;
}

/**
 * A slow Graph API holds each conversation until it has answered, so that the next reply of a
 * conversation stays behind the last: more retailers are needed to keep the service busy.
 */
export function scenariosFor(slots: number | undefined, perSecond: number): readonly Scenario[] {
  const fast = { loop: 'closed', slots: slots ?? 256 } as const;
  const slow = { loop: 'closed', slots: slots ?? 768 } as const;
  const open = { loop: 'open', perSecond } as const;
  return [
    { name: 'closed-0', latencyMs: 0, statuses: false, load: fast },
    { name: 'closed-0-statuses', latencyMs: 0, statuses: true, load: fast },
    { name: 'closed-200', latencyMs: 200, statuses: false, load: slow },
    { name: 'closed-200-statuses', latencyMs: 200, statuses: true, load: slow },
    { name: 'open-0', latencyMs: 0, statuses: false, load: open },
    { name: 'open-0-statuses', latencyMs: 0, statuses: true, load: open },
  ];
}

/** On two cores, with everything on them. */
export function targetOf({ load, latencyMs }: Scenario): Target {
  if (load.loop === 'closed') return { turnsPerSecondMin: 1000 };
  return latencyMs === 0 && load.perSecond <= 300 ? { replyMsP99Max: 250 } : {};
}
