import type { InboundContent } from '../base/inbound.js';
import { LIMITS } from '../base/limits.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { asksForMore } from '../language/more-words.js';
import { toldLast } from '../outbox/messages.js';
import { isReplyLanguage } from './replies/languages.js';
import { voiceOf } from './replies/voice.js';
import { repeatTold } from './speak.js';
import { tapByTitle, tapForMore } from './taps.js';
import type { Turn } from './turn.js';

/**
 * What was told by a template holds a template's few words: its reader asks for the rest and gets
 * it as it was written, since whoever writes may be written to freely for a day.
 */

/** How many lines are left out and what to write for them, in a language of ours. */
export function writeRest(languages: readonly (string | null)[]): (lines: number) => string {
  const language = languages.filter((one) => one !== null).find(isReplyLanguage) ?? 'en';
  const voice = voiceOf({ language, currency: 'XXX', currencyDigits: 0, timeZone: 'UTC' });
  return (n) => voice.writePart({ key: 'told.lines_left', holes: { n } });
}

/**
 * "More": says again, in full, what was told since they last got an answer. True where that was
 * asked; where nothing was told, or something on show has that name, the word means something else.
 */
export async function heedMore(turn: Turn, message: WaitingMessage): Promise<boolean> {
  const { tx, session } = turn;
  const content = message.content as InboundContent;
  if (session.channel !== 'whatsapp' || content.kind !== 'text') return false;
  if (!asksForMore(content.text)) return false;
  const { awaiting } = session;
  if (tapByTitle(awaiting, content.text) ?? tapForMore(awaiting, content.text)) return false;
  const told = await toldLast(tx, session.conversationId, session.lastSeq, LIMITS.told_again_max);
  for (const one of told) repeatTold(turn, one);
  return told.length > 0;
}
