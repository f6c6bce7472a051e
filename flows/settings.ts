import type { OutcomeEvent, Say, SubstituteChoice } from '../src/conversation/vocabulary.js';
import { part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** What a retailer has chosen once for all orders, and how to choose otherwise. */

/** Everything that can be chosen, as it stands. */
export function showSettings(event: Extract<OutcomeEvent, { type: 'SETTINGS_READ' }>): Say {
  const rows = [
    tap(TAP.menu.part, 'menu.part'),
    tap(TAP.menu.substitutes, 'menu.substitutes'),
    tap(TAP.menu.standing, 'menu.standing'),
    tap(
      TAP.reminders(!event.reminders),
      event.reminders ? 'menu.reminders_off' : 'menu.reminders_on',
    ),
    tap(TAP.menu.language, 'menu.language'),
  ];
  return {
    type: 'say',
    parts: [
      part('settings.title'),
      part('settings.part', { choice: { choice: event.part } }),
      part('settings.substitutes', { choice: { choice: event.substitutes } }),
      part('settings.reminders', { on: { choice: event.reminders ? 'on' : 'off' } }),
      part('settings.language'),
      part('settings.how'),
    ],
    list: { open: part('open.choose'), rows: rows.map((row, i) => ({ ...row, number: i + 1 })) },
    harmless: true,
  };
}

const SUBSTITUTE_TAPS = [
  tap(TAP.substitutes('ask'), 'button.substitutes_ask'),
  tap(TAP.substitutes('allow'), 'button.substitutes_allow'),
  tap(TAP.substitutes('never'), 'button.substitutes_never'),
];

/** What is done about substitutes, or from now on. */
export function showSubstitutes(choice: SubstituteChoice, isNew: boolean): Say {
  if (isNew) return tell([part('substitutes.set', { choice: { choice } })]);
  return tell(
    [part('substitutes.ask'), part('settings.substitutes', { choice: { choice } })],
    SUBSTITUTE_TAPS,
  );
}
