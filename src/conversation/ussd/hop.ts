import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import { USSD } from '../../base/ussd-limits.js';
import type { Tx } from '../../db/transaction.js';
import {
  canGoOn,
  readUssdSnapshot,
  startUssdFlow,
  stepUssdFlow,
} from '../../../flows/ussd-flow.js';
import type { FlowSnapshot } from '../../../flows/flow.js';
import { newDoubts } from '../doubts-asked.js';
import { UNHEARD } from '../sessions.js';
import type { TownKnowledge } from '../town-memory.js';
import type { HopParts, Turn } from '../turn.js';
import { carryOutOnKeypad } from './effects.js';
import { hearKey, maskInput } from './hear-key.js';
import type { Said } from './hear-key.js';
import { layOut, withNotice } from './pages.js';
import type { Page, Screenwriting, View } from './pages.js';
import type { Caller, KeptTurn, LockedCaller, SessionPast } from './queries.js';
import { RESUME } from './resume.js';
import { screenwriting } from './screenwriting.js';
import { keysOf } from './shown-keys.js';
import { stepOf } from './step.js';
import type { Call, Progress, Step } from './step.js';
import type { ReplyKey, Show, UssdEffect, UssdEvent, UssdFlowId } from './vocabulary.js';

/** A service code of ours, and the town it is dialled in. */
export interface UssdAccount {
  readonly id: string;
  readonly homeTownId: string;
  readonly serviceCode: string;
}

/** What a keypad hop works with besides what every hop does. */
export interface UssdHopParts extends HopParts {
  /** Seals PINs and the traces of what was typed; never in the database. */
  readonly pinKey: string;
}

/** What is shown, and in which words the process speaks when it cannot ask the database. */
export interface HopAnswer {
  readonly text: string;
  readonly ends: boolean;
  readonly writing: Screenwriting;
}

/** A call, and what was dialled behind the code. */
export interface Arrival {
  readonly call: Call;
  readonly dialled: readonly string[];
}

/** One caller inside the transaction. */
export interface Dial extends Arrival {
  readonly tx: Tx;
  readonly parts: UssdHopParts;
  readonly knowledge: TownKnowledge;
  readonly caller: Caller;
  readonly locked: LockedCaller;
  /** Null only where the session is the one they speak in. */
  readonly past: SessionPast | null;
  readonly turn: Turn;
  readonly saidKeys: ReplyKey[];
  /** The deeds that may be done beside other callers in one transaction; null: it has its own. */
  readonly beside: ReadonlySet<UssdEffect['type']> | null;
  /** Something may have been written already, so that leaving the others undoes theirs too. */
  acted: boolean;
  writing: Screenwriting;
}

/** Thrown inside a transaction of several callers by one who needs their own. */
export class NeedsOwnHop extends Error {
  override readonly name = 'NeedsOwnHop';
}

/** What a call came to, before it is committed. */
export interface Taken {
  readonly text: string;
  readonly ends: boolean;
  /** What is to be written of it; null: it changed nothing. */
  readonly kept: KeptTurn | null;
}

/** A caller whose row is locked, and what is known of their session, always if it is new. */
export interface Known {
  readonly locked: LockedCaller;
  readonly past: SessionPast | null;
}

/** Opens the turn of a caller whose row is locked. */
export async function openDial(
  tx: Tx,
  parts: UssdHopParts,
  { call, dialled }: Arrival,
  { locked, past }: Known,
  beside: Dial['beside'],
): Promise<Dial> {
  const { caller, party } = locked;
  assert(caller, 'a caller that was entered is there');
  const knowledge = await parts.memory.recall(tx, locked.catalogueVersion, parts.universe.now());
  const writing = screenwriting(knowledge.town, caller.language, party?.language ?? null);
  const turn = turnOf(tx, parts, knowledge, { caller, party });
  const acted = false;
  const saidKeys: ReplyKey[] = [];
  const rest = { turn, saidKeys, beside, acted, writing };
  return { tx, parts, knowledge, call, dialled, caller, locked, past, ...rest };
}

/**
 * One hop by keypad: what was typed, everything that follows from it, and the screen it leads to.
 * A repeat gets the stored screen and changes nothing. The transaction is the caller's, and so is
 * writing down what is kept of it. Locks, after the caller's row: the PIN, then what the effects
 * lock. Throws `NeedsOwnHop` for what cannot be done beside others.
 */
export function takeCall(dial: Dial): Promise<Taken> {
  const { parts, call, caller } = dial;
  return takeStep(dial, stepOf(parts.pinKey, call, caller, parts.universe.nowMs()));
}

/** After the commit: counts a turn that began at `startedMs`, and rings doorbells. */
export function afterHop({ turn, caller, parts, saidKeys }: Dial, startedMs: number): void {
  const flow = caller.flowId || 'ussd';
  parts.meter.turn(flow, 'done', (parts.universe.nowMs() - startedMs) / 1000);
  if (saidKeys.length > 0) parts.meter.said(flow, saidKeys);
  for (const lane of turn.toldLanes) parts.bells.inbound(lane);
  if (turn.dueNow) parts.bells.due();
}

/** What use cases are handed, as in every other conversation. */
function turnOf(
  tx: Tx,
  parts: UssdHopParts,
  knowledge: TownKnowledge,
  { caller, party }: { readonly caller: Caller; readonly party: LockedCaller['party'] },
): Turn {
  const { universe } = parts;
  const kind = party?.kind === 'vendor' || party?.kind === 'driver' ? party.kind : 'retailer';
  const cause: Cause = {
    universe,
    actor: { kind, id: party?.id ?? null },
    channel: 'ussd',
    correlationId: universe.newId(),
  };
  return {
    tx,
    parts,
    knowledge,
    session: {
      ...UNHEARD,
      conversationId: caller.conversationId,
      partyId: party?.id ?? null,
      channel: 'ussd',
      channelAccountId: caller.channelAccountId,
      phone: caller.phone,
      bsuid: null,
      // No flow in words ever runs on this session; use cases read the rest of it.
      flowId: 'newcomer',
      flowVersion: 0,
      snapshot: null,
      language: caller.language,
    },
    party,
    cause,
    causeId: null,
    told: null,
    basket: undefined,
    habits: undefined,
    doubts: newDoubts(),
    said: [],
    saidKeys: [],
    toldLanes: new Set(),
    dueNow: false,
  };
}

async function takeStep(dial: Dial, step: Step): Promise<Taken> {
  const { caller, dialled } = dial;
  switch (step.kind) {
    case 'again':
      return { text: caller.screen, ends: caller.screenEnds, kept: null };
    case 'over':
      return sayOnce(dial, 'ussd.over');
    case 'start':
      return begin(dial, [...dialled, ...step.dialled], step.progress);
    case 'next':
      return next(dial, step.typed, step.progress);
  }
}

/** A word that changes nothing: the session is not one of this caller's. */
function sayOnce(dial: Dial, key: ReplyKey): Taken {
  const view = layOut({ type: 'show', parts: [{ key }], nav: 'none', ends: true }, dial.writing);
  dial.saidKeys.push(key);
  return { text: view.pages[0]?.text ?? '', ends: true, kept: null };
}

/** Why somebody has no menu here. */
function unservedKey({ party }: LockedCaller): ReplyKey | null {
  if (party === null) return 'ussd.unknown';
  if (party.state === 'PENDING') return 'ussd.pending';
  if (party.state === 'REFUSED') return 'ussd.unknown';
  if (party.state === 'SUSPENDED') return 'ussd.suspended';
  return flowOf(party.kind) === null ? 'ussd.no_menu' : null;
}

function flowOf(kind: string): UssdFlowId | null {
  const hasMenu = kind === 'retailer' || kind === 'vendor' || kind === 'driver';
  return hasMenu ? `${kind}.ussd` : null;
}

function isRecent({ caller, parts }: Dial): boolean {
  return parts.universe.nowMs() - caller.changedAt.getTime() <= USSD.resume_ms;
}

/** Where the line dropped in the middle of something, a while ago and no longer. */
function canResume(dial: Dial, flow: UssdFlowId): boolean {
  const { view, snapshot, flowId } = dial.caller;
  if (view === null || view.ends || flowId !== flow || !isRecent(dial)) return false;
  const stored = readUssdSnapshot(flow, snapshot);
  return stored !== undefined && canGoOn(flow, stored);
}

async function begin(dial: Dial, inputs: readonly string[], progress: Progress): Promise<Taken> {
  const { caller, call, parts, locked, past } = dial;
  if (past?.isOthers === true) {
    parts.log.warn('a USSD session was claimed from another phone', { gateway: call.gateway });
  }
  // What comes late from a session that is over must not be dialled again.
  if (past?.isOthers === true || past?.wasHeard === true) return sayOnce(dial, 'ussd.over');
  const now = parts.universe.now();
  caller.gateway = call.gateway;
  caller.sessionId = call.session;
  caller.sessionStartedAt = now;
  caller.sessionEndedAt = null;
  caller.turn = 0;
  const unserved = unservedKey(locked);
  const flow = flowOf(locked.party?.kind ?? '');
  if (unserved !== null || flow === null) {
    caller.view = null;
    caller.snapshot = null;
    const parts = [{ key: unserved ?? 'ussd.no_menu' }] as const;
    return close(dial, show(dial, { type: 'show', parts, nav: 'none', ends: true }), [], progress);
  }
  const known = inputs.slice(0, USSD.dialled_answers_max);
  if (known.length === 0 && canResume(dial, flow)) {
    caller.resuming = true;
    return close(dial, resumeScreen(dial), [], progress);
  }
  await startAnew(dial, flow, isRecent(dial) ? caller.snapshot : undefined);
  const kept: string[] = [];
  for (const input of known) {
    if (caller.view?.ends === true) break;
    kept.push(maskInput(caller.view, input));
    if (await hear(dial, flow, input)) break;
  }
  return close(dial, screenOf(dial), kept, progress);
}

/** `lost`: what the caller stood in when the line was lost, a while ago and no longer. */
async function startAnew(dial: Dial, flow: UssdFlowId, lost?: unknown): Promise<void> {
  const { caller } = dial;
  caller.resuming = false;
  caller.snapshot = startUssdFlow(flow, caller.flowId === flow ? lost : undefined);
  caller.flowId = flow;
  await runKeypad(dial, flow, { type: 'DIALLED' });
}

function resumeScreen(dial: Dial): Page {
  dial.saidKeys.push('ussd.resume', 'ussd.row.continue', 'ussd.row.new');
  return layOut(RESUME, dial.writing).pages[0] ?? { text: '', keys: {} };
}

async function next(dial: Dial, typed: string, progress: Progress): Promise<Taken> {
  const { caller, locked, knowledge } = dial;
  const flow = flowOf(locked.party?.kind ?? '');
  if (caller.turn >= USSD.turns_max) return sayOnce(dial, 'ussd.busy');
  if (flow === null || unservedKey(locked) !== null) return sayOnce(dial, 'ussd.over');
  const kept = [maskInput(caller.resuming ? null : caller.view, typed)];
  if (caller.resuming) {
    const key = typed.trim();
    if (key === '1') {
      caller.resuming = false;
      return close(dial, screenOf(dial), kept, progress);
    }
    if (key !== '2' && key !== '0' && key !== '00') {
      return close(dial, resumeScreen(dial), kept, progress);
    }
    await startAnew(dial, flow);
    return close(dial, screenOf(dial), kept, progress);
  }
  if (readUssdSnapshot(flow, caller.snapshot) === undefined || caller.view === null) {
    await startAnew(dial, flow);
    return close(dial, screenOf(dial), kept, progress);
  }
  const wanted = await hear(dial, flow, typed);
  // The language may have been chosen just now.
  dial.writing = screenwriting(knowledge.town, caller.language, locked.party?.language ?? null);
  const page = screenOf(dial);
  if (wanted === undefined) return close(dial, page, kept, progress);
  dial.saidKeys.push(wanted.key);
  const notice = dial.writing.voice.writePart(wanted);
  const text = withNotice(page.text, notice, dial.writing);
  return close(dial, { ...page, text }, kept, progress);
}

/** Acts on one input. Returns what the screen asks for where this was nothing of the kind. */
async function hear(dial: Dial, flow: UssdFlowId, typed: string): Promise<Said | undefined> {
  const { caller, turn, parts } = dial;
  const { view } = caller;
  assert(view, 'a caller hears a screen before typing');
  // A PIN is counted where it is read.
  if (view.typed !== null && view.typed !== 'signs') dial.acted = true;
  const heard = await hearKey(turn, parts.pinKey, view, typed);
  if (heard.kind === 'odd') return heard.wanted;
  if (heard.kind === 'page') caller.view = { ...view, at: heard.at };
  else await runKeypad(dial, flow, heard.event);
  return undefined;
}

/** Runs the flow until it rests; the last screen it showed is what the caller sees. */
async function runKeypad(dial: Dial, flow: UssdFlowId, event: UssdEvent): Promise<void> {
  const { caller, turn } = dial;
  let heard: UssdEvent[] = [event];
  let shown: Show | undefined;
  for (let round = 0; heard.length > 0; round += 1) {
    assert(round <= LIMITS.turn_rounds_max, `flow ${flow} does not come to rest`);
    const effects = heard.flatMap((one) => {
      const stepped = stepUssdFlow(flow, caller.snapshot as FlowSnapshot, one);
      caller.snapshot = stepped.snapshot;
      caller.flowVersion = stepped.snapshot.version;
      if (one.type === 'LANGUAGE_SET') chooseWriting(dial, one.language);
      return stepped.effects;
    });
    heard = [];
    for (const effect of effects) {
      if (effect.type === 'show') {
        shown = effect;
        continue;
      }
      if (dial.beside?.has(effect.type) === false) throw new NeedsOwnHop(effect.type);
      dial.acted = true;
      heard.push(await carryOutOnKeypad(turn, effect));
    }
  }
  assert(shown, `flow ${flow} shows nothing after ${event.type}`);
  show(dial, shown);
}

function chooseWriting(dial: Dial, language: string): void {
  const { caller, knowledge } = dial;
  caller.language = language;
  dial.writing = screenwriting(knowledge.town, language, null);
}

function show(dial: Dial, shown: Show): Page {
  const { caller, writing } = dial;
  caller.view = layOut(shown, writing);
  dial.saidKeys.push(...keysOf(shown));
  return screenOf(dial);
}

function screenOf({ caller, saidKeys }: Dial): Page {
  const view = caller.view as View;
  if (view.pages.length > 1) saidKeys.push('ussd.nav.more');
  return view.pages[view.at] ?? { text: '', keys: {} };
}

/** Ends the turn: what arrived, as far as it may be kept, and what the caller stands before. */
function close(dial: Dial, page: Page, kept: readonly string[], progress: Progress): Taken {
  const { parts, caller, call, turn } = dial;
  const { view } = caller;
  caller.turn += 1;
  caller.pathLength = progress.pathLength;
  caller.pathHmac = progress.pathHmac;
  caller.screen = page.text;
  caller.screenEnds =
    !caller.resuming && view !== null && view.ends && view.at === view.pages.length - 1;
  const heard = {
    id: parts.universe.newId(),
    conversationId: caller.conversationId,
    gateway: call.gateway,
    sessionId: call.session,
    turn: caller.turn,
    phone: caller.phone,
    shown: kept.join(' * '),
    correlationId: turn.cause.correlationId,
  };
  return {
    text: caller.screen,
    ends: caller.screenEnds,
    kept: { caller, heard },
  };
}
