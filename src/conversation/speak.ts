import { plainForm } from '../base/outbound.js';
import type { Choice, OutboundContent } from '../base/outbound.js';
import type { Town } from '../domain/towns/towns.js';
import { meaningOf } from '../usecases/tell-meanings.js';
import { isReplyLanguage } from './replies/languages.js';
import type { ReplyLanguage } from './replies/languages.js';
import { render } from './replies/render.js';
import type { Form, Shop } from './replies/render.js';
import { voiceOf } from './replies/voice.js';
import type { ReplyStyle } from './replies/voice.js';
import type { OfferedTap } from './sessions.js';
import { formTap } from './form-answers.js';
import { shortMessage } from './sms/short-message.js';
import { smsStyle } from './sms/writing.js';
import type { OutboxMessage } from '../outbox/messages.js';
import type { Turn } from './turn.js';
import type { Hole, Part, Say } from './vocabulary.js';

/**
 * Puts something into words and into the turn's outbox. What it offers to tap is what numbers and
 * titles are understood as from now on; a message without taps takes the old ones back.
 */
export function speak(turn: Turn, say: Say): void {
  const { session } = turn;
  // Nobody reads what may not be sent.
  if (session.stoppedAt !== null) return;
  const linked = { shop: shopOf(turn), form: say.form ? formFor(turn) : null };
  const contents = render(say, styleOf(turn), linked);
  session.awaiting = contents.flatMap((content) => tapsOf(content, say));
  for (const content of asSent(turn, contents)) append(turn, content, say.harmless ?? false);
  turn.saidKeys.push(keysOf(say));
}

/** Says something even where our messages are stopped: that they are, or are no more. */
export function speakDespiteStop(turn: Turn, say: Say): void {
  const [content] = asSent(turn, render(say, styleOf(turn)));
  if (content?.kind !== 'text') return;
  append(turn, { ...content, despiteStop: true }, say.harmless ?? false);
  turn.saidKeys.push(keysOf(say));
}

/**
 * Says a campaign's words: last of all that waits to leave here, and without taking the numbers
 * away from what was offered before.
 */
export function speakBeside(
  turn: Turn,
  say: Say,
  withWords: (content: OutboundContent) => OutboundContent,
  campaignId: string,
): void {
  const { session } = turn;
  if (session.stoppedAt !== null) return;
  const contents = render(say, styleOf(turn)).map(withWords);
  const sent = asSent(turn, contents, []);
  for (const content of sent) append(turn, content, false, { campaignId });
  turn.saidKeys.push(keysOf(say));
}

/** Says a sentence that holds a sealed word, which only the channel opens. */
export function speakSealed(turn: Turn, part: Part, sealed: string): void {
  if (turn.session.stoppedAt !== null) return;
  const [content] = asSent(turn, render({ type: 'say', parts: [part] }, styleOf(turn)));
  if (content?.kind === 'text') append(turn, { ...content, sealed }, false);
  turn.saidKeys.push([part.key]);
}

/** Says what was put into words for another channel; its taps are answered by their place. */
export function speakAgain(turn: Turn, told: OutboundContent): void {
  const { session } = turn;
  if (session.stoppedAt !== null) return;
  const content = plainForm(told);
  // A picture without words has nothing to be said in a short message.
  if (content.body === '') return;
  session.awaiting = tapsIn(content).map(({ id, title }, i) => ({ id, title, number: i + 1 }));
  for (const sent of asSent(turn, [content])) append(turn, sent, false);
}

/** Says once more, unchanged, what was told; what can be tapped and numbered stays as it is. */
export function repeatTold(turn: Turn, content: OutboundContent): void {
  if (turn.session.stoppedAt === null) append(turn, content, true);
}

/** What leaves: by short message everything is one text. */
function asSent(
  turn: Turn,
  contents: readonly OutboundContent[],
  offered = turn.session.awaiting,
): readonly OutboundContent[] {
  const { session } = turn;
  if (session.channel !== 'sms') return contents;
  const voice = voiceOf(styleOf(turn));
  return [{ kind: 'text', body: shortMessage(contents, offered, voice) }];
}

function append(
  turn: Turn,
  content: OutboundContent,
  harmless: boolean,
  of: Pick<OutboxMessage, 'campaignId'> = {},
): void {
  const { session, parts } = turn;
  session.lastSeq += 1;
  turn.said.push({
    id: parts.universe.newId(),
    conversationId: session.conversationId,
    seq: session.lastSeq,
    channelAccountId: session.channelAccountId,
    recipient: { phone: session.phone, bsuid: session.bsuid },
    content,
    priority: of.campaignId !== undefined ? 2 : turn.told === null ? 0 : 1,
    meaning: turn.told === null ? null : meaningOf(turn.told),
    harmless,
    causeId: turn.causeId,
    correlationId: turn.cause.correlationId,
    ...of,
  });
}

/** Its answer counts while what it asks is the last that was said here, and no longer. */
function formFor({ session, parts }: Turn): Form | null {
  const { registrationFlowId: flowId = null } = session;
  return flowId === null ? null : { flowId, token: parts.universe.newId() };
}

function shopOf({ session, knowledge }: Turn): Shop | null {
  const { catalogueId = null } = session;
  if (catalogueId === null) return null;
  const { products } = knowledge.catalogue;
  return { catalogueId, skuOf: (productId) => products.get(productId)?.sku };
}

function styleOf(turn: Turn): ReplyStyle {
  const town: Town = turn.knowledge.town;
  const { currency, currencyDigits, timeZone } = town;
  if (turn.session.channel === 'sms') {
    return smsStyle(town, [turn.session.language, ...town.languages]);
  }
  return { language: languageOf(turn), currency, currencyDigits, timeZone };
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
  const onButtons = [say.link?.title, say.list?.open];
  const shown = [...onButtons, ...onTaps, ...inShop(say), ...onPaper(say)];
  return [...say.parts, ...shown].flatMap((part) => {
    if (part === undefined || !('key' in part)) return [];
    const holes = Object.values(part.holes ?? {});
    return [part.key, ...holes.flatMap((hole) => keyIn(hole))];
  });
}

function inShop({ goods, form }: Say): readonly Part[] {
  if (form !== undefined) return [...form.parts, form.title];
  if (goods === undefined) return [];
  const titles = goods.sections.flatMap(({ title }) => ('key' in title ? [title] : []));
  return [...goods.parts, goods.header, ...titles];
}

/** Everything that stands on the sheet that goes with it. */
function onPaper({ sheet }: Say): readonly Part[] {
  if (sheet === undefined) return [];
  const { file, title, lines, columns, rows, sums } = sheet;
  const heads = columns.map((column) => column.title);
  const beneath = sums.flatMap(({ words, amount }) => [words, amount]);
  return [file, title, ...lines, ...heads, ...rows.flat(), ...beneath];
}

function keyIn(hole: Hole): string[] {
  if (typeof hole !== 'object') return [];
  if ('keys' in hole) return [...hole.keys];
  if ('goods' in hole) return ['split.goods'];
  return 'key' in hole ? [hole.key] : [];
}

function tapsOf(content: OutboundContent, say: Say): OfferedTap[] {
  // What is not shown has no number; of a form, the token has to come back.
  if (content.kind === 'goods' || content.kind === 'form') {
    const token = content.kind === 'form' ? [formTap(content.token)] : [];
    return [...content.words.map((word) => ({ ...word, number: 0 })), ...token];
  }
  const numbers = new Map(
    [...(say.buttons ?? []), ...(say.list?.rows ?? [])].map((tap, index) => [
      tap.id,
      tap.number ?? index + 1,
    ]),
  );
  return tapsIn(content).map(({ id, title }) => ({ id, title, number: numbers.get(id) ?? 0 }));
}

function tapsIn(content: OutboundContent): readonly Choice[] {
  if (content.kind === 'goods' || content.kind === 'form') return content.words;
  if (content.kind === 'buttons') return content.buttons;
  return content.kind === 'list' ? content.rows : [];
}
