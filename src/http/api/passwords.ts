import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id with 19 MiB, two passes and one lane: the package's defaults, and the first choice of
 * the OWASP Password Storage Cheat Sheet. Written out in the hash, so they can grow later.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The password's hash with its salt and parameters, as the PHC string that is stored. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the one of the hash. Without a hash, as for an address nobody has, the
 * same work is done over another one, so that the time taken does not tell who has an account.
 */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await nobody), password);
  return stored !== undefined && matches;
}
