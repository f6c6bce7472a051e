import type { Bell } from './queue-outgoing.js';

/** Hears a ring that came through the queue. */
export type OnBell = (topic: string, key: string) => void;

/** An open connection to the queue, whatever carries it. Calls throw when the queue is away. */
export interface Link {
  send(bells: readonly Bell[]): Promise<void>;
  /** From now on a ring of (topic, '') every so often, once for all processes that ask for it. */
  every(topic: string, every_ms: number): Promise<void>;
  /** Starts taking rings. */
  listen(onBell: OnBell): Promise<void>;
  /** Stops taking; rings can still be sent. */
  deafen(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a link or throws; `onError` hears of failures between calls; `signal` ends the attempt. */
export type OpenLink = (onError: (error: Error) => void, signal: AbortSignal) => Promise<Link>;

/**
 * A link that is opened in the background and tried again until it is open: a service starts, and
 * works by its sweeps, while its queue is away. BullMQ itself remembers a first failure forever.
 */
export class LinkKeeper {
  /** Resolves after the first attempt, whatever came of it. */
  readonly attempted: Promise<void>;
  readonly #open: OpenLink;
  readonly #onError: (error: unknown) => void;
  readonly #pauses: { readonly first_ms: number; readonly last_ms: number };
  readonly #onOpen: (link: Link) => Promise<void>;
  #link: Link | undefined;
  #opening: Promise<void>;
  #retry: NodeJS.Timeout | undefined;
  readonly #closed = new AbortController();

  constructor(
    open: OpenLink,
    onOpen: (link: Link) => Promise<void>,
    onError: (error: unknown) => void,
    pauses: { readonly first_ms: number; readonly last_ms: number },
  ) {
    this.#open = open;
    this.#onOpen = onOpen;
    this.#onError = onError;
    this.#pauses = pauses;
    this.attempted = this.#opening = this.#try(pauses.first_ms);
  }

  /** The open link; throws while there is none. */
  get link(): Link {
    if (this.#link === undefined) throw new Error('the queue is not open');
    return this.#link;
  }

  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    clearTimeout(this.#retry);
    await this.#opening;
    await this.#link?.close();
    this.#link = undefined;
  }

  async #try(pause_ms: number): Promise<void> {
    let link: Link | undefined;
    try {
      link = await this.#open(this.#onError, this.#closed.signal);
      // Open before it is prepared: what is asked of it meanwhile must not fall between.
      this.#link = link;
      await this.#onOpen(link);
    } catch (error) {
      this.#link = undefined;
      this.#onError(error);
      await link?.close().catch(() => undefined);
      if (this.#closed.signal.aborted) return;
      this.#retry = setTimeout(() => {
        this.#opening = this.#try(Math.min(pause_ms * 2, this.#pauses.last_ms));
      }, pause_ms).unref();
    }
  }
}
