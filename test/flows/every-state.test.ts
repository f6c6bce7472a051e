import { flowVersion, readSnapshot, startFlow, stepFlow } from '../../flows/flow.js';
import type { FlowSnapshot } from '../../flows/flow.js';
import { readTap } from '../../flows/taps.js';
import { en } from '../../src/conversation/replies/en.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { render } from '../../src/conversation/replies/render.js';
import type { Event, FlowId, Hole, Part, Say, Tap } from '../../src/conversation/vocabulary.js';
import { faultsOf } from './message-limits.js';
import { EVERY_EVENT } from './samples.js';
import { AFTER_FOR_VENDORS, FOR_DRIVERS, FOR_SHOPS } from './others-events.js';

const LANGUAGES: readonly ReplyLanguage[] = ['en', 'ne', 'ne-Latn'];
const STATES: Readonly<Record<FlowId, readonly string[]>> = {
  'retailer.whatsapp': [
    'asking',
    'cancelling',
    'confirming',
    'consenting',
    'counting',
    'disputing',
    'late',
    'open',
    'reminded',
    'weighing',
  ],
  vendor: ['counting', 'disputed', 'offered', 'open', 'shelving'],
  driver: ['cash', 'code', 'offered', 'open'],
  newcomer: ['owner', 'pending', 'place', 'refused', 'shop', 'stranger', 'summary'],
};

/** What may be met with silence: outcomes and tells that are another flow's. */
const SILENT: Readonly<Record<FlowId, readonly string[]>> = {
  'retailer.whatsapp': [
    ...FOR_DRIVERS,
    ...AFTER_FOR_VENDORS,
    'TOLD delivered_short',
    'DRIVER_DONE',
    'OFFERS_READ',
    'WORK_DONE',
    'OFFER_ANSWERED',
    'OFFER_CHANGED',
    'RETAILER_REGISTERED',
    'OWED_READ',
    'WALLET_SPENT',
    'TOLD change_taken',
    'TOLD delivery_wished',
    'TOLD order_offered',
    'TOLD offer_closed',
    'TOLD packed_short',
    'TOLD stock_low',
  ],
  vendor: [
    ...FOR_DRIVERS,
    ...FOR_SHOPS,
    'DRIVER_DONE',
    'PLACE_KEPT',
    'BASKET_CHANGED',
    'BASKET_SHOWN',
    'BASKET_DROPPED',
    'ORDER_PLACED',
    'ORDER_CANCELLED',
    'ORDERS_READ',
    'BALANCE_READ',
    'RETAILER_REGISTERED',
    'CHANGE_SETTLED',
    'PART_CHOICE_READ',
    'HISTORY_READ',
    'WISH_KEPT',
    'SETTINGS_READ',
    'STATEMENT_READ',
    'GOODS_READ',
    'SUBSTITUTES_READ',
    'STANDINGS_READ',
    'STANDING_KEPT',
    'STANDING_PROPOSED',
    'STANDING_WAITS',
    'TOLD standing_due',
    'TOLD change_asked',
    'TOLD change_lapsed',
    'TOLD order_part_accepted',
    'TOLD order_accepted',
    'TOLD order_promised',
    'TOLD order_packed',
    'TOLD order_receipt',
    'TOLD order_waiting',
    'TOLD order_split',
    'TOLD retailer_approved',
    'TOLD retailer_refused',
  ],
  driver: [
    ...FOR_SHOPS,
    ...AFTER_FOR_VENDORS,
    'HISTORY_READ',
    'WISH_KEPT',
    'SETTINGS_READ',
    'STATEMENT_READ',
    'GOODS_READ',
    'SUBSTITUTES_READ',
    'STANDINGS_READ',
    'STANDING_KEPT',
    'STANDING_PROPOSED',
    'STANDING_WAITS',
    'WORK_DONE',
    'TOLD order_promised',
    'TOLD order_receipt',
    'TOLD standing_due',
    'TOLD delivery_wished',
    'TOLD delivered_short',
    'BASKET_CHANGED',
    'BASKET_SHOWN',
    'BASKET_DROPPED',
    'ORDER_PLACED',
    'ORDER_CANCELLED',
    'ORDERS_READ',
    'BALANCE_READ',
    'OFFERS_READ',
    'OFFER_ANSWERED',
    'OFFER_CHANGED',
    'CHANGE_SETTLED',
    'PART_CHOICE_READ',
    'RETAILER_REGISTERED',
    'TOLD change_asked',
    'TOLD change_lapsed',
    'TOLD change_taken',
    'TOLD order_part_accepted',
    'TOLD order_offered',
    'TOLD offer_closed',
    'TOLD order_accepted',
    'TOLD order_packed',
    'TOLD packed_short',
    'TOLD stock_low',
    'TOLD order_waiting',
    'TOLD order_split',
    'TOLD order_cancelled',
    'TOLD retailer_approved',
    'TOLD retailer_refused',
  ],
  newcomer: [
    ...FOR_DRIVERS,
    ...AFTER_FOR_VENDORS,
    ...FOR_SHOPS,
    'TOLD delivered_short',
    'DRIVER_DONE',
    'PLACE_KEPT',
    'BASKET_CHANGED',
    'BASKET_SHOWN',
    'BASKET_DROPPED',
    'ORDER_PLACED',
    'ORDER_CANCELLED',
    'ORDERS_READ',
    'BALANCE_READ',
    'OFFERS_READ',
    'WORK_DONE',
    'OFFER_ANSWERED',
    'OFFER_CHANGED',
    'CHANGE_SETTLED',
    'PART_CHOICE_READ',
    'HISTORY_READ',
    'WISH_KEPT',
    'SETTINGS_READ',
    'STATEMENT_READ',
    'GOODS_READ',
    'SUBSTITUTES_READ',
    'STANDINGS_READ',
    'STANDING_KEPT',
    'STANDING_PROPOSED',
    'STANDING_WAITS',
    'TOLD standing_due',
    'TOLD delivery_wished',
    'TOLD change_asked',
    'TOLD change_lapsed',
    'TOLD change_taken',
    'TOLD order_part_accepted',
    'TOLD order_offered',
    'TOLD offer_closed',
    'TOLD order_accepted',
    'TOLD order_promised',
    'TOLD order_packed',
    'TOLD order_receipt',
    'TOLD packed_short',
    'TOLD stock_low',
    'TOLD order_waiting',
    'TOLD order_split',
    'TOLD order_cancelled',
  ],
};

/** Snapshots looked at per flow: more than there are shapes, few enough for seconds. */
const SNAPSHOTS_MAX = 200;

/**
 * What is alike about snapshots that behave alike: which things are remembered, not which words.
 * Lists count as none, one or more; texts as empty or not; notes by their keys.
 */
function shapeOf({ value, context }: FlowSnapshot): string {
  const told = JSON.stringify(context, (key: string, held: unknown) => {
    if (key === 'questions' && Array.isArray(held)) return held.length > 0;
    if (key === 'notes') return (held as { key: string }[]).map((note) => note.key).join();
    if (Array.isArray(held)) return Math.min(held.length, 2);
    return typeof held === 'string' ? held !== '' : held;
  });
  return `${value} ${told}`;
}

interface Explored {
  readonly states: Set<string>;
  readonly silent: Set<string>;
  readonly says: Map<string, Say>;
  readonly sizes: number[];
  /** What went wrong, each with the state and event it came from. */
  readonly faults: string[];
}

function nameOf(event: Event): string {
  return event.type === 'TOLD' ? `TOLD ${event.tell.type}` : event.type;
}

/** Takes every event in every snapshot that can be reached, breadth first. */
function explore(id: FlowId): Explored {
  const explored: Explored = {
    states: new Set(),
    silent: new Set(),
    says: new Map(),
    sizes: [],
    faults: [],
  };
  const waiting: string[] = [JSON.stringify(startFlow(id))];
  const known = new Set([shapeOf(startFlow(id))]);
  // Most events leave what an earlier one left: its shape is known then.
  const left = new Set(waiting);
  for (let taken = 0; taken < waiting.length && taken < SNAPSHOTS_MAX; taken += 1) {
    const before = frozen(JSON.parse(waiting[taken] ?? '')) as FlowSnapshot;
    for (const event of EVERY_EVENT) {
      const next = takeOne(id, before, event, explored);
      if (next === undefined) continue;
      const stored = JSON.stringify(next);
      explored.sizes.push(stored.length);
      if (left.has(stored)) continue;
      left.add(stored);
      const shape = shapeOf(next);
      if (known.has(shape)) continue;
      known.add(shape);
      waiting.push(stored);
      if (readSnapshot(id, JSON.parse(stored)) === undefined) {
        explored.faults.push(`${id} ${shape}: what is stored of it cannot be read`);
      }
    }
  }
  return explored;
}

/** What is changed by a flow that was only to read it throws, and is a fault of that flow. */
function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

function takeOne(
  id: FlowId,
  before: FlowSnapshot,
  event: Event,
  explored: Explored,
): FlowSnapshot | undefined {
  const place = `${id} ${before.value} <- ${nameOf(event)}`;
  try {
    const step = stepFlow(id, before, event);
    explored.states.add(step.snapshot.value);
    const says = step.effects.filter((effect) => effect.type === 'say');
    if (says.length > 1) explored.faults.push(`${place}: more than one message`);
    if (step.effects.length === 0 && before.value !== 'weighing') {
      explored.silent.add(nameOf(event));
    }
    for (const say of says) explored.says.set(JSON.stringify(say), say);
    return step.snapshot;
  } catch (error) {
    explored.faults.push(`${place}: ${String(error)}`);
    return undefined;
  }
}

const FLOWS = Object.keys(STATES) as FlowId[];
const explorations = new Map(FLOWS.map((id) => [id, explore(id)]));

function explored(id: FlowId): Explored {
  const found = explorations.get(id);
  if (!found) throw new Error(`unexplored: ${id}`);
  return found;
}

function tapsOf(say: Say): readonly Tap[] {
  return [...(say.buttons ?? []), ...(say.list?.rows ?? [])];
}

function partsOf(say: Say): readonly Part[] {
  const taps = tapsOf(say);
  return [
    ...say.parts,
    ...(say.list ? [say.list.open] : []),
    ...(say.link ? [say.link.title] : []),
    ...sheetParts(say),
    ...goodsParts(say),
    ...(say.form ? [...say.form.parts, say.form.title] : []),
    ...taps.flatMap(({ title, description, section }) =>
      [title, description, section].filter((one): one is Part => one !== undefined && 'key' in one),
    ),
  ];
}

/** What stands with products of the provider's catalogue. */
function goodsParts({ goods }: Say): readonly Part[] {
  if (!goods) return [];
  const titles = goods.sections.flatMap(({ title }) => ('key' in title ? [title] : []));
  return [...goods.parts, goods.header, ...titles];
}

/** Everything that stands on the sheet of paper that goes with it. */
function sheetParts({ sheet }: Say): readonly Part[] {
  if (!sheet) return [];
  const { file, title, lines, columns, rows, sums } = sheet;
  const beneath = sums.flatMap(({ words, amount }) => [words, amount]);
  return [file, title, ...lines, ...columns.map((one) => one.title), ...rows.flat(), ...beneath];
}

function keysIn(hole: Hole): readonly string[] {
  if (typeof hole !== 'object') return [];
  if ('keys' in hole) return hole.keys;
  if ('key' in hole) return [hole.key];
  if ('goods' in hole) return ['split.goods'];
  return 'time' in hole ? ['time.at', 'time.clock', 'time.month', 'time.part'] : [];
}

describe.each(FLOWS)('flow %s', (id) => {
  test('hears every event in every state without a fault', () => {
    expect(explored(id).faults).toEqual([]);
    expect([...explored(id).states].sort()).toEqual(STATES[id]);
  });

  test('is silent only to what is not its own', () => {
    expect([...explored(id).silent].sort()).toEqual([...SILENT[id]].sort());
  });

  test('stores little', () => {
    // A row of a session is rewritten on every turn; the largest holds 60 late edits.
    const largest = explored(id).sizes.reduce((max, size) => Math.max(max, size), 0);
    expect(largest).toBeLessThan(40_000);
  });

  test.each(LANGUAGES)('says everything within the limits of WhatsApp in %s', (language) => {
    const style = {
      language,
      currency: 'NPR',
      currencyDigits: 2,
      timeZone: 'Asia/Kathmandu',
    } as const;
    const shop = { catalogueId: '7', skuOf: (productId: string): string => productId };
    const faults = [...explored(id).says.values()].flatMap((say) =>
      [{}, { shop, form: { flowId: '7', token: 't' } }].flatMap((linked) =>
        faultsOf(render(say, style, linked)).map((fault) => `${say.parts[0]?.key ?? ''}: ${fault}`),
      ),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  test('offers only taps that it understands', () => {
    const ids = [...explored(id).says.values()].flatMap((say) => tapsOf(say).map((tap) => tap.id));
    const strange = [...new Set(ids)].filter((tapId) => readTap(tapId) === null);
    expect(strange).toEqual([]);
  });

  test('has a version', () => {
    expect(flowVersion(id)).toBeGreaterThanOrEqual(1);
  });
});

test('every reply is said by some flow', () => {
  const said = new Set<string>();
  for (const { says } of explorations.values()) {
    for (const say of says.values()) {
      for (const { key, holes } of partsOf(say)) {
        said.add(key);
        for (const hole of Object.values(holes ?? {})) keysIn(hole).forEach((k) => said.add(k));
      }
    }
  }
  // What a template leaves out is said on its way out; whoever no flow serves is answered before
  // any flow is asked.
  // What a keypad shows is of its own flows: every-screen.test.ts.
  const others = /^(standing|ussd|shelf|office|sms|identity|told|campaign)\./;
  const ofFlows = Object.keys(en).filter((key) => !others.test(key));
  expect(ofFlows.filter((key) => !said.has(key))).toEqual([]);
});
