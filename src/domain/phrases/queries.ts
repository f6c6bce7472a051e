import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../db/transaction.js';

/** Habits as one row: a JSON object of phrases to product ids, and product ids newest first. */
export interface HabitsRow {
  readonly learned: Readonly<Record<string, string>> | null;
  readonly bought: readonly string[] | null;
}

/** Whose habits: a retailer's, or those of whoever a conversation belongs to. */
export type HabitsKey = { readonly retailerId: string } | { readonly conversationId: string };

function retailerOf(tx: Tx, key: HabitsKey): RawBuilder<unknown> {
  if ('retailerId' in key) return sql`${key.retailerId}`;
  return sql`(select party_id from sessions
    where town_id = ${tx.townId} and conversation_id = ${key.conversationId})`;
}

/**
 * Both habits in one statement, bounded and by indexes alone: the key of phrases holds the
 * product, the history is walked from its newest end. By conversation a hop can ask together with
 * the session, before it knows who it is.
 */
export async function selectHabits(
  tx: Tx,
  key: HabitsKey,
  max: { readonly phrases: number; readonly products: number },
): Promise<HabitsRow | undefined> {
  const { rows } = await sql<HabitsRow>`
    select
      (select jsonb_object_agg(l.phrase, l.product_id) from (
        select phrase, product_id from learned_phrases
        where town_id = ${tx.townId} and retailer_id = ${retailerOf(tx, key)}
        limit ${max.phrases}) l) as learned,
      (select jsonb_agg(h.product_id) from (
        select product_id from purchase_history
        where town_id = ${tx.townId} and retailer_id = ${retailerOf(tx, key)}
        order by last_at desc, product_id limit ${max.products}) h) as bought`.execute(tx);
  return rows[0];
}

/**
 * Keeps choices (a JSON array of phrase, product_id and said, each phrase once), the latest choice
 * winning, and lets the oldest of the retailer's phrases go beyond the limit. One statement.
 */
export async function upsertPhrases(
  tx: Tx,
  retailerId: string,
  choices: string,
  at: Date,
  phrasesMax: number,
): Promise<void> {
  await sql`
    with wanted as (
      select phrase, product_id, said from jsonb_to_recordset(${choices}::jsonb)
        as w(phrase text, product_id uuid, said text)),
    kept as (
      insert into learned_phrases as l (town_id, retailer_id, phrase, product_id, said,
        learned_at)
      select ${tx.townId}::uuid, ${retailerId}::uuid, phrase, product_id, said,
        ${at}::timestamptz
      from wanted
      on conflict (town_id, retailer_id, phrase) do update set
        product_id = excluded.product_id, said = excluded.said,
        learned_at = excluded.learned_at,
        times = case when l.product_id = excluded.product_id then l.times + 1 else 1 end)
    delete from learned_phrases
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and phrase in (
      select phrase from learned_phrases
      where town_id = ${tx.townId} and retailer_id = ${retailerId}
        and phrase not in (select phrase from wanted)
      order by learned_at desc, phrase
      offset greatest(${phrasesMax}::bigint - (select count(*) from wanted), 0))`.execute(tx);
}

/** Counts one more order of each product (a JSON array of ids, each once). */
export async function upsertPurchases(
  tx: Tx,
  retailerId: string,
  productIds: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into purchase_history as h (town_id, retailer_id, product_id, last_at)
    select ${tx.townId}::uuid, ${retailerId}::uuid, id::uuid, ${at}::timestamptz
    from jsonb_array_elements_text(${productIds}::jsonb) as p(id)
    on conflict (town_id, retailer_id, product_id) do update set
      times = h.times + 1, last_at = excluded.last_at`.execute(tx);
}

export interface PhraseRow {
  readonly phrase: string;
  readonly product_id: string;
  readonly said: string;
  readonly times: number;
  readonly learned_at: Date;
}

/** What a retailer's phrases are, the newest first. */
export async function selectPhrases(
  tx: Tx,
  retailerId: string,
  rowsMax: number,
): Promise<PhraseRow[]> {
  const { rows } = await sql<PhraseRow>`
    select phrase, product_id, said, times, learned_at from learned_phrases
    where town_id = ${tx.townId} and retailer_id = ${retailerId}
    order by learned_at desc, phrase limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Forgets a phrase; false when it was not known. */
export async function deletePhrase(tx: Tx, retailerId: string, phrase: string): Promise<boolean> {
  const { rows } = await sql`
    delete from learned_phrases
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and phrase = ${phrase}
    returning phrase`.execute(tx);
  return rows.length === 1;
}

/** Writes questions down (a JSON array of rows); one that is known stays as it is. */
export async function insertQuestions(
  tx: Tx,
  conversationId: string,
  questions: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into clarifications (town_id, conversation_id, id, phrase, said, why, options, asked_at)
    select ${tx.townId}::uuid, ${conversationId}::uuid, q.id, q.phrase, q.said, q.why, q.options,
      ${at}::timestamptz
    from jsonb_to_recordset(${questions}::jsonb)
      as q(id text, phrase text, said text, why text, options smallint)
    on conflict (town_id, conversation_id, id) do nothing`.execute(tx);
}

/** Sets outcomes (a JSON array of rows) where there is none yet. */
export async function updateOutcomes(
  tx: Tx,
  conversationId: string,
  outcomes: string,
  at: Date,
): Promise<void> {
  await sql`
    update clarifications c set outcome = o.outcome, product_id = o.product_id,
      answered_at = ${at}::timestamptz
    from jsonb_to_recordset(${outcomes}::jsonb) as o(id text, outcome text, product_id uuid)
    where c.town_id = ${tx.townId} and c.conversation_id = ${conversationId} and c.id = o.id
      and c.outcome is null`.execute(tx);
}

export interface AskedPhraseRow {
  readonly phrase: string;
  readonly why: string;
  readonly said: string;
  readonly asked: bigint;
  readonly chosen: bigint;
  readonly none: bigint;
  readonly unanswered: bigint;
  readonly product_id: string | null;
  readonly product_sku: string | null;
  readonly product_name: string | null;
}

/** Phrases that were asked about since a time, those asked most first. */
export async function selectAskedPhrases(
  tx: Tx,
  since: Date,
  rowsMax: number,
): Promise<AskedPhraseRow[]> {
  const { rows } = await sql<AskedPhraseRow>`
    select a.*, p.sku as product_sku, p.name as product_name from (
      select phrase, why, (array_agg(said order by asked_at desc))[1] as said,
        count(*) as asked, count(*) filter (where outcome = 'chosen') as chosen,
        count(*) filter (where outcome = 'none') as none,
        count(*) filter (where outcome is null or outcome in ('dropped', 'rewritten'))
          as unanswered,
        mode() within group (order by product_id) filter (where product_id is not null)
          as product_id
      from clarifications
      where town_id = ${tx.townId} and phrase > '' and asked_at >= ${since}
      group by phrase, why
      order by count(*) desc, phrase, why limit ${rowsMax}) a
    left join products p on p.id = a.product_id
    order by a.asked desc, a.phrase, a.why`.execute(tx);
  return rows;
}
