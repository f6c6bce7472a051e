import { readOpening } from '../../src/language/opening.js';
import { indexOf } from './scene.js';

/** "closed +1", "closed day5 until", "open +0 -20:00": what vendors say of being open. */
function read(market: string, said: string): string | null {
  const spoken = readOpening(said, indexOf(market));
  if (spoken === null) return null;
  const { what, when, untilDay, from, until } = spoken;
  const clock = (minute: number): string => {
    return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  };
  const words = [
    what,
    when?.day == null ? '' : `+${when.day}`,
    when?.weekday == null ? '' : `day${when.weekday}`,
    untilDay ? 'until' : '',
    from === null ? '' : `${clock(from)}-`,
    until === null ? '' : `-${clock(until)}`,
  ];
  return words.filter((word) => word !== '').join(' ');
}

test.each([
  // English
  ['NP', 'closed tomorrow', 'closed +1'],
  ['NP', 'Shop closed', 'closed'],
  ['NP', 'we will be closed on sunday', 'closed day0'],
  ['NP', 'holiday Friday', 'closed day5'],
  ['NP', 'not open today', 'closed +0'],
  ['NP', 'closed until monday', 'closed day1 until'],
  ['NP', 'closed today from 3 pm', 'open +0 -15:00'],
  ['NP', 'open today until 8', 'open +0 -20:00'],
  ['NP', 'open today until 6:30 pm', 'open +0 -18:30'],
  ['NP', 'open tomorrow from 10 am', 'open +1 10:00-'],
  ['NP', 'open again', 'as_usual'],
  // Nepali, romanised and not
  ['NP', 'bholi banda', 'closed +1'],
  ['NP', 'pasal bholi banda chha', 'closed +1'],
  ['NP', 'sanibar bida', 'closed day6'],
  ['NP', 'aaja 8 baje samma khulla', 'open +0 -20:00'],
  ['NP', 'feri khulyo', 'as_usual'],
  ['NP', 'भोलि बन्द', 'closed +1'],
  ['NP', 'सोमबार बिदा', 'closed day1'],
  // Hindi, romanised and not
  ['IN', 'kal dukan band rahegi', 'closed +1'],
  ['IN', 'aaj 8 baje tak khula', 'open +0 -20:00'],
  ['IN', 'phir se khul gayi', 'as_usual'],
  ['IN', 'कल दुकान बंद रहेगी', 'closed +1'],
  // Swahili, Pidgin, French
  ['KE', 'kesho tumefunga', 'closed +1'],
  ['KE', 'duka limefungwa jumapili', 'closed day0'],
  ['KE', 'tumefungua tena', 'as_usual'],
  ['NG', 'we no go open tomorrow', 'closed +1'],
  ['NG', 'we don open', 'as_usual'],
  ['CI', 'fermé demain', 'closed +1'],
  ['CI', 'boutique fermée dimanche', 'closed day0'],
  ['CI', 'ouvert à nouveau', 'as_usual'],
])('%s: %s', (market, said, expected) => {
  expect(read(market, said)).toBe(expected);
});

test.each([
  'is the shop closed tomorrow?',
  'bholi',
  'bholi bihana',
  '1042 tomorrow',
  '1042 band',
  'closed in the morning',
  'open 8 to 6',
  'oil 12 left',
  'the road is closed and my driver is late',
  'ok',
  '',
])('is not about opening: %s', (said) => {
  expect(read('NP', said)).toBeNull();
});
