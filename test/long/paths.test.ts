import { sql } from 'kysely';
import pg from 'pg';
import { driverFlow } from '../../flows/driver.js';
import { newcomerFlow } from '../../flows/newcomer.js';
import { retailerWhatsapp } from '../../flows/retailer.whatsapp.js';
import { vendorFlow } from '../../flows/vendor.js';
import { inTown } from '../../src/db/transaction.js';
import { demoPhone } from '../../src/demo-town.js';
import { verify } from '../../src/domain/ledger/verify.js';
import { findBreaches } from '../support/consistency.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { acts, allocateByHand, sends, spoke, strangerPhone, taps, types } from './path-acts.js';
import type { Act, Walker } from './path-acts.js';

/**
 * Every path of so many moves from every way into a flow, each by a person of their own, through
 * the webhook, the inbox and the true hop: nothing fails, everybody is left in a state of the flow,
 * nothing is ordered twice, and books, holds and stock stay right.
 */

interface Walk {
  readonly flow: { readonly id: string; readonly states: object };
  /** Ways in: what happens first, a round each. */
  readonly starts: Readonly<Record<string, readonly Act[]>>;
  readonly moves: readonly Act[];
  readonly depth: number;
  readonly phone: (i: number) => string;
  /** States that a person comes into on some of these paths. */
  readonly reached: readonly string[];
}

/** What a number may send in this time: all that a round of people is told, in a few of them. */
const PASS_MS = 10_000;
const PASSES_MAX = 100;

const ORDERED: readonly Act[] = [types('5 ctn waiwai'), taps(1)];
const OFFERED: readonly Act[] = [
  acts.retailer(types('5 ctn waiwai')),
  acts.retailer(taps(1)),
  acts.assign,
];
const ACCEPTED: readonly Act[] = [...OFFERED, acts.vendor(types('ok'))];
const GIVEN: readonly Act[] = [...ACCEPTED, acts.vendor(types('packed')), acts.give];

const WALKS: readonly Walk[] = [
  {
    flow: retailerWhatsapp,
    starts: {
      fresh: [],
      basket: [types('5 ctn waiwai')],
      question: [types('tel 2')],
      ordered: ORDERED,
      cancelling: [...ORDERED, types('cancel 1 order'), types('cancel')],
      part: [...ORDERED, acts.assign, acts.vendor(types('only 3 ctn waiwai'))],
      late: [acts.typedAgo(5, '5 ctn waiwai')],
    },
    moves: [
      types('2 ctn rara'),
      types('tel 2'),
      types('ok'),
      types('1'),
      types('cancel'),
      types('no'),
      types('same as last time'),
      types('status'),
      types('qwrtz plk'),
      taps(1),
      taps(2),
    ],
    depth: 2,
    phone: (i) => demoPhone('retailer', i),
    reached: ['open', 'confirming', 'asking', 'consenting', 'late'],
  },
  {
    flow: vendorFlow,
    starts: { idle: [], offered: OFFERED, accepted: ACCEPTED },
    moves: [
      types('ok'),
      types('no stock'),
      types('only 3 ctn waiwai'),
      types('kal bihana'),
      types('packed'),
      types('list'),
      types('waiwai 40 ctn left'),
      types('qwrtz plk'),
      taps(1),
      taps(2),
    ],
    depth: 2,
    phone: (i) => demoPhone('vendor', i),
    reached: ['open', 'offered'],
  },
  {
    flow: driverFlow,
    starts: { idle: [], given: GIVEN, out: [...GIVEN, types('picked up'), types('on the way')] },
    moves: [
      types('ok'),
      types('picked up'),
      types('delivered'),
      types('1234'),
      types('shop closed'),
      types('cash'),
      types('list'),
      types('qwrtz plk'),
      taps(1),
    ],
    depth: 2,
    phone: (i) => demoPhone('driver', i),
    reached: ['open', 'code'],
  },
  {
    flow: newcomerFlow,
    starts: {
      unknown: [],
      greeted: [types('namaste')],
      named: [types('namaste'), types('Hari Kirana')],
      owned: [types('namaste'), types('Hari Kirana'), types('Hari Thapa')],
      placed: [types('namaste'), types('Hari Kirana'), types('Hari Thapa'), types('Bazar 4')],
    },
    moves: [
      types('namaste'),
      types('Hari Kirana'),
      types('1'),
      types('no'),
      types('english'),
      types('5 ctn waiwai'),
      types('qwrtz plk'),
      taps(1),
      sends({ type: 'location', location: { latitude: 28.6, longitude: 81.6 } }),
    ],
    depth: 2,
    phone: strangerPhone,
    reached: ['shop', 'owner', 'place', 'summary', 'pending'],
  },
];

/** All sequences of that many moves. */
function sequences(moves: readonly Act[], depth: number): readonly (readonly Act[])[] {
  if (depth === 0) return [[]];
  return sequences(moves, depth - 1).flatMap((path) => moves.map((move) => [...path, move]));
}

function walkersOf(service: Stage, walk: Walk): { walker: Walker; path: readonly Act[] }[] {
  const paths = Object.values(walk.starts).flatMap((start) =>
    sequences(walk.moves, walk.depth).map((moves) => [...start, ...moves]),
  );
  return paths.map((path, at) => ({
    path,
    walker: { service, i: at + 1, phone: walk.phone(at + 1) },
  }));
}

interface Standing {
  readonly state: string | null;
  readonly flow: string;
}

async function standings(service: Stage, phones: readonly string[]): Promise<readonly Standing[]> {
  return inTown(service.database, service.place.townId, async (tx) => {
    const { rows } = await sql<Standing>`
      select flow_id as flow, snapshot ->> 'value' as state from sessions
      where phone = any(${phones}::text[])`.execute(tx);
    return rows;
  });
}

async function look(service: Stage, statement: string): Promise<readonly unknown[]> {
  const admin = new pg.Client({ connectionString: service.testDatabase.adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<object>(statement, [service.place.townId]);
    return [...rows, ...(await findBreaches(admin, service.place.townId))];
  } finally {
    await admin.end();
  }
}

/** Hundreds spoke at once through one number: lets the time pass that its pace asks for. */
async function heardOut(service: Stage): Promise<void> {
  for (let passed = 0; passed < PASSES_MAX; passed += 1) {
    const [waiting] = await inTown(service.database, service.place.townId, async (tx) => {
      const { rows } = await sql<{ messages: number }>`
        select count(*)::integer as messages from outbox_queue`.execute(tx);
      return rows;
    });
    if (waiting?.messages === 0) return;
    await service.pass(PASS_MS);
  }
}

test.each(WALKS)(
  'every path of $flow.id',
  async (walk) => {
    const people = Object.keys(walk.starts).length * walk.moves.length ** walk.depth;
    const service = await openStage({
      slug: `paths-${walk.flow.id}`,
      phoneNumberId: '200000000000001',
      size: { retailers: people, vendors: people, drivers: people },
      startMs: Date.parse('2026-03-02T08:00:00+05:45'),
    });
    try {
      await allocateByHand(service);
      const walkers = walkersOf(service, walk);
      const rounds = Math.max(...walkers.map(({ path }) => path.length));
      const states = new Set<string>();
      const phones = walkers.map(({ walker }) => walker.phone);
      for (let round = 0; round < rounds; round += 1) {
        service.universe.advance(10_000);
        for (const { path, walker } of walkers) await path[round]?.(walker);
        await service.settle();
        for (const { flow, state } of await standings(service, phones))
          if (flow === walk.flow.id && state !== null) states.add(state);
      }
      await heardOut(service);
      expect(service.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      expect([...states].filter((state) => !(state in walk.flow.states))).toEqual([]);
      expect(walk.reached.filter((state) => !states.has(state))).toEqual([]);
      expect(walkers.filter(({ walker }) => !spoke(walker)).map(({ walker }) => walker.i)).toEqual(
        [],
      );
      const left = `select 'left over', to_jsonb(q) from inbox_queue q where town_id = $1
      union all select 'set aside', to_jsonb(q) from inbox_quarantine q where town_id = $1`;
      expect(await look(service, left)).toEqual([]);
      const twice = `select basket_id from orders where town_id = $1 and parent_id is null
      group by basket_id having count(*) > 1`;
      expect(await look(service, twice)).toEqual([]);
      const books = await inTown(service.database, service.place.townId, (tx) => verify(tx));
      expect(books.ok).toBe(true);
    } finally {
      await service.close();
    }
  },
  1_200_000,
);
