import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Universe } from '../base/universe.js';
import { answerControl } from './graph-control.js';
import type { Control } from './graph-control.js';
import { checkPayload } from './graph-check.js';
import { Catalogues } from './graph-catalogues.js';
import { FaultScript } from './graph-faults.js';
import type { Fault, FaultAct } from './graph-faults.js';
import { openLoopback } from './loopback.js';
import { MediaShelf } from './graph-media.js';
import { readUpload, UPLOAD_PATH } from './graph-uploads.js';
import { ReceiptLog } from './graph-receipts.js';
import { StatusReports } from './graph-statuses.js';
import type { StatusSettings } from './graph-statuses.js';
import { Rate } from './rate.js';
import { SentLog } from './sent-log.js';
import type { SentMessage } from './sent-log.js';

export interface GraphDoubleSettings {
  readonly universe: Universe;
  /** 0 takes a free one. It listens on the loopback only. */
  readonly port: number;
  /** The only token it takes; null takes any. */
  readonly token: string | null;
  /** How long each answer takes. */
  readonly latencyMs: number;
  /** Where statuses are reported; null reports none. */
  readonly statuses: StatusSettings | null;
  /** Refuses with 131056 who writes to one recipient faster than Meta allows. */
  readonly pairLimit: boolean;
  /** Refuses with 130429 a number that sends faster; null allows anything. */
  readonly perSecondMax: number | null;
  /** How many messages it remembers. */
  readonly logMax: number;
}

/** How often each thing happened. */
export interface DoubleCounts {
  readonly accepted: number;
  readonly refused: number;
  readonly faults: number;
  readonly pairRefused: number;
  readonly statusesPosted: number;
  readonly receipts: number;
}

export interface GraphDouble {
  readonly url: string;
  readonly log: SentLog;
  /** What people sent, to be fetched. */
  readonly media: MediaShelf;
  /** What numbers can show out of their catalogue. */
  readonly catalogues: Catalogues;
  /** What was marked as read. */
  readonly receipts: ReceiptLog;
  addFault(fault: Fault): void;
  clearFaults(): void;
  counts(): DoubleCounts;
  /** Whether all statuses have been reported and taken. */
  idle(): boolean;
  close(): Promise<void>;
}

const MESSAGES_PATH = /^\/v\d+\.\d+\/(\d+)\/messages$/;

/** No message of ours comes near: a list of ten full rows has three kilobytes. */
const BODY_BYTES_MAX = 256 * 1024;
/** A file, which no test of ours has larger. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;

/** Meta, Cloud API throughput: one message per 6 s to one recipient, 45 ahead of time. */
const PAIR_INTERVAL_MS = 6000;
const PAIR_BURST = 45;

/**
 * Opens a loopback server that speaks the Graph API's part for sending messages: it checks token
 * and payload like Meta, answers with a wamid, reports statuses by signed webhooks, and misbehaves
 * when told to. For the demo, the tests and the benchmarks; `/_double/` serves those in another
 * process (see graph-control.ts).
 */
export async function openGraphDouble(settings: GraphDoubleSettings): Promise<GraphDouble> {
  const double = new Double(settings);
  const loopback = await openLoopback(
    settings.port,
    (request, response) => {
      double.serve(request, response);
    },
    { keepAliveMs: 65_000 },
  );
  return {
    url: loopback.url,
    log: double.log,
    media: double.media,
    catalogues: double.catalogues,
    receipts: double.receipts,
    addFault: (fault) => {
      double.faults.add(fault);
    },
    clearFaults: () => {
      double.faults.clear();
    },
    counts: () => double.counts(),
    idle: () => double.idle(),
    close: async () => {
      await double.close();
      await loopback.close();
    },
  };
}

/** A send on its way through the double. */
interface Attempt {
  readonly phoneNumberId: string;
  readonly to: string;
  readonly callbackData: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly response: ServerResponse;
}

class Double implements Control {
  readonly log: SentLog;
  readonly faults = new FaultScript();
  readonly media = new MediaShelf();
  readonly catalogues = new Catalogues();
  readonly receipts = new ReceiptLog();
  readonly reports: StatusReports | undefined;
  readonly #settings: GraphDoubleSettings;
  readonly #pairs = new Rate(PAIR_INTERVAL_MS, PAIR_BURST);
  readonly #numbers: Rate | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();
  #latencyMs: number;
  #refused = 0;
  #faulted = 0;
  #pairRefused = 0;

  constructor(settings: GraphDoubleSettings) {
    this.#settings = settings;
    this.#latencyMs = settings.latencyMs;
    this.log = new SentLog(settings.logMax);
    const { perSecondMax, statuses } = settings;
    this.#numbers = perSecondMax === null ? undefined : new Rate(1000 / perSecondMax, perSecondMax);
    this.reports = statuses === null ? undefined : new StatusReports(statuses, settings.universe);
  }

  setLatency(latencyMs: number): void {
    this.#latencyMs = latencyMs;
  }

  counts(): DoubleCounts {
    return {
      accepted: this.log.count,
      refused: this.#refused,
      faults: this.#faulted,
      pairRefused: this.#pairRefused,
      statusesPosted: this.reports?.posted ?? 0,
      receipts: this.receipts.count,
    };
  }

  idle(): boolean {
    return this.reports?.idle ?? true;
  }

  /** Drops what waits: nobody is there any more to be answered. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.log.wake();
    await this.reports?.close();
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const path = request.url ?? '';
    const isFile = request.method === 'POST' && UPLOAD_PATH.test(path);
    const most = isFile ? FILE_BYTES_MAX : BODY_BYTES_MAX;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const whole = Buffer.concat(chunks);
      const body = isFile ? '' : whole.toString('utf8');
      if (isFile) this.#upload(request, whole, response);
      else if (path.startsWith('/_double/')) void answerControl(this, request, body, response);
      else this.#send(request, path, body, response);
    });
    request.on('error', () => response.destroy());
  }

  #send(request: IncomingMessage, path: string, body: string, response: ServerResponse): void {
    const token = tokenOf(request);
    if (this.media.serve(request, response, token, this.#isAllowed(token))) return;
    const phoneNumberId = MESSAGES_PATH.exec(path)?.[1];
    if (request.method !== 'POST' || phoneNumberId === undefined) {
      this.#refuse(response, 400, 100, `Unsupported request: ${request.method} ${path}`);
      return;
    }
    if (!this.#isAllowed(token)) {
      this.#refuse(response, 401, 190, 'The access token could not be decoded');
      return;
    }
    const payload = parseObject(body);
    if (payload === undefined) {
      this.#refuse(response, 400, 100, 'The body is no JSON object');
      return;
    }
    if (payload['status'] === 'read') {
      this.#read(phoneNumberId, payload, response);
      return;
    }
    const attempt = attemptOf(phoneNumberId, payload, response);
    const fault = this.faults.take(attempt);
    if (fault === undefined) this.#handle(attempt);
    else this.#misbehave(attempt, fault);
  }

  /** A file is put where a message can name it. */
  #upload(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (!this.#isAllowed(tokenOf(request))) {
      this.#refuse(response, 401, 190, 'The access token could not be decoded');
      return;
    }
    const fault = this.media.takeUploadFault();
    if (fault === 'reset') {
      response.socket?.destroy();
      return;
    }
    const read = fault ?? readUpload(request, body);
    if ('code' in read) {
      this.#refuse(response, 400, read.code, read.details);
      return;
    }
    this.#answer(response, 200, { id: this.media.take(read) });
  }

  /** A message is marked as read: neither a message, nor counted by any pace. */
  #read(
    phoneNumberId: string,
    payload: Readonly<Record<string, unknown>>,
    response: ServerResponse,
  ): void {
    const fault = this.receipts.takeFault();
    if (fault === 'silence') return;
    if (fault === 'reset') {
      response.socket?.destroy();
      return;
    }
    const refusal =
      fault === 'refuse'
        ? { code: 131009, details: 'As told.' }
        : this.receipts.take(phoneNumberId, payload);
    if (refusal === undefined) this.#answer(response, 200, { success: true });
    else this.#refuse(response, 400, refusal.code, refusal.details);
  }

  #isAllowed(token: string | null): boolean {
    const { token: expected } = this.#settings;
    return token !== null && (expected === null || token === expected);
  }

  #handle(attempt: Attempt, words?: readonly string[], code?: number): void {
    const { response, phoneNumberId, to } = attempt;
    const { payload } = attempt;
    const refusal =
      checkPayload(payload) ?? this.media.missing(payload) ?? this.catalogues.missing(payload);
    if (refusal !== undefined) {
      this.#refuse(response, 400, refusal.code, refusal.details);
      return;
    }
    const nowMs = this.#settings.universe.nowMs();
    if (this.#numbers?.take(phoneNumberId, nowMs) === false) {
      this.#refuse(response, 400, 130429, 'Rate limit hit');
    } else if (this.#settings.pairLimit && !this.#pairs.take(`${phoneNumberId} ${to}`, nowMs)) {
      this.#pairRefused += 1;
      this.#refuse(response, 400, 131056, 'Too many messages to the same phone number');
    } else {
      this.#answer(response, 200, this.#accept(attempt, words, code));
    }
  }

  /** Takes the message and gives Meta's answer; its statuses follow. */
  #accept(attempt: Attempt, words?: readonly string[], code?: number): unknown {
    const { phoneNumberId, to, callbackData, payload } = attempt;
    const { universe } = this.#settings;
    const id = `wamid.${Buffer.from(universe.newId()).toString('base64')}`;
    const atMs = universe.nowMs();
    const sent = { atMs, phoneNumberId, to, id, callbackData, payload };
    const message: SentMessage = this.log.add(sent);
    this.reports?.add(message, words, code);
    const known = to.startsWith('+') ? { wa_id: to.slice(1) } : { user_id: to };
    return {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, ...known }],
      messages: [{ id }],
    };
  }

  #misbehave(attempt: Attempt, act: FaultAct): void {
    this.#faulted += 1;
    const { response } = attempt;
    if (act.kind === 'error') {
      this.#refuse(response, act.status, act.code, act.details ?? 'As told.', act.headers);
    } else if (act.kind === 'slow') {
      this.#later(act.ms, () => {
        this.#handle(attempt);
      });
    } else if (act.kind === 'statuses') {
      this.#handle(attempt, act.words, act.code);
    } else {
      if (act.accept) this.#accept(attempt);
      if (act.kind === 'reset') response.socket?.destroy();
      // The third, silence, leaves the request open until the other side gives up.
      if (act.kind === 'answer') response.writeHead(act.status).end(act.body);
    }
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }

  #refuse(
    response: ServerResponse,
    status: number,
    code: number,
    details: string,
    headers?: Readonly<Record<string, string>>,
  ): void {
    this.#refused += 1;
    const error = {
      message: `(#${code}) ${details}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'double',
    };
    this.#answer(response, status, { error }, headers);
  }

  #answer(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): void {
    const text = JSON.stringify(body);
    const write = (): void => {
      const length = Buffer.byteLength(text);
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': length,
        ...headers,
      });
      response.end(text);
    };
    if (this.#latencyMs > 0) this.#later(this.#latencyMs, write);
    else write();
  }
}

function tokenOf(request: IncomingMessage): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function attemptOf(
  phoneNumberId: string,
  payload: Readonly<Record<string, unknown>>,
  response: ServerResponse,
): Attempt {
  const to = payload['to'] ?? payload['recipient'];
  const data = payload['biz_opaque_callback_data'];
  return {
    phoneNumberId,
    to: typeof to === 'string' ? to : '',
    callbackData: typeof data === 'string' ? data : null,
    payload,
    response,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
