/** A unit's word for exactly one, and for any other number. */
type OneOrMany = readonly [one: string, many: string];

/**
 * Every unit of the demo catalogue, over all its markets. A town may sell in a unit that is not
 * listed: it is then written as the catalogue writes it.
 */
export type Unit =
  | 'bag'
  | 'bale'
  | 'bar'
  | 'bidon'
  | 'box'
  | 'btl'
  | 'can'
  | 'crate'
  | 'ctn'
  | 'gallon'
  | 'jar'
  | 'jerrycan'
  | 'keg'
  | 'kg'
  | 'outer'
  | 'pack'
  | 'pcs'
  | 'pkt'
  | 'roll'
  | 'sachet'
  | 'strip'
  | 'tin'
  | 'tray'
  | 'tub';

export type UnitWords = Readonly<Record<Unit, OneOrMany>>;

/** Nepali nouns keep their form after a number. */
function unchanged(words: Readonly<Record<Unit, string>>): UnitWords {
  const pairs = Object.entries(words).map(([unit, word]) => [unit, [word, word]] as const);
  return Object.fromEntries(pairs) as unknown as UnitWords;
}

export const UNIT_WORDS: Readonly<Record<'en' | 'ne' | 'ne-Latn', UnitWords>> = {
  en: {
    bag: ['bag', 'bags'],
    bale: ['bale', 'bales'],
    bar: ['bar', 'bars'],
    bidon: ['bidon', 'bidons'],
    box: ['box', 'boxes'],
    btl: ['bottle', 'bottles'],
    can: ['can', 'cans'],
    crate: ['crate', 'crates'],
    ctn: ['ctn', 'ctn'],
    gallon: ['gallon', 'gallons'],
    jar: ['jar', 'jars'],
    jerrycan: ['jerrycan', 'jerrycans'],
    keg: ['keg', 'kegs'],
    kg: ['kg', 'kg'],
    outer: ['outer', 'outers'],
    pack: ['pack', 'packs'],
    pcs: ['piece', 'pieces'],
    pkt: ['packet', 'packets'],
    roll: ['roll', 'rolls'],
    sachet: ['sachet', 'sachets'],
    strip: ['strip', 'strips'],
    tin: ['tin', 'tins'],
    tray: ['tray', 'trays'],
    tub: ['tub', 'tubs'],
  },
  ne: unchanged({
    bag: 'बोरा',
    bale: 'गाँठ',
    bar: 'डल्ला',
    bidon: 'जर्किन',
    box: 'बाकस',
    btl: 'बोतल',
    can: 'क्यान',
    crate: 'क्रेट',
    ctn: 'कार्टुन',
    gallon: 'ग्यालन',
    jar: 'जार',
    jerrycan: 'जर्किन',
    keg: 'केग',
    kg: 'केजी',
    outer: 'आउटर',
    pack: 'प्याक',
    pcs: 'वटा',
    pkt: 'प्याकेट',
    roll: 'रोल',
    sachet: 'पुरिया',
    strip: 'पत्ता',
    tin: 'टिन',
    tray: 'ट्रे',
    tub: 'टब',
  }),
  'ne-Latn': unchanged({
    bag: 'bora',
    bale: 'ganth',
    bar: 'dalla',
    bidon: 'jerkin',
    box: 'bakas',
    btl: 'botal',
    can: 'can',
    crate: 'crate',
    ctn: 'ctn',
    gallon: 'gallon',
    jar: 'jar',
    jerrycan: 'jerkin',
    keg: 'keg',
    kg: 'kg',
    outer: 'outer',
    pack: 'pack',
    pcs: 'wata',
    pkt: 'packet',
    roll: 'roll',
    sachet: 'puriya',
    strip: 'patta',
    tin: 'tin',
    tray: 'tray',
    tub: 'tub',
  }),
};

/** The word for a unit after a number of it; an unlisted unit is its own word. */
export function unitWord(words: UnitWords, unit: string, exactlyOne: boolean): string {
  if (!Object.hasOwn(words, unit)) return unit;
  return words[unit as Unit][exactlyOne ? 0 : 1];
}
