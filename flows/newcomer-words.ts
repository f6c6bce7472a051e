import { assign, setup } from 'xstate';
import type { Effect, Event, Part, ReplyKey, Say, Tell } from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { refusalParts } from './refusals.js';
import { approved } from './retailer-answers.js';
import {
  LANGUAGE_TAPS,
  SILENCE,
  askLanguage,
  gapped,
  part,
  sentence,
  tap,
  tell,
  tellOnce,
} from './sentences.js';
import { TAP } from './taps.js';

/** What a newcomer is asked and answered, and the setup its states are made with. */

export interface NewcomerContext {
  readonly shop: string;
  readonly owner: string;
  readonly place: string;
}

export const NOTHING_YET: NewcomerContext = { shop: '', owner: '', place: '' };

export const newcomer = setup({
  types: { context: {} as NewcomerContext, events: {} as Event },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly Effect[]) => {},
  },
});

export type Asked = 'new.ask_shop' | 'new.ask_owner' | 'new.ask_place';

function summaryParts(context: NewcomerContext): readonly Part[] {
  return [
    part('new.summary'),
    part('new.shop', { shop: context.shop }),
    part('new.owner', { owner: context.owner }),
    part('new.place', { place: context.place }),
  ];
}

export function summary(context: NewcomerContext, lead: readonly Part[] = []): Say {
  const [first = part('new.summary'), ...others] = summaryParts(context);
  return tell(
    [...lead, lead.length > 0 ? gapped(first) : first, ...others],
    [tap(TAP.registration(true), 'button.send'), tap(TAP.registration(false), 'button.correct')],
  );
}

/** What is asked where the conversation stands, after `lead`. */
export type Asking = (context: NewcomerContext, lead: readonly Part[]) => Say;

export const askName =
  (asked: Asked): Asking =>
  (_context, lead) =>
    tell([...lead, lead.length > 0 ? gapped(part(asked)) : part(asked)]);

/** The first question carries the choice of language, so that it costs no message of its own. */
export const askShop: Asking = (_context, lead) =>
  tell(
    [...lead, lead.length > 0 ? gapped(part('new.ask_shop')) : part('new.ask_shop')],
    LANGUAGE_TAPS,
  );

export const waitingAnswer: Asking = (_context, lead) =>
  tell([...lead, part('new.pending'), part('new.call_office')]);

/** A name as it is kept: one line of bounded length with a letter in it; else undefined. */
export function nameIn(text: string): string | undefined {
  const name = text
    .slice(0, 4 * FLOW_LIMITS.name_chars_max)
    .replace(/\s+/g, ' ')
    .trim();
  const fits =
    name.length >= FLOW_LIMITS.name_chars_min && name.length <= FLOW_LIMITS.name_chars_max;
  return fits && /\p{L}/u.test(name) && !/[\p{C}]/u.test(name.replace(/[\u200c\u200d]/g, ''))
    ? name
    : undefined;
}

export function newcomerTold(told: Tell): readonly Effect[] {
  switch (told.type) {
    case 'retailer_approved':
      return [approved(told.limitMinor)];
    case 'retailer_refused':
      return [sentence('new.refused')];
    // Others' tells; they are never addressed to a newcomer.
    case 'order_offered':
    case 'offer_closed':
    case 'order_accepted':
    case 'order_waiting':
    case 'order_cancelled':
      return SILENCE;
  }
}

/**
 * Everything that is no answer, answered with a word and the question again. `order` is the word
 * for what would have been an order: it is not kept, and that is said.
 */
export function besides(asking: Asking, order: ReplyKey) {
  const again = (...lead: ReplyKey[]) =>
    ({
      actions: {
        type: 'effects',
        params: ({ context }: { context: NewcomerContext }): readonly Effect[] => [
          asking(
            context,
            lead.map((key) => part(key)),
          ),
        ],
      },
    }) as const;
  return newcomer.createStateConfig({
    on: {
      ORDER_READ: again(order),
      LATE_ORDER_READ: again(order),
      REPEAT_ASKED: again(order),
      CONFIRMED: again(),
      CHANGE_ASKED: again(),
      DECLINED: again(),
      ANSWERED: again('new.not_here'),
      DROP_ASKED: again('new.not_here'),
      KEEP_CHOSEN: again('new.not_here'),
      BASKET_ASKED: again('new.not_here'),
      LATE_ANSWERED: again('new.not_here'),
      STATUS_ASKED: again('new.not_here'),
      BALANCE_ASKED: again('new.not_here'),
      PRICE_ASKED: again('new.not_here'),
      STOCK_ASKED: again('new.not_here'),
      OFFER_ANSWER_READ: again('new.not_here'),
      OFFER_CHANGE_READ: again('new.not_here'),
      OFFERS_ASKED: again('new.not_here'),
      PAYMENT_CLAIMED: again('payment.claimed'),
      COMPLAINED: again('complaint.heard'),
      PERSON_ASKED: again('person.asked'),
      HELP_ASKED: again('new.welcome'),
      MENU_ASKED: again('new.welcome'),
      GREETED: again('new.welcome'),
      CHATTED: again(),
      MEDIA_RECEIVED: {
        actions: {
          type: 'effects',
          params: ({ context, event }) => [
            asking(context, [part('media.received', { media: { choice: event.media } })]),
          ],
        },
      },
      NOT_UNDERSTOOD: again(),
      WORDS: again(),
      REGISTRATION_ANSWERED: again(),
      LANGUAGE_SET: again('language.set'),
      FAILED_HERE: again('failed.here'),
      CANCEL_ASKED: {
        target: 'stranger',
        actions: [assign(NOTHING_YET), { type: 'effects', params: [sentence('new.stopped')] }],
      },
    },
  });
}
