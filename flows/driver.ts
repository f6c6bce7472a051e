import { assign, setup } from 'xstate';
import type {
  DriverDone,
  DriverWords,
  Effect,
  Event,
  ReplyKey,
} from '../src/conversation/vocabulary.js';
import { forRetailers } from './for-retailers.js';
import { driverTold } from './driver-told.js';
import { sayDone, showJobs } from './jobs.js';
import { refusalParts } from './refusals.js';
import type { RefusedEvent } from './refusals.js';
import {
  LANGUAGE_TAPS,
  SILENCE,
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
import { answerWith, silent } from './answers.js';

/**
 * A driver. Jobs are rows and asked again wherever it matters; only what was asked is remembered.
 *
 *   open     no answer is awaited
 *   offered  a job was offered: yes and no are about it
 *   code     the code of a delivery is asked: a figure is it
 *   cash     an amount of cash, or whether it is so, is asked
 */
interface DriverContext {
  /** Said before the jobs that are being read. */
  readonly lead: ReplyKey | null;
  /** What a figure or a yes completes. */
  readonly asked: Extract<DriverWords, { kind: 'delivered' | 'cash' }> | null;
}

const driver = setup({
  types: { context: {} as DriverContext, events: {} as Event },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly Effect[]) => undefined,
  },
});

const READ_JOBS: readonly Effect[] = [{ type: 'drive', words: { kind: 'jobs' } }];

const menuTaps = [
  tap(TAP.menu.jobs, 'button.jobs'),
  tap(TAP.duty(true), 'button.on_duty'),
  tap(TAP.duty(false), 'button.off_duty'),
];

const misunderstood = {
  actions: { type: 'effects', params: [tell([part('driver.not_understood')], menuTaps)] },
} as const;

function drive(words: DriverWords): readonly Effect[] {
  return [{ type: 'drive', words }];
}

/** Refusals after which the jobs as they stand say what can be done. */
const SHOWN: Readonly<Partial<Record<RefusedEvent['refusal'], ReplyKey>>> = {
  which_job: 'refusal.which_job',
  no_such_job: 'refusal.no_such_job',
  no_open_job: 'refusal.no_open_job',
  job_taken: 'refusal.job_taken',
  not_now: 'driver.not_now',
};

function refusedWords(event: RefusedEvent): readonly Effect[] {
  const due = event.detail['dueMinor'];
  if (event.refusal === 'cash_more' && due !== undefined) {
    return [sentence('cash.more', { due: { money: due } })];
  }
  const parts = refusalParts(event);
  return [event.refusal === 'language_not_offered' ? tell(parts, LANGUAGE_TAPS) : tell(parts)];
}

function done(event: { readonly done: DriverDone }, lead: ReplyKey | null): readonly Effect[] {
  if (event.done.kind !== 'jobs') return [sayDone(event.done)];
  return [showJobs(event.done, lead === null ? [] : [part(lead)])];
}

/** What is asked by what came of the words: an amount, or whether it is so. */
function askedBy(event: { readonly done: DriverDone }): DriverContext['asked'] {
  const { done: came } = event;
  if (came.kind !== 'cash_asked') return null;
  const amount = came.was === 'sure' ? { minor: came.amountMinor } : null;
  return { kind: 'cash', number: came.number, amount, sure: false };
}

const jobs = driver.createStateConfig({
  on: {
    DRIVER_SAID: [
      {
        // Some of what was said of lines is not clear: nothing is done.
        guard: ({ event }) => event.words.kind === 'delivered' && event.words.unclear,
        target: '.open',
        actions: { type: 'effects', params: [sentence('refusal.lines_unclear')] },
      },
      {
        guard: ({ event }) => event.words.kind === 'delivered' && event.words.code === null,
        target: '.code',
        actions: [
          assign(({ event }) => ({
            asked: event.words.kind === 'delivered' ? event.words : null,
          })),
          { type: 'effects', params: [sentence('refusal.code_needed')] },
        ],
      },
      { actions: { type: 'effects', params: ({ event }) => drive(event.words) } },
    ],
    DRIVER_DONE: [
      {
        guard: ({ event }) => event.done.kind === 'cash_asked',
        target: '.cash',
        actions: [
          assign(({ event }) => ({ asked: askedBy(event) })),
          { type: 'effects', params: ({ event }) => done(event, null) },
        ],
      },
      {
        guard: ({ event }) =>
          event.done.kind === 'jobs' && event.done.jobs.some((job) => job.replyBy !== null),
        target: '.offered',
        actions: [
          { type: 'effects', params: ({ context, event }) => done(event, context.lead) },
          assign({ lead: null, asked: null }),
        ],
      },
      {
        target: '.open',
        actions: [
          { type: 'effects', params: ({ context, event }) => done(event, context.lead) },
          assign({ lead: null, asked: null }),
        ],
      },
    ],
    REFUSED: [
      {
        guard: ({ event }) => SHOWN[event.refusal] !== undefined,
        target: '.open',
        actions: [
          assign(({ event }) => ({ lead: SHOWN[event.refusal] ?? null, asked: null })),
          { type: 'effects', params: READ_JOBS },
        ],
      },
      { actions: { type: 'effects', params: ({ event }) => refusedWords(event) } },
    ],
    TOLD: [
      {
        guard: ({ event }) => event.tell.type === 'job_offered',
        target: '.offered',
        actions: [
          assign({ asked: null }),
          { type: 'effects', params: ({ event }) => driverTold(event.tell) },
        ],
      },
      { actions: { type: 'effects', params: ({ event }) => driverTold(event.tell) } },
    ],
    STATUS_ASKED: { actions: { type: 'effects', params: READ_JOBS } },
    OFFERS_ASKED: { actions: { type: 'effects', params: READ_JOBS } },
    PLACE_SHARED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ ...event, type: 'keep_place' }],
      },
    },
    PLACE_KEPT: answerWith('place.kept'),
    CONFIRMED: answerWith('driver.nothing_asked'),
    DECLINED: answerWith('driver.nothing_asked'),
  },
});

const others = driver.createStateConfig({
  on: {
    HELP_ASKED: {
      actions: { type: 'effects', params: [tell([part('driver.help')], menuTaps)] },
    },
    MENU_ASKED: {
      actions: {
        type: 'effects',
        params: [
          tell(
            [part('menu.title')],
            [
              tap(TAP.menu.jobs, 'button.jobs'),
              tap(TAP.menu.help, 'menu.help'),
              tap(TAP.menu.language, 'menu.language'),
            ],
          ),
        ],
      },
    },
    GREETED: {
      actions: {
        type: 'effects',
        params: [tell([part('driver.greet'), part('driver.help')], menuTaps)],
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
    CHATTED: answerWith('driver.greet'),
    COMPLAINED: answerWith('complaint.heard'),
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

const notHere = answerWith('driver.not_here');

/** What only shops and vendors do. */
const foreign = {
  ...forRetailers(notHere),
  CHANGE_ASKED: notHere,
  DISPUTE_ANSWER_READ: notHere,
  COUNTED: notHere,
  WORK_READ: notHere,
  BALANCE_ASKED: notHere,
  OFFER_ANSWER_READ: notHere,
  OFFER_CHANGE_READ: notHere,
  OFFERS_READ: silent,
  OFFER_ANSWERED: silent,
  OFFER_CHANGED: silent,
  DISPUTE_ANSWERED: silent,
  DISPUTES_READ: silent,
  WORK_DONE: silent,
} as const;

/** An event without an entry does not compile. */
const anywhere = {
  ...jobs.on,
  ...others.on,
  ...foreign,
} satisfies Record<Event['type'], unknown>;

/** A job was offered: a bare yes or no is about it, and the use case knows if that is clear. */
const offered = driver.createStateConfig({
  on: {
    CONFIRMED: {
      actions: { type: 'effects', params: drive({ kind: 'take', number: null }) },
    },
    DECLINED: {
      actions: { type: 'effects', params: drive({ kind: 'refuse', number: null, reason: '' }) },
    },
  },
});

/** A figure is the code; anything else leaves the question. */
const code = driver.createStateConfig({
  on: {
    DRIVER_SAID: [
      {
        guard: ({ event }) => event.words.kind === 'figure',
        target: 'open',
        actions: {
          type: 'effects',
          params: ({ context, event }) =>
            context.asked?.kind === 'delivered' && event.words.kind === 'figure'
              ? drive({ ...context.asked, code: event.words.figure })
              : drive(event.words),
        },
      },
      {
        guard: ({ event }) => event.words.kind !== 'delivered',
        target: 'open',
        actions: { type: 'effects', params: ({ event }) => drive(event.words) },
      },
      // A delivery said anew is asked about as everywhere.
      {
        guard: ({ event }) => event.words.kind === 'delivered' && event.words.code !== null,
        target: 'open',
        actions: { type: 'effects', params: ({ event }) => drive(event.words) },
      },
      { actions: { type: 'effects', params: [sentence('refusal.code_needed')] } },
    ],
  },
});

/** An amount is asked, or whether the one that was said is so. */
const cash = driver.createStateConfig({
  on: {
    DRIVER_SAID: [
      {
        guard: ({ event }) => event.words.kind === 'figure',
        target: 'open',
        actions: {
          type: 'effects',
          params: ({ context, event }) =>
            context.asked?.kind === 'cash' && event.words.kind === 'figure'
              ? drive({ ...context.asked, amount: { major: event.words.figure } })
              : SILENCE,
        },
      },
      {
        target: 'open',
        actions: { type: 'effects', params: ({ event }) => drive(event.words) },
      },
    ],
    CONFIRMED: [
      {
        guard: ({ context }) => context.asked?.kind === 'cash' && context.asked.amount !== null,
        target: 'open',
        actions: {
          type: 'effects',
          params: ({ context }) =>
            context.asked?.kind === 'cash' ? drive({ ...context.asked, sure: true }) : SILENCE,
        },
      },
      { actions: { type: 'effects', params: [sentence('driver.nothing_asked')] } },
    ],
    DECLINED: {
      target: 'open',
      actions: [assign({ asked: null }), { type: 'effects', params: [sentence('cash.not_noted')] }],
    },
  },
});

export const driverFlow = driver.createMachine({
  id: 'driver',
  context: { lead: null, asked: null },
  initial: 'open',
  on: anywhere,
  states: { open: {}, offered, code, cash },
});
