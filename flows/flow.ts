import type { Effect, Event, FlowId, Question } from '../src/conversation/vocabulary.js';
import { onlyWordsAnswer } from './doubts.js';
import { driverFlow } from './driver.js';
import { flowOf, run, stalenessOf } from './machine.js';
import type { Flow, FlowSnapshot, Ran, Stale } from './machine.js';
import { newcomerFlow } from './newcomer.js';
import { onlyOrder } from './orders.js';
import type { Cancellable } from './orders.js';
import { retailerWhatsapp } from './retailer.whatsapp.js';
import { vendorFlow } from './vendor.js';

/**
 * The front door of the flows: a stored snapshot and an event go in, the next snapshot and what is
 * to be done come out. Nothing here or behind it has a clock, a timer, a query or a random number.
 */

export type { FlowSnapshot, Stale } from './machine.js';

export interface Step {
  readonly snapshot: FlowSnapshot;
  /** In the order in which they are to be carried out. */
  readonly effects: readonly Effect[];
  /** False when the person could not be understood here; three in a row call for help. */
  readonly understood: boolean;
}

const FLOWS: Readonly<Record<FlowId, Flow>> = {
  'retailer.whatsapp': flowOf(retailerWhatsapp, 5),
  vendor: flowOf(vendorFlow, 3),
  driver: flowOf(driverFlow, 1),
  newcomer: flowOf(newcomerFlow, 2),
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
  return stalenessOf(FLOWS[id], stored);
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
  const heard = run(flow, stored, event);
  if (heard) return stepOf(heard, event.type !== 'NOT_UNDERSTOOD');
  // xstate lets an event that no state handles vanish. The types of the flows' tables rule that
  // out; should one come all the same, its sender hears that it was not understood.
  const misheard: Event = { type: 'NOT_UNDERSTOOD', said: '' };
  const unheard = run(flow, stored, misheard);
  return stepOf(unheard ?? { snapshot: stored, effects: [] }, false);
}

function stepOf({ snapshot, effects }: Ran, understood: boolean): Step {
  return { snapshot, effects: effects as readonly Effect[], understood };
}

/** What a conversation waits for: how the next words are to be read. */
export interface Awaited {
  readonly kind: 'confirmation' | 'choice' | 'quantity' | 'answer' | 'words' | 'count' | null;
  /** Doubts that are open, in the order they were asked; empty but for `choice` and `quantity`. */
  readonly questions: readonly Question[];
  /** The number of the order that its retailer was asked to rate; null: none, or not now. */
  readonly rating: string | null;
}

const AWAITED: Readonly<Record<FlowId, Readonly<Record<string, Awaited['kind']>>>> = {
  'retailer.whatsapp': {
    open: null,
    reminded: 'confirmation',
    asking: 'choice',
    confirming: 'confirmation',
    late: 'confirmation',
    weighing: null,
    cancelling: 'choice',
    consenting: 'confirmation',
    disputing: 'choice',
    counting: 'count',
  },
  vendor: {
    open: null,
    offered: 'answer',
    shelving: 'choice',
    disputed: 'count',
    counting: 'count',
  },
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

/** A figure is a rating only where nothing else is asked. */
function ratingAsked(id: FlowId, { value, context }: FlowSnapshot): string | null {
  return id === 'retailer.whatsapp' && value === 'open'
    ? (context['rating'] as string | null)
    : null;
}

/** Reads from a snapshot that stepFlow accepts what its conversation waits for. */
export function awaitedBy(id: FlowId, snapshot: FlowSnapshot): Awaited {
  const kind = awaitedIn(id, snapshot);
  const rating = ratingAsked(id, snapshot);
  if (id !== 'retailer.whatsapp' || snapshot.value !== 'asking') {
    return { kind, questions: [], rating };
  }
  const questions = pendingQuestions(id, snapshot);
  return { kind: questions.every(onlyWordsAnswer) ? 'quantity' : kind, questions, rating };
}
