import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { toGsm } from '../../base/septets.js';
import { unpackWoff } from './unpack-woff.js';

/**
 * The letters that sheets are printed in: Noto Sans Devanagari (SIL Open Font License 1.1), whose
 * package cuts it by script. A line of two scripts is set in two of its files.
 */
const require = createRequire(import.meta.url);

const FOLDER = '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari';

function fontOf(cut: 'devanagari' | 'latin', weight: 400 | 700): Buffer {
  return unpackWoff(readFileSync(require.resolve(`${FOLDER}-${cut}-${weight}-normal.woff`)));
}

let fonts: Readonly<Record<string, Buffer>> | undefined;

/** The fonts of a sheet, by the names that runs are given; read once something is printed. */
export function sheetFonts(): Readonly<Record<string, Buffer>> {
  fonts ??= {
    'devanagari plain': fontOf('devanagari', 400),
    'devanagari bold': fontOf('devanagari', 700),
    'latin plain': fontOf('latin', 400),
    'latin bold': fontOf('latin', 700),
  };
  return fonts;
}

/** A stretch of text in one font. */
export interface Run {
  readonly font: string;
  readonly text: string;
}

/** What Devanagari is written with; the joiners belong to the letters around them. */
const DEVANAGARI = /[\u0900-\u097f]|\u200c|\u200d|\u25cc/u;

/** What the Latin cut has letters for; anything else of it would print as an empty box. */
const PRINTABLE =
  /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201e\u2022\u2026]/u;

/**
 * Cuts a text into runs by script. A sign that no font of ours has is written plainly, as on a
 * keypad's screen (₹ is Rs); a letter that has no plain way is a question mark.
 */
export function runsOf(text: string, weight: 'plain' | 'bold'): Run[] {
  const runs: { font: string; text: string }[] = [];
  for (const letter of text) {
    const isDevanagari = DEVANAGARI.test(letter);
    const font = `${isDevanagari ? 'devanagari' : 'latin'} ${weight}`;
    const printed = isDevanagari || PRINTABLE.test(letter) ? letter : toGsm(letter);
    const last = runs.at(-1);
    if (last?.font === font) last.text += printed;
    else runs.push({ font, text: printed });
  }
  return runs;
}
