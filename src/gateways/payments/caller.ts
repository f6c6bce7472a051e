import { Pool } from 'undici';
import type { Asked, Stated } from '../../base/payment-answers.js';
import { REQUESTS } from '../../base/payment-limits.js';
import type { Universe } from '../../base/universe.js';
import { Exchange } from '../../channels/exchange.js';
import { asObject, asText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';

/** One call of a provider. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** After the provider's address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** What came back, or that nothing did. */
export type Called =
  | { readonly kind: 'answered'; readonly status: number; readonly body: RawObject | undefined }
  /** Provably nothing was written to the provider. */
  | { readonly kind: 'not_sent'; readonly detail: string }
  | { readonly kind: 'silent'; readonly detail: string };

export type Answered = Extract<Called, { kind: 'answered' }>;

/** The way to one provider. */
export interface Caller {
  call(call: Call): Promise<Called>;
  close(): Promise<void>;
}

/**
 * Opens the way to a provider. Every call is one attempt with a deadline; what failed before the
 * first byte was written is told apart from what failed after it. Never rejects. What is logged of
 * a failure is the name of the fault, so that no header of ours ever is.
 */
export function openCaller(baseUrl: string, timeoutMs: number): Caller {
  const base = new URL(baseUrl);
  const pool = new Pool(base.origin, {
    connections: REQUESTS.connections_max,
    pipelining: 1,
    connect: { timeout: timeoutMs },
    // The deadline of the exchange covers these, the wait for a connection included.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const prefix = base.pathname.replace(/\/+$/, '');
  return {
    call: async ({ method, path, headers = {}, json }) => {
      const body = json === undefined ? null : JSON.stringify(json);
      const type = body === null ? {} : { 'content-type': 'application/json' };
      const exchange = new Exchange(timeoutMs, REQUESTS.answer_bytes_max);
      const request = { method, path: `${prefix}${path}`, headers: { ...type, ...headers }, body };
      const came = await exchange.run(pool, request);
      if (came.ok) {
        const { status } = came.value;
        return { kind: 'answered', status, body: asObject(parsed(came.value.body)) };
      }
      const { code, name } = came.error as Error & { readonly code?: string };
      return { kind: came.requestLeft ? 'silent' : 'not_sent', detail: code ?? name };
    },
    close: () => pool.close(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a provider's token call says: the token and how long it is good for. */
interface Token {
  readonly value: string;
  readonly good_ms: number;
}

/** A token and its seconds: `{"access_token":"...","expires_in":3600}`, at Safaricom as text. */
function tokenIn(body: RawObject): Token | null {
  const value = asText(body['access_token']);
  const seconds = Number(body['expires_in']);
  return value !== '' && seconds > 0 ? { value, good_ms: seconds * 1000 } : null;
}

/** A way that needs a token before every call. */
export interface TokenCaller {
  /** `refused`: the provider gives us no token, or does not take the one it gave. */
  call(call: Call): Promise<Called | { readonly kind: 'refused'; readonly detail: string }>;
}

/**
 * Keeps one token until shortly before it ends; calls that come together wait for one. A call that
 * is answered 401 was not carried out: it is made once more with a new token.
 */
export function withToken(
  caller: Caller,
  universe: Pick<Universe, 'nowMs'>,
  ask: Call,
): TokenCaller {
  type Had = Token | Exclude<Called, Answered> | { readonly kind: 'refused'; detail: string };
  let kept: { readonly value: string; readonly untilMs: number } | undefined;
  let asking: Promise<Had> | undefined;

  const fetchToken = async (): Promise<Had> => {
    const answer = await caller.call(ask);
    if (answer.kind !== 'answered') return answer;
    const { status, body } = answer;
    if (status >= 500 || status === 429) return { kind: 'not_sent', detail: `token ${status}` };
    const token = body && tokenIn(body);
    if (status !== 200 || !token) return { kind: 'refused', detail: `token ${status}` };
    const untilMs = universe.nowMs() + token.good_ms - REQUESTS.token_early_ms;
    kept = { value: token.value, untilMs };
    return token;
  };
  const tokenNow = async (): Promise<Had> => {
    if (kept && kept.untilMs > universe.nowMs()) return { value: kept.value, good_ms: 0 };
    asking ??= fetchToken().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return {
    call: async (call) => {
      for (let tries = 0; ; tries += 1) {
        const token = await tokenNow();
        // Without a token the call itself never left.
        if ('kind' in token) {
          return token.kind === 'silent' ? { ...token, kind: 'not_sent' } : token;
        }
        const headers = { ...call.headers, authorization: `Bearer ${token.value}` };
        const answer = await caller.call({ ...call, headers });
        if (answer.kind !== 'answered' || answer.status !== 401) return answer;
        if (kept?.value === token.value) kept = undefined;
        if (tries > 0) return { kind: 'refused', detail: 'answered 401' };
      }
    },
  };
}

/** What came of a call that asks somebody to pay; `read` makes it of an answer. */
export function askedFrom(
  came: Awaited<ReturnType<TokenCaller['call']>>,
  read: (answer: Answered) => Asked,
): Asked {
  switch (came.kind) {
    case 'answered':
      return read(came);
    case 'silent':
      return { kind: 'unknown', detail: came.detail };
    case 'refused':
      return { ...came, reason: 'setup' };
    default:
      return came;
  }
}

/** What a call for a state came to; without an answer nothing can be said. */
export function statedFrom(
  came: Awaited<ReturnType<TokenCaller['call']>>,
  read: (answer: Answered) => Stated,
): Stated {
  return came.kind === 'answered' ? read(came) : { kind: 'no_answer', detail: came.detail };
}
