import { assert } from '../../base/assert.js';
import { USSD } from '../../base/ussd-limits.js';
import { Closing, inTownAtOnce } from '../../db/transaction.js';
import type { Tx } from '../../db/transaction.js';
import { afterHop, NeedsOwnHop, openDial, takeCall } from './hop.js';
import type { Arrival, Dial, HopAnswer, Known, Taken, UssdAccount, UssdHopParts } from './hop.js';
import { enterCallers, lockCallers, readSessionPasts, saveTurns } from './queries.js';
import { speaksIn } from './step.js';
import type { UssdEffect } from './vocabulary.js';

/**
 * Takes calls. Those that wait at the same time share one transaction, and with it its opening,
 * its commit and every write to the database. What cannot be done beside others, or would make
 * them wait, is left over there and has a transaction of its own.
 */
export interface Switchboard {
  /** Rejects when the database is away or too slow; then nothing was done. */
  take(account: UssdAccount, arrival: Arrival): Promise<HopAnswer>;
}

/**
 * What may be done beside other callers: it reads, or locks rows of its own caller alone (the PIN,
 * the basket, the credit account), so that no two of them can be in each other's way.
 */
const BESIDE: ReadonlySet<UssdEffect['type']> = new Set<UssdEffect['type']>([
  'read_shelves',
  'read_shelf',
  'find_products',
  'find_code',
  'read_product',
  'edit_basket',
  'show_basket',
  'drop_basket',
  'repeat_last_order',
  'place_order',
  'read_orders',
  'read_balance',
  'read_owed',
  'read_offers',
  'read_disputes',
  'read_to_pack',
  'read_held',
  'read_price',
  'read_door',
  'set_language',
]);

interface Waiting {
  readonly arrival: Arrival;
  readonly resolve: (answer: HopAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** The calls to one service code. */
interface Line {
  account: UssdAccount;
  waiting: Waiting[];
  running: number;
}

/** Opens the switchboard of a process. */
export function openSwitchboard(parts: UssdHopParts): Switchboard {
  const lines = new Map<string, Line>();
  return {
    take: (account, arrival) =>
      new Promise((resolve, reject) => {
        const line = lines.get(account.id) ?? { account, waiting: [], running: 0 };
        lines.set(account.id, line);
        line.account = account;
        line.waiting.push({ arrival, resolve, reject });
        // What arrived in the same turn of the event loop goes together.
        setImmediate(connect, parts, line);
      }),
  };
}

/** Takes what waits, as far as there are transactions left to take it in. */
function connect(parts: UssdHopParts, line: Line): void {
  while (line.waiting.length > 0 && line.running < USSD.together_transactions_max) {
    line.running += 1;
    void takeWaiting(parts, line.account, nextOf(line)).finally(() => {
      line.running -= 1;
      connect(parts, line);
    });
  }
}

/** The calls that waited longest, one of a phone: its next follows when this one is answered. */
function nextOf(line: Line): readonly Waiting[] {
  const phones = new Set<string>();
  const next: Waiting[] = [];
  const rest: Waiting[] = [];
  for (const one of line.waiting) {
    const { phone } = one.arrival.call;
    const fits = next.length < USSD.together_max && !phones.has(phone);
    phones.add(phone);
    (fits ? next : rest).push(one);
  }
  line.waiting = rest;
  return next;
}

/** Answers calls, together as far as that goes; whoever is left over is on their own from here. */
async function takeWaiting(
  parts: UssdHopParts,
  account: UssdAccount,
  calls: readonly Waiting[],
): Promise<void> {
  const arrivals = calls.map(({ arrival }) => arrival);
  const answers = await hopTogether(parts, account, arrivals).catch((error: unknown) => {
    const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
    parts.log.info('calls are taken one by one', { calls: calls.length, name, code });
    return [];
  });
  calls.forEach(({ arrival, resolve, reject }, at) => {
    const answer = answers[at];
    if (answer) resolve(answer);
    else hopAlone(parts, account, arrival).then(resolve, reject);
  });
}

/** A call that was taken, in a transaction that is not committed yet. */
interface Hopped {
  readonly dial: Dial;
  readonly taken: Taken;
}

/** Hands what was taken to the commit, which writes all of it down. */
function closing<T>(
  tx: Tx,
  parts: UssdHopParts,
  account: UssdAccount,
  value: T,
  hopped: readonly Hopped[],
): T | Closing<T> {
  const turns = hopped.flatMap(({ taken: { kept } }) => (kept === null ? [] : [kept]));
  if (turns.length === 0) return value;
  return new Closing(value, [saveTurns(tx, account.id, turns, parts.universe.now())]);
}

function answerOf({ dial, taken }: Hopped): HopAnswer {
  return { text: taken.text, ends: taken.ends, writing: dial.writing };
}

// A lock is waited for as long as a statement may take.
const ALONE = { statementMs: USSD.statement_ms_max, lockMs: 0 };

/** One call in its own transaction. Locks: the caller's row, then as `takeCall` does. */
async function hopAlone(
  parts: UssdHopParts,
  account: UssdAccount,
  arrival: Arrival,
): Promise<HopAnswer> {
  const { universe, database } = parts;
  const startedMs = universe.nowMs();
  const hopped = await inTownAtOnce(database, account.homeTownId, ALONE, async (tx) => {
    const [known] = await lockOrEnter(tx, parts, account, [arrival], 'wait');
    assert(known, 'a call finds its caller');
    const dial = await openDial(tx, parts, arrival, known, null);
    const hopped = { dial, taken: await takeCall(dial) };
    return closing(tx, parts, account, hopped, [hopped]);
  });
  afterHop(hopped.dial, startedMs);
  return answerOf(hopped);
}

/**
 * Locks callers as `lockCallers` does, puts down who dials for the first time, and reads what is
 * known of new sessions: at once where somebody has just dialled, else only where one turns out
 * to be new.
 */
async function lockOrEnter(
  tx: Tx,
  { universe }: UssdHopParts,
  account: UssdAccount,
  arrivals: readonly Arrival[],
  busy: 'wait' | 'skip',
): Promise<readonly Known[]> {
  const calls = arrivals.map(({ call }) => call);
  const phones = calls.map(({ phone }) => phone);
  const hasDialled = calls.some(({ kind, input }) => kind === 'start' || input.text === '');
  const [first, early] = await Promise.all([
    lockCallers(tx, account.id, phones, busy),
    hasDialled ? readSessionPasts(tx, account.id, calls) : null,
  ]);
  let locked = first;
  const unknown = phones.filter((_, at) => first[at]?.caller === null);
  if (unknown.length > 0) {
    const entered = unknown.map((phone) => ({ conversationId: universe.newId(), phone }));
    await enterCallers(tx, account.id, entered, universe.now());
    locked = await lockCallers(tx, account.id, phones, busy);
  }
  const isAnyNew = calls.some((call, at) => {
    const caller = locked[at]?.caller ?? null;
    return caller !== null && !speaksIn(caller, call);
  });
  const pasts = early ?? (isAnyNew ? await readSessionPasts(tx, account.id, calls) : []);
  return locked.map((one, at) => ({ locked: one, past: pasts[at] ?? null }));
}

const TOGETHER = { statementMs: USSD.statement_ms_max, lockMs: USSD.together_lock_ms_max };

/**
 * Several calls in one transaction: the answers in their order, none for whoever has to be taken
 * alone (a row that somebody else holds, a deed that is not done beside others).
 * Fails, with nothing done, where one of them failed in what it wrote.
 */
async function hopTogether(
  parts: UssdHopParts,
  account: UssdAccount,
  arrivals: readonly Arrival[],
): Promise<readonly (HopAnswer | undefined)[]> {
  const { universe, database } = parts;
  const startedMs = universe.nowMs();
  const all = await inTownAtOnce(database, account.homeTownId, TOGETHER, async (tx) => {
    const known = await lockOrEnter(tx, parts, account, arrivals, 'skip');
    // Nobody is beside a single caller.
    const beside = arrivals.length === 1 ? null : BESIDE;
    const dials: (Dial | undefined)[] = [];
    for (const [at, one] of known.entries()) {
      const arrival = arrivals[at];
      const joins = arrival && one.locked.caller !== null && isFirstOfParty(known, at);
      dials.push(joins ? await openDial(tx, parts, arrival, one, beside) : undefined);
    }
    const hopped = await takeBeside(dials);
    return closing(
      tx,
      parts,
      account,
      hopped,
      hopped.filter((one) => one !== undefined),
    );
  });
  return all.map((hopped) => {
    if (hopped === undefined) return undefined;
    afterHop(hopped.dial, startedMs);
    return answerOf(hopped);
  });
}

/** Row locks do not part what one transaction does: one party speaks in it once. */
function isFirstOfParty(known: readonly Known[], at: number): boolean {
  const id = known[at]?.locked.party?.id;
  return id === undefined || known.findIndex(({ locked }) => locked.party?.id === id) === at;
}

/**
 * Takes the calls side by side. All of them are waited for, whatever becomes of one: nobody may
 * still be speaking to the database when the transaction is over.
 */
async function takeBeside(
  dials: readonly (Dial | undefined)[],
): Promise<readonly (Hopped | undefined)[]> {
  const ends = await Promise.allSettled(
    dials.map(async (dial) => dial && { dial, taken: await takeCall(dial) }),
  );
  return ends.map((end, at) => {
    if (end.status === 'fulfilled') return end.value;
    if (end.reason instanceof NeedsOwnHop && dials[at]?.acted === false) return undefined;
    throw end.reason;
  });
}
