import { USSD } from '../../base/ussd-limits.js';
import { toE164 } from '../../base/phone.js';

/** Reading fields that providers name differently and write carelessly. */

export type Fields = Readonly<Record<string, unknown>>;

/** A form body; undefined when it is none. Of a field given twice the last one counts. */
export function readForm(body: Buffer): Fields | undefined {
  const text = body.toString('utf8');
  if (!text.includes('=')) return undefined;
  return Object.fromEntries(new URLSearchParams(text));
}

/** A JSON object; undefined when the body is anything else. */
export function readJson(body: Buffer): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** A field as text: numbers are written out, everything else that is no text is absent. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value : undefined;
}

const SESSION = /^[\w.:@+=-]+$/;

/** The name of a session; undefined when it is none that a provider gives. */
export function sessionOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > USSD.session_characters_max) return undefined;
  return SESSION.test(text) ? text : undefined;
}

/** A phone in E.164: a plus that a form lost has left a space. */
export function phoneOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : toE164(text);
}

/** What was typed; undefined when it is longer than any keypad's. */
export function typedOf(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= USSD.path_characters_max ? text : undefined;
}

/** A service code in one spelling: `384*7000`, `*384*7000` and `*384*7000#` are the same. */
export function serviceCodeOf(text: string | undefined): string {
  const digits = (text ?? '').replace(/^[\s*]+|[\s#]+$/g, '');
  return /^\d{1,6}(\*\d{1,6}){0,4}$/.test(digits) ? `*${digits}#` : '';
}
