import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as post } from 'undici';
import type { Universe } from '../base/universe.js';
import { openLoopback, readSmallBody } from './loopback.js';
import { SentLog } from './sent-log.js';

export interface SmsDoubleSettings {
  readonly universe: Universe;
  /** 0 takes a free one. It listens on the loopback only. */
  readonly port: number;
  /** The only user it takes, with its key. */
  readonly username: string;
  readonly apiKey: string;
  /** Where it reports what became of each message, in these words; null reports nothing. */
  readonly reports: { readonly url: string; readonly words: readonly string[] } | null;
  /** How many messages it remembers. */
  readonly logMax: number;
}

/** How the double misbehaves, once or several times, for whom it is told to. */
export interface SmsFault {
  /** Only for this recipient (E.164). */
  readonly to?: string;
  readonly times?: number;
  readonly act: SmsFaultAct;
}

export type SmsFaultAct =
  /** Answers 201 with this status code for the recipient. */
  | { readonly kind: 'code'; readonly code: number }
  /** Answers 201 without recipients, with this as `Message`. */
  | { readonly kind: 'refuses'; readonly message: string }
  /** Answers anything, as a proxy would; `accept`: the message was taken all the same. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly accept: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Never answers. */
  | { readonly kind: 'silence'; readonly accept: boolean }
  /** Closes the connection instead of answering. */
  | { readonly kind: 'reset'; readonly accept: boolean }
  /** Accepts, and gives the message no id. */
  | { readonly kind: 'nameless' };

export interface SmsDouble {
  readonly url: string;
  /** `payload` of a message: `{from, text}`. */
  readonly log: SentLog;
  addFault(fault: SmsFault): void;
  close(): Promise<void>;
}

/** Names of status codes, as the provider writes them beside. */
const STATUS: Readonly<Record<number, string>> = {
  100: 'Processed',
  101: 'Success',
  102: 'Queued',
  401: 'RiskHold',
  402: 'InvalidSenderId',
  403: 'InvalidPhoneNumber',
  404: 'UnsupportedNumberType',
  405: 'InsufficientBalance',
  406: 'UserInBlacklist',
  407: 'CouldNotRoute',
  409: 'DoNotDisturbRejection',
  500: 'InternalServerError',
  501: 'GatewayError',
  502: 'RejectedByGateway',
};

const SENT = 101;
const BODY_BYTES_MAX = 64 * 1024;

/**
 * Opens a loopback server that speaks Africa's Talking's part for sending short messages: it
 * checks user and key, answers 201 with an entry for each recipient, reports what became of them,
 * and misbehaves when told to. `GET /_double/messages` and `/_double/counts` serve `npm run chat`.
 */
export async function openSmsDouble(settings: SmsDoubleSettings): Promise<SmsDouble> {
  const double = new Double(settings);
  const loopback = await openLoopback(settings.port, (request, response) => {
    double.serve(request, response);
  });
  return {
    url: loopback.url,
    log: double.log,
    addFault: (fault) => {
      double.faults.push({ fault, left: fault.times ?? 1 });
    },
    close: async () => {
      double.log.wake();
      await loopback.close();
      await Promise.all(double.reporting);
    },
  };
}

class Double {
  readonly log: SentLog;
  faults: { readonly fault: SmsFault; left: number }[] = [];
  readonly reporting = new Set<Promise<void>>();
  readonly #settings: SmsDoubleSettings;

  constructor(settings: SmsDoubleSettings) {
    this.#settings = settings;
    this.log = new SentLog(settings.logMax);
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    readSmallBody(request, response, BODY_BYTES_MAX, (body) => {
      const url = new URL(request.url ?? '', 'http://double');
      if (url.pathname.startsWith('/_double/')) void this.#control(url, response);
      else this.#send(request, url, body, response);
    });
  }

  async #control(url: URL, response: ServerResponse): Promise<void> {
    if (url.pathname === '/_double/counts') {
      answerJson(response, 200, { accepted: this.log.count });
      return;
    }
    const number = (name: string): number => Number(url.searchParams.get(name) ?? 0) || 0;
    const after = number('after');
    const messages = await this.log.next(after, 1000, Math.min(number('wait'), 60_000));
    answerJson(response, 200, { messages, next: messages.at(-1)?.seq ?? after });
  }

  #send(request: IncomingMessage, url: URL, body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    const { username, apiKey } = this.#settings;
    if (request.method !== 'POST' || url.pathname !== '/version1/messaging') {
      answerText(response, 404, 'Not Found');
    } else if (request.headers['apikey'] !== apiKey || form.get('username') !== username) {
      answerText(response, 401, 'The supplied authentication is invalid');
    } else if (!form.get('to') || !form.get('message')) {
      answerText(response, 400, 'Request is missing required form field');
    } else {
      this.#take(form, response);
    }
  }

  #take(form: URLSearchParams, response: ServerResponse): void {
    const numbers = (form.get('to') ?? '').split(',');
    const act = this.#faultFor(numbers);
    switch (act?.kind) {
      case 'refuses':
        answerJson(response, 201, { SMSMessageData: { Message: act.message, Recipients: [] } });
        return;
      case 'answer':
        if (act.accept) this.#acceptAll(numbers, form);
        response.writeHead(act.status, { 'content-type': 'text/html', ...act.headers });
        response.end(act.body);
        return;
      case 'silence':
      case 'reset':
        if (act.accept) this.#acceptAll(numbers, form);
        if (act.kind === 'reset') response.destroy();
        return;
      default: {
        const code = act?.kind === 'code' ? act.code : SENT;
        const entries = numbers.map((number) => this.#entry(number, form, code));
        const Recipients = entries.map((entry) =>
          act?.kind === 'nameless' ? { ...entry, messageId: 'None' } : entry,
        );
        const Message = `Sent to ${numbers.length}/${numbers.length} Total Cost: NPR 0.8000`;
        answerJson(response, 201, { SMSMessageData: { Message, Recipients } });
      }
    }
  }

  #faultFor(numbers: readonly string[]): SmsFaultAct | undefined {
    const found = this.faults.find(
      ({ fault }) => fault.to === undefined || numbers.includes(fault.to),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.faults = this.faults.filter((one) => one !== found);
    return found.fault.act;
  }

  #acceptAll(numbers: readonly string[], form: URLSearchParams): void {
    for (const number of numbers) this.#entry(number, form, SENT);
  }

  /** What the answer says of one recipient; what was taken is remembered and reported on. */
  #entry(number: string, form: URLSearchParams, code: number): Record<string, unknown> {
    const status = STATUS[code] ?? 'Unknown';
    if (code > 102) return { cost: '0', messageId: 'None', number, status, statusCode: code };
    const { universe } = this.#settings;
    const id = `ATXid_${universe.newId().replaceAll('-', '')}`;
    this.log.add({
      atMs: universe.nowMs(),
      phoneNumberId: form.get('from') ?? '',
      to: number,
      id,
      callbackData: null,
      payload: { from: form.get('from') ?? '', text: form.get('message') ?? '' },
    });
    const reported = this.#report(id, number).finally(() => this.reporting.delete(reported));
    this.reporting.add(reported);
    return { cost: 'NPR 0.8000', messageId: id, number, status, statusCode: code };
  }

  async #report(id: string, phoneNumber: string): Promise<void> {
    const { reports } = this.#settings;
    for (const status of reports?.words ?? []) {
      const body = new URLSearchParams({ id, status, phoneNumber, networkCode: '99999' });
      const answer = await post(reports?.url ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: body.toString(),
        signal: AbortSignal.timeout(REPORT_MS_MAX),
      }).catch(() => undefined);
      await answer?.body.dump();
    }
  }
}

/** A report that is not taken by then is lost, as the provider's may be. */
const REPORT_MS_MAX = 5_000;

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
