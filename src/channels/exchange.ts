import type { Dispatcher } from 'undici';

/** What the other side answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  header(name: string): string | undefined;
}

/** No answer: why, and whether a byte of the request may have gone out. */
export interface Silence {
  readonly ok: false;
  readonly error: Error;
  readonly requestLeft: boolean;
}

export type Outcome = { readonly ok: true; readonly value: Answer } | Silence;

/**
 * One request and its answer, with a deadline. It listens to undici beneath `request()`, because
 * only there can be seen whether a failure came before or after the request was put on the wire:
 * `onRequestStart` is called on a connected socket just before the first byte is written. So a
 * request that waits for a connection until the deadline has provably not left.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #timeoutMs: number;
  readonly #bytesMax: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #headers: Record<string, string | string[] | undefined> = {};
  #requestLeft = false;
  #controller: Dispatcher.DispatchController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor(timeoutMs: number, bytesMax: number) {
    this.#timeoutMs = timeoutMs;
    this.#bytesMax = bytesMax;
  }

  /** Makes the exchange, once. Never rejects. */
  run(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#timer = setTimeout(() => {
        this.#fail(named('deadline passed', 'ETIMEDOUT'));
      }, this.#timeoutMs);
      try {
        dispatcher.dispatch(request, this);
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error('not dispatched'));
      }
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Thrown before anything is written, this takes the request back out of the pool's queue.
    if (this.#settle === undefined) throw named('gave up before it was sent', 'ETIMEDOUT');
    this.#controller = controller;
    this.#requestLeft = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bytesMax) this.#fail(named('answer too long', 'EMSGSIZE'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish({
      ok: true,
      value: {
        status: this.#status,
        body: Buffer.concat(this.#chunks).toString('utf8'),
        header: (name) => this.#headers[name]?.toString(),
      },
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: Error): void {
    this.#finish({ ok: false, error, requestLeft: this.#requestLeft });
    // Without this the connection stays taken by a request that nobody waits for.
    this.#controller?.abort(error);
  }

  #finish(outcome: Outcome): void {
    clearTimeout(this.#timer);
    this.#settle?.(outcome);
    this.#settle = undefined;
  }
}

function named(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
