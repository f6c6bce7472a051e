import { flowVersion, staleness } from '../../flows/flow.js';
import type { FlowId } from './vocabulary.js';

/** Brings a snapshot from one version of its flow to the next. */
export type Upgrade = (snapshot: unknown) => unknown;

/**
 * Numbered upgrades: `UPGRADES[flow][n]` makes a snapshot of version n one of version n + 1. A
 * flow whose states or context change gets a new version and an entry here, or its conversations
 * begin anew.
 */
export const UPGRADES: Readonly<Partial<Record<FlowId, Readonly<Record<number, Upgrade>>>>> = {
  newcomer: {
    // The place of a shop came to be shown on the map.
    1: (old) => {
      const snapshot = old as { readonly context: object };
      return { ...snapshot, version: 2, context: { ...snapshot.context, point: null } };
    },
  },
  vendor: {
    // What vendors say of their own goods came to be asked about.
    1: (old) => {
      const snapshot = old as { readonly context: object };
      return { ...snapshot, version: 2, context: { ...snapshot.context, shelf: null } };
    },
    // Shops dispute what came.
    2: (old) => {
      const snapshot = old as { readonly context: object };
      return { ...snapshot, version: 3, context: { ...snapshot.context, dispute: null } };
    },
  },
  'retailer.whatsapp': {
    // Vendors' changes came to be asked about.
    1: (old) => {
      const snapshot = old as { readonly context: object };
      return { ...snapshot, version: 2, context: { ...snapshot.context, consent: null } };
    },
    // What is amiss with goods that came is asked about.
    2: (old) => {
      const snapshot = old as { readonly context: object };
      return { ...snapshot, version: 3, context: { ...snapshot.context, complaint: null } };
    },
    // How an order was is asked once it came.
    3: (old) => {
      const snapshot = old as { readonly context: object };
      return { ...snapshot, version: 4, context: { ...snapshot.context, rating: null } };
    },
    // Usual orders that are overdue are reminded of.
    4: (old) => ({ ...(old as object), version: 5 }),
  },
};

/**
 * Brings a saved snapshot to the version that this code speaks. Undefined when there is no way:
 * it is of a later version, an upgrade is missing, or the flow cannot restore the result.
 */
export function upgradeSnapshot(
  flow: FlowId,
  savedVersion: number,
  saved: unknown,
  upgrades: typeof UPGRADES = UPGRADES,
): unknown {
  const wanted = flowVersion(flow);
  let snapshot = saved;
  for (let version = savedVersion; version < wanted; version += 1) {
    const upgrade = upgrades[flow]?.[version];
    if (upgrade === undefined) return undefined;
    snapshot = upgrade(snapshot);
  }
  return savedVersion <= wanted && staleness(flow, snapshot) === null ? snapshot : undefined;
}
