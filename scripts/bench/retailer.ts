import { DEMO, DEMO_DISPLAY_NUMBER, demoPhone } from '../../src/demo-town.js';
import { inboundBody } from '../../src/embedded/meta-webhook.js';
import type { Saying } from '../../src/embedded/meta-webhook.js';

/** What a retailer does in one turn. */
export type Act = 'menu' | 'order' | 'confirm' | 'status';

/**
 * Ten turns that hold the mix exactly: 1 menu, 4 orders, 3 confirmations, 2 questions after the
 * status. A confirmation always follows an order; "order, order" fills one basket twice.
 */
const DECKS: readonly (readonly Act[])[] = [
  deck('menu order confirm status order confirm order order confirm status'),
  deck('order confirm status menu order order confirm order confirm status'),
  deck('status order confirm order confirm menu status order order confirm'),
];

function deck(words: string): readonly Act[] {
  return words.split(' ') as Act[];
}

/** Order texts that name products without doubt, in the three languages of the town. */
const ORDERS: readonly string[] = [
  '2 bora jira masino, 5 ctn waiwai ra swastik tel 2 ctn pathaidinu',
  '3 ctn parle g, 10 kg chini',
  '१० केजी चिनी, ५ कार्टुन wai wai',
  '5 ctn rara and 2 ctn coke 500',
  '4 bora mansuli ra 1 ctn tokla pathaunus',
  '20 kg musuro, 15 kg alu, 5 kg lasun',
  '2 ctn oreo, 3 ctn good day, 1 ctn frooti',
  '6 crate coke ra 2 crate fanta',
  '12 pkt surf, 2 ctn wheel',
  '1 ctn colgate, 5 bar vim, 3 btl harpic',
];

/** One retailer of the demo town, as the load generator plays them. */
export interface BenchRetailer {
  readonly index: number;
  readonly phone: string;
  readonly deck: readonly Act[];
  turn: number;
  /** The id behind Confirm of the last basket shown; '' when there is none to press. */
  confirmId: string;
  /** Set while a reply is awaited. */
  heard: ((atMs: number) => void) | undefined;
}

/** The i-th retailer, counted from 1. */
export function benchRetailer(index: number): BenchRetailer {
  return {
    index,
    phone: demoPhone('retailer', index),
    deck: DECKS[index % DECKS.length] ?? [],
    turn: 0,
    confirmId: '',
    heard: undefined,
  };
}

/** What they do next, as it is on the wire. Without a button to press, "confirm" is typed. */
export function nextAct(retailer: BenchRetailer): { readonly act: Act; readonly say: Saying } {
  const { index, turn, deck: acts, confirmId } = retailer;
  const act = acts[turn % acts.length] ?? 'menu';
  retailer.turn += 1;
  switch (act) {
    case 'menu':
      return { act, say: { text: 'menu' } };
    case 'status':
      return { act, say: { text: 'status' } };
    case 'order':
      return { act, say: { text: ORDERS[(index * 7 + turn) % ORDERS.length] ?? '' } };
    case 'confirm':
      retailer.confirmId = '';
      return confirmId === ''
        ? { act, say: { text: 'confirm' } }
        : { act, say: { choice: { id: confirmId, title: 'Confirm' } } };
  }
}

const NUMBER = {
  phoneNumberId: DEMO.phoneNumberId,
  wabaId: `1${DEMO.phoneNumberId}`,
  displayPhone: DEMO_DISPLAY_NUMBER.slice(1),
};

/** The webhook body of one act. */
export function bodyOf(retailer: BenchRetailer, wamid: string, say: Saying): string {
  const { phone, index } = retailer;
  const typedAtMs = Date.now();
  return inboundBody(NUMBER, [{ id: wamid, phone, name: `Kirana ${index}`, typedAtMs, say }]);
}
