import { IntlMessageFormat } from 'intl-messageformat';
import { WHATSAPP_MESSAGE as LIMIT } from '../../src/base/whatsapp-limits.js';
import { checkContent } from '../../src/channels/whatsapp/render.js';
import { asTemplate } from '../../src/channels/whatsapp/template-content.js';
import { en } from '../../src/conversation/replies/en.js';
import { LANGUAGES } from '../../src/conversation/replies/languages.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { render } from '../../src/conversation/replies/render.js';
import { writeRest } from '../../src/conversation/told-in-short.js';
import type { Hole, ReplyKey, Say } from '../../src/conversation/vocabulary.js';

/** The longest names, numbers and amounts that can stand in a sentence. */
const WIDE_TEXT = 'शिवशक्ति किराना तथा जनरल अर्डर सप्लायर्स प्रा. लि. इटहरी १';
const WIDE_NUMBER = 9_999_999_999;
const GOODS = Array.from({ length: 30 }, () => ({
  name: 'Fortune Sunlite Refined Sunflower Cooking Oil 15 litre jar 1',
  quantity: '999999.999',
  unit: 'bag',
}));

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** What every hole of a message can be: its branches where it chooses by it, else what is wide. */
function choicesOf(elements: readonly Element[], found: Map<string, Hole[]>): Map<string, Hole[]> {
  for (const { type, value = '', options = {} } of elements) {
    const branches = Object.keys(options);
    if (type === 5)
      found.set(
        value,
        branches.map((choice) => ({ choice })),
      );
    if (type === 6) found.set(value, [0, 1, 2, WIDE_NUMBER]);
    if (type === 1 && !found.has(value)) {
      found.set(value, [WIDE_TEXT, WIDE_NUMBER, { goods: GOODS }, { quote: 'word '.repeat(200) }]);
    }
    for (const branch of Object.values(options)) choicesOf(branch.value, found);
  }
  return found;
}

/** Every choice of every hole at least once, the others being as wide as they can. */
function fillings(language: ReplyLanguage, key: ReplyKey): Readonly<Record<string, Hole>>[] {
  const text = LANGUAGES[language].texts[key];
  const ast = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
  const holes = choicesOf(ast, new Map());
  const rounds = Math.max(1, ...[...holes.values()].map((choices) => choices.length));
  return Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(
      [...holes].map(([name, choices]) => [name, choices[round % choices.length] ?? WIDE_TEXT]),
    ),
  );
}

/** Sentences in one message: enough for several pages of the longest. */
const PARTS = 4;

const KEYS = Object.keys(en) as ReplyKey[];
const tap = (id: string) => ({ id, title: { text: `${id} ${WIDE_TEXT}` }, number: 10 });

describe.each(Object.keys(LANGUAGES) as ReplyLanguage[])('every reply in %s', (language) => {
  const style = {
    language,
    currency: 'NPR',
    currencyDigits: 2,
    timeZone: 'Asia/Kathmandu',
  } as const;

  test('can be sent with the widest that stands in it, cut nowhere', () => {
    const faults = KEYS.flatMap((key) =>
      fillings(language, key).flatMap((holes) => {
        const part = { key, holes };
        const say: Say = {
          type: 'say',
          parts: Array.from({ length: PARTS }, () => part),
          buttons: [tap('a'), tap('b'), tap('c')],
        };
        const contents = render(say, style);
        const whole = render({ type: 'say', parts: [part] }, style).map(({ body }) => body);
        const words = (bodies: readonly string[]): number =>
          bodies
            .join(' ')
            .split(/\s+/)
            .filter((word) => word !== '').length;
        const lost = words(contents.map(({ body }) => body)) - PARTS * words(whole);
        return [
          ...contents.flatMap(checkContent).map((fault) => `${key}: ${fault}`),
          ...(lost === 0 ? [] : [`${key}: ${lost} words`]),
        ];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('can be sent as a template, saying what it leaves out', () => {
    const template = {
      name: 'order_news',
      language: 'en',
      body: 'x'.repeat(LIMIT.template_body_max / 2),
      parameters: ['words'],
      buttons: [],
    } as const;
    const faults = KEYS.flatMap((key) =>
      fillings(language, key).flatMap((holes) => {
        const parts = Array.from({ length: PARTS }, () => ({ key, holes }));
        const contents = render({ type: 'say', parts }, style);
        return contents.flatMap((content) => {
          const made = asTemplate(content, template, '', writeRest([language]));
          const [words = ''] = made.parameters;
          const isWhole = words.split(' | ').length === content.body.split('\n').length;
          const saysSo = isWhole || /MORE|थप|aru/.test(words);
          return [...checkContent(made), ...(saysSo ? [] : [`${key}: ${words}`])];
        });
      }),
    );
    expect(faults).toEqual([]);
  });
});
