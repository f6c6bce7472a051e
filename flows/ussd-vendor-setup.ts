import { setup } from 'xstate';
import type {
  DisputeReply,
  DisputeView,
  HeldView,
  KeyedOrder,
  Part,
  PriceView,
  UssdEffect,
  VendorUssdEvent,
} from '../src/conversation/ussd/vocabulary.js';

/** What a vendor's keypad conversation remembers between screens: plain JSON, never a PIN. */
export interface VendorUssdContext {
  /** The offer or the order that is looked at: what is answered is what was shown. */
  readonly order: KeyedOrder | null;
  /** How much there is of lines that are short, by their place in the order, from 0. */
  readonly have: readonly { readonly at: number; readonly quantity: string }[];
  /** The line whose quantity is asked. */
  readonly line: number | null;
  /** The product whose stock is told, the letters it was found by, and what was typed. */
  readonly held: HeldView | null;
  readonly letters: string | null;
  readonly figure: string | null;
  /** What the PIN is asked for. */
  readonly pinFor: 'owed' | 'price' | 'dispute' | null;
  /** The product whose price is told, as it is paid now. */
  readonly price: PriceView | null;
  /** What shops say was amiss, the one that is looked at, and the answer that waits for the PIN. */
  readonly disputes: readonly DisputeView[];
  readonly dispute: DisputeView | null;
  readonly reply: DisputeReply | null;
  /** Said on the next screen, once. */
  readonly notes: readonly Part[];
}

export const NEW_VENDOR_USSD_CONTEXT: VendorUssdContext = {
  order: null,
  have: [],
  line: null,
  held: null,
  letters: null,
  figure: null,
  pinFor: null,
  price: null,
  disputes: [],
  dispute: null,
  reply: null,
  notes: [],
};

/** What the tables of a vendor's keypad are made with. */
export const vendorKeypad = setup({
  types: { context: {} as VendorUssdContext, events: {} as VendorUssdEvent },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly UssdEffect[]) => undefined,
  },
});
