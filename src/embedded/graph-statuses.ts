import type { Universe } from '../base/universe.js';
import { messagesBody, openWebhookPoster } from './meta-webhook.js';
import type { WebhookPoster } from './meta-webhook.js';
import type { SentMessage } from './sent-log.js';

export interface StatusSettings {
  /** The service's webhook address and the secret to sign with. */
  readonly url: string;
  readonly appSecret: string;
  /** What is reported of each message, in this order; one word per beat. */
  readonly words: readonly string[];
  /** Time between two beats; what falls due in one is batched into one body, as Meta does. */
  readonly beatMs: number;
}

/** Meta's own bound for one body. */
const BATCH_MAX = 1000;

/** The first wait before a body is posted again, doubled each time up to the last. */
const RETRY_MS_FIRST = 100;
const RETRY_MS_MAX = 10_000;

interface Pending {
  readonly message: SentMessage;
  readonly words: readonly string[];
  readonly next: number;
  readonly code: number | undefined;
}

/**
 * Reports to the service what became of its messages, as Meta does: signed, batched, in no promised
 * order, and again and again until the answer is a 200.
 */
export class StatusReports {
  readonly #settings: StatusSettings;
  readonly #universe: Universe;
  readonly #poster: WebhookPoster;
  readonly #timer: NodeJS.Timeout;
  readonly #retries = new Set<NodeJS.Timeout>();
  #pending: Pending[] = [];
  #posted = 0;
  #underWay = 0;
  #closed = false;

  constructor(settings: StatusSettings, universe: Universe) {
    this.#settings = settings;
    this.#universe = universe;
    this.#poster = openWebhookPoster({ ...settings, connections: 4, timeoutMs: 10_000 });
    this.#timer = setInterval(() => {
      this.#beat();
    }, settings.beatMs);
  }

  /** Statuses that the service has taken. */
  get posted(): number {
    return this.#posted;
  }

  /** Whether nothing more is to be reported. */
  get idle(): boolean {
    return this.#pending.length === 0 && this.#underWay === 0;
  }

  add(message: SentMessage, words?: readonly string[], code?: number): void {
    this.#pending.push({ message, words: words ?? this.#settings.words, next: 0, code });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const retry of this.#retries) clearTimeout(retry);
    await this.#poster.close();
  }

  #beat(): void {
    const due = this.#pending.filter(({ words, next }) => next < words.length);
    this.#pending = due
      .map((pending) => ({ ...pending, next: pending.next + 1 }))
      .filter(({ words, next }) => next < words.length);
    const byNumber = new Map<string, Pending[]>();
    for (const pending of due) {
      const { phoneNumberId } = pending.message;
      const group = byNumber.get(phoneNumberId) ?? [];
      group.push(pending);
      byNumber.set(phoneNumberId, group);
    }
    for (const [phoneNumberId, group] of byNumber) {
      for (let from = 0; from < group.length; from += BATCH_MAX) {
        this.#report(phoneNumberId, group.slice(from, from + BATCH_MAX));
      }
    }
  }

  #report(phoneNumberId: string, group: readonly Pending[]): void {
    const seconds = String(Math.floor(this.#universe.nowMs() / 1000));
    const statuses = group.map((pending) => statusOf(pending, seconds));
    const number = { phoneNumberId, wabaId: `1${phoneNumberId}`, displayPhone: phoneNumberId };
    this.#underWay += 1;
    void this.#post(messagesBody(number, { statuses }), group.length, RETRY_MS_FIRST);
  }

  async #post(body: string, count: number, retryMs: number): Promise<void> {
    const status = await this.#poster.post(body);
    if (this.#closed) return;
    if (status === 200) {
      this.#posted += count;
      this.#underWay -= 1;
      return;
    }
    const retry = setTimeout(() => {
      this.#retries.delete(retry);
      void this.#post(body, count, Math.min(2 * retryMs, RETRY_MS_MAX));
    }, retryMs);
    this.#retries.add(retry);
  }
}

function statusOf({ message, words, next, code }: Pending, seconds: string): unknown {
  const word = words[next];
  const phone = message.to.startsWith('+');
  const failure = { code: code ?? 131000, title: 'Failed', message: 'Failed' };
  return {
    id: message.id,
    status: word,
    timestamp: seconds,
    ...(phone ? { recipient_id: message.to.slice(1) } : { recipient_user_id: message.to }),
    ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
    ...(word === 'sent' && {
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' },
    }),
    ...(word === 'failed' && { errors: [{ ...failure, error_data: { details: 'As told.' } }] }),
  };
}
