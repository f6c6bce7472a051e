import type {
  DriverDone,
  JobView,
  OutcomeEvent,
  Part,
  ReplyKey,
  Show,
} from '../src/conversation/ussd/vocabulary.js';
import { part, tap } from './sentences.js';
import { ask, menu, row } from './ussd-screens.js';
import { wishParts } from './wishes.js';

/** What the screens of a driver's keypad say. */

type Done<K extends DriverDone['kind']> = Extract<DriverDone, { readonly kind: K }>;

/** A driver's main menu; `notes` stand in place of its title. */
export function driverMenu(notes: readonly Part[]): Show {
  const ids = ['jobs', 'cash', 'on_duty', 'off_duty', 'support', 'language'];
  const rows = ids.map((id) => row(id));
  return menu(notes.length > 0 ? notes : [part('ussd.main')], rows, 'none');
}

function stateOf({ state }: JobView): ReplyKey {
  const states = ['OFFERED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED'] as const;
  return `job.state.${states.find((one) => one === state) ?? 'ASSIGNED'}`;
}

/** Deliveries to choose from. */
export function jobList({ jobs, onDuty }: Done<'jobs'>, notes: readonly Part[]): Show {
  const off = onDuty ? [] : [part('ussd.off_now')];
  if (jobs.length === 0) return menu([...notes, part('jobs.none'), ...off], [], 'back');
  const rows = jobs.map((job) =>
    tap(`job:${job.deliveryId}`, 'ussd.job_row', {
      number: { digits: job.number },
      retailer: job.retailer,
    }),
  );
  return menu([...notes, ...off, part('ussd.jobs')], rows, 'back');
}

/** What can be done next with a delivery, as it stands. */
function stepsOf({ replyBy, state }: JobView): readonly string[] {
  if (replyBy !== null) return ['take', 'pass'];
  switch (state) {
    case 'ASSIGNED':
      return ['picked_up', 'put_off'];
    case 'PICKED_UP':
      return ['set_out', 'delivered', 'failed', 'put_off', 'gave_part'];
    case 'ON_THE_WAY':
      return ['delivered', 'failed', 'put_off', 'gave_part'];
    default:
      return ['set_out', 'put_off'];
  }
}

/** One delivery whole: where it goes, what it is, what is to be taken for it. */
export function oneJob(job: JobView): Show {
  const { number, vendor, retailer, zone, note, phone, lines, wish, cashMinor, replyBy } = job;
  const place = [zone ?? '', note].filter((word) => word !== '').join(', ');
  const parts = [
    part('ussd.job', { number: { digits: number }, vendor, retailer }),
    part(stateOf(job)),
    ...(place === '' ? [] : [part('job.place', { place })]),
    ...(phone === null ? [] : [part('job.phone', { phone: { digits: phone } })]),
    ...lines.map(({ name, quantity, unit }) =>
      part('ussd.item', { quantity: { quantity, unit }, name }),
    ),
    ...wishParts(wish),
    ...(cashMinor === null ? [] : [part('job.cash', { cash: { money: cashMinor } })]),
    ...(replyBy === null ? [] : [part('ussd.reply_by', { time: { time: replyBy } })]),
  ];
  const rows = stepsOf(job).map((id) => row(id));
  return menu(parts, rows, 'back');
}

/** Asks for the code that the shop has. */
export function askDoorCode(job: JobView | null, lead: readonly Part[]): Show {
  const { number = '', retailer = '' } = job ?? {};
  const question = part('ussd.ask_door_code', { number: { digits: number }, retailer });
  return ask([...lead, question], 'signs');
}

/** Why it was not delivered. */
export function whyFailed(job: JobView | null): Show {
  const rows = ['nobody', 'refused', 'not_found', 'other_reason'].map((id) => row(id));
  return menu([part('ussd.why_failed', { number: { digits: job?.number ?? '' } })], rows, 'back');
}

/** What came of a step, in a line or two. */
export function stepNotes(done: DriverDone): readonly Part[] {
  switch (done.kind) {
    case 'taken': {
      const { number, vendor } = done.job;
      return [part('ussd.job_taken', { number: { digits: number }, vendor })];
    }
    case 'job_refused':
      return [part('job.refused', { number: { digits: done.number } })];
    case 'stepped': {
      const { number: digits, retailer } = done.job;
      const key = done.step === 'picked_up' ? 'ussd.job_picked' : 'ussd.job_on_way';
      return [part(key, { number: { digits }, retailer })];
    }
    case 'delivered':
      return [
        part(done.short.length > 0 ? 'ussd.delivered_part' : 'job.delivered', {
          number: { digits: done.number },
        }),
      ];
    case 'failed':
      return [part('ussd.job_failed', { number: { digits: done.number } })];
    case 'put_off': {
      const holes = { number: { digits: done.number }, time: { time: done.until } };
      return [part('job.put_off', holes)];
    }
    case 'wrong_code':
      return [wrongCode(done)];
    default:
      return [];
  }
}

/** The code was not the shop's. */
export function wrongCode({ number: digits, left }: Done<'wrong_code'>): Part {
  const number = { digits };
  return left === 0
    ? part('job.code_locked', { number })
    : part('job.wrong_code', { number, left });
}

/** Whether somebody is on duty now, and what became of what they had. */
export function shiftNotes({ on, givenBack, kept }: Done<'shift'>): readonly Part[] {
  if (on) return [part('driver.on')];
  return [
    part('driver.off'),
    ...givenBack.map((number) => part('driver.off_gave', { number: { digits: number } })),
    ...kept.map((number) => part('driver.off_kept', { number: { digits: number } })),
  ];
}

/** It arrived, and is to be paid in cash now. */
export function cashDue(number: string, dueMinor: string): Show {
  const parts = [
    part('job.delivered', { number: { digits: number } }),
    part('job.cash', { cash: { money: dueMinor } }),
  ];
  return menu(parts, [row('have_all'), row('other_amount')], 'back');
}

/** What they hold for our office, and what can be said of it. */
export function cashMenu(heldMinor: string, notes: readonly Part[]): Show {
  const held = part('jobs.cash', { held: { money: heldMinor } });
  const rows = ['cash_taken', 'hand_over'].map((id) => row(id));
  return menu([...notes, held], rows, 'back');
}

/** Asks how much was taken. */
export function askAmount(number: string, dueMinor: string, lead: readonly Part[]): Show {
  const holes = { number: { digits: number }, due: { money: dueMinor } };
  return ask([...lead, part('cash.how_much', holes)], 'signs');
}

type Refused = Extract<OutcomeEvent, { type: 'REFUSED' }>;

/** Why something could not be done. */
export function driverRefusal({ refusal, detail }: Refused): Part {
  const { dueMinor } = detail;
  switch (refusal) {
    case 'cash_more':
      return dueMinor === undefined
        ? part('refusal.cash_more')
        : part('ussd.cash_more', { due: { money: dueMinor } });
    case 'job_taken':
    case 'no_such_job':
    case 'no_open_job':
    case 'code_locked':
    case 'nothing_due':
    case 'no_cash':
      return part(`refusal.${refusal}`);
    case 'nothing_taken':
      return part('ussd.nothing_taken');
    case 'no_cash_job':
      return part('ussd.no_cash_job');
    default:
      return part('ussd.no.not_now');
  }
}
