import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../db/transaction.js';
import type { PostingColumns } from './chain.js';

export interface HeadRow {
  readonly balance_minor: bigint;
  readonly chain_length: bigint;
  readonly chain_head: Buffer;
}

/** Locks the credit account and reads where its chain stands. */
export async function lockHead(tx: Tx, retailerId: string): Promise<HeadRow | undefined> {
  const { rows } = await sql<HeadRow>`
    select balance_minor, chain_length, chain_head from credit_accounts
    where town_id = ${tx.townId} and retailer_id = ${retailerId}
    for no key update`.execute(tx);
  return rows[0];
}

/** The same without a lock. */
export async function selectHead(tx: Tx, retailerId: string): Promise<HeadRow | undefined> {
  const { rows } = await sql<HeadRow>`
    select balance_minor, chain_length, chain_head from credit_accounts
    where town_id = ${tx.townId} and retailer_id = ${retailerId}`.execute(tx);
  return rows[0];
}

/** An entry and its account, as JSON carries them; hashes in hex. */
export interface NewEntryDocument {
  readonly leg_no: number;
  readonly account_id: string;
  readonly kind: string;
  readonly party_id: string | null;
  readonly counterparty_id: string | null;
  readonly amount_minor: string;
  readonly retailer_id: string | null;
  readonly chain_no: string | null;
  readonly balance_after_minor: string | null;
  readonly previous_hash: string | null;
  readonly hash: string | null;
}

export interface NewHead {
  readonly retailerId: string;
  readonly balanceMinor: bigint;
  readonly chainLength: bigint;
  readonly chainHead: Buffer;
}

/**
 * Writes a posting, its entries, the accounts they need and the account's new head (where it has
 * one), or nothing when the business key is taken. The head must be locked. An account that another
 * transaction is opening is waited for; its id is the same.
 */
export async function insertPosting(
  tx: Tx,
  posting: PostingColumns,
  entries: readonly NewEntryDocument[],
  head: NewHead | null,
): Promise<boolean> {
  const { rows } = await sql`
    with posted as (
      insert into postings (town_id, id, recipe, business_key, content_hash, subject_id,
        reverses_id, recorded_at, effective_at)
      values (${tx.townId}, ${posting.id}, ${posting.recipe}, ${posting.businessKey},
        ${posting.contentHash}, ${posting.subjectId}, ${posting.reversesId},
        ${posting.recordedAt}, ${posting.effectiveAt})
      on conflict (town_id, business_key) do nothing returning town_id, id),
    legs as (
      select p.town_id, p.id as posting_id, l.* from posted p,
        jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as l(leg_no smallint,
          account_id uuid, kind text, party_id uuid, counterparty_id uuid, amount_minor bigint,
          retailer_id uuid, chain_no bigint, balance_after_minor bigint, previous_hash text,
          hash text)),
    opened as (
      insert into ledger_accounts (town_id, id, kind, party_id, counterparty_id)
      select distinct town_id, account_id, kind, party_id, counterparty_id from legs
      order by account_id on conflict do nothing),
    entered as (
      insert into entries (town_id, posting_id, leg_no, account_id, amount_minor, retailer_id,
        chain_no, balance_after_minor, previous_hash, hash)
      select town_id, posting_id, leg_no, account_id, amount_minor, retailer_id, chain_no,
        balance_after_minor, decode(previous_hash, 'hex'), decode(hash, 'hex') from legs)
    ${moveHead(head)}`.execute(tx);
  return rows.length === 1;
}

function moveHead(head: NewHead | null): RawBuilder<unknown> {
  if (head === null) return sql`select id from posted`;
  return sql`update credit_accounts a set balance_minor = ${head.balanceMinor},
      chain_length = ${head.chainLength}, chain_head = ${head.chainHead}
    from posted p where a.town_id = p.town_id and a.retailer_id = ${head.retailerId}
    returning p.id`;
}

export interface PostingRow {
  readonly id: string;
  readonly recipe: string;
  readonly business_key: string;
  readonly content_hash: Buffer;
  readonly subject_id: string | null;
  readonly reverses_id: string | null;
  readonly recorded_at: Date;
  readonly effective_at: Date;
  readonly legs: LegDocument[] | null;
}

export interface LegDocument {
  readonly legNo: number;
  readonly accountId: string;
  readonly kind: string;
  readonly partyId: string | null;
  readonly counterpartyId: string | null;
  readonly amountMinor: string;
}

const POSTING = sql`p.id, p.recipe, p.business_key, p.content_hash, p.subject_id, p.reverses_id,
  p.recorded_at, p.effective_at,
  (select jsonb_agg(jsonb_build_object('legNo', e.leg_no, 'accountId', e.account_id,
      'kind', a.kind, 'partyId', a.party_id, 'counterpartyId', a.counterparty_id,
      'amountMinor', e.amount_minor::text) order by e.leg_no)
    from entries e join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
    where e.town_id = p.town_id and e.posting_id = p.id) as legs`;

/** Every credit posting of an order, the first one first, and whether it was reversed. */
export async function selectOrderCredits(
  tx: Tx,
  orderId: string,
): Promise<(PostingRow & { readonly reversed: boolean })[]> {
  const { rows } = await sql<PostingRow & { readonly reversed: boolean }>`
    select ${POSTING}, exists (select from postings r
      where r.town_id = p.town_id and r.reverses_id = p.id) as reversed
    from postings p where p.town_id = ${tx.townId} and p.subject_id = ${orderId}
      and p.recipe = 'ORDER_CREDIT' order by p.id`.execute(tx);
  return rows;
}

/** A posting with its legs by its business key. */
export async function selectPosting(tx: Tx, businessKey: string): Promise<PostingRow | undefined> {
  const { rows } = await sql<PostingRow>`
    select ${POSTING} from postings p
    where p.town_id = ${tx.townId} and p.business_key = ${businessKey}`.execute(tx);
  return rows[0];
}

/** Postings in the order of their ids, a page after `afterId`. */
export async function selectPostings(
  tx: Tx,
  afterId: string,
  rowsMax: number,
): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    select ${POSTING} from postings p
    where p.town_id = ${tx.townId} and p.id > ${afterId}
    order by p.id limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface ChainedRow extends Omit<PostingRow, 'legs' | 'id'> {
  readonly posting_id: string;
  readonly leg_no: number;
  readonly account_id: string;
  readonly kind: string;
  readonly party_id: string | null;
  readonly counterparty_id: string | null;
  readonly amount_minor: bigint;
  readonly retailer_id: string;
  readonly chain_no: bigint;
  readonly balance_after_minor: bigint;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

const CHAINED = sql`e.posting_id, e.leg_no, e.account_id, a.kind, a.party_id, a.counterparty_id,
  e.amount_minor, e.retailer_id, e.chain_no, e.balance_after_minor, e.previous_hash, e.hash,
  p.recipe, p.business_key, p.content_hash, p.subject_id, p.reverses_id, p.recorded_at,
  p.effective_at
  from entries e
  join postings p on p.town_id = e.town_id and p.id = e.posting_id
  join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id`;

/** A page of all chains, one after another: after (retailer, place in the chain). */
export async function selectChains(
  tx: Tx,
  after: { readonly retailerId: string; readonly chainNo: bigint },
  rowsMax: number,
): Promise<ChainedRow[]> {
  const { rows } = await sql<ChainedRow>`
    select ${CHAINED}
    where e.town_id = ${tx.townId} and e.retailer_id is not null
      and (e.retailer_id, e.chain_no) > (${after.retailerId}::uuid, ${after.chainNo}::bigint)
    order by e.retailer_id, e.chain_no limit ${rowsMax}`.execute(tx);
  return rows;
}

/** A page of one retailer's entries, newest first, before a place in the chain. */
export async function selectEntriesOf(
  tx: Tx,
  retailerId: string,
  beforeChainNo: bigint,
  rowsMax: number,
): Promise<ChainedRow[]> {
  const { rows } = await sql<ChainedRow>`
    select ${CHAINED}
    where e.town_id = ${tx.townId} and e.retailer_id = ${retailerId}
      and e.chain_no < ${beforeChainNo}
    order by e.chain_no desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface AccountStateRow extends HeadRow {
  readonly retailer_id: string;
  readonly held_minor: bigint;
  readonly open_holds_minor: bigint;
}

/** Every credit account's head with the sum of its open holds, of one moment. */
export async function selectAccountStates(tx: Tx): Promise<AccountStateRow[]> {
  const { rows } = await sql<AccountStateRow>`
    select a.retailer_id, a.balance_minor, a.chain_length, a.chain_head, a.held_minor,
      coalesce((select sum(h.amount_minor) from credit_holds h where h.town_id = a.town_id
        and h.retailer_id = a.retailer_id and h.state = 'OPEN'), 0)::bigint as open_holds_minor
    from credit_accounts a where a.town_id = ${tx.townId}
    order by a.retailer_id`.execute(tx);
  return rows;
}
