import { readDigits } from './numbers.js';
import type { Piece } from './piece.js';
import type { Reading } from './reading.js';
import { textAt, type Token } from './tokens.js';

type Payment = NonNullable<Reading['payment']>;

/**
 * A payment company's own text, forwarded: a code of ten capitals and digits, "Confirmed", an
 * amount (as in Safaricom's M-PESA messages).
 */
const RECEIPT = new RegExp(
  String.raw`\b([A-Z][A-Z0-9]{9})\b[^\n]{0,20}?\b(?:confirmed|imethibitishwa)\b[^\n]{0,20}?` +
    String.raw`(?:ksh|kes|tsh|ugx)\.?\s*([\d,]+(?:\.\d+)?)`,
  'i',
);
const REFERENCE = new RegExp(
  String.raw`\b(?:ref(?:erence)?|txn|trx|trxid|txid|transaction|trans|utr|code|receipt|tid|id|rrn` +
    String.raw`|bill)\b(?:\s*(?:no|number|id|code|is|ni))?[\s.:#-]*([A-Z0-9-]*\d[A-Z0-9-]*)`,
  'i',
);
const CODE = /\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,16}\b/;
const AMOUNT_MAX = 1e9;

function decimal(value: number): string | null {
  if (!Number.isFinite(value) || value <= 0 || value > AMOUNT_MAX) return null;
  return String(Math.round(value * 100) / 100);
}

/** "10 000" and "10.000" are ten thousand where a payment is claimed, and "150k" is 150,000. */
function readAmount(pieces: readonly Piece[], at: number, tokens: readonly Token[]): number {
  const piece = pieces[at];
  if (!piece) return Number.NaN;
  const value = piece.value ?? Number.NaN;
  const text = textAt(tokens, piece.from);
  if (/^\d{1,3}(\.\d{3})+$/.test(text)) return Number(text.replaceAll('.', ''));
  if (textAt(tokens, piece.to) === 'k') return value * 1000;
  if (!/^\d{1,3}$/.test(text)) return value;
  let digits = text;
  for (const next of pieces.slice(at + 1)) {
    const group = textAt(tokens, next.from);
    if (next.kind !== 'quantity' || !/^\d{3}$/.test(group)) break;
    digits += group;
  }
  return digits.length > 3 ? Number(digits) : value;
}

function findAmount(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  reference: string | null,
  outside: string,
): string | null {
  const priced = pieces.find((piece) => piece.kind === 'price');
  if (priced) return decimal(priced.value ?? Number.NaN);
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'quantity') continue;
    const text = textAt(tokens, piece.from);
    // Figures of the reference are no amount, unless they are said beside it too.
    if (reference?.toLowerCase().includes(text) === true && !outside.includes(text)) continue;
    const amount = decimal(readAmount(pieces, at, tokens));
    if (amount !== null) return amount;
  }
  const long = pieces.find((piece) => piece.flags?.includes('phone') === true);
  return long ? decimal(readDigits(textAt(tokens, long.from))) : null;
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
    amount: findAmount(pieces, tokens, reference, message.replace(reference ?? '', '')),
    method: cue?.slice('method_'.length) ?? null,
    reference,
  };
}
