import { unreachable } from '../../base/assert.js';
import { LIMITS } from '../../base/limits.js';
import type { Hole, Part, ReplyKey } from '../vocabulary.js';
import { LANGUAGES } from './languages.js';
import type { Digits, LanguageData, ReplyLanguage } from './languages.js';
import { compileMessage } from './message.js';
import type { CompiledMessage, Filling } from './message.js';
import { localDigits, moneyStyle, shortestDecimal, writeMoney } from './numbers.js';
import type { MoneyStyle } from './numbers.js';
import { outsideText } from './outside-text.js';
import { townTime } from './times.js';
import { unitWord } from './units.js';

/** How a conversation is written to: its language, and what its town says about money and time. */
export interface ReplyStyle {
  readonly language: ReplyLanguage;
  /** Left out: the digits the language's readers expect. */
  readonly digits?: Digits;
  /** ISO 4217 */
  readonly currency: string;
  /** Minor digits of the currency: 2 for NPR. */
  readonly currencyDigits: number;
  /** IANA name */
  readonly timeZone: string;
}

/** The phrase of a key. */
type Phrases = (key: ReplyKey) => CompiledMessage;

/** Compiled when first said: a few of them are, and `checkReplies` has seen all at the start. */
function phrasesOf(language: ReplyLanguage, digits: Digits): Phrases {
  const writeNumber = (n: number): string => localDigits(String(n), digits);
  const { texts } = LANGUAGES[language];
  const compiled = new Map<ReplyKey, CompiledMessage>();
  return (key) => {
    const known = compiled.get(key);
    if (known) return known;
    const phrase = compileMessage(texts[key], language, writeNumber);
    compiled.set(key, phrase);
    return phrase;
  };
}

const PHRASES: Readonly<Record<ReplyLanguage, Readonly<Record<Digits, Phrases>>>> = {
  en: { latin: phrasesOf('en', 'latin'), devanagari: phrasesOf('en', 'devanagari') },
  ne: { latin: phrasesOf('ne', 'latin'), devanagari: phrasesOf('ne', 'devanagari') },
  'ne-Latn': {
    latin: phrasesOf('ne-Latn', 'latin'),
    devanagari: phrasesOf('ne-Latn', 'devanagari'),
  },
};

/** Writes parts in one style. */
export class Voice {
  readonly #data: LanguageData;
  readonly #digits: Digits;
  readonly #phrases: Phrases;
  readonly #money: MoneyStyle;
  readonly #timeZone: string;

  constructor(style: ReplyStyle) {
    this.#data = LANGUAGES[style.language];
    this.#digits = style.digits ?? this.#data.digits;
    this.#phrases = PHRASES[style.language][this.#digits];
    this.#timeZone = style.timeZone;
    this.#money = moneyStyle(
      style.currency,
      style.currencyDigits,
      this.#digits,
      this.#data.currencies,
    );
  }

  /** A sentence with its holes filled. */
  writePart(part: Part): string {
    const holes: Record<string, string | number> = {};
    if (part.holes) {
      for (const [name, hole] of Object.entries(part.holes)) holes[name] = this.#fill(hole);
    }
    return this.#phrases(part.key).write(holes);
  }

  /** A number of ours in this voice's digits. */
  writeNumber(n: number): string {
    return localDigits(String(n), this.#digits);
  }

  #fill(hole: Hole): string | number {
    if (typeof hole === 'string') return outsideText(hole);
    if (typeof hole === 'number') return hole;
    if ('money' in hole) return writeMoney(hole.money, this.#money);
    if ('quantity' in hole) return this.#quantity(hole.quantity, hole.unit);
    if ('goods' in hole) return this.#goods(hole.goods);
    if ('unit' in hole) return this.#unit(hole.unit, true);
    if ('time' in hole) return this.#time(hole.time);
    if ('digits' in hole) return localDigits(outsideText(hole.digits), this.#digits);
    if ('choice' in hole) return hole.choice;
    if ('quote' in hole) return outsideText(hole.quote, LIMITS.quote_chars_max);
    if ('keys' in hole) return hole.keys.map((key) => this.#write(key, {})).join(', ');
    if ('key' in hole) return this.#write(hole.key, {});
    return unreachable(hole, 'hole');
  }

  #write(key: ReplyKey, holes: Filling): string {
    return this.#phrases(key).write(holes);
  }

  #unit(unit: string, exactlyOne: boolean): string {
    const word = unitWord(this.#data.units, unit, exactlyOne);
    return word === unit ? outsideText(unit) : word;
  }

  #quantity(quantity: string, unit: string): string {
    const amount = shortestDecimal(quantity);
    return `${localDigits(amount, this.#digits)} ${this.#unit(unit, amount === '1')}`;
  }

  #goods(goods: Extract<Hole, { readonly goods: unknown }>['goods']): string {
    const one = ({ name, quantity, unit }: (typeof goods)[number]): string =>
      this.#write('split.goods', {
        name: outsideText(name),
        quantity: this.#quantity(quantity, unit),
      });
    return goods.map(one).join(', ');
  }

  #time(iso: string): string {
    const at = townTime(iso, this.#timeZone);
    const clock = this.#write('time.clock', {
      hour: at.hour,
      minute: localDigits(at.minute, this.#digits),
      part: this.#write('time.part', { part: at.part }),
    });
    const month = this.#write('time.month', { month: String(at.month) });
    return this.#write('time.at', { day: at.day, month, clock });
  }
}

const voices = new Map<string, Voice>();

/** The voice of a style; there are as many as towns times languages, so they are kept. */
export function voiceOf(style: ReplyStyle): Voice {
  const { language, digits, currency, currencyDigits, timeZone } = style;
  const name = `${language} ${digits ?? ''} ${currency} ${currencyDigits} ${timeZone}`;
  let voice = voices.get(name);
  if (!voice) {
    voice = new Voice(style);
    voices.set(name, voice);
  }
  return voice;
}
