import type { ReplyKey, Show, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { ask, end } from './ussd-screens.js';
import { effects } from './ussd-setup.js';
import type { UssdEventOf } from './ussd-setup.js';

/** How PINs are asked for and chosen, on any keypad; what they open is each flow's own. */

/** What a PIN is asked of: four digits, as every phone's owner knows from mobile money. */
const PIN_DIGITS = 4;

interface Checked {
  readonly event: UssdEventOf<'PIN_CHECKED'>;
}

interface Chosen {
  readonly event: UssdEventOf<'PIN_CHOSEN'>;
}

function newPin(key: 'ussd.pin_new' | 'ussd.pin_weak' | 'ussd.pin_differs'): Show {
  return ask([part(key, { n: PIN_DIGITS })], 'new_pin');
}

/** A first PIN is right, and is changed before it opens anything. */
export const FIRST_PIN = {
  guard: ({ event }: Checked) => event.result === 'first',
  target: 'new_pin',
  actions: effects(newPin('ussd.pin_new')),
} as const;

/** It is asked for again, with the tries that are left. */
export const WRONG_PIN = {
  guard: ({ event }: Checked) => event.result === 'wrong',
  actions: {
    type: 'effects',
    params: ({ event }: Checked): readonly UssdEffect[] => [
      ask([part('ussd.pin_wrong', { n: event.triesLeft }), part('ussd.pin')], 'pin'),
    ],
  },
} as const;

/** There is nothing more to type: too many wrong ones, or there is no PIN. */
export const noPin = (locked: ReplyKey, none: ReplyKey) =>
  [
    {
      guard: ({ event }: Checked) => event.result === 'locked',
      target: 'main',
      actions: effects(end(part(locked))),
    },
    { target: 'main', actions: effects(end(part(none))) },
  ] as const;

/** The new PIN is typed twice; what follows once it is set is each flow's own. */
export const CHOOSING_PIN = [
  {
    guard: ({ event }: Chosen) => event.result === 'noted',
    actions: effects(ask([part('ussd.pin_again')], 'new_pin_again')),
  },
  {
    guard: ({ event }: Chosen) => event.result === 'weak',
    actions: effects(newPin('ussd.pin_weak')),
  },
  { actions: effects(newPin('ussd.pin_differs')) },
] as const;
