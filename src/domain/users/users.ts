import { BEFORE_ALL } from '../../base/id-bounds.js';
import type { Universe } from '../../base/universe.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { PlatformTx } from '../../db/transaction.js';
import { insertUser, selectAccess, selectTowns, selectUserByEmail } from './queries.js';

/** ADMIN works in every town, OPERATOR in those given to them, WAREHOUSE there with goods only. */
export type Role = 'ADMIN' | 'OPERATOR' | 'WAREHOUSE';

/** A town as its operators know it from outside. */
export interface ReachedTown {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** What a user may do now, read anew for each request: a token only says who it is. */
export interface Access {
  readonly role: Role;
  /** The town asked about; null when it is out of the user's reach, or not there at all. */
  readonly town: ReachedTown | null;
}

/** What a login is checked against. */
export interface Credentials {
  readonly userId: string;
  readonly passwordHash: string;
}

/** Addresses are compared without regard to case and surrounding blanks. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** The user of a normalised address, or undefined. */
export async function readCredentials(
  tx: PlatformTx,
  email: string,
): Promise<Credentials | undefined> {
  const row = await selectUserByEmail(tx, email);
  return row && { userId: row.id, passwordHash: row.password_hash };
}

/**
 * What the user may do, and whether the town (a slug or an id; null for none) is in their reach.
 * Undefined when there is no such user.
 */
export async function readAccess(
  tx: PlatformTx,
  userId: string,
  town: string | null,
): Promise<Access | undefined> {
  const row = await selectAccess(tx, userId, town);
  if (!row) return undefined;
  const { town_id: id, slug, name } = row;
  const reached = id !== null && slug !== null && name !== null ? { id, slug, name } : null;
  return { role: row.role as Role, town: reached };
}

/** The towns in the user's reach by id, a page after `afterId` at a time. */
export async function listTowns(
  tx: PlatformTx,
  userId: string,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly ReachedTown[]> {
  return selectTowns(tx, userId, page.afterId ?? BEFORE_ALL, page.rows);
}

/**
 * Creates a user and returns its id. The address is normalised; refused when it is taken, by
 * whatever role.
 */
export async function createUser(
  tx: PlatformTx,
  universe: Universe,
  user: {
    readonly email: string;
    readonly passwordHash: string;
    readonly role: Role;
    /** Of an operator or warehouse worker; an admin needs none. */
    readonly townIds: readonly string[];
  },
): Promise<Outcome<string, 'email_taken'>> {
  const id = universe.newId();
  const made = await insertUser(tx, {
    ...user,
    id,
    email: normaliseEmail(user.email),
    createdAt: universe.now(),
  });
  return made ? done(id) : refused('email_taken', { email: normaliseEmail(user.email) });
}
