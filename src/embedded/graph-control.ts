import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, FaultScript } from './graph-faults.js';
import type { SentLog } from './sent-log.js';

/** What can be asked of the double from another process. */
export interface Control {
  readonly log: SentLog;
  readonly faults: FaultScript;
  counts(): object;
  idle(): boolean;
  setLatency(latencyMs: number): void;
}

/** A page of messages, and the longest that one asks to wait for the next. */
const PAGE_MAX = 5000;
const WAIT_MS_MAX = 60_000;

/**
 * Serves, all of them JSON:
 * - `GET /_double/messages?after=N&wait=ms&limit=n`: what was sent after the N-th message, waiting
 *   for one if there is none, as `{messages, next}`; ask again with `after=next`.
 * - `GET /_double/counts`: how often each thing happened, and whether all statuses are reported.
 * - `POST /_double/faults`: one fault, or a list of them; `DELETE` takes all back.
 * - `PUT /_double/latency`: `{"latencyMs": 200}`.
 */
export async function answerControl(
  control: Control,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '', 'http://double');
  const answer = await routed(control, `${request.method} ${url.pathname}`, url, body);
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? { error: 'no such thing' }));
}

async function routed(control: Control, route: string, url: URL, body: string): Promise<unknown> {
  switch (route) {
    case 'GET /_double/messages':
      return await messages(control, url.searchParams);
    case 'GET /_double/counts':
      return { ...control.counts(), idle: control.idle() };
    case 'POST /_double/faults':
      for (const fault of parsed(body) as readonly Partial<Fault>[]) {
        if (fault.act !== undefined) control.faults.add({ ...fault, act: fault.act });
      }
      return {};
    case 'DELETE /_double/faults':
      control.faults.clear();
      return {};
    case 'PUT /_double/latency': {
      const [wanted] = parsed(body) as readonly { latencyMs: number }[];
      control.setLatency(wanted?.latencyMs ?? 0);
      return {};
    }
    default:
      return undefined;
  }
}

async function messages(control: Control, query: URLSearchParams): Promise<unknown> {
  const number = (name: string, otherwise: number, max: number): number => {
    const given = Number(query.get(name) ?? otherwise);
    return Number.isFinite(given) ? Math.min(Math.max(0, given), max) : otherwise;
  };
  const after = number('after', 0, Number.MAX_SAFE_INTEGER);
  const limit = number('limit', 1000, PAGE_MAX);
  const found = await control.log.next(after, limit, number('wait', 0, WAIT_MS_MAX));
  return { messages: found, next: found.at(-1)?.seq ?? after };
}

/** A developer's own script speaks here, so what it sends is taken at its word. */
function parsed(body: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [];
  }
}
