import { setup } from 'xstate';
import type { Effect, Event, Part, Say, Tell } from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { approved } from './retailer-answers.js';
import { LANGUAGE_TAPS, SILENCE, gapped, part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** What a newcomer is asked and answered, and the setup its states are made with. */

export interface NewcomerContext {
  readonly shop: string;
  readonly owner: string;
  readonly place: string;
  /** Where it lies, if that was shown on the map. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
}

export const NOTHING_YET: NewcomerContext = { shop: '', owner: '', place: '', point: null };

export const newcomer = setup({
  types: { context: {} as NewcomerContext, events: {} as Event },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly Effect[]) => undefined,
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

/** All that was given, to be confirmed by its two buttons. */
export function summary(context: NewcomerContext, lead: readonly Part[] = []): Say {
  const [first = part('new.summary'), ...others] = summaryParts(context);
  return tell(
    [...lead, lead.length > 0 ? gapped(first) : first, ...others],
    [tap(TAP.registration(true), 'button.send'), tap(TAP.registration(false), 'button.correct')],
  );
}

/** What is asked where the conversation stands, after `lead`. */
export type Asking = (context: NewcomerContext, lead: readonly Part[]) => Say;

/** Asks for one of the names. */
export const askName =
  (asked: Asked): Asking =>
  (_context, lead) =>
    tell([...lead, lead.length > 0 ? gapped(part(asked)) : part(asked)]);

/** The first question carries the choice of language, so that it costs no message of its own. */
export const askShop: Asking = (_context, lead) => {
  const question = lead.length > 0 ? gapped(part('new.ask_shop')) : part('new.ask_shop');
  return {
    ...tell([...lead, question], LANGUAGE_TAPS),
    form: {
      parts: [...lead, question, part('new.or_form')],
      title: part('button.form'),
      words: LANGUAGE_TAPS,
    },
  };
};

/** Asked to correct it, they begin anew. */
export const fromTheStart = {
  target: 'shop',
  actions: [
    newcomer.assign(NOTHING_YET),
    { type: 'effects', params: [askShop(NOTHING_YET, [part('new.again')])] },
  ],
} as const;

/** Sends what was given to the office. */
export const register = {
  actions: {
    type: 'effects',
    params: ({ context }: { context: NewcomerContext }): readonly Effect[] => [
      { type: 'register_retailer', ...context },
    ],
  },
} as const;

/** What is said to everything while an operator decides. */
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

/** What a newcomer hears of an operator's deeds. A tell without a case does not compile. */
export function newcomerTold(told: Tell): readonly Effect[] {
  switch (told.type) {
    case 'retailer_approved':
      return [approved(told.limitMinor)];
    case 'retailer_refused':
      return [sentence('new.refused')];
    // Others' tells; they are never addressed to a newcomer.
    case 'order_offered':
    case 'offer_closed':
    case 'usual_overdue':
    case 'standing_due':
    case 'delivery_wished':
    case 'order_accepted':
    case 'order_promised':
    case 'order_receipt':
    case 'order_waiting':
    case 'order_split':
    case 'order_cancelled':
    case 'change_asked':
    case 'order_part_accepted':
    case 'change_lapsed':
    case 'change_taken':
    case 'order_packed':
    case 'packed_short':
    case 'stock_low':
    case 'delivery_waiting':
    case 'delivery_coming':
    case 'order_delivered':
    case 'delivery_failed':
    case 'delivery_put_off':
    case 'cash_taken':
    case 'job_offered':
    case 'job_assigned':
    case 'job_closed':
    case 'job_put_off':
    case 'job_overdue':
    case 'place_shared':
    case 'cash_counted':
    case 'cash_due':
    case 'delivered_short':
    case 'dispute_opened':
    case 'dispute_lapsed':
    case 'dispute_answered':
    case 'dispute_decided':
    case 'dispute_ruled':
    case 'money_returned':
    case 'payment_confirmed':
    case 'payment_refused':
    case 'request_link':
    case 'request_failed':
    case 'request_unsure':
      return SILENCE;
  }
}
