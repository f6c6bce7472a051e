import type { SendResult } from '../channel.js';
import { ruleOf } from '../send-failure.js';
import type { SendRule } from '../send-policy.js';
import { asArray, asObject, asText } from '../../base/raw-json.js';

/**
 * What Africa's Talking answers to a send, as rows of the error policy. The answer is 201 with one
 * entry for each recipient, whose `statusCode` alone says what became of the message; a refusal
 * of the whole request comes as 201 too, with no recipients and its reason as `Message`. Source:
 * developers.africastalking.com, SMS sending, and recorded answers.
 */

const never: SendRule = { ...ruleOf('bad_request'), codes: [], alert: false };

/** No such phone, a landline, no route to it: another message will not arrive either. */
const undeliverable: SendRule = { ...never, class: 'undeliverable' };

/** The phone is on the sender's or its network's list of those who want nothing. */
const optedOut: SendRule = { ...never, class: 'opted_out' };

/** Our account has no money: nothing goes until an operator put some in. */
const payment: SendRule = {
  ...never,
  class: 'payment',
  retry: 'operator',
  scope: 'number',
  alert: true,
};

/** The account is held for what it sent, or its sender is not registered. */
const held: SendRule = { ...payment, class: 'number' };

/** By the recipient's status code. */
const AT_RULES: ReadonlyMap<number, SendRule> = new Map([
  [100, ruleOf('sent')],
  [101, ruleOf('sent')],
  [102, ruleOf('sent')],
  [401, held],
  [402, held],
  [403, undeliverable],
  [404, undeliverable],
  [405, payment],
  [406, optedOut],
  [407, undeliverable],
  [409, optedOut],
  [500, ruleOf('platform')],
  [501, ruleOf('platform')],
  [502, ruleOf('platform')],
]);

/** Refusals of a whole request, by the words of `Message`. */
const REFUSED: readonly (readonly [RegExp, number])[] = [
  [/InvalidSenderId/i, 402],
  [/InvalidPhoneNumber/i, 403],
  [/InsufficientBalance|InsufficientCredit/i, 405],
  [/UserInBlacklist/i, 406],
];

const NOTHING = {
  code: null,
  detail: '',
  providerMessageId: null,
  recipient: [],
  retryAfterMs: null,
} as const;

/** A refusal whose code decides; codes nobody documents are unknown: something was said. */
function byCode(code: number, httpStatus: number, detail: string): SendResult {
  return { ...NOTHING, rule: AT_RULES.get(code) ?? ruleOf('unknown'), code, detail, httpStatus };
}

/** Letters only: a message may quote phones or what was sent. */
function plain(text: string): string {
  return text
    .replace(/[^A-Za-z ]+/g, ' ')
    .trim()
    .slice(0, 60);
}

/** An answer that is none of Africa's Talking's own: by its HTTP status alone. */
function byStatus(httpStatus: number): SendResult {
  const rule =
    httpStatus === 401 || httpStatus === 403
      ? ruleOf('token')
      : httpStatus === 429
        ? ruleOf('throttle_account')
        : httpStatus === 503
          ? ruleOf('platform')
          : httpStatus >= 400 && httpStatus < 500 && httpStatus !== 408
            ? ruleOf('bad_request')
            : ruleOf('unknown');
  return { ...NOTHING, rule, detail: `HTTP ${httpStatus}`, httpStatus };
}

/**
 * What became of the one message that was sent to `phone`. Anything accepted without an id stays
 * unknown, since no report could ever be matched to it.
 */
export function readAnswer(httpStatus: number, body: unknown, phone: string): SendResult {
  const data = asObject(asObject(body)?.['SMSMessageData']);
  if (data === undefined || httpStatus >= 300) return byStatus(httpStatus);
  const entries = asArray(data['Recipients']).map(asObject);
  const entry = entries.find((one) => one?.['number'] === phone) ?? entries[0];
  const words = asText(data['Message']);
  if (entry === undefined) {
    const code = REFUSED.find(([pattern]) => pattern.test(words))?.[1];
    if (code !== undefined) return byCode(code, httpStatus, plain(words));
    return { ...NOTHING, rule: ruleOf('bad_request'), detail: plain(words), httpStatus };
  }
  const code = Number(entry['statusCode']);
  const id = asText(entry['messageId']);
  const rule = AT_RULES.get(code);
  if (rule?.class !== 'sent') return byCode(code, httpStatus, plain(asText(entry['status'])));
  if (id === '' || id === 'None') return { ...NOTHING, rule: ruleOf('unknown'), httpStatus };
  return { ...NOTHING, rule, httpStatus, providerMessageId: id };
}
