/**
 * Devanagari in Latin letters as people of Nepal and India write it to one another ("किराना" is
 * "kirana"), for screens that hold 70 signs of the one and 160 of the other. Unlike
 * `language/transliterate.ts`, whose results are keys, this is read by people.
 */

const CONSONANTS: Readonly<Record<string, string>> = {
  क: 'k',
  ख: 'kh',
  ग: 'g',
  घ: 'gh',
  ङ: 'ng',
  च: 'ch',
  छ: 'chh',
  ज: 'j',
  झ: 'jh',
  ञ: 'ny',
  ट: 't',
  ठ: 'th',
  ड: 'd',
  ढ: 'dh',
  ण: 'n',
  त: 't',
  थ: 'th',
  द: 'd',
  ध: 'dh',
  न: 'n',
  प: 'p',
  फ: 'ph',
  ब: 'b',
  भ: 'bh',
  म: 'm',
  य: 'y',
  र: 'r',
  ल: 'l',
  व: 'w',
  श: 'sh',
  ष: 'sh',
  स: 's',
  ह: 'h',
};

const VOWELS: Readonly<Record<string, string>> = {
  अ: 'a',
  आ: 'aa',
  इ: 'i',
  ई: 'i',
  उ: 'u',
  ऊ: 'u',
  ऋ: 'ri',
  ए: 'e',
  ऐ: 'ai',
  ओ: 'o',
  औ: 'au',
};

const MATRAS: Readonly<Record<string, string>> = {
  'ा': 'a',
  'ि': 'i',
  'ी': 'i',
  'ु': 'u',
  'ू': 'u',
  'ृ': 'ri',
  'े': 'e',
  'ै': 'ai',
  'ो': 'o',
  'ौ': 'au',
};

const MARKS: Readonly<Record<string, string>> = {
  'ं': 'n',
  'ँ': 'n',
  'ः': '',
  '़': '',
  ऽ: '',
  '।': '.',
  '॥': '.',
  ॐ: 'om',
};

const VIRAMA = '्';
const DEVANAGARI = /[\u0900-\u097f\u200c\u200d]+/gu;
const ZERO = 0x0966;

function digitOf(sign: string): string | undefined {
  const value = sign.charCodeAt(0) - ZERO;
  return value >= 0 && value <= 9 ? String(value) : undefined;
}

/** One run of Devanagari. A consonant has an "a" of its own unless something follows it. */
function romaniseRun(run: string): string {
  let written = '';
  let open = false;
  for (const sign of run) {
    const consonant = CONSONANTS[sign];
    const matra = MATRAS[sign];
    if (consonant !== undefined) {
      written += (open ? 'a' : '') + consonant;
      open = true;
    } else if (matra !== undefined) {
      written += matra;
      open = false;
    } else if (sign === VIRAMA) {
      open = false;
    } else {
      const rest = VOWELS[sign] ?? MARKS[sign] ?? digitOf(sign) ?? '';
      written += (open && rest !== '' ? 'a' : '') + rest;
      if (rest !== '') open = false;
    }
  }
  // The "a" at the end of a word is not spoken ("घर" is "ghar"), but a word of one letter is.
  return open && written.length <= 2 ? `${written}a` : written;
}

/** A text with every run of Devanagari in Latin letters, capital where a word of a name begins. */
export function romanise(text: string): string {
  return text.normalize('NFC').replace(DEVANAGARI, (run) => {
    const latin = romaniseRun(run);
    return latin.charAt(0).toUpperCase() + latin.slice(1);
  });
}
