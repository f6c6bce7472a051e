import { wallClock } from '../../src/base/wall-clock.js';
import { instantSaid } from '../../src/usecases/promise-time.js';
import type { SaidTime } from '../../src/usecases/promise-time.js';

const NOTHING: SaidTime = { day: null, weekday: null, part: null, clock: null };
const KATHMANDU = 'Asia/Kathmandu';
/** Monday, 2 March 2026, 8 in the morning in Kathmandu, which is 5:45 before UTC. */
const MONDAY = Date.UTC(2026, 2, 2, 2, 15);

const said = (words: Partial<SaidTime>, at = MONDAY): string => {
  const instant = new Date(instantSaid({ ...NOTHING, ...words }, at, KATHMANDU));
  const { month, day, minute } = wallClock(instant, KATHMANDU);
  return `${day}.${month}. ${Math.floor(minute / 60)}:${minute % 60}`;
};

test.each<[string, Partial<SaidTime>, string]>([
  ['tomorrow', { day: 1 }, '3.3. 19:0'],
  ['tomorrow morning', { day: 1, part: 'morning' }, '3.3. 12:0'],
  ['tomorrow evening', { day: 1, part: 'evening' }, '3.3. 19:0'],
  ['tomorrow 10:30', { day: 1, clock: { hour: 10, minute: 30 } }, '3.3. 10:30'],
  ['in the evening', { part: 'evening' }, '2.3. 19:0'],
  ['at 7, when that is over', { clock: { hour: 7, minute: 0 } }, '3.3. 7:0'],
  ['on Sunday', { weekday: 0 }, '8.3. 19:0'],
  ['on Monday, said on a Monday', { weekday: 1 }, '9.3. 19:0'],
  ['on Tuesday', { weekday: 2, part: 'noon' }, '3.3. 15:0'],
])('%s is a time of the town', (_, words, expected) => {
  expect(said(words)).toBe(expected);
});

test('days are counted by the clocks of the place', () => {
  // At 23:00 UTC on Monday it is Tuesday already in Kathmandu.
  expect(said({ day: 1, part: 'morning' }, Date.UTC(2026, 2, 2, 23))).toBe('4.3. 12:0');
});
