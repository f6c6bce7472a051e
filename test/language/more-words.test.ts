import { asksForMore } from '../../src/language/more-words.js';

test.each([
  'more',
  'MORE!',
  'थप',
  'अरू',
  'aru',
  'Pura dekhaunus',
  'और',
  'zaidi',
  'voir plus',
  'ƙari',
])('%s asks for the rest', (text) => {
  expect(asksForMore(text)).toBe(true);
});

test.each(['', '1', 'more wai wai', 'aru 2 ctn rara', 'no more', 'थप २ कार्टुन'])(
  '%j is something else',
  (text) => {
    expect(asksForMore(text)).toBe(false);
  },
);
