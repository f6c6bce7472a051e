import { assert } from '../base/assert.js';

/**
 * The error policy of sending, as data: one row for each thing that can come of an attempt, with
 * Meta's error codes that mean it and what is done about it. The same codes arrive late, in the
 * errors of a status webhook, and are looked up here too. Source: Meta, Cloud API error codes,
 * throughput and pair-rate pages; delays where Meta names none are ours.
 */

/** The closed list of outcomes. */
export type SendClass =
  | 'sent'
  | 'unknown'
  | 'unreachable'
  | 'platform'
  | 'throttle_number'
  | 'throttle_account'
  | 'pair'
  | 'window_closed'
  | 'tier'
  | 'spam'
  | 'withheld'
  | 'opted_out'
  | 'undeliverable'
  | 'permanent'
  | 'bad_request'
  | 'needs_phone'
  | 'template'
  | 'template_held'
  | 'flow'
  | 'media'
  | 'payment'
  | 'number'
  | 'account_locked'
  | 'token';

export interface SendRule {
  readonly class: SendClass;
  readonly codes: readonly number[];
  /**
   * `backoff`: the attempt did not take; try the same message again after `backoff`.
   * `unsure`: it may have taken; wait for a status, then repeat once only what does no harm twice.
   * `operator`: keep it queued until an operator has put something right.
   * `never`: this message, as it is, is over.
   */
  readonly retry: 'none' | 'backoff' | 'unsure' | 'operator' | 'never';
  /** What else waits with it: only this message, this recipient, this number, and so on. */
  readonly scope: 'message' | 'pair' | 'number' | 'account' | 'template';
  /** Only messages that we begin are held back; answers inside the window go on. */
  readonly begunByUsOnly: boolean;
  readonly backoff: Backoff | null;
  /** Whether an operator must hear of it. */
  readonly alert: boolean;
  /** What may take the place of the message. */
  readonly fallback: 'none' | 'template' | 'sms' | 'text' | 'ask_phone';
}

/** The n-th wait (from 0) is `firstMs` times `factor` to the n, no more than `capMs`. */
export interface Backoff {
  readonly firstMs: number;
  readonly factor: number;
  readonly capMs: number;
  /** After so many tries it goes to an operator. */
  readonly triesMax: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function row(name: SendClass, codes: readonly number[], over: Partial<SendRule>): SendRule {
  return {
    class: name,
    codes,
    retry: 'never',
    scope: 'message',
    begunByUsOnly: false,
    backoff: null,
    alert: false,
    fallback: 'none',
    ...over,
  };
}

function every(first: number, factor: number, cap: number, tries: number): Backoff {
  return { firstMs: first, factor, capMs: cap, triesMax: tries };
}

/** Rows that are reached without a code as well. */
export const RULES = {
  sent: row('sent', [], { retry: 'none' }),
  /** A timeout, a reset, a 502; and Meta's "something went wrong", which decides nothing. */
  unknown: row('unknown', [131000], { retry: 'unsure' }),
  /** Not a byte left: no such host, refused, no TLS. */
  unreachable: row('unreachable', [], {
    retry: 'backoff',
    scope: 'account',
    backoff: every(SECOND, 2, MINUTE, 20),
  }),
  /** Meta is out of order and says so, so the message was not taken. */
  platform: row('platform', [1, 2, 131016, 131057, 133004], {
    retry: 'backoff',
    scope: 'number',
    backoff: every(2 * SECOND, 2, 5 * MINUTE, 12),
  }),
  /** The app or the business account calls too often: everything waits. */
  throttle_account: row('throttle_account', [4, 80007], {
    retry: 'backoff',
    scope: 'account',
    backoff: every(30 * SECOND, 2, 15 * MINUTE, 20),
  }),
  /** Token or permission: nothing will go until an operator acts; the queue is kept. */
  token: row('token', [0, 3, 10, 190, 131005], {
    retry: 'operator',
    scope: 'account',
    alert: true,
  }),
  /** We sent what Meta documents as wrong: a bug of ours. */
  bad_request: row(
    'bad_request',
    [33, 100, 131008, 131009, 131021, 131030, 131051, 131055, 135000],
    { alert: true },
  ),
} as const satisfies Partial<Record<SendClass, SendRule>>;

/** The whole table. A class may have several rows where what is done differs. */
export const SEND_POLICY: readonly SendRule[] = [
  ...Object.values(RULES),
  /** More than the number's messages per second (80, up to 1,000). */
  row('throttle_number', [130429], {
    retry: 'backoff',
    scope: 'number',
    backoff: every(SECOND, 2, MINUTE, 30),
  }),
  /** One message per 6 s to one recipient, 45 at once at most; Meta asks for waits of 4^n s. */
  row('pair', [131056], {
    retry: 'backoff',
    scope: 'pair',
    backoff: every(SECOND, 4, HOUR, 8),
  }),
  /** Over 24 h since the recipient's last message: a template may go instead, once. */
  row('window_closed', [131047], { fallback: 'template' }),
  /** As many people written to first as the tier allows within 24 h. */
  row('tier', [131064], {
    retry: 'backoff',
    scope: 'account',
    begunByUsOnly: true,
    backoff: every(HOUR, 2, 24 * HOUR, 6),
    alert: true,
  }),
  /** Blocked or reported too often. */
  row('spam', [131048], {
    retry: 'backoff',
    scope: 'number',
    begunByUsOnly: true,
    backoff: every(4 * HOUR, 2, 24 * HOUR, 4),
    alert: true,
  }),
  /** Meta chose not to deliver, to spare the recipient marketing: not again for a day at least. */
  row('withheld', [131049], {}),
  /** The recipient stopped our marketing, until they resume it. */
  row('opted_out', [131050], {}),
  /** Not on WhatsApp, an old client, terms not accepted. */
  row('undeliverable', [131026], { fallback: 'sms' }),
  /** The recipient's country is barred to us; the person may still have a phone. */
  row('permanent', [130497], { fallback: 'sms', alert: true }),
  /** Part of an experiment of Meta's: this message will not be delivered. */
  row('permanent', [130472], {}),
  /** Payment terms, or the identity of the recipient must be confirmed first; calls blocking. */
  row('permanent', [134011, 137000, 139100, 139101, 139102, 139103], { alert: true }),
  /** Not to a user id, or not this kind of message: the phone must be asked for. */
  row('needs_phone', [131062, 131063], { fallback: 'ask_phone' }),
  row('template', [132000, 132001, 132005, 132007, 132012, 132018], {
    scope: 'template',
    alert: true,
  }),
  /** Paused for hours or disabled for good by Meta. */
  row('template_held', [132015, 132016], {
    retry: 'operator',
    scope: 'template',
    alert: true,
    fallback: 'text',
  }),
  row('flow', [132068, 132069], { fallback: 'text', alert: true }),
  /** Theirs could not be fetched, or ours could not be taken. */
  row('media', [131052, 131053], { fallback: 'text' }),
  /** No means of payment at Meta: only an operator can mend it. */
  row('payment', [131042], { retry: 'operator', scope: 'number', alert: true }),
  /** The number is not registered, or its name not approved, or its PIN wrong. */
  row('number', [131037, 131045, 133005, 133006, 133008, 133009, 133010, 133015, 133016], {
    retry: 'operator',
    scope: 'number',
    alert: true,
  }),
  row('account_locked', [368, 131031], { retry: 'operator', scope: 'account', alert: true }),
];

/** Code to row: checked when it is loaded, so that no code stands in two rows. */
export const GRAPH_RULES: ReadonlyMap<number, SendRule> = new Map(
  SEND_POLICY.flatMap((rule) => rule.codes.map((code) => [code, rule] as const)),
);
assert(
  GRAPH_RULES.size === SEND_POLICY.flatMap(({ codes }) => codes).length,
  'an error code stands in two rows of the send policy',
);

/** How long to wait before try number `tries` (1 is the first repetition). */
export function backoffMs(backoff: Backoff, tries: number): number {
  return Math.min(backoff.capMs, backoff.firstMs * backoff.factor ** (tries - 1));
}
