import { setup } from 'xstate';
import type {
  DoorLineView,
  DriverUssdEvent,
  DriverWords,
  JobView,
  Part,
  UssdEffect,
} from '../src/conversation/ussd/vocabulary.js';
import type { Had } from './ussd-shorts.js';

/** What a driver's keypad conversation remembers between screens: plain JSON, never a code. */
export interface DriverUssdContext {
  /** The delivery that is looked for, and the one that was shown. */
  readonly wanted: string | null;
  readonly job: JobView | null;
  /** Cash that is told of: for which order, how much is to be paid, how much was taken. */
  readonly cash: {
    readonly number: string;
    readonly dueMinor: string;
    readonly amount: Extract<DriverWords, { kind: 'cash' }>['amount'];
  } | null;
  /** What is brought, and what of it was not all taken; the line that is looked at. */
  readonly door: {
    readonly lines: readonly DoorLineView[];
    readonly had: readonly Had[];
    readonly at: number | null;
  } | null;
  /** Said on the next screen, once. */
  readonly notes: readonly Part[];
}

export const NEW_DRIVER_USSD_CONTEXT: DriverUssdContext = {
  wanted: null,
  job: null,
  cash: null,
  door: null,
  notes: [],
};

/** What the tables of a driver's keypad are made with. */
export const driverKeypad = setup({
  types: { context: {} as DriverUssdContext, events: {} as DriverUssdEvent },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly UssdEffect[]) => undefined,
  },
});

/** One thing a driver wants done. */
export function drive(words: DriverWords): UssdEffect {
  return { type: 'drive', words };
}

export const READ_JOBS: UssdEffect = drive({ kind: 'jobs' });
