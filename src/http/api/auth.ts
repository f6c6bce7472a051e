import { z } from 'zod';
import { HTTP } from '../../base/limits.js';
import { refused } from '../../base/outcome.js';
import type { Universe } from '../../base/universe.js';
import { inPlatform } from '../../db/transaction.js';
import { createUser, normaliseEmail, readCredentials } from '../../domain/users/users.js';
import { hashPassword, isPassword } from './passwords.js';
import type { Database, Route } from './route.js';
import { platformRoute } from './route.js';
import { found } from './shapes.js';

const login = platformRoute({
  method: 'POST',
  path: '/v1/auth/login',
  name: 'login',
  summary: 'Exchange an email address and a password for an access token',
  roles: 'anyone',
  rate: 'login',
  params: {},
  query: {},
  body: {
    email: z.string().min(1).max(254),
    password: z.string().min(1).max(HTTP.password_characters_max),
  },
  answer: z.strictObject({
    access_token: z.string().describe('A JWT, for the header Authorization: Bearer'),
    token_type: z.literal('Bearer'),
    expires_in_s: z.int(),
  }),
  refusals: {
    // One answer for every cause: which part was wrong is nobody's business.
    login_failed: { status: 401, title: 'The address and the password do not belong together' },
    too_many_logins: { status: 429, title: 'Too many failed logins, try again later' },
  },
  work: async ({ database, tokens, loginTries }, { body }) => {
    const email = normaliseEmail(body.email);
    const wait_s = await loginTries.take(email);
    if (wait_s > 0) return refused('too_many_logins', { retry_after_s: String(wait_s) });
    const known = await inPlatform(database, (tx) => readCredentials(tx, email));
    // Outside the transaction: hashing takes longer than anything a connection should wait for.
    const right = await isPassword(known?.passwordHash, body.password);
    if (!known || !right) return refused('login_failed');
    await loginTries.forgive(email);
    const access_token = await tokens.issue(known.userId);
    return found({ access_token, token_type: 'Bearer', expires_in_s: HTTP.token_s });
  },
});

export const authRoutes: readonly Route[] = [login];

/**
 * Sees to it that the platform has its first admin. An existing user of that address is left as it
 * is, and `exists_with_other_password` says that the given password is not theirs: a password is
 * not changed by starting a process. Any number of processes may do this at once.
 */
export async function ensureAdmin(
  database: Database,
  universe: Universe,
  email: string,
  password: string,
): Promise<'created' | 'exists' | 'exists_with_other_password'> {
  const address = normaliseEmail(email);
  const before = await inPlatform(database, (tx) => readCredentials(tx, address));
  if (!before) {
    const passwordHash = await hashPassword(password);
    const admin = { email: address, passwordHash, role: 'ADMIN', townIds: [] } as const;
    const created = await inPlatform(database, (tx) => createUser(tx, universe, admin));
    if (created.ok) return 'created';
  }
  const known = before ?? (await inPlatform(database, (tx) => readCredentials(tx, address)));
  const same = await isPassword(known?.passwordHash, password);
  return same ? 'exists' : 'exists_with_other_password';
}
