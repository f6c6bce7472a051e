import { createHash } from 'node:crypto';
import type { Address } from './inbound.js';
import { toE164 } from './phone.js';

/** Reading of JSON that somebody else wrote: every function takes anything and never throws. */
export type RawObject = Readonly<Record<string, unknown>>;

/** An id of Meta's: printable ASCII, short enough for an index key. */
const PROVIDER_ID = /^[\x21-\x7e]{1,512}$/;

/** A business-scoped user id: country, perhaps ENT for an enterprise, and up to 128 signs. */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** A plain decimal as JavaScript writes a number that JSON wrote as one. */
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** The last instant a JavaScript date can hold, in milliseconds. */
const INSTANT_MS_MAX = 8.64e15;

/** The value as an object with unknown members; undefined when it is none (arrays are not). */
export function asObject(value: unknown): RawObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as RawObject;
}

/** The value as an array; empty when it is none. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Text that Postgres can hold: NUL taken out, halves of surrogate pairs replaced (U+FFFD). */
export function cleanText(text: string): string {
  // Most texts hold neither, and this look is cheaper than the two replacements.
  if (!/[\u0000\ud800-\udfff]/.test(text)) return text;
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A text, cleaned; empty where there is none. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? cleanText(value) : '';
}

/** An id as text (some come as numbers); undefined when it could not be a key of ours. */
export function asId(value: unknown): string | undefined {
  const id = typeof value === 'number' ? String(value) : value;
  return typeof id === 'string' && PROVIDER_ID.test(id) ? id : undefined;
}

/** A number or its text as an exact decimal text: no arithmetic is done on it. */
export function asDecimal(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && DECIMAL.test(text) ? text : undefined;
}

/**
 * Meta's timestamps are seconds as text, but some are numbers and some are milliseconds: whatever
 * exceeds 10^12 (the year 33658 in seconds) is taken for milliseconds.
 */
export function asInstantMs(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return null;
  const instantMs = Math.floor(number > 1e12 ? number : number * 1000);
  return instantMs <= INSTANT_MS_MAX ? instantMs : null;
}

/** The addresses among what Meta calls a phone (wa_id, from) and a user id, the phone first. */
export function addressesOf(phone: unknown, userId: unknown): Address[] {
  const addresses: Address[] = [];
  const text = asId(phone);
  const e164 = text === undefined || BSUID.test(text) ? undefined : toE164(text);
  if (e164 !== undefined) addresses.push({ kind: 'phone', value: e164 });
  // Where a user hides the phone, the id may stand where the phone used to.
  const bsuid = [userId, phone].map(asId).find((id) => id !== undefined && BSUID.test(id));
  if (bsuid !== undefined) addresses.push({ kind: 'bsuid', value: bsuid });
  return addresses;
}

/** Whether objects and arrays stand at most `levels` deep in each other: its recursion is too. */
export function nestsWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const item of Object.values(value) as unknown[]) {
    if (!nestsWithin(item, levels - 1)) return false;
  }
  return true;
}

/** SHA-256 of the value with sorted keys: the same element has the same digest when it returns. */
export function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  const object = asObject(value);
  if (object === undefined) return value;
  // Pairs, not an object again: a key "__proto__" would be lost in one.
  return Object.keys(object)
    .sort()
    .map((key) => [key, sorted(object[key])]);
}

/**
 * Parses JSON text and keeps whole numbers of sixteen digits and more as text: Meta writes ids of
 * templates as numbers, and a double would round them. Throws SyntaxError on what is not JSON.
 */
export function parseLossless(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!/[:[,]\s*-?\d{16}/.test(text)) return parsed;
  // Strings are matched first so that digits inside them stay as they are.
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const quoted = text.replace(token, (found) => (/^-?\d{16,}$/.test(found) ? `"${found}"` : found));
  return JSON.parse(quoted);
}
