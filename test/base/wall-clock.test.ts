import fc from 'fast-check';
import { dayAfter, instantAt, wallClock } from '../../src/base/wall-clock.js';
import { afterQuiet } from '../../src/domain/towns/quiet-hours.js';

const ZONES = ['Asia/Kathmandu', 'Africa/Nairobi', 'Africa/Lagos', 'Asia/Kolkata', 'UTC'];

const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
const zones = fc.constantFrom(...ZONES);

test('a wall clock shows a town its own day and minute', () => {
  const at = new Date('2026-03-01T18:30:00Z');
  expect(wallClock(at, 'Asia/Kathmandu')).toEqual({
    year: 2026,
    month: 3,
    day: 2,
    weekday: 1,
    minute: 15,
  });
  expect(dayAfter({ year: 2024, month: 2, day: 28 }, 1)).toMatchObject({ month: 2, day: 29 });
  expect(dayAfter({ year: 2026, month: 12, day: 31 }, 1)).toMatchObject({ year: 2027, day: 1 });
});

test('an instant and what the clock shows at it lead to each other', () => {
  fc.assert(
    fc.property(instants, zones, (ms, zone) => {
      const shown = wallClock(new Date(ms), zone);
      const back = instantAt(zone, shown, shown.minute);
      return back.getTime() === Math.floor(ms / 60_000) * 60_000;
    }),
  );
});

test('clocks that are changed lead at most an hour astray', () => {
  const minute = 2 * 60 + 30;
  const never = instantAt('Europe/Berlin', { year: 2026, month: 3, day: 29 }, minute);
  const shown = wallClock(never, 'Europe/Berlin');
  expect(shown.day).toBe(29);
  expect(Math.abs(shown.minute - minute)).toBeLessThanOrEqual(60);
});

const townWith = (zone: string, from: string, until: string) => ({
  timeZone: zone,
  settings: { quiet_hours: { from, until } },
});

test.each([
  ['2026-03-02T14:14:00Z', '2026-03-02T14:14:00.000Z', 'a minute before'],
  ['2026-03-02T14:15:00Z', '2026-03-03T01:15:00.000Z', 'eight in the evening'],
  ['2026-03-02T20:00:00Z', '2026-03-03T01:15:00.000Z', 'after midnight'],
  ['2026-03-03T01:15:00Z', '2026-03-03T01:15:00.000Z', 'seven in the morning'],
])('quiet from 20:00 to 07:00 in Kathmandu: %s -> %s (%s)', (at, until) => {
  const town = townWith('Asia/Kathmandu', '20:00', '07:00');
  expect(afterQuiet(new Date(at), town).toISOString()).toBe(until);
});

test('after quiet hours it is not quiet, never earlier and never a day later', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  fc.assert(
    fc.property(instants, zones, clock, clock, (ms, zone, from, until) => {
      const town = townWith(zone, from, until);
      const after = afterQuiet(new Date(ms), town);
      const waited = after.getTime() - ms;
      const stays = afterQuiet(after, town).getTime() === after.getTime();
      return stays && waited >= 0 && waited <= 24 * 3_600_000 && (from !== until || waited === 0);
    }),
  );
});
