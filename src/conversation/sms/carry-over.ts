import type { OutboundContent } from '../../base/outbound.js';
import { SEALED_PLACE } from '../../base/outbound.js';
import { UNDELIVERED } from '../../inbox/fall-back.js';
import type { WaitingMessage } from '../../inbox/queue.js';
import { PIN_ISSUED } from '../../usecases/send-pin.js';
import type { IssuedPin } from '../../usecases/send-pin.js';
import { speakAgain, speakSealed } from '../speak.js';
import type { Turn } from '../turn.js';

interface Undelivered {
  readonly type: typeof UNDELIVERED;
  readonly content: OutboundContent;
  /** What they were spoken to in. */
  readonly language: string | null;
}

/**
 * What a short-message conversation is told that is no business of its flow: a message that
 * another channel could not deliver, said again in the same words, and a PIN. True when the
 * message was one of these.
 */
export function carryOver(turn: Turn, message: WaitingMessage): boolean {
  const told = message.content as Undelivered | IssuedPin | { readonly type: '' };
  if (told.type === UNDELIVERED) {
    turn.session.language ??= told.language;
    speakAgain(turn, told.content);
    return true;
  }
  if (told.type === PIN_ISSUED) {
    const part = { key: 'sms.pin', holes: { pin: { digits: SEALED_PLACE } } } as const;
    speakSealed(turn, part, told.sealed);
    return true;
  }
  return false;
}
