import type { LateRule } from '../inbox/late-failures.js';
import { GRAPH_RULES, RULES } from './send-policy.js';
import type { SendRule } from './send-policy.js';

/** What an attempt to send came to, on the strength of what the other side said or did not say. */
export interface SendVerdict {
  readonly rule: SendRule;
  /** The provider's error code, where it gave one. */
  readonly code: number | null;
  /** The provider's explanation, bounded, with long runs of digits (phones, tokens) taken out. */
  readonly detail: string;
}

/** The row for an error code of Meta's: of an answer, of a status that failed, of an account. */
export function ruleForCode(code: number): SendRule | undefined {
  if (code >= 200 && code <= 299) return RULES.token;
  return GRAPH_RULES.get(code);
}

/**
 * Whether a message that is over on WhatsApp should go by short message. So should one that came
 * after the window closed: no template stands in for it yet.
 */
export function fallsBackToSms(rule: SendRule | undefined): boolean {
  return rule?.retry === 'never' && (rule.fallback === 'sms' || rule.fallback === 'template');
}

/**
 * What follows where a status tells that a message failed which had been accepted: the same as at
 * once, as far as that can be done later. What an operator has to mend leaves again afterwards,
 * and what came after the window closed in the form for that.
 */
export function lateRuleFor(code: number): LateRule | undefined {
  const rule = ruleForCode(code);
  if (rule === undefined) return undefined;
  const isWindowClosed = rule.class === 'window_closed';
  const mended = rule.retry === 'operator' && rule.scope !== 'template';
  const goes = mended || isWindowClosed ? 'again' : fallsBackToSms(rule) ? 'sms' : 'over';
  const pauses = mended ? (rule.scope === 'account' ? 'account' : 'number') : null;
  return { name: rule.class, goes, isWindowClosed, pauses, alert: rule.alert };
}

/** The row of a class whose meaning does not depend on a code. */
export function ruleOf(name: keyof typeof RULES): SendRule {
  return RULES[name];
}

/**
 * Classifies an answer of the Graph API to a send. `body` is its parsed JSON or whatever came. A
 * code decides before the HTTP status does, for Meta's statuses mislead: a throttle is a 400. A 200
 * without an id of the message leaves it unknown, since something was accepted. So do 502 and 504
 * without a code, where a proxy spoke that may have lost the answer, and server errors we do not
 * know.
 */
export function classifyGraphAnswer(httpStatus: number, body: unknown): SendVerdict {
  const error = field(body, 'error');
  const given = Number(field(error, 'code') ?? Number.NaN);
  const code = Number.isSafeInteger(given) ? given : null;
  const details = field(field(error, 'error_data'), 'details') ?? field(error, 'message');
  const detail = redact(typeof details === 'string' ? details : `HTTP ${httpStatus}`);
  const known = code === null ? undefined : ruleForCode(code);
  return { rule: known ?? ruleForStatus(httpStatus), code, detail };
}

function ruleForStatus(httpStatus: number): SendRule {
  if (httpStatus === 401 || httpStatus === 403) return RULES.token;
  if (httpStatus === 429) return RULES.throttle_account;
  const unsure = httpStatus < 300 || httpStatus === 408 || httpStatus >= 500;
  return unsure ? RULES.unknown : RULES.bad_request;
}

/** Errors that can only come before a byte of the request is written. */
const BEFORE_WRITING: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Classifies a send that got no answer. Once the request may have left, only a status webhook can
 * tell whether it arrived: a timeout or a reset is `unknown`, and repeating it could double the
 * message. `requestLeft` undefined means that the caller cannot tell (a library of others sends);
 * then the error's own code decides, and it is `unreachable` only where nothing can have left.
 */
export function classifyNetworkError(
  error: unknown,
  { requestLeft }: { readonly requestLeft: boolean | undefined },
): SendVerdict {
  const code = field(error, 'code') ?? field(field(error, 'cause'), 'code');
  const name = typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'no answer';
  const left = requestLeft ?? !BEFORE_WRITING.has(name);
  return { rule: left ? RULES.unknown : RULES.unreachable, code: null, detail: name };
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Runs of five digits and more may be a phone; runs of 40 signs without a blank, a token. */
function redact(text: string): string {
  return text
    .slice(0, 300)
    .replace(/\+?\d{5,}/g, '#')
    .replace(/[\w-]{40,}/g, '#');
}
