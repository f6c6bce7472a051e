import { readRating } from '../../src/language/ratings.js';

const LANGUAGES = ['ne', 'ne-Latn', 'en', 'hi', 'hi-Latn'];

/** What somebody answers who was asked how it was, the stars, and what is kept of the words. */
const SAID: readonly (readonly [string, number, string])[] = [
  ['5', 5, ''],
  [' ४ ', 4, ''],
  ['৩', 3, ''],
  ['1.', 1, ''],
  ['4/5', 4, ''],
  ['3 out of 5', 3, ''],
  ['5 stars', 5, ''],
  ['⭐⭐⭐⭐', 4, ''],
  ['★★ late again', 2, '★★ late again'],
  ['Very good!', 5, ''],
  ['good', 4, ''],
  ['it was very bad', 1, ''],
  ['धेरै राम्रो', 5, ''],
  ['नराम्रो', 2, ''],
  ['ramro thiyo', 4, ''],
  ['dherai naramro', 1, ''],
  ['bahut accha', 5, ''],
  ['thik thak', 3, ''],
  ['5, very quick and polite', 5, '5, very quick and polite'],
  ['bad - the bags were wet', 2, 'bad - the bags were wet'],
  ['2 stars the driver shouted', 2, '2 stars the driver shouted'],
];

test.each(SAID)('%s', (text, stars, said) => {
  expect(readRating(text, LANGUAGES)).toEqual({ stars, said });
});

const ELSE = [
  '0',
  '6',
  '55',
  '5 wai wai',
  '5 ctn waiwai',
  '3 bora chamal pathaunu',
  'ok',
  'yes',
  'thank you',
  'order good rice 5 kg',
  'good rice 5 bags',
  '1042',
  '⭐⭐⭐⭐⭐⭐',
  '',
  '4.5',
  'star',
];

test.each(ELSE)('no rating: %s', (text) => {
  expect(readRating(text, LANGUAGES)).toBeNull();
});
