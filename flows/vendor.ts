import { assign } from 'xstate';
import type { Effect, Event, OutcomeEvent, Part } from '../src/conversation/vocabulary.js';
import { offerChanged } from './changes.js';
import { showOffers } from './offers.js';
import { refusalParts } from './refusals.js';
import type { RefusedEvent } from './refusals.js';
import {
  LANGUAGE_TAPS,
  askLanguage,
  callPerson,
  mediaReceived,
  messageChanged,
  part,
  personCalled,
  sentence,
  tap,
  tell,
} from './sentences.js';
import { TAP } from './taps.js';
import { vendor } from './vendor-context.js';
import type { VendorContext } from './vendor-context.js';
import { counting, disputed, disputes } from './vendor-disputes.js';
import { answerWith, silent } from './answers.js';
import { forRetailers } from './for-retailers.js';
import { SHELF_DONE, SHELF_READ, shelving } from './vendor-shelving.js';
import { vendorTold } from './vendor-told.js';
import { sayWork } from './work.js';

const READ_OFFERS: readonly Effect[] = [{ type: 'read_offers' }];

const notHere = answerWith('vendor.not_here');

/** Words that are about no offer: what can be tapped instead. */
const misunderstood = {
  actions: {
    type: 'effects',
    params: [
      tell(
        [part('vendor.not_understood')],
        [tap(TAP.menu.offers, 'button.offers'), tap(TAP.menu.help, 'button.help')],
      ),
    ],
  },
} as const;

function leadParts(context: VendorContext): readonly Part[] {
  return context.lead === null ? [] : [part(context.lead)];
}

function answered(event: Extract<OutcomeEvent, { type: 'OFFER_ANSWERED' }>): readonly Effect[] {
  const key = event.answer === 'accept' ? 'offer.accepted' : 'offer.declined';
  return [sentence(key, { number: { digits: event.number } })];
}

function refusedWords(event: RefusedEvent): readonly Effect[] {
  const parts = refusalParts(event);
  return [event.refusal === 'language_not_offered' ? tell(parts, LANGUAGE_TAPS) : tell(parts)];
}

/** What was not clear of what is packed is asked with all that waits to be. */
const READ_DISPUTES: readonly Effect[] = [{ type: 'read_disputes' }];
const READ_DAY: readonly Effect[] = [{ type: 'do_work', work: { what: 'day' } }];

const work = vendor.createStateConfig({
  on: {
    WORK_READ: [
      ...SHELF_READ,
      {
        actions: [
          assign({ lead: null }),
          { type: 'effects', params: ({ event }) => doWork(event.work) },
        ],
      },
    ],
    WORK_DONE: [
      ...SHELF_DONE,
      {
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) =>
              event.done.what === 'shelf' ? [] : [sayWork(event.done, leadParts(context))],
          },
          assign({ lead: null }),
        ],
      },
    ],
  },
});

function doWork(words: Extract<Event, { type: 'WORK_READ' }>['work']): readonly Effect[] {
  return words.what === 'shelf_answer' ? [] : [{ type: 'do_work', work: words }];
}

const offers = vendor.createStateConfig({
  on: {
    OFFER_ANSWER_READ: {
      actions: {
        type: 'effects',
        params: ({ event: { offerId, number, answer, reason } }) => [
          { type: 'answer_offer', offerId, number, answer, reason },
        ],
      },
    },
    OFFER_ANSWERED: {
      target: '.open',
      actions: { type: 'effects', params: ({ event }) => answered(event) },
    },
    OFFER_CHANGE_READ: [
      {
        guard: ({ event }) => event.words !== null,
        actions: {
          type: 'effects',
          params: ({ event: { offerId, number, words } }) =>
            words ? [{ type: 'change_offer', offerId, number, words }] : [],
        },
      },
      {
        actions: [
          assign({ lead: 'offer.change_how' as const }),
          { type: 'effects', params: READ_OFFERS },
        ],
      },
    ],
    OFFER_CHANGED: {
      target: '.open',
      actions: { type: 'effects', params: ({ event }) => [offerChanged(event)] },
    },
    OFFERS_ASKED: {
      actions: [assign({ lead: null }), { type: 'effects', params: READ_OFFERS }],
    },
    STATUS_ASKED: {
      actions: [assign({ lead: null }), { type: 'effects', params: READ_OFFERS }],
    },
    OFFERS_READ: [
      {
        guard: ({ event }) => event.offers.length > 0,
        target: '.offered',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => [showOffers(event.offers, leadParts(context))],
          },
          assign({ lead: null }),
        ],
      },
      {
        target: '.open',
        actions: [
          { type: 'effects', params: ({ context }) => [showOffers([], leadParts(context))] },
          assign({ lead: null }),
        ],
      },
    ],
    TOLD: [
      {
        guard: ({ event }) => event.tell.type === 'order_offered',
        target: '.offered',
        actions: { type: 'effects', params: ({ event }) => vendorTold(event.tell) },
      },
      {
        guard: ({ event }) => event.tell.type === 'dispute_opened',
        target: '.disputed',
        actions: [
          assign(({ event }) =>
            event.tell.type === 'dispute_opened' ? { dispute: event.tell.dispute } : {},
          ),
          { type: 'effects', params: ({ event }) => vendorTold(event.tell) },
        ],
      },
      { actions: { type: 'effects', params: ({ event }) => vendorTold(event.tell) } },
    ],
    REFUSED: [
      {
        guard: ({ event }) => event.refusal === 'which_dispute',
        actions: [
          assign({ lead: 'refusal.which_dispute' as const }),
          { type: 'effects', params: READ_DISPUTES },
        ],
      },
      {
        guard: ({ event }) => event.refusal === 'which_offer',
        actions: [
          assign({ lead: 'refusal.which_offer' as const }),
          { type: 'effects', params: READ_OFFERS },
        ],
      },
      {
        guard: ({ event }) => event.refusal === 'which_to_pack',
        actions: [
          assign({ lead: 'refusal.which_to_pack' as const }),
          { type: 'effects', params: READ_DAY },
        ],
      },
      {
        actions: [
          { type: 'effects', params: ({ event }) => refusedWords(event) },
          assign({ shelf: null }),
        ],
      },
    ],
  },
});

/** A bare yes or no, where words were not read as an answer to an offer already. */
const yesAndNo = vendor.createStateConfig({
  on: {
    CONFIRMED: answerWith('vendor.nothing_shown'),
    DECLINED: answerWith('vendor.nothing_shown'),
  },
});

const MENU: Effect = {
  type: 'say',
  parts: [part('menu.title')],
  list: {
    open: part('open.choose'),
    rows: [
      tap(TAP.menu.offers, 'menu.offers'),
      tap(TAP.menu.day, 'menu.day'),
      tap(TAP.menu.help, 'menu.help'),
      tap(TAP.menu.language, 'menu.language'),
    ],
  },
  harmless: true,
};

const others = vendor.createStateConfig({
  on: {
    HELP_ASKED: {
      actions: {
        type: 'effects',
        params: [tell([part('vendor.help')], [tap(TAP.menu.offers, 'button.offers')])],
      },
    },
    MENU_ASKED: { actions: { type: 'effects', params: [MENU] } },
    GREETED: {
      actions: {
        type: 'effects',
        params: [
          tell(
            [part('vendor.greet'), part('vendor.help')],
            [tap(TAP.menu.offers, 'button.offers')],
          ),
        ],
      },
    },
    LANGUAGES_ASKED: { actions: { type: 'effects', params: [askLanguage()] } },
    LANGUAGE_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_language', language: event.language }],
      },
    },
    LANGUAGE_SET: answerWith('language.set'),
    CHATTED: answerWith('vendor.greet'),
    COMPLAINED: { actions: { type: 'effects', params: READ_DISPUTES } },
    PERSON_ASKED: { actions: { type: 'effects', params: ({ event }) => [callPerson(event)] } },
    PERSON_CALLED: {
      actions: { type: 'effects', params: ({ event }) => [tell([personCalled(event)])] },
    },
    PAYMENT_CLAIMED: answerWith('payment.claimed'),
    MEDIA_RECEIVED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [mediaReceived(event)],
      },
    },
    MESSAGE_CHANGED: {
      actions: { type: 'effects', params: ({ event }) => [tell([messageChanged(event)])] },
    },
    NOT_UNDERSTOOD: misunderstood,
    WORDS: misunderstood,
    FAILED_HERE: answerWith('failed.here'),
  },
});

/** What only others do: a vendor's number orders nothing. */
const foreign = vendor.createStateConfig({
  on: {
    ...forRetailers(notHere),
    CHANGE_ASKED: answerWith('offer.change_how'),
    BALANCE_ASKED: {
      actions: {
        type: 'effects',
        params: [{ type: 'do_work', work: { what: 'owed' } }],
      },
    },
    COUNTED: misunderstood,
    DRIVER_SAID: notHere,
    PLACE_SHARED: notHere,
    DRIVER_DONE: silent,
    PLACE_KEPT: silent,
  },
});

/** An event without an entry does not compile. */
const anywhere = {
  ...offers.on,
  ...work.on,
  ...disputes,
  ...yesAndNo.on,
  ...others.on,
  ...foreign.on,
} satisfies Record<Event['type'], unknown>;

const answerShown = (answer: 'accept' | 'decline'): readonly Effect[] => [
  { type: 'answer_offer', offerId: null, number: null, answer, reason: '' },
];

/** An offer was shown: a bare yes or no is about it, and the use case knows if that is clear. */
const offered = vendor.createStateConfig({
  on: {
    CONFIRMED: {
      actions: {
        type: 'effects',
        params: answerShown('accept'),
      },
    },
    DECLINED: {
      actions: {
        type: 'effects',
        params: answerShown('decline'),
      },
    },
  },
});

/**
 * A vendor. What is offered is asked again wherever it matters, so nothing about offers is
 * remembered here: the offers themselves are rows.
 *
 *   open      no answer is awaited
 *   offered   an offer was shown: yes and no are about offers
 *   disputed  what a shop says was amiss was shown: yes and no are about that
 *   counting  how much of it is given is asked: a bare figure says so
 *   shelving  something was asked about their own stock or prices
 */
export const vendorFlow = vendor.createMachine({
  id: 'vendor',
  context: { lead: null, shelf: null, dispute: null },
  initial: 'open',
  on: anywhere,
  states: { open: {}, offered, shelving, disputed, counting },
});
