/**
 * Devanagari and Bangla words in Latin letters, and one spelling for the many ways in which people
 * write South Asian (and other) words in Latin. The result is a key for comparing, never shown.
 */

const INDIC: Readonly<Record<string, string>> = {
  '\u09df': 'y',
  '\u09dc': 'r',
  '\u09dd': 'r',
  अ: 'a',
  आ: 'a',
  इ: 'i',
  ई: 'i',
  उ: 'u',
  ऊ: 'u',
  ऋ: 'ri',
  ए: 'e',
  ऐ: 'ai',
  ओ: 'o',
  औ: 'au',
  ऑ: 'o',
  ऍ: 'e',
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
  'ॉ': 'o',
  'ॅ': 'e',
  'ं': 'n',
  'ँ': 'n',
  'ः': '',
  ऽ: '',
  क: 'k',
  ख: 'kh',
  ग: 'g',
  घ: 'gh',
  ङ: 'ng',
  च: 'ch',
  छ: 'chh',
  ज: 'j',
  झ: 'jh',
  ञ: 'n',
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
  ळ: 'l',
  व: 'v',
  श: 'sh',
  ष: 'sh',
  स: 's',
  ह: 'h',
  अा: 'a',
  অ: 'o',
  আ: 'a',
  ই: 'i',
  ঈ: 'i',
  উ: 'u',
  ঊ: 'u',
  ঋ: 'ri',
  এ: 'e',
  ঐ: 'oi',
  ও: 'o',
  ঔ: 'ou',
  'া': 'a',
  'ি': 'i',
  'ী': 'i',
  'ু': 'u',
  'ূ': 'u',
  'ৃ': 'ri',
  'ে': 'e',
  'ৈ': 'oi',
  'ো': 'o',
  'ৌ': 'ou',
  'ং': 'ng',
  'ঁ': 'n',
  'ঃ': '',
  ৎ: 't',
  ক: 'k',
  খ: 'kh',
  গ: 'g',
  ঘ: 'gh',
  ঙ: 'ng',
  চ: 'ch',
  ছ: 'chh',
  জ: 'j',
  ঝ: 'jh',
  ঞ: 'n',
  ট: 't',
  ঠ: 'th',
  ড: 'd',
  ঢ: 'dh',
  ণ: 'n',
  ত: 't',
  থ: 'th',
  দ: 'd',
  ধ: 'dh',
  ন: 'n',
  প: 'p',
  ফ: 'ph',
  ব: 'b',
  ভ: 'v',
  ম: 'm',
  য: 'j',
  র: 'r',
  ল: 'l',
  শ: 'sh',
  ষ: 'sh',
  স: 's',
  হ: 'h',
};
/** Bangla letters that Unicode leaves decomposed, and the glides that stand for w and a. */
const BANGLA_SPECIAL: readonly (readonly [RegExp, string])[] = [
  [/\u09af\u09bc/g, '\u09df'],
  [/\u09a1\u09bc/g, '\u09dc'],
  [/\u09a2\u09bc/g, '\u09dd'],
  [/\u0993\u09df/g, 'w'],
  [/\u09cd\u09af\u09be/g, '\u09be'],
  [/\u09cd\u09af/g, ''],
];
const NUKTA = /[\u093c\u09bc]/g;
const VIRAMA = /[\u094d\u09cd]/;
const CONSONANT = /[\u0915-\u0939\u0995-\u09b9\u09dc-\u09df]/;
const INDIC_LETTER = /[\u0900-\u09ff]/;

/** True for a word that has letters of Devanagari or Bangla. */
export function isIndic(word: string): boolean {
  return INDIC_LETTER.test(word);
}

const VOWEL_END = /[aeiou]$/;
const VOWEL_SIGN = /[\u093e-\u094c\u09be-\u09cc]/;

/** Whether the next consonant has a vowel of its own: then the vowel before it is not spoken. */
function isSounded(letter: string | undefined): boolean {
  return letter !== undefined && (VOWEL_SIGN.test(letter) || CONSONANT.test(letter));
}

/**
 * Writes a Devanagari or Bangla word in Latin letters. The unwritten vowel is "a" in Devanagari
 * and "o" in Bangla, and is dropped at the end of a word, as it is in speech.
 */
function romanise(word: string): string {
  let text = word;
  for (const [pattern, plain] of BANGLA_SPECIAL) text = text.replace(pattern, plain);
  const letters = Array.from(text.replace(NUKTA, ''));
  let out = '';
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? '';
    if (!INDIC_LETTER.test(letter)) {
      out += letter;
      continue;
    }
    out += INDIC[letter] ?? '';
    const next = letters[i + 1];
    const inherent =
      CONSONANT.test(letter) &&
      next !== undefined &&
      CONSONANT.test(next) &&
      !(VOWEL_END.test(out.slice(0, -(INDIC[letter] ?? '').length)) && isSounded(letters[i + 2]));
    if (inherent) out += letter >= '\u0980' ? 'o' : 'a';
    if (next !== undefined && VIRAMA.test(next)) i += 1;
  }
  return out;
}

const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/[^a-z0-9]/g, ''],
  [/chh?/g, 'c'],
  [/sch|sh/g, 's'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/kh|q/g, 'k'],
  [/gh/g, 'g'],
  [/bh/g, 'b'],
  [/jh|z/g, 'j'],
  [/ck/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/aa/g, 'a'],
  [/ee|ii/g, 'i'],
  [/oo|uu/g, 'u'],
  [/ai(?=[^aeiou]|$)/g, 'ai'],
  [/y(?=[^aeiou]|$)/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/(?<=[a-z]{2}[^aeiou])e$/, ''],
];

/** Keys of words seen before: words repeat. Bounded; the same word always has the same key. */
const folded = new Map<string, string>();
const FOLDED_MAX = 20_000;

/**
 * One key for the spellings of one word: "chamal", "camal" and "चामल" meet; "aalu" and "alu".
 * Numbers and marks fall out of words; a word without Latin or Indic letters stays as it is.
 */
export function foldWord(word: string): string {
  const known = folded.get(word);
  if (known !== undefined) return known;
  const key = foldAnew(word);
  if (folded.size < FOLDED_MAX) folded.set(word, key);
  return key;
}

function foldAnew(word: string): string {
  if (/^\d+(?:[.,]\d+)*$/.test(word)) return word;
  // Two or three letters have no room for spellings: "cg" is a brand and "kg" a unit.
  if (!isIndic(word) && word.length <= 3) return word;
  return soundOf(word);
}

/** How a word sounds, whatever its length: for comparing across scripts. */
export function soundOf(word: string): string {
  const latin = isIndic(word) ? romanise(word) : word;
  if (!/[a-z]/.test(latin)) return word;
  if (/[^\u0000-\u024f]/.test(latin)) return word; // mixed scripts: no key can be trusted
  let key = latin;
  // "c" is soft before e, i and y, and "ch" is a letter of its own: keep it apart from both.
  key = key
    .replace(/c(?=[eiy])/g, 's')
    .replace(/c(?!h)/g, 'k')
    .replace(/kk/g, 'k');
  for (const [pattern, plain] of FOLDS) key = key.replace(pattern, plain);
  return key === '' ? word : key;
}
