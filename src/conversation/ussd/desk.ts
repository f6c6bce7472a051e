import { USSD } from '../../base/ussd-limits.js';
import { inPlatform, inTown } from '../../db/transaction.js';
import { readChannelAccounts } from '../../inbox/arrivals.js';
import { voiceOf } from '../replies/voice.js';
import type { UssdAccount, UssdHopParts } from './hop.js';
import { layOut } from './pages.js';
import type { Screenwriting } from './pages.js';
import { endSession, hasSession } from './queries.js';
import type { Call } from './step.js';
import { openSwitchboard } from './switchboard.js';
import type { Switchboard } from './switchboard.js';

/** A screen as the channel writes it. */
export interface DeskScreen {
  readonly text: string;
  readonly ends: boolean;
}

/** Where USSD calls are taken: finds the town of a service code and hops there. */
export interface UssdDesk {
  /** Rejects when the database is away or too slow; then nothing was done. */
  take(call: Call): Promise<DeskScreen>;
  /** What is said without asking the database, in the language that was spoken last. */
  words(what: 'late' | 'busy' | 'unserved'): DeskScreen;
}

interface Desk {
  readonly parts: UssdHopParts;
  readonly switchboard: Switchboard;
  accounts: ReadonlyMap<string, UssdAccount>;
  readAtMs: number;
  /** Of gateways that name the service code once: which one a session was dialled with. */
  readonly sessions: Map<string, UssdAccount>;
  writing: Screenwriting;
}

const FIRST_WRITING: Screenwriting = {
  voice: voiceOf({
    language: 'en',
    digits: 'latin',
    currency: 'NPR',
    currencyDigits: 2,
    timeZone: 'UTC',
  }),
  alphabet: 'gsm7',
};

/** Opens the desk of a process. */
export function openUssdDesk(parts: UssdHopParts): UssdDesk {
  const desk: Desk = {
    parts,
    switchboard: openSwitchboard(parts),
    accounts: new Map(),
    readAtMs: Number.NEGATIVE_INFINITY,
    sessions: new Map(),
    writing: FIRST_WRITING,
  };
  return {
    take: (call) => take(desk, call),
    words: (what) => words(desk, what),
  };
}

function words(desk: Desk, what: 'late' | 'busy' | 'unserved'): DeskScreen {
  const parts = [{ key: `ussd.${what}` }] as const;
  const view = layOut({ type: 'show', parts, nav: 'none', ends: true }, desk.writing);
  return { text: view.pages[0]?.text ?? '', ends: true };
}

async function take(desk: Desk, call: Call): Promise<DeskScreen> {
  const found = await accountOf(desk, call);
  if (!found) return words(desk, 'unserved');
  if (call.kind === 'end') {
    await endCall(desk, found.account, call);
    return { text: '', ends: true };
  }
  if (call.input.kind === 'latest') keepSession(desk, call, found.account);
  const answer = await desk.switchboard.take(found.account, { call, dialled: found.dialled });
  // A language of its own script was chosen by one caller; the next may be able to read no other.
  if (answer.writing.alphabet === 'gsm7') desk.writing = answer.writing;
  return { text: answer.text, ends: answer.ends };
}

async function endCall(desk: Desk, account: UssdAccount, call: Call): Promise<void> {
  const { database, universe } = desk.parts;
  desk.sessions.delete(sessionKey(call));
  await inTown(database, account.homeTownId, (tx) =>
    endSession(tx, call.gateway, call.session, universe.now()),
  );
}

function sessionKey({ gateway, session }: Call): string {
  return `${gateway} ${session}`;
}

function keepSession(desk: Desk, call: Call, account: UssdAccount): void {
  if (desk.sessions.size >= USSD.counted_max) desk.sessions.clear();
  desk.sessions.set(sessionKey(call), account);
}

interface Found {
  readonly account: UssdAccount;
  /** What was dialled behind the code. */
  readonly dialled: readonly string[];
}

/** The account of a service code, the longest that the code begins with. */
function byCode(accounts: Desk['accounts'], serviceCode: string): Found | undefined {
  const exact = accounts.get(serviceCode);
  if (exact) return { account: exact, dialled: [] };
  const dialled = serviceCode.slice(0, -1);
  const [best] = [...accounts.values()]
    .filter((account) => dialled.startsWith(`${account.serviceCode.slice(0, -1)}*`))
    .sort((a, b) => b.serviceCode.length - a.serviceCode.length);
  if (!best) return undefined;
  return { account: best, dialled: dialled.slice(best.serviceCode.length).split('*') };
}

async function accountOf(desk: Desk, call: Call): Promise<Found | undefined> {
  if (call.serviceCode !== '') {
    const known = byCode(desk.accounts, call.serviceCode);
    if (known) return known;
    await readAccounts(desk);
    return byCode(desk.accounts, call.serviceCode);
  }
  if (desk.accounts.size === 0) await readAccounts(desk);
  const kept = desk.sessions.get(sessionKey(call));
  if (kept) return { account: kept, dialled: [] };
  const [only, ...others] = desk.accounts.values();
  if (!only) return undefined;
  if (others.length === 0) return { account: only, dialled: [] };
  return call.kind === 'start' ? undefined : searchTowns(desk, call);
}

/** Another process took the beginning of the session: its row says where. */
async function searchTowns(desk: Desk, call: Call): Promise<Found | undefined> {
  for (const account of desk.accounts.values()) {
    const isHere = await inTown(desk.parts.database, account.homeTownId, (tx) =>
      hasSession(tx, account.id, call.gateway, call.session),
    );
    if (isHere) return { account, dialled: [] };
  }
  return undefined;
}

/** Reads the list of service codes again, but not at every stranger's bidding. */
async function readAccounts(desk: Desk): Promise<void> {
  const { database, universe } = desk.parts;
  const now = universe.nowMs();
  if (now - desk.readAtMs < USSD.accounts_reread_ms_min) return;
  desk.readAtMs = now;
  const list = await inPlatform(database, (tx) => readChannelAccounts(tx, 'ussd'));
  desk.accounts = new Map(
    list.map(({ id, providerAccountId, homeTownId }) => [
      providerAccountId,
      { id, homeTownId, serviceCode: providerAccountId },
    ]),
  );
}
