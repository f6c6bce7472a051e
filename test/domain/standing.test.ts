import fc from 'fast-check';
import { wallClock } from '../../src/base/wall-clock.js';
import { STANDING_LIFECYCLE } from '../../src/domain/standing/lifecycle.js';
import { nextOccurrence, sameSchedule } from '../../src/domain/standing/schedule.js';
import type { Schedule } from '../../src/domain/standing/schedule.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const weekly = fc
  .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 })
  .map((days): Schedule => ({ kind: 'weekly', days }));
const monthly = fc.integer({ min: 1, max: 31 }).map((day): Schedule => ({ kind: 'monthly', day }));
const schedules = fc.oneof(weekly, monthly);
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
const zones = fc.constantFrom('Asia/Kathmandu', 'Africa/Nairobi', 'Africa/Lagos', 'UTC');
const minutes = fc.integer({ min: 0, max: 1439 });
const DAY_MS = 24 * 3_600_000;

test('a schedule comes round after now, at its minute, on one of its days', () => {
  fc.assert(
    fc.property(schedules, instants, zones, minutes, (schedule, ms, zone, minute) => {
      const at = nextOccurrence(schedule, new Date(ms), zone, minute);
      const shown = wallClock(at, zone);
      const tomorrow = wallClock(new Date(at.getTime() + DAY_MS), zone);
      const fits =
        schedule.kind === 'weekly'
          ? schedule.days.includes(shown.weekday)
          : shown.day === schedule.day || (shown.day < schedule.day && tomorrow.day === 1);
      const soon = at.getTime() - ms <= (schedule.kind === 'weekly' ? 7 : 32) * DAY_MS;
      return at.getTime() > ms && fits && soon && shown.minute === minute;
    }),
  );
});

test('every day of the week and every month comes round once', () => {
  const minute = 7 * 60 + 30;
  const all: Schedule = { kind: 'weekly', days: [6, 5, 4, 3, 2, 1, 0] };
  const last: Schedule = { kind: 'monthly', day: 31 };
  const days = (schedule: Schedule, times: number): string[] => {
    let at = new Date('2026-01-30T00:00:00Z');
    return Array.from({ length: times }, () => {
      at = nextOccurrence(schedule, at, 'Asia/Kathmandu', minute);
      return at.toISOString().slice(0, 10);
    });
  };
  expect(days(all, 3)).toEqual(['2026-01-30', '2026-01-31', '2026-02-01']);
  expect(days(last, 4)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
});

test.each<[Schedule, Schedule, boolean]>([
  [{ kind: 'weekly', days: [0, 3] }, { kind: 'weekly', days: [3, 0] }, true],
  [{ kind: 'weekly', days: [0, 3] }, { kind: 'weekly', days: [0] }, false],
  [{ kind: 'monthly', day: 5 }, { kind: 'monthly', day: 5 }, true],
  [{ kind: 'monthly', day: 5 }, { kind: 'weekly', days: [5] }, false],
])('%j and %j: %s', (a, b, same) => {
  expect(sameSchedule(a, b)).toBe(same);
  expect(sameSchedule(b, a)).toBe(same);
});

test('the database knows the same life of a standing order, and guards it', async () => {
  const { town } = its;
  const { rows } = await town.admin('select from_state, event, to_state from standing_transition');
  const known = (rows as { from_state: string; event: string; to_state: string }[]).map((row) =>
    [row.from_state, row.event, row.to_state].join(' '),
  );
  expect(known.sort()).toEqual(STANDING_LIFECYCLE.map((row) => row.join(' ')).sort());
});
