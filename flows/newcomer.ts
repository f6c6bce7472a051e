import { assign } from 'xstate';
import type { Effect, Event, ReplyKey } from '../src/conversation/vocabulary.js';
import {
  NOTHING_YET,
  askName,
  askShop,
  nameIn,
  newcomer,
  newcomerTold,
  summary,
  waitingAnswer,
  fromTheStart,
  register,
} from './newcomer-words.js';
import type { Asking, NewcomerContext } from './newcomer-words.js';
import { answerWith, silent } from './answers.js';
import { RETAILERS_OUTCOMES, besideOrdersOf } from './for-retailers.js';
import { formFilled } from './newcomer-form.js';
import { besideWords } from './newcomer-inbound.js';
import { askPlace, sharedPlace } from './newcomer-place.js';
import { refusalParts } from './refusals.js';
import { LANGUAGE_TAPS, askLanguage, callPerson, part, sentence, tell } from './sentences.js';

/**
 * A number that belongs to nobody yet: it registers a shop and waits for an operator.
 *
 *   stranger   has not been answered yet; whatever comes first is greeted
 *   shop, owner, place   the name that is asked for
 *   summary    all is shown and a yes is awaited
 *   pending    an operator decides
 *   refused    an operator has decided against it
 */

/**
 * Everything that is no answer, answered with a word and the question again. `order` is the word
 * for what would have been an order: it is not kept, and that is said.
 */
function besides(asking: Asking, order: ReplyKey) {
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
      ...besideWords(asking),
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
      WORK_READ: again('new.not_here'),
      CHANGE_ANSWERED: again('new.not_here'),
      DISPUTE_SAID: again('new.not_here'),
      DISPUTE_ANSWER_READ: again('new.not_here'),
      COUNTED: again('new.not_here'),
      RATED: again('new.not_here'),
      PART_CHOICE_ASKED: again('new.not_here'),
      PART_CHOSEN: again('new.not_here'),
      OFFERS_ASKED: again('new.not_here'),
      DRIVER_SAID: again('new.not_here'),
      PLACE_SHARED: again('new.not_here'),
      PAYMENT_CLAIMED: again('payment.claimed'),
      WALLET_CHOSEN: again('new.not_here'),
      PAID_CHOSEN: again('new.not_here'),
      REQUEST_DROPPED: again('new.not_here'),
      COMPLAINED: again('complaint.heard'),
      HELP_ASKED: again('new.welcome'),
      MENU_ASKED: again('new.welcome'),
      GREETED: again('new.welcome'),
      CHATTED: again(),
      NOT_UNDERSTOOD: again(),
      WORDS: again(),
      REGISTRATION_ANSWERED: again(),
      FORM_FILLED: again('new.form_over'),
      LANGUAGE_SET: again('language.set'),
      FAILED_HERE: again('failed.here'),
      CANCEL_ASKED: {
        target: 'stranger',
        actions: [assign(NOTHING_YET), { type: 'effects', params: [sentence('new.stopped')] }],
      },
    },
  });
}

/** Outcomes of what this flow asks for, what it is told, and others' outcomes. */
const anywhere = newcomer.createStateConfig({
  on: {
    TOLD: [
      {
        guard: ({ event }) => event.tell.type === 'retailer_refused',
        target: '.refused',
        actions: { type: 'effects', params: ({ event }) => newcomerTold(event.tell) },
      },
      { actions: { type: 'effects', params: ({ event }) => newcomerTold(event.tell) } },
    ],
    LANGUAGE_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_language', language: event.language }],
      },
    },
    LANGUAGES_ASKED: { actions: { type: 'effects', params: [askLanguage()] } },
    RETAILER_REGISTERED: {
      target: '.pending',
      actions: { type: 'effects', params: [tell([part('new.sent')])] },
    },
    REFUSED: [
      {
        guard: ({ event }) => event.refusal === 'already_registered',
        target: '.pending',
        actions: { type: 'effects', params: ({ event }) => [tell(refusalParts(event))] },
      },
      {
        guard: ({ event }) => event.refusal === 'language_not_offered',
        actions: {
          type: 'effects',
          params: ({ event }) => [tell(refusalParts(event), LANGUAGE_TAPS)],
        },
      },
      {
        actions: { type: 'effects', params: ({ event }) => [tell(refusalParts(event))] },
      },
    ],
    OFFERS_READ: silent,
    WORK_DONE: silent,
    DRIVER_DONE: silent,
    PLACE_KEPT: silent,
    OFFER_ANSWERED: silent,
    OFFER_CHANGED: silent,
    DISPUTE_ANSWERED: silent,
    DISPUTES_READ: silent,
    ...RETAILERS_OUTCOMES,
    // Nothing of ours offers it to a newcomer.
    ...besideOrdersOf(answerWith('new.not_here')),
  },
});

/** What each state has to answer itself: an event without an entry does not compile. */
type Complete = Record<Exclude<Event['type'], keyof typeof anywhere.on>, unknown>;

const askOwner = askName('new.ask_owner');

/** Whatever a stranger says first: a greeting, and the first question. */
const welcomed = {
  target: 'shop',
  actions: {
    type: 'effects',
    params: [askShop(NOTHING_YET, [part('new.welcome')])],
  },
} as const;

/** An order cannot be kept for somebody who may never be approved, and that is said. */
const welcomedWithOrder = {
  target: 'shop',
  actions: {
    type: 'effects',
    params: [askShop(NOTHING_YET, [part('new.welcome'), part('new.order_first')])],
  },
} as const;

const stranger = newcomer.createStateConfig({
  on: {
    ORDER_READ: welcomedWithOrder,
    LATE_ORDER_READ: welcomedWithOrder,
    REPEAT_ASKED: welcomedWithOrder,
    CONFIRMED: welcomed,
    CHANGE_ASKED: welcomed,
    DECLINED: welcomed,
    CANCEL_ASKED: { actions: { type: 'effects', params: [sentence('new.stopped')] } },
    DROP_ASKED: welcomed,
    KEEP_CHOSEN: welcomed,
    BASKET_ASKED: welcomed,
    LATE_ANSWERED: welcomed,
    ANSWERED: welcomed,
    STATUS_ASKED: welcomed,
    BALANCE_ASKED: welcomed,
    HELP_ASKED: welcomed,
    MENU_ASKED: welcomed,
    GREETED: welcomed,
    PRICE_ASKED: welcomed,
    STOCK_ASKED: welcomed,
    PAYMENT_CLAIMED: welcomed,
    COMPLAINED: welcomed,
    PERSON_ASKED: {
      target: 'shop',
      actions: { type: 'effects', params: ({ event }) => [callPerson(event)] },
    },
    PERSON_CALLED: welcomed,
    CHATTED: welcomed,
    MEDIA_RECEIVED: welcomed,
    MESSAGE_CHANGED: welcomed,
    NOT_UNDERSTOOD: welcomed,
    WORDS: welcomed,
    REGISTRATION_ANSWERED: welcomed,
    FORM_FILLED: welcomed,
    OFFER_ANSWER_READ: welcomed,
    OFFER_CHANGE_READ: welcomed,
    WORK_READ: welcomed,
    CHANGE_ANSWERED: welcomed,
    DISPUTE_SAID: welcomed,
    DISPUTE_ANSWER_READ: welcomed,
    COUNTED: welcomed,
    RATED: welcomed,
    WALLET_CHOSEN: welcomed,
    PAID_CHOSEN: welcomed,
    REQUEST_DROPPED: welcomed,
    PART_CHOICE_ASKED: welcomed,
    PART_CHOSEN: welcomed,
    OFFERS_ASKED: welcomed,
    DRIVER_SAID: welcomed,
    PLACE_SHARED: welcomed,
    LANGUAGE_SET: {
      target: 'shop',
      actions: {
        type: 'effects',
        params: [askShop(NOTHING_YET, [part('language.set'), part('new.welcome')])],
      },
    },
    FAILED_HERE: {
      target: 'shop',
      actions: { type: 'effects', params: [askShop(NOTHING_YET, [part('failed.here')])] },
    },
  },
});

const NAMES = ['shop', 'owner', 'place'] as const;

/** A state that waits for one name and moves on with it. */
function waitsForName(
  field: 'shop' | 'owner' | 'place',
  asking: Asking,
  next: 'owner' | 'place' | 'summary',
  nextAsking: Asking,
) {
  const odd: { readonly type: 'effects'; readonly params: readonly Effect[] } = {
    type: 'effects',
    params: [asking(NOTHING_YET, [part('new.name_odd')])],
  };
  /** Where a form told the rest already, a name is the last that was missing. */
  const isLast = ({ context }: { context: NewcomerContext }): boolean =>
    NAMES.every((one) => one === field || context[one] !== '');
  const shown = {
    type: 'effects',
    params: ({ context }: { context: NewcomerContext }): readonly Effect[] => [summary(context)],
  } as const;
  const asked = {
    type: 'effects',
    params: ({ context }: { context: NewcomerContext }): readonly Effect[] => [
      nextAsking(context, []),
    ],
  } as const;
  const named = newcomer.createStateConfig({
    on: {
      WORDS: [
        {
          guard: ({ context, event }) => nameIn(event.text) !== undefined && isLast({ context }),
          target: 'summary',
          actions: [assign(({ event }) => ({ [field]: nameIn(event.text) ?? '' })), shown],
        },
        {
          guard: ({ event }) => nameIn(event.text) !== undefined,
          target: next,
          actions: [assign(({ event }) => ({ [field]: nameIn(event.text) ?? '' })), asked],
        },
        { actions: odd },
      ],
      // Words nobody understood are a name, where a name is asked for.
      NOT_UNDERSTOOD: [
        {
          guard: ({ context, event }) => nameIn(event.said) !== undefined && isLast({ context }),
          target: 'summary',
          actions: [assign(({ event }) => ({ [field]: nameIn(event.said) ?? '' })), shown],
        },
        {
          guard: ({ event }) => nameIn(event.said) !== undefined,
          target: next,
          actions: [assign(({ event }) => ({ [field]: nameIn(event.said) ?? '' })), asked],
        },
        { actions: odd },
      ],
    },
  });
  const filled = formFilled(asking);
  return { on: { ...besides(asking, 'new.order_first').on, ...named.on, ...filled } };
}

/** All is shown: only a yes to this summary sends it, never a stray tap on something older. */
const shownForYes = newcomer.createStateConfig({
  on: {
    ...besides(summary, 'new.order_first').on,
    ...formFilled(summary),
    CONFIRMED: [
      { guard: ({ event }) => event.basketId === null, ...register },
      { actions: { type: 'effects', params: ({ context }) => [summary(context, [])] } },
    ],
    REGISTRATION_ANSWERED: [{ guard: ({ event }) => event.right, ...register }, fromTheStart],
    CHANGE_ASKED: fromTheStart,
    DECLINED: fromTheStart,
  },
});

const waits = {
  actions: { type: 'effects', params: [waitingAnswer(NOTHING_YET, [])] },
} as const;

/** An operator decides: nothing here can hurry or undo it. */
const pending = newcomer.createStateConfig({
  on: {
    ...besides(waitingAnswer, 'new.pending_order').on,
    GREETED: waits,
    HELP_ASKED: waits,
    MENU_ASKED: waits,
    CANCEL_ASKED: waits,
  },
});

const refusedAnswer: Asking = (_context, lead) => tell([...lead, part('new.refused')]);

const refusedYes = {
  actions: { type: 'effects', params: [refusedAnswer(NOTHING_YET, [])] },
} as const;

/** Only the office can say more, and nobody is sent through the questions again. */
const refused = newcomer.createStateConfig({
  on: {
    ...besides(refusedAnswer, 'new.not_kept').on,
    GREETED: refusedYes,
    HELP_ASKED: refusedYes,
    MENU_ASKED: refusedYes,
    CANCEL_ASKED: refusedYes,
  },
});

const states = {
  stranger,
  shop: waitsForName('shop', askShop, 'owner', askOwner),
  owner: waitsForName('owner', askOwner, 'place', askPlace),
  place: { on: { ...waitsForName('place', askPlace, 'summary', summary).on, ...sharedPlace.on } },
  summary: shownForYes,
  pending,
  refused,
};
// Every state answers every event that is not answered anywhere.
states satisfies Record<keyof typeof states, { readonly on: Complete }>;

export const newcomerFlow = newcomer.createMachine({
  id: 'newcomer',
  context: NOTHING_YET,
  initial: 'stranger',
  on: anywhere.on,
  states,
});
