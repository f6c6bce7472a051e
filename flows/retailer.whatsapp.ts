import { assign } from 'xstate';
import type { Event } from '../src/conversation/vocabulary.js';
import { standingOrders } from './retailer-standing.js';
import { besideOrdering } from './retailer-beside.js';
import { placeKept } from './delivery-told.js';
import { askedAbout, showOrders } from './orders.js';
import { greet, help, menu, showBalance, showPrices, showStock } from './retailer-answers.js';
import { cancelAsked, cancelling, weighing } from './retailer-cancelling.js';
import { consentAsked, consenting } from './retailer-consenting.js';
import { NEW_CONTEXT, SHOW_BASKET } from './retailer-context.js';
import { disputeSaid } from './retailer-disputing.js';
import { openDeliveredTold, rated } from './retailer-rating.js';
import { asking, confirming, late, ordering } from './retailer-ordering.js';
import { overdueTold, reminded } from './retailer-reminded.js';
import { paymentSaid } from './payments.js';
import { refusals } from './retailer-refusals.js';
import { answerWith, misunderstood, retailer, silent } from './retailer-setup.js';
import {
  askLanguage,
  callPerson,
  mediaReceived,
  messageChanged,
  personCalled,
  tell,
} from './sentences.js';

/**
 * A retailer on WhatsApp. The state says what is awaited; words about anything else are answered
 * from every state and leave it as it is.
 *
 *   open        nothing is awaited
 *   reminded    a usual order is overdue: a yes shows it as a basket
 *   asking      what was not clear is asked
 *   confirming  a basket was shown with its buttons: a yes places it
 *   late        words that came late are held until they are known to be wanted
 *   weighing    within a hop: what "cancel" could mean is being read
 *   cancelling  what is to be cancelled is asked
 *   consenting  a vendor's change was asked about: a yes takes it
 *   disputing   which order, line or problem is meant is asked
 *   counting    how many of it is asked: a bare figure says so
 */
const questions = retailer.createStateConfig({
  on: {
    STATUS_ASKED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'read_orders', number: event.number }],
      },
    },
    ORDERS_READ: [
      {
        // One order, and something is asked about it: a bare yes or no is about that again.
        guard: ({ event }) => askedAbout(event.orders) !== null,
        target: '.consenting',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => [showOrders(event.orders, context.notes)],
          },
          assign(({ event }) => ({ consent: askedAbout(event.orders), notes: [] })),
        ],
      },
      {
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => [showOrders(event.orders, context.notes)],
          },
          assign({ notes: [] }),
        ],
      },
    ],
    BALANCE_ASKED: { actions: { type: 'effects', params: [{ type: 'read_balance' }] } },
    BALANCE_READ: { actions: { type: 'effects', params: ({ event }) => [showBalance(event)] } },
    PRICE_ASKED: {
      actions: { type: 'effects', params: ({ event }) => [showPrices(event.options)] },
    },
    STOCK_ASKED: {
      actions: { type: 'effects', params: ({ event }) => [showStock(event.options)] },
    },
    LANGUAGE_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_language', language: event.language }],
      },
    },
    LANGUAGE_SET: answerWith('language.set'),
    LANGUAGES_ASKED: { actions: { type: 'effects', params: [askLanguage()] } },
    HELP_ASKED: { actions: { type: 'effects', params: [help()] } },
    MENU_ASKED: { actions: { type: 'effects', params: [menu()] } },
    GREETED: { actions: { type: 'effects', params: [greet()] } },
    CHATTED: answerWith('chat.answer'),
    COMPLAINED: answerWith('complaint.heard'),
    PERSON_ASKED: { actions: { type: 'effects', params: ({ event }) => [callPerson(event)] } },
    PERSON_CALLED: {
      actions: { type: 'effects', params: ({ event }) => [tell([personCalled(event)])] },
    },
    MEDIA_RECEIVED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [mediaReceived(event)],
      },
    },
    MESSAGE_CHANGED: {
      actions: [
        assign(({ event }) => ({ notes: [messageChanged(event)] })),
        { type: 'effects', params: SHOW_BASKET },
      ],
    },
    PLACE_SHARED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ ...event, type: 'keep_place' }],
      },
    },
    PLACE_KEPT: { actions: { type: 'effects', params: ({ event }) => [placeKept(event.numbers)] } },
    NOT_UNDERSTOOD: misunderstood,
    FAILED_HERE: answerWith('failed.here'),
  },
});

/** What only other flows ask for: a stray tap or word is answered, an outcome is silent. */
const foreign = retailer.createStateConfig({
  on: {
    WORDS: misunderstood,
    DISPUTE_ANSWER_READ: misunderstood,
    DISPUTE_ANSWERED: silent,
    DISPUTES_READ: silent,
    OFFER_ANSWER_READ: misunderstood,
    OFFER_CHANGE_READ: misunderstood,
    WORK_READ: misunderstood,
    OFFERS_ASKED: misunderstood,
    REGISTRATION_ANSWERED: answerWith('refusal.already_registered'),
    FORM_FILLED: answerWith('refusal.already_registered'),
    DRIVER_SAID: misunderstood,
    DRIVER_DONE: silent,
    OFFERS_READ: silent,
    WORK_DONE: silent,
    OFFER_ANSWERED: silent,
    OFFER_CHANGED: silent,
    RETAILER_REGISTERED: silent,
  },
});

/** An event without an entry does not compile. */
const anywhere = {
  ...questions.on,
  ...besideOrdering,
  ...standingOrders,
  ...ordering,
  ...cancelAsked,
  ...consentAsked,
  ...disputeSaid,
  ...rated,
  ...paymentSaid,
  ...refusals,
  ...foreign.on,
} satisfies Record<Event['type'], unknown>;

export const retailerWhatsapp = retailer.createMachine({
  id: 'retailer.whatsapp',
  context: NEW_CONTEXT,
  initial: 'open',
  on: anywhere,
  states: {
    open: { on: { TOLD: [...openDeliveredTold, ...overdueTold] } },
    reminded,
    asking,
    confirming,
    late,
    weighing,
    cancelling,
    consenting,
    disputing: {},
    counting: {},
  },
});
