import type { OutcomeEvent, Say, SubstituteChoice } from '../src/conversation/vocabulary.js';
import { part, sentence, tap, tell } from './sentences.js';
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
    tap(TAP.menu.news, 'menu.news'),
    tap(TAP.menu.language, 'menu.language'),
    tap(
      TAP.campaigns(!event.campaigns),
      event.campaigns ? 'menu.campaigns_off' : 'menu.campaigns_on',
    ),
  ];
  return {
    type: 'say',
    parts: [
      part('settings.title'),
      part('settings.part', { choice: { choice: event.part } }),
      part('settings.substitutes', { choice: { choice: event.substitutes } }),
      part('settings.reminders', { on: { choice: event.reminders ? 'on' : 'off' } }),
      part('settings.news', { channel: { choice: event.news } }),
      part('settings.language'),
      part('settings.campaigns', { on: { choice: event.campaigns ? 'on' : 'off' } }),
      part('settings.how'),
    ],
    list: { open: part('open.choose'), rows: rows.map((row, i) => ({ ...row, number: i + 1 })) },
    harmless: true,
  };
}

const NEWS_TAPS = [
  tap(TAP.news('whatsapp'), 'button.news_whatsapp'),
  tap(TAP.news('sms'), 'button.news_sms'),
  tap(TAP.news('anywhere'), 'button.news_anywhere'),
];

/** How the news of orders is heard, or from now on. */
export function showNews({ by, was }: Extract<OutcomeEvent, { type: 'NEWS_READ' }>): Say {
  const channel = { choice: by };
  if (was === 'no_sms') return sentence('news.no_sms');
  if (was === 'set') return tell([part('news.set', { channel })]);
  return tell([part('news.ask'), part('settings.news', { channel })], NEWS_TAPS);
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
