import { assign } from 'xstate';
import type { DriverWords, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { READ_JOBS, drive, driverKeypad } from './ussd-driver-setup.js';
import type { DriverUssdContext } from './ussd-driver-setup.js';
import { toDriverMain } from './ussd-driver-cash.js';
import {
  askDoorCode,
  jobList,
  oneJob,
  shiftNotes,
  stepNotes,
  driverMenu,
  whyFailed,
  wrongCode,
} from './ussd-driver-screens.js';
import { doorWords } from './ussd-driver-door.js';
import { OTHER_REASON } from './ussd-office.js';
import { effects, isRow, isSort, pickedName } from './ussd-setup.js';

/** Deliveries on a driver's keypad. */

export const toJobs = { target: 'jobs', actions: effects(READ_JOBS) } as const;

/** A step of the delivery that was shown, by its id: whose it is now, the use case says. */
function step({ job }: DriverUssdContext, id: string): UssdEffect {
  const meant = { number: job?.number ?? null, deliveryId: job?.deliveryId ?? '' };
  const steps: Readonly<Record<string, DriverWords>> = {
    take: { kind: 'take', ...meant },
    pass: { kind: 'refuse', reason: '', ...meant },
    picked_up: { kind: 'picked_up', ...meant },
    set_out: { kind: 'set_out', ...meant },
    put_off: { kind: 'put_off', number: meant.number, reason: '' },
  };
  const words = steps[id];
  return words && job ? drive(words) : READ_JOBS;
}

/** Why it was not delivered, as whoever reads it later is told. */
const REASONS: Readonly<Record<string, string>> = {
  nobody: 'nobody there',
  refused: 'goods refused',
  not_found: 'place not found',
};

function failed({ job }: DriverUssdContext, reason: string): UssdEffect {
  return job ? drive({ kind: 'failed', number: job.number, reason }) : READ_JOBS;
}

export const jobs = driverKeypad.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('job'),
      target: 'job',
      actions: [assign(({ event }) => ({ wanted: pickedName(event) })), effects(READ_JOBS)],
    },
    BACK: toDriverMain,
  },
});

export const job = driverKeypad.createStateConfig({
  on: {
    // Within a hop: read again, since it may have gone to somebody else meanwhile.
    DRIVER_DONE: [
      {
        guard: ({ context, event }) =>
          event.done.kind === 'jobs' &&
          event.done.jobs.some(({ deliveryId }) => deliveryId === context.wanted),
        actions: [
          assign(({ context, event }) =>
            event.done.kind === 'jobs'
              ? {
                  job:
                    event.done.jobs.find(({ deliveryId }) => deliveryId === context.wanted) ?? null,
                }
              : {},
          ),
          {
            type: 'effects',
            params: ({ context }) => (context.job ? [oneJob(context.job)] : []),
          },
        ],
      },
      {
        guard: ({ event }) => event.done.kind === 'jobs',
        target: 'jobs',
        actions: {
          type: 'effects',
          params: ({ event }) =>
            event.done.kind === 'jobs' ? [jobList(event.done, [part('refusal.job_taken')])] : [],
        },
      },
    ],
    PICKED: [
      {
        guard: isRow('gave_part'),
        actions: {
          type: 'effects',
          params: ({ context }) => [{ type: 'read_door', number: context.job?.number ?? '0' }],
        },
      },
      {
        guard: isRow('delivered'),
        target: 'code',
        actions: { type: 'effects', params: ({ context }) => [askDoorCode(context.job, [])] },
      },
      {
        guard: isRow('failed'),
        target: 'reasons',
        actions: { type: 'effects', params: ({ context }) => [whyFailed(context.job)] },
      },
      {
        target: 'jobs',
        actions: {
          type: 'effects',
          params: ({ context, event }) => [step(context, event.id)],
        },
      },
    ],
    BACK: toJobs,
  },
});

const backToJob = { target: 'job', actions: effects(READ_JOBS) } as const;

/** The code that the shop has: nothing is kept of what is typed. */
export const code = driverKeypad.createStateConfig({
  on: {
    TYPED: {
      actions: {
        type: 'effects',
        params: ({ context, event }) => [
          drive({
            kind: 'delivered',
            number: context.job?.number ?? null,
            code: event.text.replace(/\D/g, '').slice(0, 12),
            lines: doorWords(context),
            unclear: false,
          }),
        ],
      },
    },
    BACK: { ...backToJob, actions: [assign({ door: null }), effects(READ_JOBS)] },
  },
});

export const reasons = driverKeypad.createStateConfig({
  on: {
    PICKED: [
      OTHER_REASON,
      {
        actions: {
          type: 'effects',
          params: ({ context, event }) => [failed(context, REASONS[event.id] ?? '')],
        },
      },
    ],
    BACK: backToJob,
  },
});

export const reason = driverKeypad.createStateConfig({
  on: {
    TYPED: {
      actions: { type: 'effects', params: ({ context, event }) => [failed(context, event.text)] },
    },
    BACK: {
      target: 'reasons',
      actions: { type: 'effects', params: ({ context }) => [whyFailed(context.job)] },
    },
  },
});

/** What came of a step, wherever it is heard. */
export const jobsDone = driverKeypad.createStateConfig({
  on: {
    DRIVER_DONE: [
      {
        guard: ({ event }) => event.done.kind === 'jobs',
        target: '.jobs',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) =>
              event.done.kind === 'jobs' ? [jobList(event.done, context.notes)] : [],
          },
          assign({ notes: [], job: null, wanted: null, door: null }),
        ],
      },
      {
        guard: ({ event }) => event.done.kind === 'wrong_code' && event.done.left > 0,
        target: '.code',
        actions: {
          type: 'effects',
          params: ({ context, event }) =>
            event.done.kind === 'wrong_code'
              ? [askDoorCode(context.job, [wrongCode(event.done)])]
              : [],
        },
      },
      {
        guard: ({ event }) => event.done.kind === 'shift',
        target: '.main',
        actions: {
          type: 'effects',
          params: ({ event }) =>
            event.done.kind === 'shift' ? [driverMenu(shiftNotes(event.done))] : [],
        },
      },
      {
        target: '.jobs',
        actions: [assign(({ event }) => ({ notes: stepNotes(event.done) })), effects(READ_JOBS)],
      },
    ],
  },
}).on.DRIVER_DONE;
