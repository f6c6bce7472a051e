import { readStopWord } from '../../src/language/stop-words.js';

test.each([
  ['STOP', 'stop'],
  ['stop.', 'stop'],
  [' Stop! ', 'stop'],
  ['UNSUBSCRIBE', 'stop'],
  ['रोक्नुहोस्', 'stop'],
  ['सन्देश बन्द', 'stop'],
  ['SMS banda', 'stop'],
  ['रोको', 'stop'],
  ['message band karo', 'stop'],
  ['থামুন', 'stop'],
  ['simamisha', 'stop'],
  ['Arrêt', 'stop'],
  ['stop am', 'stop'],
  ['tsaya', 'stop'],
  ['Dúró', 'stop'],
  ['START', 'start'],
  ['unstop', 'start'],
  ['सुरु गर्नुहोस्', 'start'],
  ['suru', 'start'],
  ['शुरू', 'start'],
  ['shuru karo', 'start'],
  ['anza tena', 'start'],
  ['reprendre', 'start'],
  ['start am', 'start'],
])('%s means %s', (text, meaning) => {
  expect(readStopWord(text)).toBe(meaning);
});

test.each([
  'stop standing order 1',
  'acha',
  'cancel',
  'band',
  '2 bora',
  'start with rice',
  '',
  '1',
])('%p means neither', (text) => {
  expect(readStopWord(text)).toBeUndefined();
});
