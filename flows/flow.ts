import { createActor } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Effect, Event, FlowId, Question } from '../src/conversation/vocabulary.js';
import { onlyWordsAnswer } from './doubts.js';
import { driverFlow } from './driver.js';
import { newcomerFlow } from './newcomer.js';
import { onlyOrder } from './orders.js';
import type { Cancellable } from './orders.js';
import { retailerWhatsapp } from './retailer.whatsapp.js';
import { vendorFlow } from './vendor.js';

/**
 * The front door of the flows: a stored snapshot and an event go in, the next snapshot and what is
 * to be done come out. Nothing here or behind it has a clock, a timer, a query or a random number.
 */

/** What a session stores: small plain JSON. */
export interface FlowSnapshot {
  /** Of the flow that wrote it; see flowVersion. */
  readonly version: number;
  readonly status: 'active';
  /** The state's name: flows are flat. */
  readonly value: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Why a stored snapshot cannot be gone on with: it is upgraded, or the flow begins anew. */
export type Stale = 'malformed' | 'other_version' | 'not_active' | 'unknown_state';

export interface Step {
  readonly snapshot: FlowSnapshot;
  /** In the order in which they are to be carried out. */
  readonly effects: readonly Effect[];
  /** False when the person could not be understood here; three in a row call for help. */
  readonly understood: boolean;
}

/** What we use of a machine's snapshot. */
interface MachineSnapshot {
  readonly status: string;
  readonly value: string;
  readonly context: FlowSnapshot['context'];
  can(event: Event): boolean;
}

/** What we use of a machine; xstate's own type for "any machine" is unchecked throughout. */
interface Machine {
  readonly states: object;
  getInitialSnapshot(scope: Scope): MachineSnapshot;
  resolveState(stored: Pick<FlowSnapshot, 'value' | 'context'>): MachineSnapshot;
  transition(before: MachineSnapshot, event: Event, scope: Scope): MachineSnapshot;
}

/** What a machine runs in: xstate's ActorScope. */
type Scope = ReturnType<typeof scopeOf>;

interface Flow {
  readonly machine: Machine;
  /** Goes up with every change of the states or of what a snapshot's context holds. */
  readonly version: number;
  readonly start: FlowSnapshot;
  readonly contextKeys: readonly string[];
  readonly scope: Scope;
}

interface MachineAction {
  readonly type: string;
  readonly params: unknown;
}

/** Actions of the transition under way; a transition is synchronous, so one list serves all. */
let collected: Effect[] = [];

function collect(action: MachineAction): void {
  if (action.type === 'effects') collected.push(...(action.params as readonly Effect[]));
}

const nothing = (): undefined => undefined;

/**
 * What a machine runs in. xstate's own transition() makes an actor for this on every call, which
 * costs more than the transition itself; flows spawn and invoke nothing, so one inert actor, never
 * started, serves all calls. A test holds the results equal to transition()'s.
 */
function scopeOf(machine: AnyStateMachine): object {
  const self = createActor(machine);
  return {
    self,
    id: self.id,
    sessionId: self.sessionId,
    system: self.system,
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: collect,
  };
}

function flowOf(anyMachine: AnyStateMachine, version: number): Flow {
  const scope = scopeOf(anyMachine);
  const machine = anyMachine as unknown as Machine;
  const { value, context } = machine.getInitialSnapshot(scope);
  return {
    machine,
    version,
    start: { version, status: 'active', value, context },
    contextKeys: Object.keys(context),
    scope,
  };
}

const FLOWS: Readonly<Record<FlowId, Flow>> = {
  'retailer.whatsapp': flowOf(retailerWhatsapp, 2),
  vendor: flowOf(vendorFlow, 1),
  driver: flowOf(driverFlow, 1),
  newcomer: flowOf(newcomerFlow, 1),
};

/** The version of a flow's snapshots: stored beside each, and named by upgrades. */
export function flowVersion(id: FlowId): number {
  return FLOWS[id].version;
}

/** The snapshot a conversation begins with. */
export function startFlow(id: FlowId): FlowSnapshot {
  return FLOWS[id].start;
}

/** What is wrong with a stored snapshot of a flow; null when stepFlow can go on with it. */
export function staleness(id: FlowId, stored: unknown): Stale | null {
  const flow = FLOWS[id];
  if (stored === flow.start) return null;
  if (!isRecord(stored)) return 'malformed';
  const { version, status, value, context } = stored;
  if (version !== flow.version) return 'other_version';
  if (status !== 'active') return 'not_active';
  if (typeof value !== 'string' || !Object.hasOwn(flow.machine.states, value)) {
    return 'unknown_state';
  }
  if (!isRecord(context)) return 'malformed';
  const keys = Object.keys(context);
  const whole =
    keys.length === flow.contextKeys.length && flow.contextKeys.every((key) => key in context);
  return whole ? null : 'malformed';
}

/** A stored snapshot, if this code can go on with it. */
export function readSnapshot(id: FlowId, stored: unknown): FlowSnapshot | undefined {
  return staleness(id, stored) === null ? (stored as FlowSnapshot) : undefined;
}

/**
 * One turn: what `event` makes of a stored snapshot (null begins the flow). Throws on a snapshot
 * that readSnapshot refuses: whoever stores it has to upgrade it or begin anew first.
 */
export function stepFlow(id: FlowId, snapshot: unknown, event: Event): Step {
  const flow = FLOWS[id];
  const stored = readSnapshot(id, snapshot ?? flow.start);
  if (!stored) throw new Error(`flow ${id} cannot go on: ${staleness(id, snapshot) ?? ''}`);
  const { value, context } = stored;
  const before = flow.machine.resolveState({ value, context });
  const heard = run(flow, before, event);
  if (heard) return answerOf(flow, heard, event.type !== 'NOT_UNDERSTOOD');
  // xstate lets an event that no state handles vanish. The types of the flows' tables rule that
  // out; should one come all the same, its sender hears that it was not understood.
  const unheard = run(flow, before, { type: 'NOT_UNDERSTOOD', said: '' });
  return answerOf(flow, unheard ?? { after: before, effects: [] }, false);
}

interface Heard {
  readonly after: MachineSnapshot;
  readonly effects: readonly Effect[];
}

/** Runs a transition; null when no state handles the event. */
function run(flow: Flow, before: MachineSnapshot, event: Event): Heard | null {
  collected = [];
  const after = flow.machine.transition(before, event, flow.scope);
  const effects = collected;
  collected = [];
  // Asked only where nothing seems to have happened: it costs as much as the transition.
  if (effects.length === 0 && after.value === before.value && !before.can(event)) return null;
  return { after, effects };
}

function answerOf(flow: Flow, { after, effects }: Heard, understood: boolean): Step {
  if (after.status !== 'active') throw new Error('a flow came to an end');
  const snapshot = {
    version: flow.version,
    status: 'active' as const,
    value: after.value,
    context: after.context,
  };
  return { snapshot, effects, understood };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a conversation waits for: how the next words are to be read. */
export interface Awaited {
  readonly kind: 'confirmation' | 'choice' | 'quantity' | 'answer' | 'words' | null;
  /** Doubts that are open, in the order they were asked; empty but for `choice` and `quantity`. */
  readonly questions: readonly Question[];
}

const AWAITED: Readonly<Record<FlowId, Readonly<Record<string, Awaited['kind']>>>> = {
  'retailer.whatsapp': {
    open: null,
    asking: 'choice',
    confirming: 'confirmation',
    late: 'confirmation',
    weighing: null,
    cancelling: 'choice',
    consenting: 'confirmation',
  },
  vendor: { open: null, offered: 'answer' },
  driver: { open: null, offered: 'answer', code: null, cash: 'answer' },
  newcomer: {
    stranger: null,
    shop: 'words',
    owner: 'words',
    place: 'words',
    summary: 'confirmation',
    pending: null,
    refused: null,
  },
};

function awaitedIn(id: FlowId, { value, context }: FlowSnapshot): Awaited['kind'] {
  if (id === 'retailer.whatsapp' && value === 'cancelling') {
    // One order is shown for a yes or no; several are a list to choose from.
    const only = onlyOrder(context['cancellable'] as Cancellable | null);
    return only ? 'confirmation' : 'choice';
  }
  return AWAITED[id][value] ?? null;
}

/** Doubts that are pending in a snapshot that stepFlow accepts, be they asked already or not. */
export function pendingQuestions(id: FlowId, { context }: FlowSnapshot): readonly Question[] {
  return id === 'retailer.whatsapp' ? (context['questions'] as readonly Question[]) : [];
}

/** Reads from a snapshot that stepFlow accepts what its conversation waits for. */
export function awaitedBy(id: FlowId, snapshot: FlowSnapshot): Awaited {
  const kind = awaitedIn(id, snapshot);
  if (id !== 'retailer.whatsapp' || snapshot.value !== 'asking') return { kind, questions: [] };
  const questions = pendingQuestions(id, snapshot);
  return { kind: questions.every(onlyWordsAnswer) ? 'quantity' : kind, questions };
}
