import type { Minor } from '../../base/money.js';

/** 120050 with two digits is "1200.50", and 120000 is "1200": never by a float. */
export function decimalOf(amountMinor: Minor, digits: number): string {
  const one = 10n ** BigInt(digits);
  const whole = (amountMinor / one).toString();
  const rest = amountMinor % one;
  return rest === 0n ? whole : `${whole}.${rest.toString().padStart(digits, '0')}`;
}

/** A decimal text as minor units; null where it is none, or finer than the currency is. */
export function minorOf(decimal: string, digits: number): Minor | null {
  const read = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(decimal.trim());
  if (!read) return null;
  const fraction = (read[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  return BigInt((read[1] ?? '') + fraction.padEnd(digits, '0'));
}
