import { assign } from 'xstate';
import type { DriverUssdEvent } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { amount, cash, cashDone, cashNumber, due, newPin, pin, sure } from './ussd-driver-cash.js';
import { door, doorHaving, doorLineState, doorRead } from './ussd-driver-door.js';
import { code, job, jobs, jobsDone, reason, reasons, toJobs } from './ussd-driver-jobs.js';
import { NEW_DRIVER_USSD_CONTEXT, READ_JOBS, drive, driverKeypad } from './ussd-driver-setup.js';
import { driverMenu, driverRefusal } from './ussd-driver-screens.js';
import { OFFICE_ROWS, officeOutcomes, officeStates, strayKeys } from './ussd-office.js';
import { ask } from './ussd-screens.js';
import { effects, isRow } from './ussd-setup.js';

/**
 * A driver on a keypad: the same deliveries and the same cash as in words. Deliveries go by the
 * shop's code; whatever is about money stands behind the PIN.
 *
 *   main -> jobs -> job -> code, reasons -> reason
 *   job -> door -> door_line -> door_having -> door -> code
 *   code -> due -> pin -> amount -> sure               main -> pin -> cash -> cash_number -> amount
 *   main -> support -> message                         main -> language
 */
const mainState = driverKeypad.createStateConfig({
  on: {
    PICKED: [
      { guard: isRow('jobs'), ...toJobs },
      {
        guard: isRow('cash'),
        target: 'pin',
        actions: [assign({ cash: null }), effects(ask([part('ussd.pin')], 'pin'))],
      },
      { guard: isRow('on_duty'), actions: effects(drive({ kind: 'shift', on: true })) },
      { guard: isRow('off_duty'), actions: effects(drive({ kind: 'shift', on: false })) },
      ...OFFICE_ROWS,
    ],
    BACK: { actions: effects(driverMenu([])) },
  },
});

const CASH_WORDS: ReadonlySet<string> = new Set([
  'cash_more',
  'nothing_due',
  'no_cash',
  'no_cash_job',
  'which_cash_job',
]);

const ways = driverKeypad.createStateConfig({
  on: {
    DIALLED: {
      target: '.main',
      actions: [assign(NEW_DRIVER_USSD_CONTEXT), effects(driverMenu([]))],
    },
    MAIN: {
      target: '.main',
      actions: [assign(NEW_DRIVER_USSD_CONTEXT), effects(driverMenu([]))],
    },
    ...strayKeys(driverMenu([part('ussd.choose')])),
    REFUSED: [
      {
        // Only asked for behind the PIN.
        guard: ({ event }) => CASH_WORDS.has(event.refusal),
        target: '.cash',
        actions: [
          assign(({ event }) => ({ notes: [driverRefusal(event)], cash: null })),
          effects(READ_JOBS),
        ],
      },
      {
        target: '.jobs',
        actions: [assign(({ event }) => ({ notes: [driverRefusal(event)] })), effects(READ_JOBS)],
      },
    ],
  },
});

/** An event without an entry does not compile. */
const anywhere = {
  ...officeOutcomes(driverMenu),
  ...ways.on,
  DOOR_READ: doorRead,
  DRIVER_DONE: [...cashDone, ...jobsDone],
} satisfies Record<DriverUssdEvent['type'], unknown>;

export const driverUssd = driverKeypad.createMachine({
  id: 'driver.ussd',
  context: NEW_DRIVER_USSD_CONTEXT,
  initial: 'main',
  on: anywhere,
  states: {
    main: mainState,
    jobs,
    job,
    code,
    door,
    door_line: doorLineState,
    door_having: doorHaving,
    reasons,
    reason,
    due,
    pin,
    new_pin: newPin,
    cash,
    cash_number: cashNumber,
    amount,
    sure,
    ...officeStates(driverMenu([])),
  },
});
