import type { Row } from './rows.js';

/**
 * Changes to a message that leave its meaning alone: how thumbs, keyboards and habits vary. Each is
 * a pure function of the row, so that the table is the same on every run.
 */
export const NOISES = ['case', 'space', 'punctuation', 'digits', 'typo', 'order'] as const;
export type Noise = (typeof NOISES)[number];

/** A small deterministic generator (mulberry32), seeded from the row's id. */
function generator(seed: string): () => number {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ZERO_OF: Readonly<Record<string, number>> = {
  NP: 0x966,
  IN: 0x966,
  BD: 0x9e6,
};

/** Writes plain numbers in the digits of the market's script; codes and order numbers too. */
function changeDigits(row: Row): string {
  const zero = ZERO_OF[row.market] ?? 0xff10;
  if (row.payment?.ref !== undefined) return row.text;
  return row.text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

/** Swaps two inner letters of one Latin word of six letters or more. */
function mistype(row: Row, random: () => number): string {
  const words = [...row.text.matchAll(/\b[a-z]{6,}\b/gi)].filter(
    (match) => row.payment?.ref?.includes(match[0]) !== true,
  );
  const word = words[Math.floor(random() * words.length)];
  if (!word) return row.text;
  const at = word.index + 2 + Math.floor(random() * (word[0].length - 4));
  const { text } = row;
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

/** Turns the lines or comma parts of an order about, where each is an item of its own. */
function reorder(row: Row): string {
  const plain = row.intent === 'order' && row.lines.length > 1;
  const separator = row.text.includes('\n') ? '\n' : ', ';
  const parts = row.text.split(separator);
  const numbered = parts.some((part) => /^\s*[(*-]?\s*\p{Nd}+\s*[).]/u.test(part));
  const named = row.lines.every((line, i) => line.name && parts[i]?.includes(line.name));
  const corrected = /\b(?:no|nahi|hoina|hapana)\b/i.test(row.text);
  if (!plain || numbered || corrected || !named || parts.length !== row.lines.length)
    return row.text;
  return parts.reverse().join(separator);
}

/** The row's message with one kind of noise; the text itself where the noise does not apply. */
export function withNoise(row: Row, noise: Noise): Row {
  const random = generator(`${row.id}/${noise}`);
  const upper = random() < 0.5;
  const changed: Record<Noise, () => string> = {
    case: () => (upper ? row.text.toUpperCase() : row.text.toLowerCase()),
    space: () => `  ${row.text.replace(/ /g, '   ')} `,
    punctuation: () => `${row.text.replace(/[.!]+$/, '')}${upper ? ' !!' : '...'}`,
    digits: () => changeDigits(row),
    typo: () => mistype(row, random),
    order: () => reorder(row),
  };
  return { ...row, text: changed[noise]() };
}
