import type { Part, Show, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { ask, menu, row } from './ussd-screens.js';
import { effects, isRow, isSort, pickedName } from './ussd-setup.js';
import type { UssdEventOf } from './ussd-setup.js';

/** What everybody's keypad has: a word to our office, and the language. */

const SUPPORT = menu([part('ussd.support')], [row('call_back'), row('message')], 'back');

const LANGUAGES = menu(
  [part('ussd.language')],
  [
    row('language:en', 'ussd.row.en'),
    row('language:ne', 'ussd.row.ne'),
    row('language:ne-Latn', 'ussd.row.ne-Latn'),
  ],
  'back',
);

/** The rows of every main menu that lead here. */
export const OFFICE_ROWS = [
  { guard: isRow('support'), target: 'support', actions: effects(SUPPORT) },
  { guard: isRow('language'), target: 'language', actions: effects(LANGUAGES) },
] as const;

/** Where one of several reasons is picked, the row that asks for one in words. */
export const OTHER_REASON = {
  guard: isRow('other_reason'),
  target: 'reason',
  actions: effects(ask([part('ussd.ask_reason')], 'signs')),
} as const;

const toMain = (main: Show) => ({ target: '.main', actions: effects(main) }) as const;

/** Keys that mean nothing here: the same again would be shown by the hop, this is the way out. */
export const strayKeys = (main: Show) =>
  ({
    PICKED: toMain(main),
    TYPED: toMain(main),
    BACK: toMain(main),
    PIN_CHECKED: toMain(main),
    PIN_CHOSEN: toMain(main),
  }) as const;

interface Typed {
  readonly event: UssdEventOf<'TYPED'>;
}

interface Picked {
  readonly event: UssdEventOf<'PICKED'>;
}

/** The states `support`, `message` and `language`, from which one comes back to `main`. */
export const officeStates = (main: Show) =>
  ({
    support: {
      on: {
        PICKED: [
          {
            guard: isRow('call_back'),
            actions: effects({ type: 'note_request', kind: 'call_back', words: '' }),
          },
          {
            guard: isRow('message'),
            target: 'message',
            actions: effects(ask([part('ussd.ask_message')], 'signs')),
          },
        ],
        BACK: { target: 'main', actions: effects(main) },
      },
    },
    message: {
      on: {
        TYPED: {
          actions: {
            type: 'effects',
            params: ({ event }: Typed): readonly UssdEffect[] => [
              { type: 'note_request', kind: 'message', words: event.text },
            ],
          },
        },
        BACK: { target: 'support', actions: effects(SUPPORT) },
      },
    },
    language: {
      on: {
        PICKED: {
          guard: isSort('language'),
          actions: {
            type: 'effects',
            params: ({ event }: Picked): readonly UssdEffect[] => [
              { type: 'set_language', language: pickedName(event) },
            ],
          },
        },
        BACK: { target: 'main', actions: effects(main) },
      },
    },
  }) as const;

interface Noted {
  readonly event: UssdEventOf<'REQUEST_NOTED'>;
}

/** What comes of them is said in place of the main menu's title. */
export const officeOutcomes = (main: (notes: readonly Part[]) => Show) =>
  ({
    REQUEST_NOTED: {
      target: '.main',
      actions: {
        type: 'effects',
        params: ({ event }: Noted): readonly UssdEffect[] => [
          main([part(event.kind === 'message' ? 'ussd.message_noted' : 'ussd.call_noted')]),
        ],
      },
    },
    LANGUAGE_SET: { target: '.main', actions: effects(main([])) },
  }) as const;
