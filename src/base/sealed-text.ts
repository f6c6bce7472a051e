import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Universe } from './universe.js';

/**
 * Texts that must not stand readable in any table between the one who writes them and the wire:
 * AES-256-GCM (NIST SP 800-38D) under a key derived from the service's own, which the database
 * never sees. Format: base64 of nonce (12 bytes), tag (16 bytes) and the sealed bytes.
 */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyOf(secret: string): Buffer {
  return createHash('sha256').update(`pasal sealed text ${secret}`).digest();
}

/** Seals a text. The nonce is of an id of ours, which is never given twice. */
export function sealText(universe: Universe, secret: string, text: string): string {
  const nonce = createHash('sha256').update(universe.newId()).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what `sealText` made; undefined for anything else, or under another key. */
export function openText(secret: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
