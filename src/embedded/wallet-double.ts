import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as send } from 'undici';
import type { Universe } from '../base/universe.js';
import { openLoopback, readSmallBody } from './loopback.js';
import { callbackOf, WALLET_ROUTES } from './wallet-tables.js';
import type { WalletAnswer, WalletBook, WalletPayment, WalletRoute } from './wallet-tables.js';

export interface WalletDoubleSettings {
  readonly universe: Universe;
  /** 0 takes a free one. It listens on the loopback only. */
  readonly port: number;
  /** The token it gives, and the secret key it takes. */
  readonly token: string;
  /** In the demo every payer says yes when their payment is looked at so often; null: never. */
  readonly paysOnLook: number | null;
}

/** How the double misbehaves. `accept`: it did what it was asked before that. */
export interface WalletFault {
  readonly on: WalletRoute['on'];
  readonly times?: number;
  readonly accept: boolean;
  readonly act:
    | { readonly kind: 'silence' }
    | { readonly kind: 'reset' }
    | { readonly kind: 'answer'; readonly status: number; readonly body?: unknown };
}

/** What becomes of a payment; what is left out stays as it was asked. */
export interface WalletDecision {
  /** `paid`, or the provider's own word for why not. */
  readonly state: string;
  readonly amount?: string;
  readonly currency?: string;
}

export interface WalletDouble {
  readonly url: string;
  /** Every question that a payer saw, the oldest first. */
  readonly payments: readonly WalletPayment[];
  /** How many calls of a sort reached it, whatever became of them. */
  readonly calls: Readonly<Record<WalletRoute['on'], number>>;
  addFault(fault: WalletFault): void;
  decide(payment: WalletPayment, decision: WalletDecision): void;
  /** Tells us of a payment where it was asked to; resolves with our answer's status. */
  callBack(payment: WalletPayment): Promise<number>;
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 64 * 1024;
const CALLBACK_MS_MAX = 5_000;

/**
 * Opens a loopback server that speaks the part of MTN MoMo, M-Pesa Daraja and Khalti that we call,
 * keeps what payers were asked, and misbehaves when told to.
 */
export async function openWalletDouble(settings: WalletDoubleSettings): Promise<WalletDouble> {
  const double = new Double(settings);
  const loopback = await openLoopback(settings.port, (request, response) => {
    double.serve(request, response);
  });
  return {
    url: loopback.url,
    payments: double.payments,
    calls: double.calls,
    addFault: (fault) => {
      double.faults.push({ fault, left: fault.times ?? 1 });
    },
    decide: (payment, { state, amount, currency }) => {
      payment.state = state;
      payment.amount = amount ?? payment.amount;
      payment.currency = currency ?? payment.currency;
    },
    callBack: async (payment) => {
      const { method, body } = callbackOf(payment);
      const answer = await send(payment.callbackUrl, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(CALLBACK_MS_MAX),
      });
      await answer.body.dump();
      return answer.statusCode;
    },
    close: async () => {
      await loopback.close();
    },
  };
}

class Double {
  readonly payments: WalletPayment[] = [];
  readonly calls = { token: 0, ask: 0, look: 0 };
  faults: { readonly fault: WalletFault; left: number }[] = [];
  readonly #settings: WalletDoubleSettings;

  constructor(settings: WalletDoubleSettings) {
    this.#settings = settings;
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    readSmallBody(request, response, BODY_BYTES_MAX, (body) => {
      const url = new URL(request.url ?? '', 'http://double');
      this.#answer(request, url, body, response);
    });
  }

  #answer(request: IncomingMessage, url: URL, body: string, response: ServerResponse): void {
    const route = WALLET_ROUTES.find(
      ({ method, path }) => method === request.method && path.test(url.pathname),
    );
    if (!route) {
      response.writeHead(404).end();
      return;
    }
    this.calls[route.on] += 1;
    const named = route.path.exec(url.pathname)?.[1] ?? '';
    const call = { headers: request.headers, body: jsonOf(body), named };
    const fault = this.#faultOn(route.on);
    const answer = fault?.accept === false ? undefined : route.answer(call, this.#book());
    if (fault?.act.kind === 'silence') return;
    if (fault?.act.kind === 'reset') response.destroy();
    else write(response, fault?.act.kind === 'answer' ? bodyOf(fault.act) : answer);
  }

  #faultOn(on: WalletRoute['on']): WalletFault | undefined {
    const found = this.faults.find(({ fault }) => fault.on === on);
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.faults = this.faults.filter((one) => one !== found);
    return found.fault;
  }

  #book(): WalletBook {
    const { universe, token, paysOnLook } = this.#settings;
    return {
      token,
      count: this.payments.length,
      nowMs: universe.nowMs(),
      find: (id) => {
        const payment = this.payments.find((one) => one.id === id);
        if (!payment) return undefined;
        payment.looks += 1;
        const pays = paysOnLook !== null && payment.looks >= paysOnLook;
        if (pays && payment.state === 'pending') payment.state = 'paid';
        return payment;
      },
      keep: (asked) => {
        const receipt = String(1_000_000_001 + this.payments.length);
        const payment = { ...asked, receipt, state: 'pending', repeats: 0, looks: 0 };
        this.payments.push(payment);
        return payment;
      },
    };
  }
}

function jsonOf(body: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function bodyOf({ status, body }: { status: number; body?: unknown }): WalletAnswer {
  return { status, body: body ?? '' };
}

function write(response: ServerResponse, answer: WalletAnswer | undefined): void {
  const { status, body } = answer ?? { status: 404, body: '' };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === '' ? '' : JSON.stringify(body));
}
