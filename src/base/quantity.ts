import { assert } from './assert.js';

/**
 * Quantities are exact decimals with three places, never floats. Inside they are a bigint of
 * thousandths (1.5 kg is 1500n); in text, JSON and Postgres (`numeric(14,3)`) they are decimals.
 */
export type Milli = bigint;

const DECIMAL = /^(-?)(\d{1,11})(?:\.(\d{1,3})0*)?$/;

/** Reads "2", "1.5" or "0.250"; undefined when it is no decimal or has more than three places. */
export function parseMilli(text: string): Milli | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const whole = BigInt(match[2] ?? '0') * 1000n + BigInt((match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' ? -whole : whole;
}

/** Reads a decimal that our own code or database wrote. Throws on anything else. */
export function milli(text: string): Milli {
  const value = parseMilli(text);
  assert(value !== undefined, `not a quantity: ${text.slice(0, 40)}`);
  return value;
}

/** Writes thousandths as the shortest decimal: 2000n is "2", 1500n is "1.5". */
export function formatMilli(value: Milli): string {
  const digits = (value < 0n ? -value : value).toString().padStart(4, '0');
  const whole = digits.slice(0, -3);
  const part = digits.slice(-3).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

/** Multiplies two quantities; undefined when the product needs more than three places. */
export function multiplyMilli(a: Milli, b: Milli): Milli | undefined {
  const product = a * b;
  return product % 1000n === 0n ? product / 1000n : undefined;
}
