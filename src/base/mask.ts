import { LOG } from './limits.js';
import { maskPhone } from './phone.js';

/**
 * Makes values fit for a log: phones keep their first and last digits, secrets and tokens go.
 * It errs on the side of hiding: a long bare number that is no clock reading counts as a phone.
 * WhatsApp's message ids pass as they are, since whoever searches a fault needs them.
 */

const HIDDEN = '***';

/** Names under which a value is secret whatever it looks like. */
const SECRET_NAME = /pass(word|phrase)|secret|token|authorization|cookie|api_?key|^pin$|^otp$/i;

/** Names whose digits are an id of Meta's, not a phone. */
const ID_NAME = /phone_?number_?id|account_?id|correlation_?id|^id$/i;

/** "Bearer x", "Basic x" as they stand in headers. */
const CREDENTIALS = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;

/** Access tokens of the Graph API begin so. */
const META_TOKEN = /\bEAA[A-Za-z0-9]{10,}/g;

/** Three base64url parts with a JSON header: a JWT (RFC 7519). */
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The password of an address: "//user:password@host", and of a query: "?access_token=x". */
const URL_PASSWORD = /(\/\/[^\s/:@]*:)[^\s/@]+@/g;
const QUERY_SECRET = /([?&][\w.]*(?:token|secret|password|key)=)[^\s&#"']+/gi;

/** A plus and 7 to 15 digits (E.164), blanks and dashes between them allowed. */
const PLUS_PHONE = /\+\d(?:[\s-]?\d){6,14}(?!\d)/g;

/** 10 to 15 bare digits that are not a part of a longer name, number or UUID. */
const BARE_PHONE = /(?<![\w.:/-])\d{10,15}(?![\w:/-]|\.\d)/g;

/** Milliseconds since the epoch between 2001 and 2033 have 13 digits and begin with a 1. */
const INSTANT_MS = /^1\d{12}$/;

function maskPhones(text: string): string {
  return text
    .replace(PLUS_PHONE, (phone) => maskPhone(phone))
    .replace(BARE_PHONE, (digits) => (INSTANT_MS.test(digits) ? digits : maskPhone(digits)));
}

/** What `mask` needs to know: the texts that are secret in this process. */
export interface Masker {
  /** A text without secrets and phones; longer than a page, it is cut. */
  text(value: string): string;
  /** Any value as plain data without secrets and phones: errors with stack, bigints as text. */
  value(value: unknown): unknown;
}

/** Makes a masker that knows the given secrets besides those that show by their shape. */
export function createMasker(secrets: readonly string[]): Masker {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= LOG.secret_signs_min)
    .sort((a, b) => b.length - a.length);
  const hideSecrets = (text: string): string => {
    let shown = text;
    for (const secret of known) shown = shown.replaceAll(secret, HIDDEN);
    return shown
      .replace(CREDENTIALS, `$1 ${HIDDEN}`)
      .replace(META_TOKEN, HIDDEN)
      .replace(JWT, HIDDEN)
      .replace(URL_PASSWORD, `$1${HIDDEN}@`)
      .replace(QUERY_SECRET, `$1${HIDDEN}`);
  };
  const text = (value: string): string => {
    const shown = maskPhones(hideSecrets(value));
    return shown.length > LOG.text_signs_max ? `${shown.slice(0, LOG.text_signs_max)}...` : shown;
  };
  return { text, value: (value) => maskValue(value, { text, hideSecrets }, []) };
}

interface Texts {
  readonly text: (value: string) => string;
  readonly hideSecrets: (value: string) => string;
}

function maskValue(value: unknown, texts: Texts, above: readonly object[]): unknown {
  if (typeof value === 'string') return texts.text(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'object' && value !== null) return maskObject(value, texts, above);
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  return value;
}

function maskObject(value: object, texts: Texts, above: readonly object[]): unknown {
  if (above.includes(value)) return '[circle]';
  if (above.length >= LOG.nesting_max) return '[deep]';
  const path = [...above, value];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return maskList(value, texts, path);
  if (value instanceof Map) {
    const members = Object.fromEntries(value as Map<string, unknown>) as object;
    return maskMembers(members, texts, path);
  }
  if (value instanceof Set) return maskList([...value], texts, path);
  return maskMembers(value instanceof Error ? errorMembers(value) : value, texts, path);
}

function maskList(list: readonly unknown[], texts: Texts, path: readonly object[]): unknown[] {
  const shown = list.slice(0, LOG.members_max).map((item) => maskValue(item, texts, path));
  const hidden = list.length - shown.length;
  return hidden > 0 ? [...shown, `[${hidden} more]`] : shown;
}

/** An error's own members, and those that are not enumerable. */
function errorMembers(error: Error): object {
  const { name, message, stack, cause } = error;
  const own = Object.fromEntries(Object.entries(error));
  const several = error instanceof AggregateError ? { errors: error.errors as unknown } : {};
  return { name, message, stack, ...(cause === undefined ? {} : { cause }), ...several, ...own };
}

function maskMembers(value: object, texts: Texts, path: readonly object[]): unknown {
  const members = Object.entries(value) as [string, unknown][];
  const shown = members.slice(0, LOG.members_max).map(([name, member]) => {
    return [texts.text(name), maskMember(name, member, texts, path)] as const;
  });
  const hidden = members.length - shown.length;
  return Object.fromEntries(hidden > 0 ? [...shown, ['more', hidden]] : shown);
}

function maskMember(name: string, value: unknown, texts: Texts, path: readonly object[]): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (SECRET_NAME.test(name)) return HIDDEN;
  if (ID_NAME.test(name) && typeof value === 'string') return texts.hideSecrets(value);
  return maskValue(value, texts, path);
}
