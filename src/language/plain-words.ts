import { normalise } from './normalise.js';

/** Words as they are held against lists of whole messages: without case, accents and signs. */
export function plainWords(text: string): string {
  return normalise(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
