import type { CatalogueIndex } from './catalogue-index.js';
import type { Lexicon } from './lexicon.js';
import type { Token } from './tokens.js';
import { foldWord, isIndic } from './transliterate.js';

const STEM_LETTERS_MIN = 3;

function suffixes(lexicon: Lexicon): string[] {
  const list: string[] = [];
  for (const [text, entry] of lexicon.exact)
    if (entry.meanings.some((m) => m.kind === 'word' && m.role === 'suffix')) list.push(text);
  return list.sort((a, b) => b.length - a.length);
}

const known = new WeakMap<Lexicon, readonly string[]>();

function suffixesOf(lexicon: Lexicon): readonly string[] {
  const list = known.get(lexicon) ?? suffixes(lexicon);
  known.set(lexicon, list);
  return list;
}

function means(index: CatalogueIndex, text: string, key: string): boolean {
  const { exact, folded } = index.lexicon;
  return exact.has(text) || folded.has(key) || index.postings.has(key) || index.phrases.has(key);
}

/** "d'oeufs", "l'huile": what French leaves of a small word before a vowel. */
const ELISION = /^((?:d|l|qu|n|j|m|s|c|t)['’])(.{2,})$/;

function cutElision(token: Token): Token[] | null {
  const found = ELISION.exec(token.text);
  const [, small = '', rest = ''] = found ?? [];
  if (!found) return null;
  return [
    { ...token, text: small.slice(0, -1), key: small.slice(0, -1) },
    { ...token, text: rest, key: foldWord(rest), spaced: false },
  ];
}

function cut(token: Token, index: CatalogueIndex): Token[] | null {
  if (index.lexicon.tags.includes('fr') && !index.lexicon.longest.has(token.text)) {
    const elided = cutElision(token);
    if (elided) return elided;
  }
  const min = isIndic(token.text) ? STEM_LETTERS_MIN - 1 : STEM_LETTERS_MIN;
  for (const suffix of suffixesOf(index.lexicon)) {
    if (!token.text.endsWith(suffix)) continue;
    const text = token.text.slice(0, -suffix.length);
    if (text.length < min) continue;
    const key = foldWord(text);
    if (!means(index, text, key)) continue;
    const rest = { ...token, text: suffix, key: foldWord(suffix), spaced: false };
    return [{ ...token, text, key }, rest];
  }
  return null;
}

/**
 * Cuts endings off words that are known only without them: "कोकको" is "कोक" and "को". A word that
 * means something as it stands is left alone.
 */
export function splitStems(tokens: readonly Token[], index: CatalogueIndex): Token[] {
  const whole: Token[] = [];
  for (const token of tokens) {
    const known = token.kind !== 'word' || means(index, token.text, token.key);
    const parts = known ? null : cut(token, index);
    if (parts) whole.push(...parts);
    else whole.push(token);
  }
  return whole;
}
