import { BEFORE_ALL } from '../../base/id-bounds.js';
import type { Address } from '../../base/inbound.js';
import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import {
  decidePending,
  insertPendingParty,
  selectAliasesTaken,
  selectNames,
  selectNewsChannel,
  selectParties,
  selectParty,
  selectPartyByAlias,
  updateLanguage,
  updateNewsChannel,
} from './queries.js';
import type { PartyRow } from './queries.js';

export type PartyKind = 'retailer' | 'vendor' | 'driver' | 'staff';
export type PartyState = 'PENDING' | 'APPROVED' | 'REFUSED' | 'SUSPENDED';

/** Somebody a town deals with. Reached by aliases, known by id. */
export interface Party {
  readonly id: string;
  readonly kind: PartyKind;
  readonly state: PartyState;
  readonly name: string;
  readonly contactName: string;
  /** What a newcomer said about where the shop is. */
  readonly statedPlace: string;
  /** Chosen by them; null follows what they write in. */
  readonly language: string | null;
  readonly createdAt: Date;
  /** E.164, the verified one if there are several. */
  readonly phone: string | null;
  /** Credit hangs on this. */
  readonly phoneVerified: boolean;
}

function fromRow(row: PartyRow): Party {
  return {
    id: row.id,
    kind: row.kind as PartyKind,
    state: row.state as PartyState,
    name: row.name,
    contactName: row.contact_name,
    statedPlace: row.stated_place,
    language: row.language,
    createdAt: row.created_at,
    phone: row.phone,
    phoneVerified: row.phone_verified,
  };
}

/** A party by its id. Takes no lock. */
export async function readParty(tx: Tx, partyId: string): Promise<Party | undefined> {
  const row = await selectParty(tx, partyId);
  return row && fromRow(row);
}

/** The party that an address belongs to in this town. Takes no lock. */
export async function readPartyByAlias(tx: Tx, alias: Address): Promise<Party | undefined> {
  const row = await selectPartyByAlias(tx, alias.kind, alias.value);
  return row && fromRow(row);
}

/** Names by id, for sentences about others. Unknown ids are missing from the map. */
export async function readNames(
  tx: Tx,
  partyIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (partyIds.length === 0) return new Map();
  const rows = await selectNames(tx, [...new Set(partyIds)]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface Registration {
  readonly name: string;
  readonly contactName: string;
  readonly statedPlace: string;
  readonly language: string | null;
  /** `verified`: the channel vouches for it, as WhatsApp does for the sender's phone. */
  readonly aliases: readonly (Address & { readonly verified: boolean })[];
}

/**
 * Puts a newcomer down as a pending retailer and returns the party's id. Refused when one of the
 * aliases already belongs to a party; aliases of two parties are never merged by the machine.
 */
export async function registerRetailer(
  tx: Tx,
  cause: Cause,
  registration: Registration,
): Promise<Outcome<string, 'already_registered'>> {
  const now = cause.universe.now();
  const aliases = registration.aliases.map((alias) => ({
    kind: alias.kind,
    value: alias.value,
    verifiedAt: alias.verified ? now.toISOString() : null,
  }));
  if (await selectAliasesTaken(tx, aliases)) return refused('already_registered');
  const id = cause.universe.newId();
  await insertPendingParty(tx, {
    id,
    kind: 'retailer',
    name: registration.name,
    contactName: registration.contactName,
    statedPlace: registration.statedPlace,
    language: registration.language,
    createdAt: now,
    aliases,
  });
  return done(id);
}

/** Approves or refuses a pending party, once, and keeps why. */
export async function decideParty(
  tx: Tx,
  cause: Cause,
  partyId: string,
  decision: { readonly state: 'APPROVED' | 'REFUSED'; readonly reason: string },
): Promise<Outcome<undefined, 'not_pending'>> {
  const by = cause.actor.id ?? cause.actor.kind;
  const decided = await decidePending(tx, partyId, {
    ...decision,
    by,
    at: cause.universe.now(),
  });
  return decided ? done(undefined) : refused('not_pending');
}

/** Keeps the language a party chose. Whether the town offers it is the caller's question. */
export async function chooseLanguage(
  tx: Tx,
  partyId: string,
  language: string,
): Promise<Outcome<undefined, 'no_such_party'>> {
  const changed = await updateLanguage(tx, partyId, language);
  return changed ? done(undefined) : refused('no_such_party');
}

/** How somebody hears what they did not ask for; null: wherever they last wrote. */
export type NewsChannel = 'whatsapp' | 'sms' | null;

/** How a party wants to hear the news of their orders. Takes no lock. */
export async function readNewsChannel(tx: Tx, partyId: string): Promise<NewsChannel> {
  return (await selectNewsChannel(tx, partyId)) as NewsChannel;
}

/**
 * Keeps how a party wants to hear the news of their orders, which counts from now on. Refused as
 * `no_sms_here` where the town has no number for short messages.
 */
export async function chooseNewsChannel(
  tx: Tx,
  partyId: string,
  channel: NewsChannel,
): Promise<Outcome<undefined, 'no_sms_here'>> {
  const changed = await updateNewsChannel(tx, partyId, channel);
  return changed ? done(undefined) : refused('no_sms_here');
}

/** Parties of one kind and state by age, oldest first, a page after `afterId` at a time. */
export async function listParties(
  tx: Tx,
  filter: { readonly kind: PartyKind; readonly state: PartyState },
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly Party[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectParties(
    tx,
    filter.kind,
    filter.state,
    page.afterId ?? BEFORE_ALL,
    rowsMax,
  );
  return rows.map(fromRow);
}
