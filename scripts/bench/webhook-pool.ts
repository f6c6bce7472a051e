import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { signBody } from '../../src/embedded/meta-webhook.js';

/** Posts signed webhooks as cheaply as it can be done: the generator shares the machine. */
export interface WebhookPool {
  /** Gives the status to `done`, 0 when there was no answer. Never throws. */
  post(body: string, done: (status: number) => void): void;
  close(): Promise<void>;
}

/** More than the service works on at once; what waits here is counted as waiting for it. */
const CONNECTIONS = 64;
const ANSWER_MS_MAX = 30_000;

class Answer implements Dispatcher.DispatchHandler {
  readonly #done: (status: number) => void;
  #status = 0;

  constructor(done: (status: number) => void) {
    this.#done = done;
  }

  onRequestStart(): void {
    // Required by the dispatcher; nothing is to be done before the answer.
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(): void {
    // The body says nothing that the status does not.
  }

  onResponseEnd(): void {
    this.#done(this.#status);
  }

  onResponseError(): void {
    this.#done(0);
  }
}

/** Opens connections to the webhook address of the service on this machine. */
export function openWebhookPool(port: number, appSecret: string): WebhookPool {
  const pool = new Pool(`http://127.0.0.1:${port}`, {
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: ANSWER_MS_MAX,
    bodyTimeout: ANSWER_MS_MAX,
  });
  return {
    post: (body, done) => {
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature-256': signBody(body, appSecret),
      };
      const options = { path: '/webhooks/whatsapp', method: 'POST' as const, headers, body };
      pool.dispatch(options, new Answer(done));
    },
    close: () => pool.destroy(),
  };
}
