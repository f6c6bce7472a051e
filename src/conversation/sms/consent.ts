import type { InboundContent } from '../../base/inbound.js';
import type { WaitingMessage } from '../../inbox/queue.js';
import { readStopWord } from '../../language/stop-words.js';
import { speakDespiteStop } from '../speak.js';
import type { Turn } from '../turn.js';
import { insertConsent } from './queries.js';

/**
 * STOP and START, before any flow hears of them. True when the message has been dealt with: it was
 * one of these words, or the phone has stopped our messages. Such a phone gets the one word that
 * they are stopped; whatever else it writes is kept, and neither acted on nor answered, since the
 * answer could not be sent.
 */
export async function heedConsent(turn: Turn, message: WaitingMessage): Promise<boolean> {
  const { session } = turn;
  if (session.channel !== 'sms') return false;
  const content = message.content as InboundContent;
  const byProvider = content.kind === 'system' && content.change === 'opt_out';
  const what = byProvider
    ? 'stop'
    : content.kind === 'text'
      ? readStopWord(content.text)
      : undefined;
  const isStopped = session.stoppedAt !== null;
  if (what === 'stop' && !isStopped) {
    await note(turn, message, 'stop', byProvider ? 'provider' : 'words');
    session.stoppedAt = turn.parts.universe.now();
    // Whom the provider has on its list, it sends nothing of ours to, and has told so itself.
    if (!byProvider) speakDespiteStop(turn, { type: 'say', parts: [{ key: 'sms.stopped' }] });
    return true;
  }
  if (what === 'start' && isStopped) {
    await note(turn, message, 'start', 'words');
    session.stoppedAt = null;
    speakDespiteStop(turn, { type: 'say', parts: [{ key: 'sms.started' }], harmless: true });
    return true;
  }
  return isStopped || byProvider;
}

async function note(
  turn: Turn,
  message: WaitingMessage,
  what: 'stop' | 'start',
  saidBy: 'words' | 'provider',
): Promise<void> {
  const { tx, cause, session } = turn;
  const { conversationId, phone } = session;
  await insertConsent(tx, cause, {
    conversationId,
    phone: phone ?? '',
    what,
    saidBy,
    inboxId: message.id,
  });
}
