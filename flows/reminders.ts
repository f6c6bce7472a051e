import type { Say, Tell } from '../src/conversation/vocabulary.js';
import { gapped, part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** The reminder that a usual order is overdue, for shops that asked for it. */

/** Says what was ordered last. Nothing is in the basket by it: a yes fills it, and shows prices. */
export function remindOfUsual(told: Extract<Tell, { type: 'usual_overdue' }>): Say {
  const { lines, everyDays, sinceDays } = told;
  const goods = lines.map(({ name, quantity, unit }) =>
    part('orders.item', { name, quantity: { quantity, unit } }),
  );
  return tell(
    [
      part('reminder.due', { every: everyDays, since: sinceDays }),
      ...goods,
      gapped(part('reminder.ask')),
    ],
    [tap(TAP.menu.repeat, 'button.repeat'), tap(TAP.reminders(false), 'button.reminders_off')],
  );
}

/** Whether reminders are sent from now on. */
export function remindersSet(on: boolean): Say {
  if (!on) return sentence('reminder.off');
  return tell([part('reminder.on')], [tap(TAP.reminders(false), 'button.reminders_off')]);
}
