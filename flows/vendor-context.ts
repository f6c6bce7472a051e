import { assign, setup } from 'xstate';
import type { DisputeView, Effect, Event, ReplyKey } from '../src/conversation/vocabulary.js';
import type { Shelved } from './shelf.js';

/** What a vendor's conversation remembers, and the setup its states are made with. */

export interface VendorContext {
  /** Said before the offers that are being read. */
  readonly lead: ReplyKey | null;
  /** Words about their own goods that wait for an answer. */
  readonly shelf: Shelved | null;
  /** The dispute that was asked about last. */
  readonly dispute: DisputeView | null;
}

export const vendor = setup({
  types: { context: {} as VendorContext, events: {} as Event },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly Effect[]) => undefined,
    keepShelf: assign({ shelf: (_, shelf: Shelved | null) => shelf }),
  },
});
