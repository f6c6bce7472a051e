import { Pool } from 'undici';
import { assert } from '../../base/assert.js';
import { GRAPH_ANSWER_BYTES_MAX } from '../../base/limits.js';
import { UPLOAD } from '../../base/whatsapp-limits.js';
import type { OutgoingFile, SendResult, Uploaded } from '../channel.js';
import { classifyGraphAnswer, classifyNetworkError, ruleOf } from '../send-failure.js';
import { Exchange } from '../exchange.js';
import type { Answer } from '../exchange.js';
import { formOf } from './file-form.js';
import { addressesOf, asArray, asId, asObject } from '../../base/raw-json.js';

export interface GraphSettings {
  /** `https://graph.facebook.com`, or a double; a path in it is kept. */
  readonly baseUrl: string;
  /** `v25.0`. */
  readonly version: string;
  readonly token: string;
  /** From the call to the whole answer; waiting for a free connection counts. */
  readonly timeoutMs: number;
  /** How many requests may be under way at once: Meta takes 100 to 400 ms for each. */
  readonly connections: number;
}

export interface Graph {
  send(phoneNumberId: string, body: string): Promise<SendResult>;
  /** Puts a file where messages of this number can name it (Cloud API, media; 30 days). */
  upload(phoneNumberId: string, file: OutgoingFile): Promise<Uploaded>;
  close(): Promise<void>;
}

/**
 * Opens the way to the Graph API: one pool of connections, one request on each at a time. Every
 * send is one attempt; the API knows no idempotency key, so whether to repeat is the caller's
 * decision, by the result's rule. The token goes into the request's header and nowhere else.
 */
export function openGraph(settings: GraphSettings): Graph {
  const base = new URL(settings.baseUrl);
  const pool = new Pool(base.origin, {
    connections: settings.connections,
    pipelining: 1,
    connect: { timeout: settings.timeoutMs },
    // Our own deadline is exact and covers the wait for a connection; undici's are coarser.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const path = `${base.pathname.replace(/\/+$/, '')}/${settings.version}`;
  const headers = {
    authorization: `Bearer ${settings.token}`,
    'content-type': 'application/json',
  };
  return {
    send: async (phoneNumberId, body) => {
      assert(/^\d{1,32}$/.test(phoneNumberId), 'a phone_number_id is digits');
      const request = {
        method: 'POST' as const,
        path: `${path}/${phoneNumberId}/messages`,
        headers,
        body,
      };
      const exchange = new Exchange(settings.timeoutMs, GRAPH_ANSWER_BYTES_MAX);
      const answer = await exchange.run(pool, request);
      return answer.ok ? resultOf(answer.value) : resultOfSilence(answer);
    },
    upload: async (phoneNumberId, file) => {
      assert(/^\d{1,32}$/.test(phoneNumberId), 'a phone_number_id is digits');
      const form = formOf(file);
      const request = {
        method: 'POST' as const,
        path: `${path}/${phoneNumberId}/media`,
        headers: { ...headers, 'content-type': form.contentType },
        body: form.body,
      };
      const exchange = new Exchange(UPLOAD.timeout_ms, GRAPH_ANSWER_BYTES_MAX);
      const answer = await exchange.run(pool, request);
      return answer.ok ? uploadedOf(answer.value) : notUploaded(resultOfSilence(answer));
    },
    close: () => pool.close(),
  };
}

function resultOfSilence(silence: { error: Error; requestLeft: boolean }): SendResult {
  const verdict = classifyNetworkError(silence.error, { requestLeft: silence.requestLeft });
  return {
    ...verdict,
    httpStatus: null,
    providerMessageId: null,
    recipient: [],
    retryAfterMs: null,
  };
}

function resultOf(answer: Answer): SendResult {
  const body = parsed(answer.body);
  const messageId = asId(asObject(asArray(asObject(body)?.['messages'])[0])?.['id']);
  const contact = asObject(asArray(asObject(body)?.['contacts'])[0]);
  const verdict =
    answer.status === 200 && messageId !== undefined
      ? { rule: ruleOf('sent'), code: null, detail: '' }
      : classifyGraphAnswer(answer.status, body);
  return {
    ...verdict,
    httpStatus: answer.status,
    providerMessageId: messageId ?? null,
    recipient: addressesOf(contact?.['wa_id'], contact?.['user_id']),
    retryAfterMs: retryAfterMs(answer),
  };
}

function uploadedOf(answer: Answer): Uploaded {
  const mediaId = asId(asObject(parsed(answer.body))?.['id']);
  return answer.status === 200 && mediaId !== undefined
    ? { ok: true, mediaId }
    : notUploaded(resultOf(answer));
}

/** A file that nobody was sent may be handed over again, whatever became of it. */
function notUploaded(result: SendResult): Uploaded {
  const isOpen = result.rule.retry === 'unsure' || result.rule.retry === 'none';
  return { ok: false, result: isOpen ? { ...result, rule: ruleOf('platform') } : result };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * How long Meta asks us to wait: `Retry-After` in seconds, or the longest of the minutes that
 * `X-Business-Use-Case-Usage` estimates until access is regained.
 */
function retryAfterMs(answer: Answer): number | null {
  if (answer.status < 400) return null;
  const seconds = Number(answer.header('retry-after') ?? Number.NaN);
  const uses = Object.values(
    asObject(parsed(answer.header('x-business-use-case-usage') ?? '')) ?? {},
  );
  const minutes = uses
    .flatMap(asArray)
    .map((use) => Number(asObject(use)?.['estimated_time_to_regain_access']));
  const waits = [seconds * 1000, ...minutes.map((wait) => wait * 60_000)];
  const longest = Math.max(...waits.filter((wait) => wait > 0 && wait < 86_400_000), 0);
  return longest > 0 ? Math.ceil(longest) : null;
}
