/**
 * How long a text is on the air. Phones spell screens and short messages in the GSM 7-bit default
 * alphabet (3GPP TS 23.038, 6.2.1), a sign a septet, those of the extension table two; one sign
 * that is in neither makes the whole text UCS-2, which has room for less than half as much.
 */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';

const SEPTETS: ReadonlyMap<string, number> = new Map([
  ...Array.from(BASIC, (sign) => [sign, 1] as const),
  ...Array.from(EXTENDED, (sign) => [sign, 2] as const),
]);

/** A text's length as it is sent: septets in GSM-7, 16-bit units in UCS-2. */
export interface AirLength {
  readonly alphabet: 'gsm7' | 'ucs2';
  readonly units: number;
}

/** Counts what a text takes on the air, in the narrowest alphabet that can spell it. */
export function airLength(text: string): AirLength {
  let septets = 0;
  for (const sign of text) {
    const count = SEPTETS.get(sign);
    if (count === undefined) return { alphabet: 'ucs2', units: text.length };
    septets += count;
  }
  return { alphabet: 'gsm7', units: septets };
}

/** Signs that have a plain way to be written which means the same. */
const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '•': '-',
  '·': '-',
  '×': 'x',
  '÷': '/',
  '…': '...',
  '→': '>',
  '↳': '>',
  '∗': '*',
  '∼': '-',
  '`': "'",
  '₹': 'Rs',
  '₨': 'Rs',
  '৳': 'Tk',
  '₦': 'N',
  '₵': 'C',
  '।': '.',
  '\t': ' ',
  '\u00a0': ' ',
  '\u2007': ' ',
  '\u202f': ' ',
  ı: 'i',
  ł: 'l',
  đ: 'd',
  œ: 'oe',
  Œ: 'OE',
  ŋ: 'ng',
};

/** Pictures, joiners and whatever else a screen of letters can do without. */
const WITHOUT_LETTERS = /\p{Extended_Pictographic}|[\u200b-\u200f]|\ufe0e|\ufe0f|\u20e3/u;

/** One sign in GSM-7: itself, a plain way to write it, its bare letter, or `?`. */
function spellSign(sign: string): string {
  if (SEPTETS.has(sign)) return sign;
  const plain = PLAIN[sign];
  if (plain !== undefined) return plain;
  if (WITHOUT_LETTERS.test(sign)) return '';
  const [bare = ''] = sign.normalize('NFD');
  if (SEPTETS.has(bare)) return bare;
  return /\p{M}/u.test(sign) ? '' : '?';
}

/**
 * A text in signs of the GSM 7-bit alphabet: accents it lacks are dropped, pictures too, and what
 * has no letter there at all becomes `?`. Devanagari is romanised before this, see romanise.ts.
 */
export function toGsm(text: string): string {
  let spelled = '';
  for (const sign of text.normalize('NFC')) spelled += spellSign(sign);
  return spelled.replace(/ {2,}/g, ' ').replace(/ +$/gm, '').replace(/^ +/gm, '');
}
