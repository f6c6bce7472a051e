import type { Cause } from '../../base/cause.js';
import type { Address } from '../../base/inbound.js';
import type { Tx } from '../../db/transaction.js';
import {
  endAliases,
  insertAlias,
  insertReview,
  isReviewed,
  lockReviewRow,
  selectHeardAt,
  selectOthersAt,
  selectReviews,
  updateReview,
} from './queries.js';
import type { ReviewRow } from './queries.js';

/** Why an operator has to look at who somebody is. */
export type ReviewWhy =
  'number_changed' | 'user_id_changed' | 'number_reused' | 'identity_changed' | 'phone_stated';

export const REVIEW_STATES = ['OPEN', 'LINKED', 'DISMISSED'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** A question about who somebody is, and what was decided. */
export interface Review {
  readonly id: string;
  readonly partyId: string;
  readonly why: ReviewWhy;
  /** The conversation that it came up in. */
  readonly conversationId: string;
  /** What becomes theirs if they are who they say. */
  readonly address: Address | null;
  readonly state: ReviewState;
  readonly openedAt: Date;
  readonly decidedBy: string | null;
  readonly reason: string;
}

function fromRow(row: ReviewRow): Review {
  const { address_kind: kind, address: value } = row;
  return {
    id: row.id,
    partyId: row.party_id,
    why: row.why as ReviewWhy,
    conversationId: row.conversation_id,
    address: kind === null || value === null ? null : { kind: kind as Address['kind'], value },
    state: row.state as ReviewState,
    openedAt: row.opened_at,
    decidedBy: row.decided_by,
    reason: row.reason,
  };
}

/** Takes addresses from a party; they are kept as ended. */
export async function endAddresses(
  tx: Tx,
  { universe, correlationId }: Cause,
  partyId: string,
  addresses: readonly Address[],
): Promise<void> {
  const ended = addresses.map((address) => ({ ...address, id: universe.newId() }));
  if (ended.length > 0) await endAliases(tx, partyId, ended, correlationId, universe.now());
}

/** Opens a review; one that is open about the same is enough. */
export async function openReview(
  tx: Tx,
  { universe, correlationId }: Cause,
  review: Pick<Review, 'partyId' | 'why' | 'conversationId' | 'address'>,
): Promise<void> {
  const { partyId, why, conversationId, address } = review;
  const row = { id: universe.newId(), party_id: partyId, why, conversation_id: conversationId };
  await insertReview(tx, row, address, correlationId, universe.now());
}

/** Whether somebody at one of these addresses waits for the office to know them again. */
export async function isUnderReview(tx: Tx, addresses: readonly string[]): Promise<boolean> {
  return addresses.length > 0 && isReviewed(tx, addresses);
}

/** Reviews of a state, the oldest first. Takes no lock. */
export async function listReviews(
  tx: Tx,
  state: ReviewState,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly Review[]> {
  return (await selectReviews(tx, state, page.afterId, page.rows)).map(fromRow);
}

/** A review, locked. */
export async function lockReview(tx: Tx, id: string): Promise<Review | undefined> {
  const row = await lockReviewRow(tx, id);
  return row && fromRow(row);
}

/** Gives a party a verified address; false when it belongs to somebody. */
export async function giveAddress(
  tx: Tx,
  { universe }: Cause,
  partyId: string,
  address: Address,
): Promise<boolean> {
  return insertAlias(tx, partyId, address, universe.now());
}

/** Writes a decision down; the caller has the review locked. */
export async function decideReview(
  tx: Tx,
  { universe, actor }: Cause,
  id: string,
  decision: { readonly state: ReviewState; readonly reason: string },
): Promise<Review | undefined> {
  const by = { decided_by: actor.id ?? actor.kind, ...decision };
  const row = await updateReview(tx, id, by, universe.now());
  return row && fromRow(row);
}

/** Where somebody at an address was heard last. */
export async function conversationAt(tx: Tx, address: Address): Promise<string | undefined> {
  return selectHeardAt(tx, address);
}

/** The other conversations that a party has at any of these addresses. */
export async function otherConversations(
  tx: Tx,
  partyId: string,
  addresses: readonly Address[],
  butId: string,
): Promise<readonly string[]> {
  return addresses.length === 0 ? [] : selectOthersAt(tx, partyId, addresses, butId);
}
