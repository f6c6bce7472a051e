import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface ClaimRow {
  readonly id: string;
  readonly retailer_id: string;
  readonly method: string;
  readonly amount_minor: bigint;
  readonly reference: string | null;
  readonly state: string;
  readonly received_minor: bigint | null;
  readonly wallet_minor: bigint | null;
  readonly reason: string;
  readonly channel: string;
  readonly claimed_at: Date;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
}

const CLAIM = sql`id, retailer_id, method, amount_minor, reference, state, received_minor,
  wallet_minor, reason, channel, claimed_at, decided_at, decided_by`;

/** Claims of a retailer that nobody decided yet, the latest first. */
export async function selectWaiting(
  tx: Tx,
  retailerId: string,
  rowsMax: number,
): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select ${CLAIM} from payment_claims
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and state = 'CLAIMED'
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/** The claim with a reference that was not refused. */
export async function selectByReference(tx: Tx, reference: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`
    select ${CLAIM} from payment_claims
    where town_id = ${tx.townId} and reference = ${reference} and state <> 'REFUSED'`.execute(tx);
  return rows[0];
}

export interface NewClaim {
  readonly id: string;
  readonly retailerId: string;
  readonly method: string;
  readonly amountMinor: bigint;
  readonly reference: string | null;
  readonly channel: string;
  readonly at: Date;
}

/** False where the reference was told meanwhile. */
export async function insertClaim(tx: Tx, claim: NewClaim): Promise<boolean> {
  const { rows } = await sql`
    insert into payment_claims (town_id, id, retailer_id, method, amount_minor, reference, state,
      channel, claimed_at)
    values (${tx.townId}, ${claim.id}, ${claim.retailerId}, ${claim.method}, ${claim.amountMinor},
      ${claim.reference}, 'CLAIMED', ${claim.channel}, ${claim.at})
    on conflict (town_id, reference) where state <> 'REFUSED' do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

/** What is said anew of a claim that waits; false where somebody decided it meanwhile. */
export async function updateSaid(
  tx: Tx,
  claim: {
    readonly id: string;
    readonly method: string;
    readonly amountMinor: bigint;
    readonly reference: string | null;
  },
): Promise<boolean> {
  const { rows } = await sql`
    update payment_claims set method = ${claim.method}, amount_minor = ${claim.amountMinor},
      reference = ${claim.reference}
    where town_id = ${tx.townId} and id = ${claim.id} and state = 'CLAIMED'
    returning id`.execute(tx);
  return rows.length === 1;
}

export async function lockClaimRow(tx: Tx, id: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`
    select ${CLAIM} from payment_claims
    where town_id = ${tx.townId} and id = ${id} for no key update`.execute(tx);
  return rows[0];
}

export interface ClaimDecision {
  readonly id: string;
  readonly state: string;
  readonly receivedMinor: bigint | null;
  readonly walletMinor: bigint | null;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

/** Decides a locked claim. */
export async function updateDecided(tx: Tx, decision: ClaimDecision): Promise<void> {
  await sql`
    update payment_claims set state = ${decision.state}, reason = ${decision.reason},
      received_minor = ${decision.receivedMinor}, wallet_minor = ${decision.walletMinor},
      decided_at = ${decision.at}, decided_by = ${decision.by}
    where town_id = ${tx.townId} and id = ${decision.id}`.execute(tx);
}

/** A page of claims in one state, newest first. */
export async function selectClaims(
  tx: Tx,
  state: string,
  beforeId: string,
  rowsMax: number,
): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select ${CLAIM} from payment_claims
    where town_id = ${tx.townId} and state = ${state} and id < ${beforeId}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}
