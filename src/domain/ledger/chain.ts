import { createHash } from 'node:crypto';
import type { AccountName, Leg, Recipe } from './recipes.js';

/**
 * The exact bytes behind the hashes of the books. Every value is text; a list of texts is hashed
 * as its JSON array in UTF-8, so that no two lists have the same bytes. Change nothing here: what
 * is written stays as it is, and other programs verify it.
 */
function sha256(texts: readonly (string | null)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(texts)).digest();
}

/** The content that a business key stands for: recipe, subject and legs, no times. */
export function contentHash(posting: {
  readonly recipe: Recipe;
  readonly subjectId: string | null;
  readonly reversesId: string | null;
  readonly legs: readonly Leg[];
}): Buffer {
  const legs = posting.legs.flatMap(({ account, amountMinor }) => [
    account.kind,
    account.partyId,
    account.counterpartyId,
    amountMinor.toString(),
  ]);
  return sha256([posting.recipe, posting.subjectId, posting.reversesId, ...legs]);
}

/** A posting's columns, as far as an entry vouches for them. */
export interface PostingColumns {
  readonly id: string;
  readonly recipe: string;
  readonly businessKey: string;
  readonly contentHash: Buffer;
  readonly subjectId: string | null;
  readonly reversesId: string | null;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
}

/** An entry's own columns in a chain. */
export interface ChainedColumns {
  readonly legNo: number;
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly retailerId: string;
  readonly chainNo: bigint;
  readonly balanceAfterMinor: bigint;
  readonly previousHash: Buffer;
}

/**
 * The hash of a chained entry: over the entry before it, every column of its own, and every
 * column of its posting. The posting's content hash covers the legs that stand in no chain.
 */
export function entryHash(townId: string, posting: PostingColumns, entry: ChainedColumns): Buffer {
  return sha256([
    entry.previousHash.toString('hex'),
    townId,
    posting.id,
    posting.recipe,
    posting.businessKey,
    posting.contentHash.toString('hex'),
    posting.subjectId,
    posting.reversesId,
    posting.recordedAt.toISOString(),
    posting.effectiveAt.toISOString(),
    entry.legNo.toString(),
    entry.accountId,
    entry.amountMinor.toString(),
    entry.retailerId,
    entry.chainNo.toString(),
    entry.balanceAfterMinor.toString(),
  ]);
}

/**
 * The id of an account follows from its name, as a UUID of version 8 (RFC 9562 section 5.8) made
 * of a SHA-256. So whoever needs an account knows its id, and no look-up stands before a posting.
 */
export function accountId(townId: string, account: AccountName): string {
  const { kind, partyId, counterpartyId } = account;
  const bytes = sha256([townId, kind, partyId, counterpartyId]).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const head = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}`;
  return `${head}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
