import type {
  OutcomeEvent,
  Part,
  Question,
  ReplyKey,
  Effect,
  Say,
  StandingView,
  Tap,
  Tell,
} from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** Standing orders in words. */

function titlePart({ number, schedule }: StandingView): Part {
  if (schedule.kind === 'monthly') {
    return part('recurring.monthly', {
      number: { digits: number },
      day: { digits: String(schedule.day) },
    });
  }
  const days = { keys: schedule.days.map((day) => `day.${day}` as ReplyKey) };
  return part('recurring.weekly', { number: { digits: number }, days });
}

function lineParts({ lines }: StandingView): readonly Part[] {
  return lines.map(({ name, quantity, unit }) =>
    part('orders.item', { name, quantity: { quantity, unit } }),
  );
}

function statePart({ state, byItself, nextAt }: StandingView): Part {
  const how = { choice: byItself ? 'itself' : 'asked' };
  return part('recurring.state', { state: { choice: state }, how, time: { time: nextAt } });
}

function changeTaps({ number, state, byItself }: StandingView): readonly Tap[] {
  if (state === 'STOPPED') return [];
  return [
    state === 'ACTIVE'
      ? tap(TAP.standing('pause', number), 'button.standing_pause')
      : tap(TAP.standing('resume', number), 'button.standing_resume'),
    tap(TAP.standing('stop', number), 'button.standing_stop'),
    byItself
      ? tap(TAP.standing('ask_first', number), 'button.standing_ask')
      : tap(TAP.standing('itself', number), 'button.standing_itself'),
  ];
}

function showOne(standing: StandingView, lead: readonly Part[]): Say {
  const parts = [...lead, titlePart(standing), ...lineParts(standing), statePart(standing)];
  const taps = changeTaps(standing);
  return taps.length > 0 ? tell(parts, taps) : tell(parts);
}

/** What became of a standing order by the retailer's words. */
export function showKept({ standing, was }: Extract<OutcomeEvent, { type: 'STANDING_KEPT' }>): Say {
  if (was === 'stop')
    return tell([part('recurring.stopped', { number: { digits: standing.number } })]);
  return showOne(standing, [part('recurring.kept', { was: { choice: was } })]);
}

/** All of them, to choose from; a single one with what can be done with it. */
export function showStandings(standings: readonly StandingView[]): Say {
  const [first, another] = standings;
  if (!first) return tell([part('recurring.none'), part('recurring.how')]);
  if (!another) return showOne(first, []);
  const shown = standings.slice(0, FLOW_LIMITS.rows_max);
  const rows = shown.map((one, i) => ({
    ...tap(TAP.standing('show', one.number), 'button.standing_show', {
      number: { digits: one.number },
    }),
    number: i + 1,
  }));
  return {
    type: 'say',
    parts: [
      part('recurring.title'),
      ...shown.flatMap((one) => [gapped(titlePart(one)), ...lineParts(one), statePart(one)]),
    ],
    list: { open: part('open.choose'), rows },
    harmless: true,
  };
}

/** Why words could not become a standing order, and how to write them. */
export function standingUnclear(questions: readonly Question[]): Say {
  const [question] = questions;
  if (!question) return tell([part('recurring.how')]);
  const options = question.options.map(({ name }) => part('recurring.option', { name }));
  return tell([part('recurring.which_goods', { said: question.said }), ...options]);
}

/** Its day has come in the middle of something else. */
export function standingReminder(told: Tell): readonly Effect[] {
  if (told.type !== 'standing_due') return [];
  const add = tap(TAP.standingAdd(told.standingId), 'button.standing_add');
  return [tell([part('recurring.waits', { number: { digits: told.number } })], [add])];
}

/** Its day has come, and something else is in the basket. */
export function standingWaits(event: Extract<OutcomeEvent, { type: 'STANDING_WAITS' }>): Say {
  const { standing, standingId } = event;
  return tell(
    [part('recurring.waits', { number: { digits: standing.number } }), ...lineParts(standing)],
    [tap(TAP.standingAdd(standingId), 'button.standing_add')],
  );
}
