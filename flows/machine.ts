import { createActor } from 'xstate';
import type { AnyStateMachine } from 'xstate';

/**
 * How a machine is run: a stored snapshot and an event go in, the next snapshot and what is to be
 * done come out. `flow.ts` and `ussd-flow.ts` say which machines there are.
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

/** Which events a machine takes, its own types have checked. */
interface AnyEvent {
  readonly type: string;
}

/** What we use of a machine's snapshot. */
interface MachineSnapshot {
  readonly status: string;
  readonly value: string;
  readonly context: FlowSnapshot['context'];
  can(event: AnyEvent): boolean;
}

/** What we use of a machine; xstate's own type for "any machine" is unchecked throughout. */
interface Machine {
  readonly states: object;
  getInitialSnapshot(scope: Scope): MachineSnapshot;
  resolveState(stored: Pick<FlowSnapshot, 'value' | 'context'>): MachineSnapshot;
  transition(before: MachineSnapshot, event: AnyEvent, scope: Scope): MachineSnapshot;
}

/** What a machine runs in: xstate's ActorScope. */
type Scope = ReturnType<typeof scopeOf>;

/** A machine that is ready to run. */
export interface Flow {
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
let collected: unknown[] = [];

function collect(action: MachineAction): void {
  if (action.type === 'effects') collected.push(...(action.params as readonly unknown[]));
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

/** Makes a machine ready to run; `version` as in Flow. */
export function flowOf(anyMachine: AnyStateMachine, version: number): Flow {
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

/** What is wrong with a stored snapshot of a flow; null when `run` can go on with it. */
export function stalenessOf(flow: Flow, stored: unknown): Stale | null {
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

/** What came of an event; null where no state handles it. */
export interface Ran {
  readonly snapshot: FlowSnapshot;
  /** In the order in which they are to be carried out; the machine's types say what they are. */
  readonly effects: readonly unknown[];
}

/** Runs a transition from a snapshot that is not stale. */
export function run(flow: Flow, stored: FlowSnapshot, event: AnyEvent): Ran | null {
  const { value, context } = stored;
  const before = flow.machine.resolveState({ value, context });
  collected = [];
  const after = flow.machine.transition(before, event, flow.scope);
  const effects = collected;
  collected = [];
  // Asked only where nothing seems to have happened: it costs as much as the transition.
  if (effects.length === 0 && after.value === before.value && !before.can(event)) return null;
  if (after.status !== 'active') throw new Error('a flow came to an end');
  const snapshot = {
    version: flow.version,
    status: 'active' as const,
    value: after.value,
    context: after.context,
  };
  return { snapshot, effects };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
