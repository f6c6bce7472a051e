import { setup } from 'xstate';
import type {
  ClaimMethod,
  Part,
  PaymentGatewayName,
  RetailerUssdEvent,
  ShelfProduct,
  UssdEffect,
  UssdEvent,
} from '../src/conversation/ussd/vocabulary.js';

/** What a retailer's keypad conversation remembers between screens: plain JSON, never a PIN. */
export interface UssdContext {
  /** Where products are chosen from, to go back to. */
  readonly source:
    | { readonly kind: 'shelf'; readonly shelf: string }
    | { readonly kind: 'letters'; readonly letters: string }
    | { readonly kind: 'code' }
    | null;
  readonly product: ShelfProduct | null;
  readonly unit: string | null;
  /** The line of the basket that is looked at. */
  readonly line: { readonly productId: string; readonly unit: string } | null;
  /** The basket last shown: what a confirmation is of. Money in minor units. */
  readonly shown: {
    readonly basketId: string;
    readonly version: number;
    readonly totalMinor: string;
  } | null;
  /** What the PIN is asked for. */
  readonly pinFor: 'order' | 'balance' | 'pay' | null;
  /** A payment that is being told: kept when the line is lost. Money in minor units. */
  readonly claim: {
    readonly amountMinor: string;
    readonly method: ClaimMethod | null;
    readonly reference: string | null;
  } | null;
  /** Providers of the town that can be asked; as the last look at what is owed said. */
  readonly ways: readonly PaymentGatewayName[];
  /** The order that is looked at, and the change of it that waits for an answer. */
  readonly order: { readonly number: string; readonly totalMinor: string } | null;
  readonly change: { readonly offerId: string; readonly changeNo: number } | null;
  /** Said on the next screen, once. */
  readonly notes: readonly Part[];
}

export const NEW_USSD_CONTEXT: UssdContext = {
  source: null,
  product: null,
  unit: null,
  line: null,
  shown: null,
  pinFor: null,
  claim: null,
  ways: [],
  order: null,
  change: null,
  notes: [],
};

export type UssdEventOf<T extends UssdEvent['type']> = Extract<UssdEvent, { readonly type: T }>;

/** What the tables of a retailer's keypad are made with. */
export const ussd = setup({
  types: { context: {} as UssdContext, events: {} as RetailerUssdEvent },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly UssdEffect[]) => undefined,
  },
});

/** Asks for something to be done or shown, on any keypad. */
export function effects(...params: readonly UssdEffect[]): {
  readonly type: 'effects';
  readonly params: readonly UssdEffect[];
} {
  return { type: 'effects', params };
}

interface PickedArgs {
  readonly event: UssdEventOf<'PICKED'>;
}

/** True when this row was picked. */
export function isRow(id: string): (args: PickedArgs) => boolean {
  return ({ event }) => event.id === id;
}

/** True when a row of this sort was picked: `shelf:` and a name. */
export function isSort(sort: string): (args: PickedArgs) => boolean {
  return ({ event }) => event.id.startsWith(`${sort}:`);
}

/** What stands behind the sort of a row's id. */
export function pickedName(event: UssdEventOf<'PICKED'>): string {
  return event.id.slice(event.id.indexOf(':') + 1);
}
