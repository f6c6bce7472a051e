import africasTalking from 'africastalking';
import urls from 'africastalking/lib/common.js';
import { SMS } from '../../base/sms-limits.js';
import type { SendResult } from '../channel.js';
import { classifyNetworkError, ruleOf } from '../send-failure.js';
import { asObject } from '../../base/raw-json.js';
import { readAnswer } from './answer.js';

/** How Africa's Talking is reached. */
export interface AfricasTalkingSettings {
  /** `https://api.africastalking.com`, or a double; undefined takes the SDK's own. */
  readonly baseUrl: string | undefined;
  readonly username: string;
  readonly apiKey: string;
  /** From the call to the whole answer. */
  readonly timeoutMs: number;
}

/** One short message. */
export interface ShortMessage {
  /** E.164 */
  readonly to: string;
  readonly from: string;
  readonly text: string;
}

export interface AfricasTalking {
  send(message: ShortMessage): Promise<SendResult>;
  /** Waits for what is under way, each within its deadline. */
  close(): Promise<void>;
}

type Ended = { readonly body: unknown } | { readonly error: unknown } | 'late';

const NO_ANSWER = {
  httpStatus: null,
  providerMessageId: null,
  recipient: [],
  retryAfterMs: null,
} as const;

/**
 * Opens the SDK. Every send is one attempt with a deadline of ours, for the SDK has none. After
 * the deadline the request may have left, so the outcome is unknown; its socket stays with the SDK
 * until the other side lets go, and at `given_up_calls_max` of those nothing more is begun. What
 * the SDK throws holds the API key in its request: only names and numbers are taken out of it.
 */
export function openAfricasTalking(settings: AfricasTalkingSettings): AfricasTalking {
  const { username, apiKey, baseUrl, timeoutMs } = settings;
  const client = africasTalking({ username, apiKey }).SMS;
  const underWay = new Set<Promise<unknown>>();
  let givenUp = 0;

  /** Its address is the SDK's for the whole process, which it reads as soon as it is called. */
  function begin({ to, text, from }: ShortMessage): Promise<unknown> {
    const own = urls.SMS_URL;
    if (baseUrl !== undefined) urls.SMS_URL = `${baseUrl}/version1/messaging`;
    try {
      return client.send({ to: [to], message: text, from });
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      urls.SMS_URL = own;
    }
  }

  async function attempt(message: ShortMessage): Promise<Ended> {
    let isLate = false;
    const call: Promise<Ended> = begin(message)
      .then((body) => ({ body }))
      .catch((error: unknown) => ({ error }))
      .finally(() => {
        if (isLate) givenUp -= 1;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    const ended = await Promise.race([call, late]);
    clearTimeout(timer);
    if (ended === 'late') {
      isLate = true;
      givenUp += 1;
    }
    return ended;
  }

  return {
    send: async (message) => {
      if (givenUp >= SMS.given_up_calls_max) {
        return { ...NO_ANSWER, rule: ruleOf('unreachable'), code: null, detail: 'calls hang' };
      }
      const ended = attempt(message);
      underWay.add(ended);
      try {
        return resultOf(await ended, message.to);
      } finally {
        underWay.delete(ended);
      }
    },
    close: async () => {
      await Promise.allSettled(underWay);
    },
  };
}

function resultOf(ended: Ended, to: string): SendResult {
  if (ended === 'late') {
    return { ...NO_ANSWER, rule: ruleOf('unknown'), code: null, detail: 'no answer in time' };
  }
  // The SDK resolves for nothing but 201.
  if ('body' in ended) return readAnswer(201, ended.body, to);
  const error = asObject(ended.error);
  const response = asObject(error?.['response']);
  if (response !== undefined) return withRetryAfter(response, to);
  // It rejects with the body itself where the status is another 2xx.
  if (error !== undefined && 'SMSMessageData' in error) return readAnswer(200, error, to);
  const isAxios = error?.['isAxiosError'] === true;
  if (!isAxios && error instanceof Error) {
    // Thrown while it looked at what it was given: nothing was sent.
    const rule = { ...ruleOf('bad_request'), class: 'undeliverable' as const, alert: false };
    return { ...NO_ANSWER, rule, code: null, detail: 'refused by the SDK' };
  }
  const verdict = classifyNetworkError(error, { requestLeft: undefined });
  return { ...NO_ANSWER, ...verdict };
}

function withRetryAfter(response: Readonly<Record<string, unknown>>, to: string): SendResult {
  const result = readAnswer(Number(response['status']), response['data'], to);
  const seconds = Number(asObject(response['headers'])?.['retry-after'] ?? Number.NaN);
  const waits = seconds > 0 && seconds < 86_400;
  return waits ? { ...result, retryAfterMs: Math.ceil(seconds * 1000) } : result;
}
