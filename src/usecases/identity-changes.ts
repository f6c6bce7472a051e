import type { Cause } from '../base/cause.js';
import type { Address } from '../base/inbound.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import {
  conversationAt,
  decideReview,
  endAddresses,
  giveAddress,
  lockReview,
  openReview,
  otherConversations,
} from '../domain/identity/identity.js';
import type { Review, ReviewWhy } from '../domain/identity/identity.js';
import { tellConversation } from '../inbox/tell.js';
import type { OfficeTell } from './office-tells.js';
import type { Wake } from './wake.js';

/**
 * Numbers and ids that change hands. A phone company gives a number to somebody else, so no word
 * of a provider's makes an heir: the old address ends at once, and what hung on it (basket, credit,
 * a vendor's rights) waits for an operator who has asked the person.
 */

/** Told in every other conversation at an address that has ended: it is a stranger's, too. */
export const ADDRESS_ENDED = 'address_ended';

export interface AddressEnded {
  readonly type: typeof ADDRESS_ENDED;
  readonly partyId: string;
}

/**
 * Ends what binds a conversation to a party and opens a review of the new address. The caller has
 * the session locked and takes the party out of it; other conversations at the same addresses (by
 * short message, with another number of ours) are told, since no transaction holds two. Returns
 * the lanes to ring. Locks the aliases.
 */
export async function partFromParty(
  tx: Tx,
  cause: Cause,
  change: {
    readonly partyId: string;
    readonly conversationId: string;
    readonly why: Extract<ReviewWhy, 'number_changed' | 'user_id_changed' | 'number_reused'>;
    /** Every address the conversation was known by. */
    readonly old: readonly Address[];
    readonly address: Address | null;
  },
): Promise<readonly number[]> {
  const { partyId, conversationId, why, old, address } = change;
  await endAddresses(tx, cause, partyId, old);
  await openReview(tx, cause, { partyId, why, conversationId, address });
  const ended: AddressEnded = { type: ADDRESS_ENDED, partyId };
  const lanes = new Set<number>();
  for (const there of await otherConversations(tx, partyId, old, conversationId)) {
    const key = `${there} ${cause.universe.newId()}`;
    lanes.add((await tellConversation(tx, cause, there, ended, key)).lane);
  }
  return [...lanes];
}

/**
 * An operator's word on who somebody is, once: `link` makes the new address theirs, verified.
 * Told where that address was heard. Refused as `no_such_review`, `decided`, or `address_taken`
 * where it belongs to another party: two accounts are never merged by the machine.
 */
export async function decideIdentity(
  tx: Tx,
  cause: Cause,
  decision: { readonly reviewId: string; readonly link: boolean; readonly reason: string },
): Promise<
  Outcome<
    { readonly review: Review; readonly wake: Wake },
    'no_such_review' | 'decided' | 'address_taken'
  >
> {
  const { reviewId, link, reason } = decision;
  const open = await lockReview(tx, reviewId);
  if (!open) return refused('no_such_review');
  if (open.state !== 'OPEN') return refused('decided');
  const { address, partyId } = open;
  if (link && address !== null && !(await giveAddress(tx, cause, partyId, address))) {
    return refused('address_taken');
  }
  const state = link ? 'LINKED' : 'DISMISSED';
  const review = await decideReview(tx, cause, reviewId, { state, reason });
  if (!review) return refused('no_such_review');
  const told: OfficeTell = { type: link ? 'identity_linked' : 'identity_dismissed' };
  const there = await placeOf(tx, open);
  if (there === undefined) return done({ review, wake: { lanes: [], due: [] } });
  const { lane } = await tellConversation(tx, cause, there, told, reviewId);
  return done({ review, wake: { lanes: [lane], due: [] } });
}

/** Where whoever waits for the decision reads; nobody waits for word of a new device. */
async function placeOf(
  tx: Tx,
  { why, address, conversationId }: Review,
): Promise<string | undefined> {
  if (address === null) return undefined;
  return why === 'phone_stated' ? conversationId : conversationAt(tx, address);
}
