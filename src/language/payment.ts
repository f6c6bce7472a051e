import { readDigits } from './numbers.js';
import type { Piece } from './piece.js';
import type { Reading } from './reading.js';
import type { Token } from './tokens.js';

type Payment = NonNullable<Reading['payment']>;

/**
 * A payment company's own text, forwarded: a code of ten capitals and digits, "Confirmed", an
 * amount (as in Safaricom's M-PESA messages).
 */
const RECEIPT =
  /\b([A-Z][A-Z0-9]{9})\b[^\n]{0,20}?\b(?:confirmed|imethibitishwa)\b[^\n]{0,20}?(?:ksh|kes|tsh|ugx)\.?\s*([\d,]+(?:\.\d+)?)/i;
const REFERENCE =
  /(?:\b(?:ref(?:erence)?|txn|trx|trxid|txid|transaction|trans|utr|code|receipt|tid|id|rrn|bill)\b(?:\s*(?:no|number|id|code|is|ni))?[\s.:#-]*)([A-Z0-9-]*\d[A-Z0-9-]*)/i;
const CODE = /\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,16}\b/;
const AMOUNT_MAX = 1e9;

function decimal(value: number): string | null {
  if (!Number.isFinite(value) || value <= 0 || value > AMOUNT_MAX) return null;
  return String(Math.round(value * 100) / 100);
}

/** "10 000" is ten thousand where a payment is claimed. */
function joinThousands(pieces: readonly Piece[], at: number, tokens: readonly Token[]): number {
  let text = tokens[pieces[at]?.from ?? -1]?.text ?? '';
  if (/^\d{1,3}(\.\d{3})+$/.test(text)) return Number(text.replaceAll('.', ''));
  if (!/^\d{1,3}$/.test(text)) return pieces[at]?.value ?? Number.NaN;
  for (let next = at + 1; next < pieces.length; next += 1) {
    const group = tokens[pieces[next]?.from ?? -1]?.text ?? '';
    if (pieces[next]?.kind !== 'quantity' || !/^\d{3}$/.test(group)) break;
    text += group;
  }
  return text.length > 3 ? Number(text) : (pieces[at]?.value ?? Number.NaN);
}

function findAmount(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  reference: string | null,
): string | null {
  const priced = pieces.find((piece) => piece.kind === 'price');
  if (priced) return decimal(priced.value ?? Number.NaN);
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'quantity') continue;
    const text = tokens[piece.from]?.text ?? '';
    if (reference !== null && reference.toLowerCase().includes(text)) continue;
    // "150k"
    const thousands = tokens[piece.to]?.text === 'k' ? 1000 : 1;
    const amount = decimal(joinThousands(pieces, at, tokens) * thousands);
    if (amount !== null) return amount;
  }
  const long = pieces.find((piece) => piece.flags?.includes('phone') === true);
  return long ? decimal(readDigits(tokens[long.from]?.text ?? '')) : null;
}

/** A forwarded receipt; null when the message is none. */
export function readReceipt(message: string): Payment | null {
  const found = RECEIPT.exec(message);
  if (!found) return null;
  const amount = decimal(readDigits((found[2] ?? '').replaceAll(',', '')));
  return { amount, method: 'mpesa', reference: (found[1] ?? '').toUpperCase() };
}

/** What a payment claim says: amount in major units, method and reference, each null if unsaid. */
export function readPayment(
  message: string,
  pieces: readonly Piece[],
  tokens: readonly Token[],
): Payment {
  const explicit = REFERENCE.exec(message)?.[1] ?? null;
  const reference = explicit ?? CODE.exec(message)?.[0] ?? null;
  const cue = pieces.flatMap((piece) => piece.cues).find((name) => name.startsWith('method_'));
  return {
    amount: findAmount(pieces, tokens, reference),
    method: cue?.slice('method_'.length) ?? null,
    reference,
  };
}
