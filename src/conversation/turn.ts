import type { Cause } from '../base/cause.js';
import type { InboundContent } from '../base/inbound.js';
import type { Receipt } from '../base/receipt.js';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import type { Database } from '../db/database.js';
import type { Tx } from '../db/transaction.js';
import type { Basket } from '../domain/baskets/baskets.js';
import { lockBasket, lockBasketIn } from '../domain/baskets/baskets.js';
import type { OrderNumbers } from '../domain/towns/order-numbers.js';
import { readPartyByAlias } from '../domain/parties/parties.js';
import { NO_HABITS, readHabits, readHabitsIn } from '../domain/phrases/phrases.js';
import type { Habits } from '../domain/phrases/phrases.js';
import { flowVersion, startFlow } from '../../flows/flow.js';
import { finishMessages, lockWaiting } from '../inbox/queue.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { appendMessages } from '../outbox/messages.js';
import type { OutboxMessage } from '../outbox/messages.js';
import { newDoubts, writeDoubts } from './doubts-asked.js';
import type { DoubtsAsked } from './doubts-asked.js';
import { accountOf, lockSession, saveSession, UNHEARD } from './sessions.js';
import type { LockedSession, Session, SessionParty } from './sessions.js';
import type { TownKnowledge, TownMemory } from './town-memory.js';
import { showReceipt } from './receipts.js';
import { upgradeSnapshot } from './upgrades.js';
import type { FlowId } from './vocabulary.js';

/** What a hop works with. One per process. */
export interface HopParts {
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
  readonly memory: TownMemory;
  readonly numbers: OrderNumbers;
  readonly bells: HopBells;
  /** Shows somebody that their message is being worked on; left out: nobody is shown. */
  readonly showReceipt?: (receipt: Receipt) => void;
}

/** The doorbells a committed turn may ring. */
export interface HopBells {
  readonly inbound: (lane: number) => void;
  readonly relay: () => void;
  readonly due: () => void;
}

/** One conversation inside its transaction. */
export interface Turn {
  readonly tx: Tx;
  readonly parts: HopParts;
  readonly knowledge: TownKnowledge;
  readonly session: Session;
  party: SessionParty | null;
  /** Why the current message's effects happen. */
  cause: Cause;
  /** The inbox row being acted on. */
  causeId: string | null;
  /** What is told of others' deeds, by its name; null: somebody said something here. */
  told: string | null;
  /** Undefined until somebody asked: read once a turn, under its lock. */
  basket: Basket | null | undefined;
  /** A retailer's habits; undefined until somebody asked, or once an order taught new ones. */
  habits: Habits | undefined;
  /** Questions that were asked and answered in this turn. */
  readonly doubts: DoubtsAsked;
  readonly said: OutboxMessage[];
  /** Keys of the sentences of each message said, to be counted after the commit. */
  readonly saidKeys: (readonly string[])[];
  readonly toldLanes: Set<number>;
  dueNow: boolean;
}

/** What a turn begins with, read and locked in one round trip. */
export interface LockedConversation {
  readonly messages: readonly WaitingMessage[];
  readonly locked: LockedSession;
  readonly basket: Basket | undefined;
  readonly habits: Habits;
}

/**
 * Locks a conversation's waiting messages, its session and its open basket, in this order, and
 * reads what was learned of its retailer.
 */
export async function lockConversation(
  tx: Tx,
  conversationId: string,
  messagesMax: number,
): Promise<LockedConversation> {
  const [messages, locked, basket, habits] = await Promise.all([
    lockWaiting(tx, conversationId, messagesMax),
    lockSession(tx, conversationId),
    lockBasketIn(tx, conversationId),
    readHabitsIn(tx, conversationId),
  ]);
  return { messages, locked, basket, habits };
}

/**
 * Makes the turn out of what was locked: a first message begins a session, and whoever is known
 * by a verified address is found. A flow that does not fit the person, or a snapshot nobody can
 * read any more, begins anew.
 */
export async function openTurn(
  tx: Tx,
  parts: HopParts,
  conversationId: string,
  { locked, basket, habits, messages }: LockedConversation,
  first: WaitingMessage,
): Promise<Turn> {
  const knowledge = await parts.memory.recall(tx, locked.catalogueVersion, parts.universe.now());
  const session = locked.session ?? (await beginSession(tx, conversationId, first));
  showReceipt(parts.showReceipt, session.receipts, session.held, messages);
  const turn: Turn = {
    tx,
    parts,
    knowledge,
    session,
    party: locked.party,
    cause: causeOf(parts, session, locked.party, first),
    causeId: first.id,
    told: toldIn(first),
    basket: locked.party?.kind === 'retailer' ? (basket ?? null) : undefined,
    habits: locked.party?.kind === 'retailer' ? habits : undefined,
    doubts: newDoubts(),
    said: [],
    saidKeys: [],
    toldLanes: new Set(),
    dueNow: false,
  };
  // Of somebody who is known, a message is looked at before its addresses are taken over.
  if (first.source !== 'tell' && turn.party === null) noteSender(session, first);
  await settleParty(turn);
  return turn;
}

/** The name of what a message tells; null where it is somebody's own. */
export function toldIn({ source, content }: WaitingMessage): string | null {
  return source === 'tell' ? (content as { readonly type: string }).type : null;
}

/** The cause of whatever a message brings about. */
export function causeOf(
  parts: HopParts,
  { channel }: Session,
  party: SessionParty | null,
  message: WaitingMessage,
): Cause {
  const kind = party?.kind === 'vendor' || party?.kind === 'driver' ? party.kind : 'retailer';
  return {
    universe: parts.universe,
    actor: { kind, id: party?.id ?? null },
    channel,
    correlationId: message.correlationId,
  };
}

async function beginSession(
  tx: Tx,
  conversationId: string,
  first: WaitingMessage,
): Promise<Session> {
  const { sender, source, providerAccountId } = first;
  // A tell that begins a conversation says on which of our numbers: only short messages do.
  const channel = source === 'tell' ? 'sms' : source;
  const account = sender.account
    ? { channelAccountId: sender.account }
    : await accountOf(tx, channel, providerAccountId);
  return {
    ...UNHEARD,
    conversationId,
    partyId: null,
    ...account,
    channel,
    phone: sender.phone ?? null,
    bsuid: sender.bsuid ?? null,
    flowId: 'newcomer',
    flowVersion: flowVersion('newcomer'),
    snapshot: startFlow('newcomer'),
    language: null,
  };
}

/**
 * Keeps the newest address of each kind, and when they last wrote by the provider's clock. What a
 * provider says about somebody is not written by them: it opens no window to answer in.
 */
export function noteSender(session: Session, message: WaitingMessage): void {
  session.phone = message.sender.phone ?? session.phone;
  session.bsuid = message.sender.bsuid ?? session.bsuid;
  if ((message.content as InboundContent).kind === 'system') return;
  const typedAt = message.typedAt ?? message.receivedAt;
  if (session.lastTypedAt === null || typedAt > session.lastTypedAt) session.lastTypedAt = typedAt;
  if (
    message.sender.referral !== undefined &&
    !(session.referredAt && session.referredAt > typedAt)
  ) {
    session.referredAt = typedAt;
  }
}

/** Finds who is behind a conversation that is nobody's, and the flow that fits them. */
export async function settleParty(turn: Turn): Promise<void> {
  if (turn.party === null) await findParty(turn);
  fitFlow(turn);
}

async function findParty(turn: Turn): Promise<void> {
  const { session, tx } = turn;
  const { phone, bsuid } = session;
  const found =
    (phone === null ? undefined : await readPartyByAlias(tx, { kind: 'phone', value: phone })) ??
    (bsuid === null ? undefined : await readPartyByAlias(tx, { kind: 'bsuid', value: bsuid }));
  if (!found) return;
  session.partyId = found.id;
  session.language ??= found.language;
  turn.party = { id: found.id, kind: found.kind, state: found.state, name: found.name };
  turn.cause = { ...turn.cause, actor: { ...turn.cause.actor, id: found.id } };
}

function flowFor(party: SessionParty | null): FlowId {
  if (party?.state !== 'APPROVED' && party?.state !== 'SUSPENDED') return 'newcomer';
  if (party.kind === 'retailer') return 'retailer.whatsapp';
  return party.kind === 'vendor' || party.kind === 'driver' ? party.kind : 'newcomer';
}

/** Puts the session into the flow that fits its person, in a version that this code speaks. */
function fitFlow(turn: Turn): void {
  const { session, party, parts } = turn;
  const wanted = flowFor(party);
  const upgraded =
    session.flowId === wanted
      ? upgradeSnapshot(wanted, session.flowVersion, session.snapshot)
      : undefined;
  if (upgraded !== undefined) {
    session.flowVersion = flowVersion(wanted);
    session.snapshot = upgraded;
    return;
  }
  if (session.flowId === wanted) {
    // What was in the basket stays there; only the thread of the conversation is lost.
    parts.log.warn('a conversation was begun anew: its snapshot cannot be read', {
      conversationId: session.conversationId,
      flow: wanted,
      version: session.flowVersion,
    });
  }
  session.flowId = wanted;
  session.flowVersion = flowVersion(wanted);
  session.snapshot = startFlow(wanted);
}

/** The retailer's open basket, locked; read at most once in a turn. */
export async function basketOf(turn: Turn): Promise<Basket | null> {
  if (turn.basket === undefined) {
    const { party } = turn;
    const retailer = party?.kind === 'retailer' && party.state === 'APPROVED' ? party : null;
    turn.basket = retailer === null ? null : ((await lockBasket(turn.tx, retailer.id)) ?? null);
  }
  return turn.basket;
}

/** The habits of the retailer who speaks; nobody else has any. */
export async function habitsOf(turn: Turn): Promise<Habits> {
  const { party, tx } = turn;
  if (party?.kind !== 'retailer') return NO_HABITS;
  turn.habits ??= await readHabits(tx, party.id);
  return turn.habits;
}

/**
 * Writes everything the turn left: the messages are done, the session kept, the replies queued,
 * the questions asked and answered written down.
 * Returns the statements as sent; they and the commit leave in one write.
 */
export function closeTurn(turn: Turn, messageIds: readonly string[]): Promise<unknown>[] {
  const { tx, session, said, parts } = turn;
  const now = parts.universe.now();
  return [
    ...(messageIds.length > 0 ? [finishMessages(tx, session.conversationId, messageIds)] : []),
    saveSession(tx, session, now),
    ...(said.length > 0 ? [appendMessages(tx, now, said)] : []),
    ...writeDoubts(tx, turn.cause, session.conversationId, turn.doubts),
  ];
}
