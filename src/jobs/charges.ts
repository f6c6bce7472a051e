import { SENDING } from '../base/limits.js';
import { marketOf } from '../base/markets.js';
import type { Released } from '../outbox/release.js';
import type { CountedMessage, FreeEntry } from '../outbox/window.js';
import type { Way } from './window.js';

/** What a message that a provider took is charged as. */

interface Sent {
  readonly message: Released;
  readonly way: Way;
}

/**
 * Until when nothing is charged towards somebody, as a message to them is sent at `now`; null: what
 * is sent now is charged. Whoever came by an advertisement opens a free entry point if they are
 * answered within a day, this message included; it lasts three days (Meta, pricing). Counted from
 * their message, which is the earliest that it may be counted from: never longer than it is free.
 * What may be said in it without a template hangs on the other window alone.
 */
function freeUntil(message: Released, now: Date): Date | null {
  const { channel, referredAt, freeUntil: open } = message;
  if (channel !== 'whatsapp') return null;
  if (referredAt !== null) {
    const passedMs = now.getTime() - referredAt.getTime();
    const until = new Date(referredAt.getTime() + SENDING.free_entry_ms);
    if (passedMs <= SENDING.free_entry_answer_ms) return until;
  }
  return open !== null && now < open ? open : null;
}

const KINDS = {
  SERVICE: 'service',
  UTILITY: 'utility',
  MARKETING: 'marketing',
  AUTHENTICATION: 'authentication',
} as const;

/** What it is charged as: outside a template, anything that is said on WhatsApp is a service. */
export function countedOf({ message, way }: Sent, now: Date): CountedMessage {
  const { townId, channel, providerAccountId, recipient } = message;
  const market = marketOf(recipient);
  if (freeUntil(message, now) !== null) {
    return { townId, channel, providerAccountId, kind: 'free_entry', market };
  }
  const category = way.by === 'template' ? way.template.category : 'SERVICE';
  const kind = channel === 'sms' ? 'sms' : KINDS[category];
  return { townId, channel, providerAccountId, kind, market };
}

/** A free entry point that a sent message opens, where it is not open yet. */
export function enteredBy(message: Released, now: Date): readonly FreeEntry[] {
  const { townId, conversationId, freeUntil: open } = message;
  const until = freeUntil(message, now);
  if (until === null || until.getTime() === open?.getTime()) return [];
  return [{ townId, conversationId, until }];
}
