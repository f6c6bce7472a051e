import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The only form Meta writes; hex digits are taken in either case. */
const SIGNATURE = /^sha256=([0-9a-fA-F]{64})$/;

/** What may be echoed back in the handshake: Meta sends a number, nothing else is needed. */
const CHALLENGE = /^[\w.-]{1,256}$/;

/**
 * Tells whether a webhook body was signed by one of our apps: HMAC-SHA256 of the bytes as they
 * arrived, keyed with the app secret, in X-Hub-Signature-256 (Meta, Graph API webhooks, "Validate
 * payloads"). Meta signs its own escaped form of the JSON, so a body that was parsed and written
 * again does not verify.
 *
 * `header` is the header's value as Node gives it: a repeated header arrives joined by a comma and
 * is refused like any other text of a wrong form. Several secrets serve a rotation, and several
 * apps that post to one address; an empty secret never verifies anything. Every secret is tried
 * and compared in constant time, so the time taken does not tell which of them came close.
 */
export function verifySignature(
  rawBody: Buffer,
  header: string | undefined,
  appSecrets: readonly string[],
): boolean {
  const hex = SIGNATURE.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  let valid = false;
  for (const secret of appSecrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    if (timingSafeEqual(given, expected)) valid = true;
  }
  return valid;
}

/**
 * Answers Meta's registration of our address: gives the challenge to send back as the plain body
 * of a 200, or undefined, which is a 403. `query` is the raw query string, because parsers differ
 * on names with dots (`hub.mode`); a name given twice is refused.
 */
export function verifyHandshake(query: string, verifyToken: string): string | undefined {
  if (verifyToken === '') return undefined;
  const params = new URLSearchParams(query);
  const only = (name: string): string | undefined => {
    const values = params.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  if (only('hub.mode') !== 'subscribe') return undefined;
  if (!sameText(only('hub.verify_token') ?? '', verifyToken)) return undefined;
  const challenge = only('hub.challenge') ?? '';
  return CHALLENGE.test(challenge) ? challenge : undefined;
}

/** Compares two texts in a time that depends on neither's content: by their digests. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
