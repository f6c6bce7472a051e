import { BEFORE_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { accountId, contentHash, entryHash } from './chain.js';
import { legsFromDocuments } from './ledger.js';
import { selectAccountStates, selectChains, selectPostings } from './queries.js';
import type { AccountStateRow, ChainedRow, PostingRow } from './queries.js';
import { isChained } from './recipes.js';
import type { AccountKind, Recipe } from './recipes.js';

/** What a whole set of books was found to hold. */
export interface Verified {
  readonly accounts: number;
  readonly postings: number;
  readonly entries: number;
}

/** What is wrong with the first bad row; the detail names the row. */
export type Fault =
  | 'posting_unbalanced'
  | 'posting_content'
  | 'account_id'
  | 'entry_gap'
  | 'entry_previous_hash'
  | 'entry_balance'
  | 'entry_hash'
  | 'entry_unchained'
  | 'account_head'
  | 'account_held'
  | 'chain_without_account';

function faultOfPosting(townId: string, row: PostingRow): Fault | undefined {
  const documents = row.legs ?? [];
  const legs = legsFromDocuments(documents);
  const sum = legs.reduce((total, leg) => total + leg.amountMinor, 0n);
  if (sum !== 0n || legs.length < 2) return 'posting_unbalanced';
  const named = legs.every((leg, at) => {
    return accountId(townId, leg.account) === documents[at]?.accountId;
  });
  if (!named) return 'account_id';
  const content = contentHash({
    recipe: row.recipe as Recipe,
    subjectId: row.subject_id,
    reversesId: row.reverses_id,
    legs,
  });
  return content.equals(row.content_hash) ? undefined : 'posting_content';
}

async function verifyPostings(tx: Tx): Promise<Outcome<number, Fault>> {
  let count = 0;
  for (let afterId = BEFORE_ALL; ;) {
    const rows = await selectPostings(tx, afterId, LIMITS.verify_rows);
    for (const row of rows) {
      const fault = faultOfPosting(tx.townId, row);
      if (fault) return refused(fault, { table: 'postings', posting: row.id });
      afterId = row.id;
    }
    count += rows.length;
    if (rows.length < LIMITS.verify_rows) return done(count);
  }
}

/** Where a chain stands after the entries seen so far. */
interface Place {
  readonly chainNo: bigint;
  readonly balanceMinor: bigint;
  readonly hash: Buffer;
}
const START: Place = { chainNo: 0n, balanceMinor: 0n, hash: Buffer.alloc(0) };

function faultOfEntry(townId: string, before: Place, row: ChainedRow): Fault | undefined {
  if (row.chain_no !== before.chainNo + 1n) return 'entry_gap';
  if (!row.previous_hash.equals(before.hash)) return 'entry_previous_hash';
  if (row.balance_after_minor !== before.balanceMinor + row.amount_minor) return 'entry_balance';
  const account = {
    kind: row.kind as AccountKind,
    partyId: row.party_id,
    counterpartyId: row.counterparty_id,
  };
  if (!isChained(account, row.retailer_id)) return 'entry_unchained';
  const posting = {
    id: row.posting_id,
    recipe: row.recipe,
    businessKey: row.business_key,
    contentHash: row.content_hash,
    subjectId: row.subject_id,
    reversesId: row.reverses_id,
    recordedAt: row.recorded_at,
    effectiveAt: row.effective_at,
  };
  const hash = entryHash(townId, posting, {
    legNo: row.leg_no,
    accountId: row.account_id,
    amountMinor: row.amount_minor,
    retailerId: row.retailer_id,
    chainNo: row.chain_no,
    balanceAfterMinor: row.balance_after_minor,
    previousHash: row.previous_hash,
  });
  return hash.equals(row.hash) ? undefined : 'entry_hash';
}

function faultOfAccount(state: AccountStateRow, reached: Place | undefined): Fault | undefined {
  if (state.held_minor !== state.open_holds_minor) return 'account_held';
  const end = reached ?? START;
  const whole =
    end.chainNo === state.chain_length &&
    end.balanceMinor === state.balance_minor &&
    end.hash.equals(state.chain_head);
  return whole ? undefined : 'account_head';
}

/**
 * Walks every chain from its start. What was appended after the heads were read is checked too,
 * but an account's head is compared with its own place in the chain.
 */
async function verifyChains(
  tx: Tx,
  states: ReadonlyMap<string, AccountStateRow>,
): Promise<Outcome<{ entries: number; reached: ReadonlyMap<string, Place> }, Fault>> {
  const reached = new Map<string, Place>();
  let entries = 0;
  let after = { retailerId: BEFORE_ALL, chainNo: 0n };
  let place = START;
  for (;;) {
    const rows = await selectChains(tx, after, LIMITS.verify_rows);
    for (const row of rows) {
      if (row.retailer_id !== after.retailerId) place = START;
      const fault = faultOfEntry(tx.townId, place, row);
      if (fault) {
        return refused(fault, {
          table: 'entries',
          posting: row.posting_id,
          leg: row.leg_no.toString(),
          retailer: row.retailer_id,
          chainNo: row.chain_no.toString(),
        });
      }
      place = { chainNo: row.chain_no, balanceMinor: row.balance_after_minor, hash: row.hash };
      const length = states.get(row.retailer_id)?.chain_length;
      if (length === undefined || row.chain_no <= length) reached.set(row.retailer_id, place);
      after = { retailerId: row.retailer_id, chainNo: row.chain_no };
    }
    entries += rows.length;
    if (rows.length < LIMITS.verify_rows) return done({ entries, reached });
  }
}

/** A retailer with a chain but without an account, even when the accounts are read again. */
async function strayChain(
  tx: Tx,
  states: ReadonlyMap<string, AccountStateRow>,
  reached: ReadonlyMap<string, Place>,
): Promise<string | undefined> {
  const unknown = [...reached.keys()].filter((retailerId) => !states.has(retailerId));
  if (unknown.length === 0) return undefined;
  const now = new Set((await selectAccountStates(tx)).map((state) => state.retailer_id));
  return unknown.find((retailerId) => !now.has(retailerId));
}

/**
 * Recomputes the town's books: every posting balanced and as its content hash says, every chain
 * without gap from its start with every balance and hash, every account's head, balance and sum of
 * open holds. Names the first bad row. Reads only, takes no lock, and may run beside postings:
 * what is appended meanwhile does not disturb it.
 */
export async function verify(tx: Tx): Promise<Outcome<Verified, Fault>> {
  const rows = await selectAccountStates(tx);
  const states = new Map(rows.map((row) => [row.retailer_id, row]));
  const postings = await verifyPostings(tx);
  if (!postings.ok) return postings;
  const chains = await verifyChains(tx, states);
  if (!chains.ok) return chains;
  const stray = await strayChain(tx, states, chains.value.reached);
  if (stray !== undefined) {
    return refused('chain_without_account', { table: 'entries', retailer: stray });
  }
  for (const state of rows) {
    const fault = faultOfAccount(state, chains.value.reached.get(state.retailer_id));
    if (fault) {
      return refused(fault, { table: 'credit_accounts', retailer: state.retailer_id });
    }
  }
  return done({
    accounts: rows.length,
    postings: postings.value,
    entries: chains.value.entries,
  });
}
