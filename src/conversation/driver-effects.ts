import { unreachable } from '../base/assert.js';
import { done } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { DeliveryTerms } from '../usecases/allocate-delivery.js';
import { collectCash } from '../usecases/collect-cash.js';
import { confirmDelivery } from '../usecases/confirm-delivery.js';
import { dispatchOrder } from '../usecases/dispatch-order.js';
import { failDelivery, putOffToMorning } from '../usecases/fail-delivery.js';
import type { JobKey } from '../usecases/find-job.js';
import { claimCash } from '../usecases/hand-over-cash.js';
import { keepDriverPlace, keepPicture, keepRetailerPlace } from '../usecases/keep-place.js';
import { readJobs } from '../usecases/read-jobs.js';
import { changeShift, refuseJob, takeJob } from '../usecases/take-job.js';
import type { Wake } from '../usecases/wake.js';
import { noteWake, partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import { minorOf } from './payment-effects.js';
import type { DriverDone, DriverWords, SaidAmount } from './driver-vocabulary.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent, Refusal } from './vocabulary.js';

type Words<K extends DriverWords['kind']> = Extract<DriverWords, { kind: K }>;

/** What came of a driver's words, and what is to be rung for. */
interface Driven {
  readonly done: DriverDone;
  readonly wake?: Wake;
}

function termsOf({ knowledge }: Turn): DeliveryTerms {
  const { catalogue, town } = knowledge;
  return { catalogue, settings: town.settings, timeZone: town.timeZone };
}

function amountOf(turn: Turn, amount: SaidAmount | null): bigint | null {
  return amount && minorOf(turn, amount);
}

function keyOf(
  turn: Turn,
  words: { readonly deliveryId?: string; readonly number: string | null },
) {
  const number = words.number === null ? null : BigInt(words.number);
  return { driverId: partyId(turn), number, deliveryId: words.deliveryId ?? null } satisfies JobKey;
}

/** An outcome in the words of the flow. */
function driven<T>(
  outcome: Outcome<T, Refusal>,
  say: (value: T) => Driven,
): Outcome<Driven, Refusal> {
  return outcome.ok ? done(say(outcome.value)) : outcome;
}

async function deliver(turn: Turn, words: Words<'delivered'>): Promise<Outcome<Driven, Refusal>> {
  const { tx, cause } = turn;
  const { driverId, number } = keyOf(turn, words);
  const report = { driverId, number, code: words.code, lines: words.lines };
  const confirmed = await confirmDelivery(tx, cause, termsOf(turn), report);
  return driven(confirmed, (value) => {
    const { wake } = value;
    const digits = value.number.toString();
    if (value.was === 'wrong_code') {
      return { wake, done: { kind: 'wrong_code', number: digits, left: value.left } };
    }
    const { short, cashMinor } = value;
    return { wake, done: { kind: 'delivered', number: digits, short, cashMinor } };
  });
}

async function cash(turn: Turn, words: Words<'cash'>): Promise<Outcome<Driven, Refusal>> {
  const { tx, cause, knowledge } = turn;
  const { driverId, number } = keyOf(turn, words);
  const amountMinor = amountOf(turn, words.amount);
  const report = { driverId, number, amountMinor, sure: words.sure };
  const collected = await collectCash(tx, cause, knowledge.town.settings, report);
  return driven(collected, (value): Driven => {
    const digits = value.number.toString();
    const amount = value.amountMinor.toString();
    if (value.was !== 'taken') {
      const dueMinor = value.dueMinor.toString();
      const { was } = value;
      return { done: { kind: 'cash_asked', was, number: digits, amountMinor: amount, dueMinor } };
    }
    const leftMinor = value.leftMinor.toString();
    const heldMinor = value.heldMinor.toString();
    const taken = { number: digits, amountMinor: amount, leftMinor, heldMinor };
    return { wake: value.wake, done: { kind: 'cash_taken', ...taken } };
  });
}

async function notDelivered(
  turn: Turn,
  words: Words<'failed' | 'put_off'>,
): Promise<Outcome<Driven, Refusal>> {
  const { tx, cause } = turn;
  const key = keyOf(turn, words);
  if (words.kind === 'failed') {
    const failed = await failDelivery(tx, cause, key, words.reason);
    return driven(failed, ({ number, wake }) => {
      return { wake, done: { kind: 'failed', number: number.toString() } };
    });
  }
  const put = await putOffToMorning(tx, cause, termsOf(turn), key, words.reason);
  return driven(put, ({ number, until, wake }) => {
    const day = until.toISOString();
    return { wake, done: { kind: 'put_off', number: number.toString(), until: day } };
  });
}

async function handOver(turn: Turn, words: Words<'hand_over'>): Promise<Outcome<Driven, Refusal>> {
  const amount = amountOf(turn, words.amount);
  const claimed = await claimCash(turn.tx, turn.cause, partyId(turn), amount);
  return driven(claimed, ({ claimedMinor, heldMinor }) => ({
    done: {
      kind: 'handed_over',
      claimedMinor: claimedMinor.toString(),
      heldMinor: heldMinor.toString(),
    },
  }));
}

/** Does one thing a driver wants; a figure alone has become one of the others in the flow. */
async function drive(turn: Turn, words: DriverWords): Promise<Outcome<Driven, Refusal>> {
  const { tx, cause, knowledge } = turn;
  const terms = termsOf(turn);
  switch (words.kind) {
    case 'shift': {
      const wanted = { driverId: partyId(turn), on: words.on };
      const { wake, ...shift } = await changeShift(tx, cause, terms, wanted);
      return done({ wake, done: { kind: 'shift', ...shift } });
    }
    case 'jobs': {
      const day = await readJobs(tx, knowledge.catalogue, partyId(turn));
      return done({ done: { kind: 'jobs', ...day } });
    }
    case 'take': {
      const taken = await takeJob(tx, cause, terms, keyOf(turn, words));
      return driven(taken, ({ job, wake }) => ({ wake, done: { kind: 'taken', job } }));
    }
    case 'refuse': {
      const gone = await refuseJob(tx, cause, keyOf(turn, words), words.reason);
      return driven(gone, ({ number, wake }) => {
        return { wake, done: { kind: 'job_refused', number: number.toString() } };
      });
    }
    case 'picked_up':
    case 'set_out': {
      const step = words.kind;
      const stepped = await dispatchOrder(tx, cause, terms, keyOf(turn, words), step);
      return driven(stepped, ({ job, wake }) => ({ wake, done: { kind: 'stepped', step, job } }));
    }
    case 'delivered':
      return deliver(turn, words);
    case 'failed':
    case 'put_off':
      return notDelivered(turn, words);
    case 'cash':
      return cash(turn, words);
    case 'hand_over':
      return handOver(turn, words);
    case 'picture': {
      const number = await keepPicture(tx, cause, partyId(turn), words.mediaId);
      return done({ done: { kind: 'picture_kept', number } });
    }
    case 'figure':
      return driveFigure(turn, words.figure);
    default:
      return unreachable(words, 'words of a driver');
  }
}

/** A figure where nothing was asked: the code said at the door. */
function driveFigure(turn: Turn, code: string): Promise<Outcome<Driven, Refusal>> {
  return deliver(turn, { kind: 'delivered', number: null, code, lines: [], unclear: false });
}

/** Does what a driver's flow asked for, and says what became of it. Locks as the use case says. */
export async function carryOutDriving(
  turn: Turn,
  effect: Extract<Deed, { type: 'drive' }>,
): Promise<OutcomeEvent> {
  const outcome = await drive(turn, effect.words);
  return told(effect, outcome, ({ done: came, wake }) => {
    if (wake) noteWake(turn, wake);
    return { type: 'DRIVER_DONE', done: came };
  });
}

/** Keeps the place that somebody shared: a retailer's goods go there, a driver is near it. */
export async function carryOutPlace(
  turn: Turn,
  effect: Extract<Deed, { type: 'keep_place' }>,
): Promise<OutcomeEvent> {
  const { tx, cause, party } = turn;
  const { latitude, longitude, label } = effect;
  if (party?.kind === 'driver') {
    await keepDriverPlace(tx, cause, partyId(turn), { latitude, longitude });
    return { type: 'PLACE_KEPT', numbers: [] };
  }
  const place = { latitude, longitude, label };
  const kept = await keepRetailerPlace(tx, cause, partyId(turn), place);
  noteWake(turn, kept.wake);
  return { type: 'PLACE_KEPT', numbers: kept.numbers };
}
