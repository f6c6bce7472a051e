import { jwtVerify, SignJWT } from 'jose';
import { HTTP } from '../../base/limits.js';
import type { Universe } from '../../base/universe.js';

/** Access tokens: they say who somebody is; what they may do is read anew for each request. */
export interface Tokens {
  issue(userId: string): Promise<string>;
  /** The user's id; undefined for a token that is forged, spoilt, out of time or not for us. */
  verify(token: string): Promise<string | undefined>;
}

const ALGORITHM = 'HS256';
const ISSUER = 'pasal';
const AUDIENCE = 'pasal-api';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * JWT (RFC 7519) under HMAC-SHA256 with one secret. The algorithm is ours to say, never the
 * token's. Time is the universe's.
 */
export function openTokens(secret: string, universe: Universe): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    issue: (userId) => {
      const now_s = Math.floor(universe.nowMs() / 1000);
      return new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(now_s)
        .setExpirationTime(now_s + HTTP.token_s)
        .sign(key);
    },
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['sub', 'exp', 'iat'],
          maxTokenAge: HTTP.token_s,
          currentDate: universe.now(),
        });
        return UUID.test(payload.sub ?? '') ? payload.sub : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
