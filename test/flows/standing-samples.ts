import type { Event, StandingView, Tell } from '../../src/conversation/vocabulary.js';
import type { BasketView, Edit, Question } from '../../src/conversation/vocabulary.js';

/** Everything about standing orders, for the samples of every event. */

const STANDING_ID = '0190a5a0-0000-7000-8000-000000000401';

const standing = (over: Partial<StandingView> = {}): StandingView => ({
  number: '1',
  schedule: { kind: 'weekly', days: [0, 1, 2, 3, 4, 5, 6] },
  lines: [{ name: 'Jeera Masino Rice 25kg', quantity: '2', unit: 'bag' }],
  state: 'ACTIVE',
  byItself: false,
  nextAt: '2026-03-08T01:45:00.000Z',
  ...over,
});

const paused = standing({
  number: '2',
  state: 'PAUSED',
  byItself: true,
  schedule: { kind: 'monthly', day: 5 },
});

export const STANDING_TELLS: {
  readonly [T in 'standing_due' | 'usual_overdue']: readonly Extract<Tell, { type: T }>[];
} = {
  standing_due: [{ type: 'standing_due', standingId: STANDING_ID, number: '1' }],
  usual_overdue: [1, 9].map((days) => ({
    type: 'usual_overdue',
    lines: [{ name: 'Wai Wai Chicken Noodles 75g', quantity: '5', unit: 'ctn' }],
    everyDays: days,
    sinceDays: days + 1,
  })),
};

type Events =
  | 'STANDING_WISHED'
  | 'STANDING_ASKED'
  | 'STANDING_ADDED'
  | 'STANDINGS_READ'
  | 'STANDING_KEPT'
  | 'STANDING_PROPOSED'
  | 'STANDING_WAITS';

const actions = ['pause', 'resume', 'stop', 'itself', 'ask_first'] as const;

/** Every event of them, with an edit, a question and baskets of the other samples. */
export function standingEvents(
  edit: Edit,
  question: Question,
  basketOf: (lines: number, over?: Partial<BasketView>) => BasketView,
): { readonly [T in Events]: readonly Extract<Event, { type: T }>[] } {
  const { schedule } = standing();
  const proposed = { type: 'STANDING_PROPOSED', number: '1' } as const;
  return {
    STANDING_WISHED: [
      { type: 'STANDING_WISHED', schedule, edits: [edit], questions: [] },
      { type: 'STANDING_WISHED', schedule, edits: [edit], questions: [question] },
      { type: 'STANDING_WISHED', schedule, edits: [], questions: [] },
      { type: 'STANDING_WISHED', schedule: { kind: 'unclear' }, edits: [edit], questions: [] },
    ],
    STANDING_ASKED: (['show', ...actions] as const).map((action) => ({
      type: 'STANDING_ASKED',
      action,
      number: action === 'pause' ? '1' : null,
    })),
    STANDING_ADDED: [{ type: 'STANDING_ADDED', standingId: STANDING_ID }],
    STANDINGS_READ: [
      { type: 'STANDINGS_READ', standings: [] },
      { type: 'STANDINGS_READ', standings: [standing()] },
      { type: 'STANDINGS_READ', standings: [paused] },
      {
        type: 'STANDINGS_READ',
        standings: Array.from({ length: 9 }, (_, i) => standing({ number: String(i + 1) })),
      },
    ],
    STANDING_KEPT: (['opened', 'changed', ...actions] as const).map((was) => ({
      type: 'STANDING_KEPT',
      was,
      standing: was === 'stop' ? standing({ state: 'STOPPED' }) : standing(),
    })),
    STANDING_PROPOSED: [
      { ...proposed, view: basketOf(2), byItself: false },
      { ...proposed, view: basketOf(2), byItself: true },
      { ...proposed, view: basketOf(1, { gone: ['Sugar'] }), byItself: true },
      { ...proposed, view: basketOf(0), byItself: false },
    ],
    STANDING_WAITS: [{ type: 'STANDING_WAITS', standingId: STANDING_ID, standing: standing() }],
  };
}
