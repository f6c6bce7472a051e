import { assign } from 'xstate';
import type {
  DoorLineView,
  DriverWords,
  Part,
  Show,
  Tap,
} from '../src/conversation/ussd/vocabulary.js';
import { part, tap } from './sentences.js';
import { READ_JOBS, driverKeypad } from './ussd-driver-setup.js';
import type { DriverUssdContext } from './ussd-driver-setup.js';
import { askDoorCode } from './ussd-driver-screens.js';
import { ask, menu, row } from './ussd-screens.js';
import { effects, isRow, isSort, pickedName } from './ussd-setup.js';
import { amountOf, amountUpTo, withHad } from './ussd-shorts.js';

/** What a shop leaves of a delivery at its door, line by line; its code ends it as ever. */

const NONE: DoorLineView = { productId: '', name: '', quantity: '0', unit: '' };

function lineAt({ door }: DriverUssdContext): DoorLineView {
  return door?.lines[door.at ?? 0] ?? NONE;
}

/** The lines, each as it was taken; and, once one is short, the way on to the code. */
function doorLines({ door }: DriverUssdContext): Show {
  const rows = (door?.lines ?? []).map(({ name, quantity, unit }, at): Tap => {
    const brought = { quantity, unit };
    const had = door?.had.find((one) => one.at === at);
    return had
      ? tap(`line:${at}`, 'ussd.row.have', { have: had.quantity, quantity: brought, name })
      : tap(`line:${at}`, 'ussd.row.line', { quantity: brought, name });
  });
  const isShort = (door?.had.length ?? 0) > 0;
  return menu([part('ussd.door_lines')], isShort ? [row('send'), ...rows] : rows, 'back');
}

function holesOf(context: DriverUssdContext) {
  const { name, quantity, unit } = lineAt(context);
  return { name, quantity: { quantity, unit } } as const;
}

function doorLine(context: DriverUssdContext): Show {
  const rows = [row('took_some'), row('took_none')];
  return menu([part('ussd.door_line', holesOf(context))], rows, 'back');
}

function askTaken(context: DriverUssdContext, lead: readonly Part[]): Show {
  return ask([...lead, part('ussd.ask_door', holesOf(context))], 'signs');
}

/** What was taken, as a driver's words would have said it. */
export function doorWords({
  door,
}: DriverUssdContext): Extract<DriverWords, { kind: 'delivered' }>['lines'] {
  return (door?.had ?? []).flatMap(({ at, quantity }) => {
    const line = door?.lines[at];
    if (!line) return [];
    const { productId, unit } = line;
    return [{ productId, unit, quantity: Number(quantity) === 0 ? null : quantity }];
  });
}

function taken({ door }: DriverUssdContext, quantity: string): Pick<DriverUssdContext, 'door'> {
  if (door === null) return { door };
  const at = door.at ?? 0;
  const whole = door.lines[at]?.quantity ?? '0';
  return { door: { ...door, at: null, had: withHad(door.had, at, quantity, whole) } };
}

const showLines = {
  type: 'effects',
  params: ({ context }: { readonly context: DriverUssdContext }) => [doorLines(context)],
} as const;

const toDoor = { target: 'door', actions: showLines } as const;

/** What is brought; none of it is theirs any more: what is, is shown. */
export const doorRead = driverKeypad.createStateConfig({
  on: {
    DOOR_READ: [
      {
        guard: ({ event }) => event.lines !== null,
        target: '.door',
        actions: [
          assign(({ event }) => ({ door: { lines: event.lines ?? [], had: [], at: null } })),
          showLines,
        ],
      },
      {
        target: '.jobs',
        actions: [assign({ notes: [part('refusal.no_such_job')] }), effects(READ_JOBS)],
      },
    ],
  },
}).on.DOOR_READ;

export const door = driverKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isSort('line'),
        target: 'door_line',
        actions: [
          assign(({ context, event }) => ({
            door: context.door && { ...context.door, at: Number(pickedName(event)) },
          })),
          { type: 'effects', params: ({ context }) => [doorLine(context)] },
        ],
      },
      {
        target: 'code',
        actions: { type: 'effects', params: ({ context }) => [askDoorCode(context.job, [])] },
      },
    ],
    BACK: { target: 'job', actions: [assign({ door: null }), effects(READ_JOBS)] },
  },
});

/** Some of it or nothing: that 0 is the way back leaves no key for none. */
export const doorLineState = driverKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('took_none'),
        target: 'door',
        actions: [assign(({ context }) => taken(context, '0')), showLines],
      },
      {
        target: 'door_having',
        actions: { type: 'effects', params: ({ context }) => [askTaken(context, [])] },
      },
    ],
    BACK: toDoor,
  },
});

export const doorHaving = driverKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => amountOf(event.text) === null,
        actions: {
          type: 'effects',
          params: ({ context }) => [askTaken(context, [part('ussd.quantity_odd')])],
        },
      },
      {
        guard: ({ context, event }) => amountUpTo(lineAt(context).quantity, event.text) === null,
        actions: {
          type: 'effects',
          params: ({ context }) => [askTaken(context, [part('ussd.door_more')])],
        },
      },
      {
        target: 'door',
        actions: [
          assign(({ context, event }) => taken(context, amountOf(event.text) ?? '0')),
          showLines,
        ],
      },
    ],
    BACK: toDoor,
  },
});
