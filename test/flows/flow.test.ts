import { initialTransition, transition } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import {
  awaitedBy,
  flowVersion,
  readSnapshot,
  staleness,
  startFlow,
  stepFlow,
} from '../../flows/flow.js';
import { driverFlow } from '../../flows/driver.js';
import { newcomerFlow } from '../../flows/newcomer.js';
import { retailerWhatsapp } from '../../flows/retailer.whatsapp.js';
import { vendorFlow } from '../../flows/vendor.js';
import type { Event, FlowId } from '../../src/conversation/vocabulary.js';
import { EVERY_EVENT, edit, offer, question } from './samples.js';

const MACHINES: Readonly<Record<FlowId, AnyStateMachine>> = {
  'retailer.whatsapp': retailerWhatsapp,
  vendor: vendorFlow,
  driver: driverFlow,
  newcomer: newcomerFlow,
};
const IDS = Object.keys(MACHINES) as FlowId[];

const read = (over: object): Event => ({
  type: 'ORDER_READ',
  fresh: true,
  edits: [],
  questions: [],
  ...over,
});

describe.each(IDS)('%s', (id) => {
  test('steps as xstate itself does', () => {
    const machine = MACHINES[id];
    const [initial] = initialTransition(machine);
    for (const event of EVERY_EVENT) {
      const [after, actions] = transition(machine, initial, event);
      const effects = actions.flatMap((action) => action.params as unknown as object[]);
      const step = stepFlow(id, null, event);
      expect(step.effects).toEqual(effects);
      expect({ value: step.snapshot.value, context: step.snapshot.context }).toEqual({
        value: after.value,
        context: after.context,
      });
    }
  });

  test('has no timers, no invocations and no end', () => {
    const machine = MACHINES[id];
    const nodes = [machine.root, ...Object.values(machine.states)];
    for (const node of nodes) {
      expect(node.after).toEqual([]);
      expect(node.invoke).toEqual([]);
      expect(node.type).not.toBe('final');
    }
  });

  test('begins with what its machine begins with', () => {
    const start = startFlow(id);
    expect(start.version).toBe(flowVersion(id));
    expect(readSnapshot(id, JSON.parse(JSON.stringify(start)))).toEqual(start);
  });

  test('does not let an event vanish that nothing handles', () => {
    const strange = { type: 'INVENTED' } as unknown as Event;
    const step = stepFlow(id, null, strange);
    expect(step.understood).toBe(false);
    expect(step.effects).toMatchObject([{ type: 'say' }]);
  });
});

/**
 * A change of states or of what is remembered needs a new version and an upgrade in
 * src/conversation/upgrades.ts. When this fails, do that first, then write the new shape here.
 */
test('the shape of snapshots belongs to their version', () => {
  const shapes = IDS.map((id) => {
    const states = Object.keys(MACHINES[id].states).sort().join(' ');
    const keys = Object.keys(startFlow(id).context).sort().join(' ');
    return `${id} ${flowVersion(id)}: ${states} / ${keys}`;
  });
  expect(shapes).toEqual([
    'retailer.whatsapp 5: asking cancelling confirming consenting counting disputing late open ' +
      'reminded weighing / cancellable complaint consent late lost notes questions rating shown',
    'vendor 3: counting disputed offered open shelving / dispute lead shelf',
    'driver 1: cash code offered open / asked lead',
    'newcomer 2: owner pending place refused shop stranger summary / owner place point shop',
  ]);
});

test('a snapshot that cannot be gone on with is named, and not stepped on', () => {
  const good = startFlow('vendor');
  const bad: [string, unknown][] = [
    ['malformed', null],
    ['malformed', 'open'],
    ['malformed', []],
    ['other_version', { ...good, version: good.version + 1 }],
    ['other_version', {}],
    ['not_active', { ...good, status: 'error' }],
    ['unknown_state', { ...good, value: 'gone' }],
    ['unknown_state', { ...good, value: 'toString' }],
    ['unknown_state', { ...good, value: { open: 'deep' } }],
    ['malformed', { ...good, context: null }],
    ['malformed', { ...good, context: {} }],
    ['malformed', { ...good, context: { lead: null, other: 1 } }],
  ];
  for (const [stale, stored] of bad) {
    expect(staleness('vendor', stored)).toBe(stale);
    expect(readSnapshot('vendor', stored)).toBeUndefined();
    if (stored !== null) {
      expect(() => stepFlow('vendor', stored, { type: 'GREETED' })).toThrow('cannot go on');
    }
  }
});

describe('what is awaited', () => {
  const after = (id: FlowId, ...events: Event[]) => {
    let snapshot = startFlow(id);
    for (const event of events) snapshot = stepFlow(id, snapshot, event).snapshot;
    return awaitedBy(id, snapshot);
  };

  test('follows the state', () => {
    const told: Event = { type: 'TOLD', tell: { type: 'order_offered', ...offer(1) } };
    expect(after('retailer.whatsapp')).toEqual({ kind: null, questions: [], rating: null });
    expect(after('vendor', told).kind).toBe('answer');
    expect(after('newcomer', { type: 'GREETED' }).kind).toBe('words');
    expect(after('retailer.whatsapp', read({ edits: [edit()] })).kind).toBeNull();
  });

  test('a number is a choice where rows are offered, else a quantity', () => {
    const choice = question('q1');
    const amount = question('q2', { why: 'no_quantity', quantity: null, options: [] });
    const both = after('retailer.whatsapp', read({ questions: [choice, amount] }));
    expect(both.kind).toBe('choice');
    expect(both.questions.map(({ id }) => id)).toEqual(['q1', 'q2']);
    expect(after('retailer.whatsapp', read({ questions: [amount] })).kind).toBe('quantity');
  });

  test('where a number is a quantity, no number means a tap', () => {
    const amount = question('q2', { why: 'no_quantity', quantity: null, options: [] });
    const { effects } = stepFlow('retailer.whatsapp', null, read({ questions: [amount] }));
    expect(effects).toMatchObject([{ buttons: [{ id: 'answer:q2:none', number: 0 }] }]);
  });
});
