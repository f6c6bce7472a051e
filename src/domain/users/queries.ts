import { sql } from 'kysely';
import type { PlatformTx } from '../../db/transaction.js';

export interface UserRow {
  readonly id: string;
  readonly role: string;
  readonly password_hash: string;
}

export interface AccessRow {
  readonly role: string;
  readonly town_id: string | null;
  readonly slug: string | null;
  readonly name: string | null;
}

export interface TownRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly role: string;
  readonly townIds: readonly string[];
  readonly createdAt: Date;
}

/** What a login is checked against. */
export async function selectUserByEmail(
  tx: PlatformTx,
  email: string,
): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`
    select id, role, password_hash from users where email = ${email}`.execute(tx);
  return rows[0];
}

/** An admin reaches every town, an operator those given to them. */
const REACHES = sql`(u.role = 'ADMIN' or exists (
  select from user_towns m where m.user_id = u.id and m.town_id = t.id))`;

/** `town` is a slug or an id; a town out of reach comes back as nulls, like one that is not. */
export async function selectAccess(
  tx: PlatformTx,
  userId: string,
  town: string | null,
): Promise<AccessRow | undefined> {
  const { rows } = await sql<AccessRow>`
    select u.role, t.id as town_id, t.slug, t.name from users u
    left join towns t on (t.slug = ${town} or t.id::text = ${town}) and ${REACHES}
    where u.id = ${userId}
    order by t.slug = ${town} desc limit 1`.execute(tx);
  return rows[0];
}

/** By id, after the given one. */
export async function selectTowns(
  tx: PlatformTx,
  userId: string,
  afterId: string,
  rowsMax: number,
): Promise<TownRow[]> {
  const { rows } = await sql<TownRow>`
    select t.id, t.slug, t.name from users u join towns t on ${REACHES}
    where u.id = ${userId} and t.id > ${afterId} order by t.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** False when the address already has a user. */
export async function insertUser(tx: PlatformTx, user: NewUser): Promise<boolean> {
  const { rows } = await sql`
    insert into users (id, email, password_hash, role, created_at)
    values (${user.id}, ${user.email}, ${user.passwordHash}, ${user.role}, ${user.createdAt})
    on conflict (email) do nothing returning id`.execute(tx);
  if (rows.length === 0) return false;
  await sql`insert into user_towns (user_id, town_id)
    select ${user.id}::uuid, town_id from unnest(${user.townIds}::uuid[]) as w(town_id)`.execute(
    tx,
  );
  return true;
}
