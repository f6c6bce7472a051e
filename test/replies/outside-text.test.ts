import fc from 'fast-check';
import { cutText, outsideText } from '../../src/conversation/replies/outside-text.js';
import { shortenName } from '../../src/conversation/replies/short-names.js';

test.each([
  ['Sita Kirana', 'Sita Kirana'],
  ['  two \n lines\t', 'two lines'],
  ['*bold* _it_ ~no~ `code`', '∗bold∗ it ∼no∼ ’code’'],
  ['{name} # <b>', '{name} # <b>'],
  ['a\u0000b\u202ec\ufeffd', 'a b c d'],
  ['सीता किराना', 'सीता किराना'],
  ['क्‍ष', 'क्‍ष'],
  ['see http://evil.example/x now', 'see http evil. example/x now'],
  ['\ud800 alone', 'alone'],
])('%j stands in a sentence as %j', (text, safe) => {
  expect(outsideText(text)).toBe(safe);
});

test('any text ends within its limit, without marks that format or hide', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const safe = outsideText(text);
      expect(safe.length).toBeLessThanOrEqual(60);
      expect(safe).not.toMatch(/[*_~`\n\r\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u);
      expect(safe).not.toMatch(/\p{Cs}/u);
    }),
  );
});

test('a megabyte takes no time', () => {
  expect(outsideText('नमस्ते '.repeat(200_000)).length).toBeLessThanOrEqual(60);
});

test('a cut never breaks a letter', () => {
  expect(cutText('किराना पसल', 6)).toBe('किरा…');
  expect(cutText('👨‍👩‍👧 family', 8)).toBe('…');
});

test.each([
  ['Jeera Masino Rice 25kg', 24, 'Jeera Masino Rice 25kg'],
  ['Long Grain Basmati Rice 25kg', 20, 'Long Grain 25kg'],
  ['Swastik Soyabean Oil 15L Tin', 20, 'Swas. Soya. Oil 15L'],
  ['Current Hot & Spicy Noodles 100g', 20, 'Current Hot & 100g'],
])('%s in %d is %s', (name, max, expected) => {
  expect(shortenName(name, max).length).toBeLessThanOrEqual(max);
  expect(shortenName(name, max)).toBe(expected);
});

test('no number is ever cut in the middle', () => {
  const word = fc.constantFrom('Rice', 'Soyabean', '25kg', '1.5L', '100000000000000000g', 'चामल');
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 8, max: 24 }),
      (words, max) => {
        const short = shortenName(words.join(' '), max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toBe('');
        for (const part of short.split(' ')) {
          if (/\d/.test(part)) expect(words).toContain(part);
        }
      },
    ),
  );
});
