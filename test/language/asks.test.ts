import fc from 'fast-check';
import { LIMITS } from '../../src/base/limits.js';
import { readAsks } from '../../src/language/asks.js';

/** What is asked beside goods is cut out, and the goods stay as they were written. */

const LANGUAGES = ['ne', 'ne-Latn', 'en'];

describe('a wished time', () => {
  it.each([
    ['2 bora chamal, after 4pm please', 'after 4pm', 'please'],
    ['after 4:30', 'after 4:30', ''],
    ['5 ctn waiwai 4 baje pachi', '4 baje pachi', '5 ctn waiwai'],
    ['४ बजे पछि', '४ बजे पछि', ''],
    ['between 2 and 4 pm', 'between 2 and 4 pm', ''],
    ['2 dekhi 4 baje samma', '2 dekhi 4 baje samma', ''],
    ['before 10am, 3 ctn rara', 'before 10am', '3 ctn rara'],
    ['after 4pm,5 ctn rara', null, '5'],
  ])('%s', (said, time, left) => {
    const asks = readAsks(said, LANGUAGES);
    if (time !== null) expect(asks.wish).toEqual({ time, note: null });
    expect(asks.wish?.time).toMatch(/^\S/);
    expect(asks.rest).toContain(left);
  });

  it.each(['send 2 after 4', '2 to 4 ctn waiwai', 'after 4 ctn waiwai', '5 ctn waiwai', '4 baje'])(
    'is not: %s',
    (said) => {
      expect(readAsks(said, LANGUAGES)).toMatchObject({ wish: null, rest: said });
    },
  );
});

describe('a note', () => {
  it.each([
    ['call before coming', 'call before coming', ''],
    ['aunu bhanda agadi phone garnuhos', 'aunu bhanda agadi phone garnuhos', ''],
    ['आउनु अगाडि फोन गर्नुहोस्', 'आउनु अगाडि फोन गर्नुहोस्', ''],
    ['note: back gate, after 5 pm', 'back gate, after 5 pm', ''],
    ['note: ring twice\n2 kg chini', 'ring twice', '2 kg chini'],
  ])('%s', (said, note, left) => {
    const asks = readAsks(said, LANGUAGES);
    expect(asks.wish).toEqual({ time: null, note });
    expect(asks.rest.replace(/[\s,]+/g, ' ').trim()).toBe(left);
  });
});

it.each([
  ['order history', 'history'],
  ['please show me my old orders', 'history'],
  ['purano order dekhaunus', 'history'],
  ['मेरो सेटिङ', 'settings'],
  ['what do you have?', 'goods'],
  ['please show products', 'goods'],
  ['k k paincha?', 'goods'],
  ['के के पाइन्छ?', 'goods'],
  ['do you have items like wai wai', null],
  ['purano order cancel', null],
  ['old orders 5 ctn waiwai', null],
])('a whole message: %s', (said, whole) => {
  expect(readAsks(said, LANGUAGES).whole).toBe(whole);
});

it('takes any text, and leaves one without wishes as it is', () => {
  const words = fc.constantFrom('after', '4', 'pm', 'baje', 'pachi', 'note', ':', ',', '2', 'ctn');
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { wish, rest } = readAsks(text, LANGUAGES);
      if (wish === null) return rest === text;
      const said = [wish.time, wish.note].filter((one) => one !== null);
      const long = said.every((one) => one.length <= LIMITS.said_characters_max);
      return said.length > 0 && long && rest.length <= text.length + 8;
    }),
    { numRuns: 500 },
  );
});
