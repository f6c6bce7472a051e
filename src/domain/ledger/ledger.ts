import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { accountId, contentHash, entryHash } from './chain.js';
import type { PostingColumns } from './chain.js';
import {
  insertPosting,
  lockHead,
  selectEntriesOf,
  selectHead,
  selectOrderCredits,
  selectPosting,
} from './queries.js';
import type { ChainedRow, HeadRow, LegDocument, NewEntryDocument } from './queries.js';
import { isChained } from './recipes.js';
import type { AccountKind, Leg, Posting } from './recipes.js';

/** A posting was written, or had been written before with the same content. */
export interface Posted {
  readonly was: 'created' | 'exists';
  readonly postingId: string;
}

interface Chain {
  balanceMinor: bigint;
  length: bigint;
  head: Buffer;
}

/** A posting being written, and the chain it is written onto. */
interface Writing {
  readonly townId: string;
  readonly posting: Posting;
  readonly columns: PostingColumns;
  readonly chain: Chain;
}

/** One leg as a row; a chained one is hashed onto the chain, which moves on. */
function entryDocument(writing: Writing, leg: Leg, legNo: number): NewEntryDocument {
  const { townId, posting, columns, chain } = writing;
  const { kind, partyId, counterpartyId } = leg.account;
  const account = accountId(townId, leg.account);
  const row = {
    leg_no: legNo,
    account_id: account,
    kind,
    party_id: partyId,
    counterparty_id: counterpartyId,
    amount_minor: leg.amountMinor.toString(),
    retailer_id: null,
    chain_no: null,
    balance_after_minor: null,
    previous_hash: null,
    hash: null,
  };
  const { retailerId } = posting;
  if (retailerId === null || !isChained(leg.account, retailerId)) return row;
  const previousHash = chain.head;
  chain.balanceMinor += leg.amountMinor;
  chain.length += 1n;
  chain.head = entryHash(townId, columns, {
    legNo,
    accountId: account,
    amountMinor: leg.amountMinor,
    retailerId,
    chainNo: chain.length,
    balanceAfterMinor: chain.balanceMinor,
    previousHash,
  });
  return {
    ...row,
    retailer_id: retailerId,
    chain_no: chain.length.toString(),
    balance_after_minor: chain.balanceMinor.toString(),
    previous_hash: previousHash.toString('hex'),
    hash: chain.head.toString('hex'),
  };
}

function chainFrom(head: HeadRow): Chain {
  return {
    balanceMinor: head.balance_minor,
    length: head.chain_length,
    head: head.chain_head,
  };
}

/** Where the chain of a posting's retailer stands, its account locked. */
async function lockChain(tx: Tx, retailerId: string | null): Promise<Chain> {
  if (retailerId === null) return { balanceMinor: 0n, length: 0n, head: Buffer.alloc(0) };
  const head = await lockHead(tx, retailerId);
  assert(head, `retailer ${retailerId} has a credit account`);
  return chainFrom(head);
}

/**
 * Posts once per business key. Locks the retailer's credit account, which must exist, appends to
 * its chain and moves its balance; a posting without a retailer locks nothing. The same key again
 * with the same content is `exists`; with other content it is refused as `exists_different`, and
 * nothing is written.
 */
export async function post(
  tx: Tx,
  cause: Cause,
  posting: Posting,
): Promise<Outcome<Posted, 'exists_different'>> {
  const { retailerId } = posting;
  const chain = await lockChain(tx, retailerId);
  const now = cause.universe.now();
  const columns: PostingColumns = {
    id: cause.universe.newId(),
    recipe: posting.recipe,
    businessKey: posting.businessKey,
    contentHash: contentHash(posting),
    subjectId: posting.subjectId,
    reversesId: posting.reversesId,
    recordedAt: now,
    effectiveAt: now,
  };
  const writing = { townId: tx.townId, posting, columns, chain };
  const entries = posting.legs.map((leg, at) => entryDocument(writing, leg, at + 1));
  const { balanceMinor, length: chainLength, head: chainHead } = chain;
  const head = retailerId === null ? null : { retailerId, balanceMinor, chainLength, chainHead };
  const created = await insertPosting(tx, columns, entries, head);
  if (created) return done({ was: 'created', postingId: columns.id });
  const there = await selectPosting(tx, posting.businessKey);
  assert(there, 'a taken business key has its posting');
  return there.content_hash.equals(columns.contentHash)
    ? done({ was: 'exists', postingId: there.id })
    : refused('exists_different', { postingId: there.id });
}

/** Legs out of the documents that queries return. */
export function legsFromDocuments(legs: readonly LegDocument[]): readonly Leg[] {
  return legs.map((leg) => ({
    account: {
      kind: leg.kind as AccountKind,
      partyId: leg.partyId,
      counterpartyId: leg.counterpartyId,
    },
    amountMinor: BigInt(leg.amountMinor),
  }));
}

/** An order's credit as it stands: what a reversal needs of it. */
export interface StandingCredit {
  readonly postingId: string;
  readonly subjectId: string | null;
  readonly legs: readonly Leg[];
  /** From 1: how often the order's credit was posted so far. */
  readonly revision: number;
}

/** The credit posting of an order that nothing has reversed; undefined when there is none. */
export async function readOrderCredit(
  tx: Tx,
  orderId: string,
): Promise<StandingCredit | undefined> {
  const rows = await selectOrderCredits(tx, orderId);
  const row = rows.find((one) => !one.reversed);
  if (!row) return undefined;
  const legs = legsFromDocuments(row.legs ?? []);
  return { postingId: row.id, subjectId: row.subject_id, legs, revision: rows.length };
}

/** One line of a retailer's ledger. */
export interface LedgerEntry {
  readonly chainNo: bigint;
  readonly postingId: string;
  readonly recipe: string;
  readonly subjectId: string | null;
  /** The vendor towards whom it is owed. */
  readonly vendorId: string | null;
  readonly amountMinor: Minor;
  readonly balanceAfterMinor: Minor;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  /** Hex; the receipt carries its beginning. */
  readonly hash: string;
}

function ledgerEntry(row: ChainedRow): LedgerEntry {
  return {
    chainNo: row.chain_no,
    postingId: row.posting_id,
    recipe: row.recipe,
    subjectId: row.subject_id,
    vendorId: row.counterparty_id,
    amountMinor: row.amount_minor,
    balanceAfterMinor: row.balance_after_minor,
    recordedAt: row.recorded_at,
    effectiveAt: row.effective_at,
    hash: row.hash.toString('hex'),
  };
}

/** Where a retailer's chain stands: how many entries, and the hash of the last one. */
export interface ChainHead {
  readonly length: bigint;
  /** Hex; empty before the first entry. */
  readonly hash: string;
}

/** The head of a retailer's chain without a lock; undefined without a credit account. */
export async function readChainHead(tx: Tx, retailerId: string): Promise<ChainHead | undefined> {
  const row = await selectHead(tx, retailerId);
  return row && { length: row.chain_length, hash: row.chain_head.toString('hex') };
}

const CHAIN_END = 2n ** 62n;

/** A page of a retailer's ledger, newest first, going back from `beforeChainNo`. */
export async function listEntries(
  tx: Tx,
  retailerId: string,
  page: { readonly beforeChainNo: bigint | null; readonly rows: number },
): Promise<readonly LedgerEntry[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectEntriesOf(tx, retailerId, page.beforeChainNo ?? CHAIN_END, rowsMax);
  return rows.map(ledgerEntry);
}
