import type { Refusal } from './graph-refusal.js';

/** A message that the service said it read. */
export interface ShownReceipt {
  readonly phoneNumberId: string;
  readonly messageId: string;
  readonly typing: boolean;
}

/** What becomes of the next receipt: an error of Meta's, no answer, a lost connection. */
export type ReceiptFault = 'refuse' | 'silence' | 'reset';

/** As many as anybody looks back at. */
const KEPT_MAX = 1000;

/** The part of the Graph API that marks messages as read. */
export class ReceiptLog {
  #shown: ShownReceipt[] = [];
  #faults: ReceiptFault[] = [];
  #count = 0;

  /** The latest, oldest first. */
  get shown(): readonly ShownReceipt[] {
    return this.#shown;
  }

  /** All that came, with those that were refused. */
  get count(): number {
    return this.#count;
  }

  addFault(fault: ReceiptFault): void {
    this.#faults.push(fault);
  }

  /** What goes wrong with this one. */
  takeFault(): ReceiptFault | undefined {
    this.#count += 1;
    return this.#faults.shift();
  }

  /** Takes one that is as Meta documents it, else says why not. */
  take(phoneNumberId: string, payload: Readonly<Record<string, unknown>>): Refusal | undefined {
    const refusal = checkReceipt(payload);
    if (refusal !== undefined) return refusal;
    const messageId = String(payload['message_id']);
    this.#shown.push({ phoneNumberId, messageId, typing: 'typing_indicator' in payload });
    if (this.#shown.length > 2 * KEPT_MAX) this.#shown = this.#shown.slice(-KEPT_MAX);
    return undefined;
  }
}

const KNOWN = new Set(['messaging_product', 'status', 'message_id', 'typing_indicator']);

/** Why Meta would refuse a receipt. Like the messages, written apart from what sends them. */
export function checkReceipt(payload: Readonly<Record<string, unknown>>): Refusal | undefined {
  const { messaging_product: product, message_id: messageId, typing_indicator: typing } = payload;
  const wrong = (what: string): Refusal => ({ code: 100, details: `Invalid parameter ${what}` });
  const strange = Object.keys(payload).find((name) => !KNOWN.has(name));
  if (product !== 'whatsapp') return wrong('messaging_product');
  if (strange !== undefined) return wrong(strange);
  if (typeof messageId !== 'string' || !messageId.startsWith('wamid.')) return wrong('message_id');
  const isTyping = typing === undefined || JSON.stringify(typing) === '{"type":"text"}';
  return isTyping ? undefined : wrong('typing_indicator');
}
