import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface PartyRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly name: string;
  readonly contact_name: string;
  readonly stated_place: string;
  readonly language: string | null;
  readonly created_at: Date;
  readonly phone: string | null;
  readonly phone_verified: boolean;
}

export interface AliasRow {
  readonly kind: string;
  readonly value: string;
  readonly verifiedAt: string | null;
}

/** A party may have several phones: the verified one counts. */
const PARTY = sql`p.id, p.kind, p.state, p.name, p.contact_name, p.stated_place, p.language,
  p.created_at, phone.value as phone, phone.verified_at is not null as phone_verified`;
const PHONE = sql`left join lateral (
  select a.value, a.verified_at from party_aliases a
  where a.town_id = p.town_id and a.party_id = p.id and a.kind = 'phone'
  order by a.verified_at nulls last, a.value limit 1) phone on true`;

/** A party by its id. */
export async function selectParty(tx: Tx, partyId: string): Promise<PartyRow | undefined> {
  const { rows } = await sql<PartyRow>`
    select ${PARTY} from parties p ${PHONE}
    where p.town_id = ${tx.townId} and p.id = ${partyId}`.execute(tx);
  return rows[0];
}

/** A party by one of its addresses. */
export async function selectPartyByAlias(
  tx: Tx,
  kind: string,
  value: string,
): Promise<PartyRow | undefined> {
  const { rows } = await sql<PartyRow>`
    select ${PARTY} from party_aliases k
    join parties p on p.town_id = k.town_id and p.id = k.party_id ${PHONE}
    where k.town_id = ${tx.townId} and k.kind = ${kind} and k.value = ${value}`.execute(tx);
  return rows[0];
}

/** Names of those ids that exist. */
export async function selectNames(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from parties
    where town_id = ${tx.townId} and id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

/** Whether any of the addresses belongs to a party already. */
export async function selectAliasesTaken(tx: Tx, aliases: readonly AliasRow[]): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from party_aliases a
      join jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) as w(kind text, value text)
        on w.kind = a.kind and w.value = a.value
      where a.town_id = ${tx.townId}) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
}

export interface NewParty {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly contactName: string;
  readonly statedPlace: string;
  readonly language: string | null;
  readonly createdAt: Date;
  readonly aliases: readonly AliasRow[];
}

/** A pending party with its addresses; an address taken meanwhile is a unique violation. */
export async function insertPendingParty(tx: Tx, party: NewParty): Promise<void> {
  await sql`
    with made as (
      insert into parties (town_id, id, kind, state, name, contact_name, stated_place, language,
        created_at)
      values (${tx.townId}, ${party.id}, ${party.kind}, 'PENDING', ${party.name},
        ${party.contactName}, ${party.statedPlace}, ${party.language}, ${party.createdAt})
      returning town_id, id)
    insert into party_aliases (town_id, kind, value, party_id, verified_at)
    select made.town_id, w.kind, w.value, made.id, w."verifiedAt"
    from made, jsonb_to_recordset(${JSON.stringify(party.aliases)}::jsonb)
      as w(kind text, value text, "verifiedAt" timestamptz)`.execute(tx);
}

/** Decides a pending party; false when it is not pending (any more). */
export async function decidePending(
  tx: Tx,
  partyId: string,
  decision: { state: 'APPROVED' | 'REFUSED'; by: string; reason: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update parties set state = ${decision.state}, decided_at = ${decision.at},
      decided_by = ${decision.by}, decided_reason = ${decision.reason}
    where town_id = ${tx.townId} and id = ${partyId} and state = 'PENDING'
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Sets the chosen language; false without such a party. */
export async function updateLanguage(tx: Tx, partyId: string, language: string): Promise<boolean> {
  const { rows } = await sql`
    update parties set language = ${language}
    where town_id = ${tx.townId} and id = ${partyId} returning id`.execute(tx);
  return rows.length === 1;
}

/** How a party wants to hear news, if they ever said. */
export async function selectNewsChannel(tx: Tx, partyId: string): Promise<string | null> {
  const { rows } = await sql<{ news_channel: string | null }>`
    select news_channel from parties
    where town_id = ${tx.townId} and id = ${partyId}`.execute(tx);
  return rows[0]?.news_channel ?? null;
}

/** Keeps it; false for short messages where the town has no number of its own to send them. */
export async function updateNewsChannel(
  tx: Tx,
  partyId: string,
  channel: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update parties set news_channel = ${channel}
    where town_id = ${tx.townId} and id = ${partyId}
      and (${channel}::text is distinct from 'sms' or exists (select from channel_accounts c
        where c.home_town_id = ${tx.townId} and c.channel = 'sms'))
    returning id`.execute(tx);
  return rows.length === 1;
}

/** A page of parties of one kind and state, in the order of their ids. */
export async function selectParties(
  tx: Tx,
  kind: string,
  state: string,
  afterId: string,
  rowsMax: number,
): Promise<PartyRow[]> {
  const { rows } = await sql<PartyRow>`
    select ${PARTY} from parties p ${PHONE}
    where p.town_id = ${tx.townId} and p.kind = ${kind} and p.state = ${state}
      and p.id > ${afterId}
    order by p.id limit ${rowsMax}`.execute(tx);
  return rows;
}
