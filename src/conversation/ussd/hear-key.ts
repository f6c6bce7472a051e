import { USSD } from '../../base/ussd-limits.js';
import { beginningOf } from '../../base/text.js';
import {
  checkPin,
  isPin,
  isWeakPin,
  notePin,
  sealPin,
  setNotedPin,
} from '../../domain/pins/pins.js';
import { partyId } from '../deeds.js';
import { basketOf } from '../turn.js';
import type { Turn } from '../turn.js';
import type { View } from './pages.js';
import type { KeyEvent, Part, ReplyKey } from './vocabulary.js';

/** A sentence of ours, not of the catalogue. */
export type Said = Extract<Part, { readonly key: ReplyKey }>;

/** What a key or some signs mean on the screen they answer. */
export type Heard =
  | { readonly kind: 'event'; readonly event: KeyEvent }
  /** Another page of the same screen. */
  | { readonly kind: 'page'; readonly at: number }
  /** Nothing that this screen asks for: what it does ask for. */
  | { readonly kind: 'odd'; readonly wanted: Said };

const NO_ROW: Heard = { kind: 'odd', wanted: { key: 'ussd.choose' } };
const NO_SIGNS: Heard = { kind: 'odd', wanted: { key: 'ussd.nothing_typed' } };
const NO_PIN: Heard = {
  kind: 'odd',
  wanted: { key: 'ussd.pin_digits', holes: { n: USSD.pin_digits } },
};

/** Devanagari digits begin at U+0966, Bangla ones at U+09E6: both end in 6. */
function withoutScript(typed: string): string {
  return typed.replace(/[\u0966-\u096f\u09e6-\u09ef]/gu, (digit) =>
    String(((digit.codePointAt(0) ?? 0) - 6) & 0xf),
  );
}

/**
 * Interprets what was typed against the view before the caller. A PIN is checked here, sealed at
 * once, and goes no further. Locks the party's PIN row where one is typed, and their basket.
 */
export async function hearKey(
  turn: Turn,
  pinKey: string,
  view: View,
  typed: string,
): Promise<Heard> {
  const text = withoutScript(beginningOf(typed, USSD.input_characters_max)).trim();
  const wayOut = hearWayOut(view, text);
  if (wayOut) return wayOut;
  switch (view.typed) {
    case null: {
      const id = view.pages[view.at]?.keys[text.replace(/[.#]$/, '')];
      return id === undefined ? NO_ROW : { kind: 'event', event: { type: 'PICKED', id } };
    }
    case 'signs':
      return text === '' ? NO_SIGNS : { kind: 'event', event: { type: 'TYPED', text } };
    case 'pin': {
      if (!isPin(text)) return NO_PIN;
      const sealed = sealPin(pinKey, turn.tx.townId, partyId(turn), text);
      // What a PIN confirms is mostly the basket: it comes in the same round trip.
      const [checked] = await Promise.all([
        checkPin(turn.tx, turn.cause, partyId(turn), sealed),
        basketOf(turn),
      ]);
      return { kind: 'event', event: { type: 'PIN_CHECKED', ...checked } };
    }
    case 'new_pin':
    case 'new_pin_again':
      return hearNewPin(turn, pinKey, view.typed, text);
  }
}

/** 00 and 98 can be eaten by gateways: 0, pressed often enough, leads to the main menu too. */
function hearWayOut(view: View, text: string): Heard | undefined {
  const hasMore = view.at < view.pages.length - 1;
  if (text === '00') return { kind: 'event', event: { type: 'MAIN' } };
  if ((text === '9' || text === '98') && hasMore) return { kind: 'page', at: view.at + 1 };
  if (text !== '0') return undefined;
  if (view.at > 0) return { kind: 'page', at: view.at - 1 };
  return { kind: 'event', event: { type: 'BACK' } };
}

async function hearNewPin(
  turn: Turn,
  pinKey: string,
  which: 'new_pin' | 'new_pin_again',
  text: string,
): Promise<Heard> {
  if (!isPin(text)) return NO_PIN;
  const id = partyId(turn);
  const sealed = sealPin(pinKey, turn.tx.townId, id, text);
  const chosen = (result: 'noted' | 'set' | 'differs' | 'weak'): Heard => ({
    kind: 'event',
    event: { type: 'PIN_CHOSEN', result },
  });
  if (which === 'new_pin_again') {
    return chosen(await setNotedPin(turn.tx, turn.cause, id, sealed));
  }
  if (isWeakPin(text)) return chosen('weak');
  await notePin(turn.tx, id, sealed);
  return chosen('noted');
}

/** What may be kept of an input: keys and words, but nothing that is or could be a PIN. */
export function maskInput(view: View | null, typed: string): string {
  const text = withoutScript(beginningOf(typed, USSD.input_characters_max)).trim();
  const wanted = view?.typed ?? null;
  if (wanted !== null && wanted !== 'signs') return '(PIN)';
  if (/^\d{1,2}$/.test(text)) return text;
  if (wanted === null) return `(${text.length} signs)`;
  return text.replace(/\d{4,}/g, (digits) => '•'.repeat(digits.length));
}
