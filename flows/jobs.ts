import type {
  DriverDone,
  JobView,
  Part,
  ReplyKey,
  Say,
  Tap,
  Tell,
} from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, part, sentence, tap, tell } from './sentences.js';
import { shortParts } from './stock-told.js';
import { TAP } from './taps.js';
import { wishParts } from './wishes.js';

/** Deliveries as their drivers see them. */

type Told<T extends Tell['type']> = Extract<Tell, { type: T }>;
type Done<K extends DriverDone['kind']> = Extract<DriverDone, { kind: K }>;
type Job = Told<'job_offered'>['job'];
type Point = NonNullable<Job['point']>;

function mapPart({ latitude, longitude }: Point): Part {
  return part('job.map', { latitude: String(latitude), longitude: String(longitude) });
}

/** Opens the map at a place (Google, Maps URLs: search by latitude and longitude). */
function mapLink({ latitude, longitude }: Point): NonNullable<Say['link']> {
  const place = `${latitude}%2C${longitude}`;
  const url = `https://www.google.com/maps/search/?api=1&query=${place}`;
  return { title: part('button.map'), url };
}

/** A message with nothing else to tap, and a button to the map where its place is known. */
function withMap(parts: readonly Part[], point: Point | null): Say {
  return point === null ? tell(parts) : { ...tell(parts), link: mapLink(point) };
}

/** Where it goes, what it is, and what is to be taken for it. */
function jobParts(job: Job): readonly Part[] {
  const place = [job.zone ?? '', job.note].filter((word) => word !== '').join(', ');
  return [
    ...(place === '' ? [] : [part('job.place', { place })]),
    ...(job.point === null ? [] : [mapPart(job.point)]),
    ...(job.phone === null ? [] : [part('job.phone', { phone: { digits: job.phone } })]),
    ...job.lines.map(({ name, quantity, unit }) =>
      part('job.line', { name, quantity: { quantity, unit } }),
    ),
    ...wishParts(job.wish),
    ...(job.cashMinor === null ? [] : [part('job.cash', { cash: { money: job.cashMinor } })]),
  ];
}

function titled(key: ReplyKey, job: Job): Part {
  const { vendor, retailer } = job;
  return part(key, { number: { digits: job.number }, vendor, retailer });
}

function askTaps(deliveryId: string): readonly Tap[] {
  return [
    tap(TAP.take(deliveryId), 'button.take_job'),
    tap(TAP.pass(deliveryId), 'button.pass_job'),
  ];
}

/** A message with something to tap, where there is anything. */
function withTaps(parts: readonly Part[], taps: readonly Tap[]): Say {
  return taps.length === 0 ? tell(parts) : tell(parts, taps);
}

/** What can be said next of a job, as something to tap. */
function stepTaps(job: Job): readonly Tap[] {
  switch (job.state) {
    case 'ASSIGNED':
      return [tap(TAP.picked(job.number), 'button.picked')];
    case 'PICKED_UP':
    case 'FAILED':
      return [tap(TAP.setOut(job.number), 'button.set_out')];
    default:
      return [];
  }
}

/** To drivers: who wants it? */
export function tellJobOffered(told: Told<'job_offered'>): Say {
  const { job, replyBy, others } = told;
  return tell(
    [
      titled('job.offered', job),
      ...jobParts(job),
      part('offer.reply_by', { time: { time: replyBy } }),
      ...(others ? [part('job.first_wins')] : []),
    ],
    askTaps(job.deliveryId),
  );
}

/** To the driver: it is theirs. */
export function tellJobAssigned({ job, why }: Told<'job_assigned'>): Say {
  const key = why === 'assigned' ? 'job.assigned' : 'job.resumed';
  return withTaps([titled(key, job), ...jobParts(job)], stepTaps(job));
}

/** To the driver: where the retailer is. */
export function tellPlace({ number, retailer, point }: Told<'place_shared'>): Say {
  return withMap([part('place.told', { number: { digits: number }, retailer })], point);
}

/** To the driver: what was counted at the office. */
export function tellCounted({ countedMinor, leftMinor }: Told<'cash_counted'>): Say {
  const counted = part('cash.counted', { counted: { money: countedMinor } });
  if (leftMinor === '0') return tell([counted]);
  return tell([counted, part('cash.counted_left', { left: { money: leftMinor } })]);
}

function listed(job: JobView): readonly Part[] {
  const { vendor, retailer } = job;
  const state = { key: `job.state.${jobState(job)}` } as const;
  const holes = { number: { digits: job.number }, state, vendor, retailer };
  return [gapped(part('job.listed', holes)), ...jobParts(job)];
}

const STATES = ['OFFERED', 'ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED'] as const;

function jobState(job: JobView): (typeof STATES)[number] {
  return STATES.find((state) => state === job.state) ?? 'ASSIGNED';
}

/** What can be tapped for the first job of a list. */
function firstTaps(jobs: readonly JobView[]): readonly Tap[] {
  const [first] = jobs;
  if (!first) return [];
  return first.replyBy === null ? stepTaps(first) : askTaps(first.deliveryId);
}

/** A driver's day: what they have to do, what they are asked, and what they carry. */
export function showJobs(day: Done<'jobs'>, lead: readonly Part[]): Say {
  const { jobs, onDuty, heldMinor } = day;
  const shown = jobs.slice(0, FLOW_LIMITS.jobs_shown_max);
  const more = jobs.length - shown.length;
  const duty = onDuty ? [] : [tap(TAP.duty(true), 'button.on_duty')];
  const taps = [...firstTaps(jobs), ...duty].slice(0, 3);
  // The one thing left to do is to find the place.
  const [only] = taps.length === 0 && jobs.length === 1 ? jobs : [];
  const parts = [
    ...lead,
    part(jobs.length === 0 ? 'jobs.none' : 'jobs.title'),
    ...(only ? listed({ ...only, point: null }) : shown.flatMap(listed)),
    ...(more > 0 ? [gapped(part('jobs.more', { n: more }))] : []),
    ...(heldMinor === '0' ? [] : [gapped(part('jobs.cash', { held: { money: heldMinor } }))]),
    ...(onDuty ? [] : [gapped(part('jobs.off_duty'))]),
  ];
  return only ? withMap(parts, only.point) : withTaps(parts, taps);
}

function taken({ job }: Done<'taken'>): Say {
  const holes = { number: { digits: job.number }, vendor: job.vendor };
  return withTaps([part('job.taken', holes), ...jobParts(job)], stepTaps(job));
}

function stepped({ step, job }: Done<'stepped'>): Say {
  const holes = { number: { digits: job.number }, retailer: job.retailer };
  if (step === 'picked_up') return withTaps([part('job.picked_up', holes)], stepTaps(job));
  const parts = [part('job.set_out', holes), ...jobParts({ ...job, point: null, lines: [] })];
  return withMap(parts, job.point);
}

function delivered({ number: digits, short, cashMinor }: Done<'delivered'>): Say {
  const number = { digits };
  const cash = cashMinor === null ? [] : [part('job.take_cash', { cash: { money: cashMinor } })];
  if (short.length === 0) return tell([part('job.delivered', { number }), ...cash]);
  return tell([part('job.delivered_part', { number }), ...shortParts(short), ...cash]);
}

function cashTaken(done: Done<'cash_taken'>): Say {
  const amount = { money: done.amountMinor };
  const held = { money: done.heldMinor };
  const note = part('cash.taken', { number: { digits: done.number }, amount, held });
  if (done.leftMinor === '0') return tell([note]);
  return tell([note, part('cash.receipt_left', { left: { money: done.leftMinor } })]);
}

function cashAsked(done: Done<'cash_asked'>): Say {
  const number = { digits: done.number };
  const due = { money: done.dueMinor };
  if (done.was === 'how_much') return sentence('cash.how_much', { number, due });
  const amount = { money: done.amountMinor };
  return tell(
    [part('cash.sure', { number, due, amount })],
    [tap(TAP.sure(true), 'button.yes'), tap(TAP.sure(false), 'button.no')],
  );
}

function shift({ on, givenBack, kept }: Done<'shift'>): Say {
  if (on) return tell([part('driver.on')], [tap(TAP.menu.jobs, 'button.jobs')]);
  return tell([
    part('driver.off'),
    ...givenBack.map((number) => part('driver.off_gave', { number: { digits: number } })),
    ...kept.map((number) => part('driver.off_kept', { number: { digits: number } })),
  ]);
}

function handedOver({ claimedMinor, heldMinor }: Done<'handed_over'>): Say {
  const note = part('cash.handed', { claimed: { money: claimedMinor } });
  if (claimedMinor === heldMinor) return tell([note]);
  return tell([note, part('cash.handed_other', { held: { money: heldMinor } })]);
}

/** What came of a driver's words; a list of jobs is `showJobs`. */
export function sayDone(done: Exclude<DriverDone, { kind: 'jobs' }>): Say {
  switch (done.kind) {
    case 'shift':
      return shift(done);
    case 'taken':
      return taken(done);
    case 'job_refused':
      return sentence('job.refused', { number: { digits: done.number } });
    case 'stepped':
      return stepped(done);
    case 'delivered':
      return delivered(done);
    case 'wrong_code': {
      const number = { digits: done.number };
      return done.left === 0
        ? sentence('job.code_locked', { number })
        : sentence('job.wrong_code', { number, left: done.left });
    }
    case 'failed':
      return sentence('job.failed', { number: { digits: done.number } });
    case 'put_off': {
      const holes = { number: { digits: done.number }, time: { time: done.until } };
      return sentence('job.put_off', holes);
    }
    case 'cash_taken':
      return cashTaken(done);
    case 'cash_asked':
      return cashAsked(done);
    case 'handed_over':
      return handedOver(done);
    case 'picture_kept':
      return done.number === null
        ? sentence('picture.unknown')
        : sentence('picture.kept', { number: { digits: done.number } });
  }
}
