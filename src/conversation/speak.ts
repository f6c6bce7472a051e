import type { OutboundContent } from '../base/outbound.js';
import { isReplyLanguage } from './replies/languages.js';
import type { ReplyLanguage } from './replies/languages.js';
import { render } from './replies/render.js';
import type { OfferedTap } from './sessions.js';
import type { Turn } from './turn.js';
import type { Hole, Say } from './vocabulary.js';

/**
 * Puts something into words and into the turn's outbox. What it offers to tap is what numbers and
 * titles are understood as from now on; a message without taps takes the old ones back.
 */
export function speak(turn: Turn, say: Say): void {
  const { session, knowledge, parts } = turn;
  const { town } = knowledge;
  const contents = render(say, {
    language: languageOf(turn),
    currency: town.currency,
    currencyDigits: town.currencyDigits,
    timeZone: town.timeZone,
  });
  for (const content of contents) {
    session.lastSeq += 1;
    turn.said.push({
      id: parts.universe.newId(),
      conversationId: session.conversationId,
      seq: session.lastSeq,
      channelAccountId: session.channelAccountId,
      recipient: { phone: session.phone, bsuid: session.bsuid },
      content,
      harmless: say.harmless ?? false,
      causeId: turn.causeId,
      correlationId: turn.cause.correlationId,
    });
  }
  turn.saidKeys.push(keysOf(say));
  session.awaiting = contents.flatMap((content) => tapsOf(content, say));
}

/** The language they chose or write in, else the first of the town's that has replies. */
function languageOf(turn: Turn): ReplyLanguage {
  const wanted = [turn.session.language ?? '', ...turn.knowledge.town.languages];
  return wanted.find(isReplyLanguage) ?? 'en';
}

/** The keys of everything of ours in a message, its first sentence first. */
function keysOf(say: Say): string[] {
  const taps = [...(say.buttons ?? []), ...(say.list?.rows ?? [])];
  const onTaps = taps.flatMap((tap) => [tap.title, tap.description, tap.section]);
  return [...say.parts, say.list?.open, ...onTaps].flatMap((part) => {
    if (part === undefined || !('key' in part)) return [];
    const holes = Object.values(part.holes ?? {});
    return [part.key, ...holes.flatMap((hole) => keyIn(hole))];
  });
}

function keyIn(hole: Hole): string[] {
  if (typeof hole !== 'object') return [];
  if ('keys' in hole) return [...hole.keys];
  if ('goods' in hole) return ['split.goods'];
  return 'key' in hole ? [hole.key] : [];
}

function tapsOf(content: OutboundContent, say: Say): OfferedTap[] {
  const numbers = new Map(
    [...(say.buttons ?? []), ...(say.list?.rows ?? [])].map((tap, index) => [
      tap.id,
      tap.number ?? index + 1,
    ]),
  );
  const taps =
    content.kind === 'buttons' ? content.buttons : content.kind === 'list' ? content.rows : [];
  return taps.map(({ id, title }) => ({ id, title, number: numbers.get(id) ?? 0 }));
}
