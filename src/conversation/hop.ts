import { assert } from '../base/assert.js';
import type { InboundContent } from '../base/inbound.js';
import { laneOf } from '../base/lane.js';
import { LIMITS, SUPPORT } from '../base/limits.js';
import { Closing, inTown, isDatabaseAway } from '../db/transaction.js';
import { keepMedium } from '../domain/media/media.js';
import { stepFlow } from '../../flows/flow.js';
import {
  deferConversation,
  lockWaiting,
  postponeMessage,
  quarantineMessage,
} from '../inbox/queue.js';
import type { WaitingConversation, WaitingMessage } from '../inbox/queue.js';
import type { Tell } from '../usecases/tells.js';
import { speakCampaign } from './campaigns.js';
import { carryOut } from './effects.js';
import { noteAsked, noteSettled } from './doubts-asked.js';
import { hear } from './hear.js';
import { heedEnding, heedNotice, heedSender, keepStatedPhone, waitsForReview } from './identity.js';
import { officeWords } from './office-words.js';
import type { Session, SessionParty } from './sessions.js';
import { carryOver } from './sms/carry-over.js';
import { heedConsent } from './sms/consent.js';
import { speak } from './speak.js';
import { heedMore } from './told-in-short.js';
import {
  causeOf,
  closeTurn,
  lockConversation,
  noteSender,
  openTurn,
  settleParty,
  toldIn,
} from './turn.js';
import type { HopParts, Turn } from './turn.js';
import type { Effect, Event, Part } from './vocabulary.js';

/**
 * One hop: acts on the waiting messages of one conversation, in their order, in one transaction.
 * In: a conversation with waiting messages. Out: their effects, replies in the outbox, the session
 * saved, the messages off the queue; all of it or nothing. Rings doorbells after the commit.
 *
 * A message that fails takes nothing with it: those before it are acted on, it is tried again
 * alone a bounded number of times, then set aside with an honest word to its sender.
 *
 * Locks, in this order: the lane, the queue rows, the session, then what the effects lock.
 * Throws only when the database is away; the messages then stay for the sweep.
 */
export async function hop(parts: HopParts, where: WaitingConversation): Promise<void> {
  try {
    await drain(parts, where, LIMITS.drain_messages_max);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    parts.log.warn('a hop failed, taking its messages one by one', {
      conversationId: where.conversationId,
      error,
    });
    await drainOneByOne(parts, where);
  }
}

async function drainOneByOne(parts: HopParts, where: WaitingConversation): Promise<void> {
  for (let taken = 0; taken < LIMITS.drain_messages_max; taken += 1) {
    try {
      if (!(await drain(parts, where, 1))) return;
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      await setBack(parts, where, error);
      return;
    }
  }
}

/** Returns whether there was anything to act on. */
async function drain(
  parts: HopParts,
  where: WaitingConversation,
  messagesMax: number,
): Promise<boolean> {
  const { database, universe, meter } = parts;
  const startedMs = universe.nowMs();
  const lane = laneOf(where.conversationId);
  const turn = await inTown(
    database,
    where.townId,
    async (tx) => {
      const conversation = await lockConversation(tx, where.conversationId, messagesMax);
      const { messages } = conversation;
      const [first] = messages;
      if (first === undefined) return null;
      if (first.dueAt > universe.now()) {
        await deferConversation(tx, where.conversationId, first.dueAt);
        return null;
      }
      const opened = await openTurn(tx, parts, where.conversationId, conversation, first);
      for (const message of messages) await takeMessage(opened, message);
      const ids = messages.map((message) => message.id);
      return new Closing({ opened, count: ids.length }, closeTurn(opened, ids));
    },
    lane,
  );
  if (turn === null) return false;
  const seconds = (universe.nowMs() - startedMs) / 1000;
  for (let i = 0; i < turn.count; i += 1) {
    meter.turn(turn.opened.session.flowId, 'done', seconds / turn.count);
  }
  ringFor(turn.opened);
  return true;
}

/** After the commit, never before it. */
function ringFor(turn: Turn): void {
  const { bells, meter } = turn.parts;
  for (const keys of turn.saidKeys) meter.said(turn.session.flowId, keys);
  if (turn.said.length > 0) bells.relay();
  for (const lane of turn.toldLanes) bells.inbound(lane);
  if (turn.dueNow) bells.due();
}

/**
 * What somebody hears whom no flow serves now: whoever is suspended, and our own people. They are
 * still told what becomes of their orders; only what they write is not acted on.
 */
function unservedWords(party: SessionParty | null): Part | null {
  if (party?.state === 'SUSPENDED') return { key: 'standing.suspended' };
  if (party?.kind !== 'staff') return null;
  return { key: 'standing.unserved', holes: { kind: { choice: party.kind } } };
}

/** One message: what it means, and everything that follows from it. */
async function takeMessage(turn: Turn, message: WaitingMessage): Promise<void> {
  turn.cause = causeOf(turn.parts, turn.session, turn.party, message);
  turn.causeId = message.id;
  turn.told = toldIn(message);
  if (message.source === 'tell') {
    if (carryOver(turn, message)) return;
    if (heedEnding(turn, message)) {
      await settleParty(turn);
      return;
    }
    if (await speakCampaign(turn, message)) return;
    const office = officeWords(message.content as { readonly type: string });
    if (office === null) await runTurn(turn, { type: 'TOLD', tell: message.content as Tell });
    else speak(turn, { type: 'say', parts: [office], harmless: true });
    return;
  }
  if (await heedConsent(turn, message)) {
    noteSender(turn.session, message);
    return;
  }
  if (await isAboutIdentity(turn, message)) return;
  await keepWhatCame(turn, message);
  // A person of ours reads it where it is stored. News of others' deeds is told all the same.
  if (turn.session.held) return;
  const unserved = unservedWords(turn.party);
  if (unserved !== null) {
    speak(turn, { type: 'say', parts: [unserved], harmless: true });
    return;
  }
  if (await heedMore(turn, message)) return;
  const event = await hear(turn, message);
  if (event !== null) await runTurn(turn, givenUp(turn.session, event));
}

/** A picture or a voice note is fetched whatever the flow makes of it: a person may ask for it. */
async function keepWhatCame(
  { tx, cause, session, party }: Turn,
  message: WaitingMessage,
): Promise<void> {
  const content = message.content as InboundContent;
  if (content.kind !== 'media') return;
  const { conversationId } = session;
  const partyId = party?.id ?? null;
  await keepMedium(tx, cause, { conversationId, messageId: message.id, partyId, content });
}

/** Who it is that writes comes before what they write; true where nothing is left to hear. */
async function isAboutIdentity(turn: Turn, message: WaitingMessage): Promise<boolean> {
  const content = message.content as InboundContent;
  const known = turn.party;
  if (content.kind === 'system') await heedNotice(turn, content, message);
  else if (known !== null) await heedSender(turn, message);
  noteSender(turn.session, message);
  if (turn.party !== known) await settleParty(turn);
  if (content.kind === 'system') return true;
  const say = (key: 'identity.review' | 'identity.stated'): void =>
    speak(turn, { type: 'say', parts: [{ key }], harmless: true });
  if (await waitsForReview(turn)) {
    say('identity.review');
    return true;
  }
  if (!(await keepStatedPhone(turn, content))) return false;
  say('identity.stated');
  return true;
}

/**
 * Whoever is not understood again and again gets a person instead of the same words once more. A
 * newcomer's words are names as a rule, and one who waits for a person has been told so.
 */
function givenUp(session: Session, event: Event): Event {
  session.misheard =
    event.type === 'NOT_UNDERSTOOD' ? Math.min(session.misheard + 1, SUPPORT.misheard_max) : 0;
  const enough = session.misheard >= SUPPORT.misheard_max;
  if (!enough || session.ticketId !== null || session.flowId === 'newcomer') return event;
  session.misheard = 0;
  return { type: 'PERSON_ASKED', why: 'misunderstood' };
}

/**
 * Gives an event to the flow, carries out its effects and gives it their outcomes, for a bounded
 * number of rounds: a flow that asks for more is a bug.
 */
async function runTurn(turn: Turn, event: Event): Promise<void> {
  let heard: Event[] = [event];
  for (let round = 0; heard.length > 0; round += 1) {
    assert(round <= LIMITS.turn_rounds_max, `flow ${turn.session.flowId} does not come to rest`);
    const effects = heard.flatMap((one) => step(turn, one));
    heard = [];
    for (const effect of effects) {
      if (effect.type === 'say') {
        speak(turn, effect);
        noteAsked(turn.doubts, turn.session.flowId, turn.session.snapshot, effect);
      } else {
        heard.push(await carryOut(turn, effect));
      }
    }
  }
}

function step(turn: Turn, event: Event): readonly Effect[] {
  const { session } = turn;
  const before = session.snapshot;
  const next = stepFlow(session.flowId, before, event);
  session.snapshot = next.snapshot;
  noteSettled(turn.doubts, session.flowId, { before, after: next.snapshot }, event);
  return next.effects;
}

/**
 * After a message failed alone: counts the try and lets its conversation wait a little, or sets
 * the message aside and says so. If even that cannot be said, it is set aside in silence: the
 * messages behind it must go on.
 */
async function setBack(parts: HopParts, where: WaitingConversation, cause: unknown): Promise<void> {
  const { database, universe, log, meter } = parts;
  const { conversationId } = where;
  const lane = laneOf(conversationId);
  const tried = await inTown(
    database,
    where.townId,
    async (tx) => {
      const [first] = await lockWaiting(tx, conversationId, 1);
      if (first === undefined) return null;
      const waitMs = LIMITS.message_retry_ms * (first.attempts + 1);
      const dueAt = new Date(universe.nowMs() + waitMs);
      return { first, attempts: await postponeMessage(tx, conversationId, first.id, dueAt) };
    },
    lane,
  );
  if (tried === null) return;
  const { first, attempts } = tried;
  const facts = { correlationId: first.correlationId, inboxId: first.id, attempts, error: cause };
  if (attempts < LIMITS.message_tries_max) {
    log.error('a message failed and will be tried again', facts);
    meter.turn('any', 'failed', 0);
    return;
  }
  log.error('a message failed for good and was set aside', facts);
  meter.turn('any', 'quarantined', 0);
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown';
  await setAside(parts, where, first, reason, true).catch((error: unknown) => {
    log.error('the honest word could not be said', { ...facts, error });
    return setAside(parts, where, first, reason, false);
  });
}

async function setAside(
  parts: HopParts,
  where: WaitingConversation,
  message: WaitingMessage,
  reason: string,
  sayIt: boolean,
): Promise<void> {
  const { database, universe } = parts;
  const { conversationId } = where;
  const turn = await inTown(
    database,
    where.townId,
    async (tx) => {
      const conversation = await lockConversation(tx, conversationId, 1);
      await quarantineMessage(
        tx,
        conversationId,
        message.id,
        reason.slice(0, LIMITS.quarantine_reason_characters_max),
        universe.now(),
      );
      if (!sayIt || message.source === 'tell') return null;
      const opened = await openTurn(tx, parts, conversationId, conversation, message);
      await runTurn(opened, { type: 'FAILED_HERE' });
      return new Closing(opened, closeTurn(opened, []));
    },
    laneOf(conversationId),
  );
  if (turn !== null) ringFor(turn);
  parts.bells.inbound(laneOf(conversationId));
}
