import type { Digits } from './languages.js';

/**
 * Numbers as people read them. Written by hand, since Intl's formatters cost more than the rest of
 * a reply; what is written here is held against Intl in a test.
 */

/** Latin symbols; a currency that is not listed is written by its ISO 4217 code. */
const SYMBOLS: Readonly<Record<string, string>> = {
  NPR: 'Rs',
  INR: '₹',
  BDT: '৳',
  PKR: 'Rs',
  LKR: 'Rs',
  KES: 'KSh',
  TZS: 'TSh',
  UGX: 'USh',
  NGN: '₦',
  GHS: 'GH₵',
  XOF: 'FCFA',
};

/** Where the last three digits stand together and the others in pairs: lakh and crore. */
const GROUPED_BY_LAKH = new Set(['NPR', 'INR', 'BDT', 'PKR']);

const DEVANAGARI_ZERO = 0x0966;

/** Writes the Latin digits of a text of ours in another script. */
export function localDigits(text: string, digits: Digits): string {
  if (digits === 'latin') return text;
  let written = '';
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    written += String.fromCharCode(isDigit ? DEVANAGARI_ZERO + code - 48 : code);
  }
  return written;
}

/** Groups a run of digits: (1234567, byLakh) is 12,34,567, else 1,234,567. */
export function groupDigits(run: string, byLakh: boolean): string {
  if (run.length <= 3) return run;
  const step = byLakh ? 2 : 3;
  let rest = run.slice(0, -3);
  let grouped = run.slice(-3);
  while (rest.length > step) {
    grouped = `${rest.slice(-step)},${grouped}`;
    rest = rest.slice(0, -step);
  }
  return `${rest},${grouped}`;
}

/** How money is written in one language, town and script; made once, used for every hole. */
export interface MoneyStyle {
  readonly symbol: string;
  readonly minorDigits: number;
  readonly byLakh: boolean;
  readonly digits: Digits;
}

/** Joins what a town and a language say about money. `own` are the language's own symbols. */
export function moneyStyle(
  currency: string,
  minorDigits: number,
  digits: Digits,
  own: Readonly<Record<string, string>>,
): MoneyStyle {
  return {
    symbol: own[currency] ?? SYMBOLS[currency] ?? currency,
    minorDigits,
    byLakh: GROUPED_BY_LAKH.has(currency),
    digits,
  };
}

/**
 * Writes minor units ("12345650") as money ("Rs 1,23,456.50"); whole amounts without their zeros
 * ("Rs 450").
 */
export function writeMoney(minor: string, style: MoneyStyle): string {
  const negative = minor.startsWith('-');
  const run = (negative ? minor.slice(1) : minor).padStart(style.minorDigits + 1, '0');
  const cut = run.length - style.minorDigits;
  const part = run.slice(cut);
  const whole = groupDigits(run.slice(0, cut), style.byLakh);
  const amount = /^0*$/.test(part) ? whole : `${whole}.${part}`;
  return `${negative ? '-' : ''}${style.symbol} ${localDigits(amount, style.digits)}`;
}

/** Drops the zeros that a decimal's scale leaves behind: "2.000" is "2", "1.500" is "1.5". */
export function shortestDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
