import { assign } from 'xstate';
import type {
  ClaimMethod,
  OutcomeEvent,
  OwedView,
  Part,
  PaymentGatewayName,
  Show,
  UssdEffect,
} from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { walletOf } from './wallets.js';
import { ask, end, mainMenu, menu, row } from './ussd-screens.js';
import { effects, isRow, isSort, pickedName, ussd } from './ussd-setup.js';
import type { UssdContext, UssdEventOf } from './ussd-setup.js';

/**
 * Payments by keypad, behind the PIN: what is to be paid, and what was paid is told, until somebody
 * of the town saw the money. A line that is lost keeps what was typed; the PIN is asked again.
 */

const toMain = { target: 'main', actions: effects(mainMenu([])) } as const;

/** What the payment row's PIN opens. */
export const READ_OWED: UssdEffect = { type: 'read_owed', amount: null };

/** What waits is paid as far as the shop knows. */
function leftOf({ owedMinor, waitingMinor }: OwedView): bigint {
  const left = BigInt(owedMinor) - BigInt(waitingMinor);
  return left > 0n ? left : 0n;
}

function owedParts({ owedMinor, waitingMinor, oldest }: OwedView): readonly Part[] {
  if (owedMinor === '0' && waitingMinor === '0') return [part('ussd.nothing_to_pay')];
  const of = oldest && { number: { digits: oldest.number }, owed: { money: oldest.owedMinor } };
  return [
    part('ussd.to_pay', { owed: { money: owedMinor } }),
    ...(of ? [part('ussd.oldest', of)] : []),
    ...(waitingMinor === '0' ? [] : [part('ussd.waiting', { amount: { money: waitingMinor } })]),
  ];
}

/** What is to be paid, and the ways to tell of it. */
function paying(owed: OwedView, claim: UssdContext['claim'], notes: readonly Part[]): Show {
  const left = leftOf(owed);
  const hasWallet = BigInt(owed.walletMinor) > 0n && owed.owedMinor !== '0';
  const wallet = { wallet: { money: owed.walletMinor } };
  const keys =
    owed.ways.length === 0
      ? ({ all: 'ussd.row.pay_all', other: 'ussd.row.pay_other' } as const)
      : ({ all: 'ussd.row.pay_now', other: 'ussd.row.pay_amount' } as const);
  const begun = { amount: { money: claim?.amountMinor ?? '0' } };
  const rows = [
    ...(claim ? [{ id: 'go_on', title: part('ussd.row.pay_go_on', begun) }] : []),
    ...(left > 0n
      ? [{ id: `all:${left}`, title: part(keys.all, { amount: { money: `${left}` } }) }]
      : []),
    row('pay_other', keys.other),
    ...(hasWallet ? [{ id: 'wallet', title: part('ussd.row.pay_wallet', wallet) }] : []),
  ];
  return menu([...notes, ...owedParts(owed)], rows, 'back');
}

const METHODS = ['momo', 'bank', 'counter'] as const;

/** By a provider now, where the town has one; else how it was paid. */
function askMethod(amountMinor: string, ways: UssdContext['ways']): Show {
  const amount = { money: amountMinor };
  const rows = METHODS.map((method) => row(`method:${method}`, `ussd.row.${method}`));
  if (ways.length === 0) return menu([part('ussd.paid_how', { amount })], rows, 'back');
  const now = ways.map((gateway) => ({
    id: `ask:${gateway}`,
    title: part('ussd.row.ask', { wallet: walletOf(gateway) }),
  }));
  return menu([part('ussd.pay_how', { amount })], [...now, row('have_paid')], 'back');
}

function askReference(notes: readonly Part[] = []): Show {
  return ask([...notes, part('ussd.ask_reference')], 'signs');
}

function askSure({ claim }: UssdContext): Show {
  const amount = { money: claim?.amountMinor ?? '0' };
  const reference = claim?.reference ?? null;
  const question =
    reference === null
      ? part('ussd.paid_sure_counter', { amount })
      : part('ussd.paid_sure', { amount, reference });
  return menu([question], [row('yes'), row('no')], 'back');
}

/** Of what was paid, or is to be paid where a provider can be asked. */
function askAmount({ ways }: UssdContext, notes: readonly Part[] = []): Show {
  return ask([...notes, part(ways.length === 0 ? 'ussd.ask_paid' : 'ussd.ask_pay')], 'signs');
}

interface Claiming {
  readonly context: UssdContext;
}

const lacksMethod = ({ context }: Claiming): boolean => !context.claim?.method;
const lacksReference = ({ context: { claim } }: Claiming): boolean =>
  claim?.method !== 'counter' && claim?.reference === null;

const showMethod = {
  type: 'effects',
  params: ({ context }: Claiming) => [askMethod(context.claim?.amountMinor ?? '0', context.ways)],
} as const;

const showSure = {
  type: 'effects',
  params: ({ context }: Claiming) => [askSure(context)],
} as const;

/** To the first step that is missing, with its screen. */
const onward = [
  { guard: lacksMethod, target: 'pay_method', actions: showMethod },
  { guard: lacksReference, target: 'pay_reference', actions: effects(askReference()) },
  { target: 'pay_sure', actions: showSure },
];

function amountOf(amountMinor: string): Pick<UssdContext, 'claim'> {
  return { claim: { amountMinor, method: null, reference: null } };
}

const payingState = ussd.createStateConfig({
  on: {
    PICKED: [
      ...onward.map((step) => ({
        ...step,
        guard: ({ context, event }: Claiming & { readonly event: UssdEventOf<'PICKED'> }) =>
          event.id === 'go_on' && (step.guard?.({ context }) ?? true),
      })),
      {
        guard: isSort('all'),
        target: 'pay_method',
        actions: [assign(({ event }) => amountOf(pickedName(event))), showMethod],
      },
      {
        guard: isRow('pay_other'),
        target: 'pay_amount',
        actions: { type: 'effects', params: ({ context }) => [askAmount(context)] },
      },
      { guard: isRow('wallet'), actions: effects({ type: 'spend_wallet' }) },
    ],
    BACK: toMain,
  },
});

const toPaying = { target: 'paying', actions: effects(READ_OWED) } as const;

const askAgain = {
  type: 'effects',
  params: ({ context }: Claiming) => [askAmount(context, [part('ussd.quantity_odd')])],
} as const;

const payAmount = ussd.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => !/^\d{1,9}([.,]\d{1,2})?$/.test(event.text),
        actions: askAgain,
      },
      {
        actions: {
          type: 'effects',
          params: ({ event }) => [
            { type: 'read_owed', amount: { major: event.text.replace(',', '.') } },
          ],
        },
      },
    ],
    OWED_READ: [
      {
        guard: ({ event }) => event.amountMinor === null || event.amountMinor === '0',
        actions: askAgain,
      },
      {
        target: 'pay_method',
        actions: [assign(({ event }) => amountOf(event.amountMinor ?? '0')), showMethod],
      },
    ],
    BACK: toPaying,
  },
});

const payMethod = ussd.createStateConfig({
  on: {
    PICKED: [
      {
        guard: ({ event }) => event.id === 'method:counter',
        target: 'pay_sure',
        actions: [
          assign(({ context: { claim } }) => ({
            claim: claim && { ...claim, method: 'counter' as const, reference: null },
          })),
          showSure,
        ],
      },
      {
        guard: isSort('ask'),
        actions: {
          type: 'effects',
          params: ({ context, event }) => [
            {
              type: 'request_payment',
              gateway: pickedName(event) as PaymentGatewayName,
              amountMinor: context.claim?.amountMinor ?? '0',
            },
          ],
        },
      },
      {
        guard: isRow('have_paid'),
        actions: {
          type: 'effects',
          params: ({ context }) => [askMethod(context.claim?.amountMinor ?? '0', [])],
        },
      },
      {
        guard: isRow('uncall'),
        actions: effects({ type: 'cancel_request' }),
      },
      {
        guard: isSort('method'),
        target: 'pay_reference',
        actions: [
          assign(({ context: { claim }, event }) => ({
            claim: claim && { ...claim, method: pickedName(event) as ClaimMethod },
          })),
          effects(askReference()),
        ],
      },
    ],
    BACK: toPaying,
  },
});

/** What is worth asking about: shorter is a slip of the thumb. */
const REFERENCE_SIGNS_MIN = 3;

/** As it is compared with what others told. */
function plain(reference: string): string {
  return reference.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}

const payReference = ussd.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => plain(event.text).length < REFERENCE_SIGNS_MIN,
        actions: effects(askReference([part('ussd.reference_odd')])),
      },
      {
        target: 'pay_sure',
        actions: [
          assign(({ context: { claim }, event }) => ({
            claim: claim && { ...claim, reference: plain(event.text) },
          })),
          showSure,
        ],
      },
    ],
    BACK: { target: 'pay_method', actions: showMethod },
  },
});

const paySure = ussd.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('yes'),
        actions: {
          type: 'effects',
          params: ({ context: { claim } }) => [
            {
              type: 'claim_payment',
              amount: { minor: claim?.amountMinor ?? '0' },
              method: claim?.method ?? 'other',
              reference: claim?.reference ?? null,
            },
          ],
        },
      },
      { ...toPaying, actions: [assign({ claim: null }), effects(READ_OWED)] },
    ],
    BACK: { target: 'pay_method', actions: showMethod },
  },
});

export const PAYMENT_STATES = {
  paying: payingState,
  pay_amount: payAmount,
  pay_method: payMethod,
  pay_reference: payReference,
  pay_sure: paySure,
};

function noted({ was, state, amountMinor }: UssdEventOf<'PAYMENT_NOTED'>): Show {
  const amount = { money: amountMinor };
  if (state === 'CONFIRMED') return end(part('ussd.payment_counted', { amount }));
  return end(part(was === 'known' ? 'ussd.payment_known' : 'ussd.payment_noted', { amount }));
}

/** What became of what a provider is asked for; the line is done with, unless it can be ended. */
function requestShown(shown: UssdEventOf<'REQUEST_SHOWN'>): Show {
  const { was, gateway, amountMinor, asksBy, isUnsure, canCancel } = shown;
  const by = { choice: isUnsure ? 'nobody' : asksBy };
  const holes = { amount: { money: amountMinor }, wallet: walletOf(gateway) };
  if (was === 'cancelled') return end(part('ussd.request_cancelled', holes));
  if (was === 'made') return end(part('ussd.request_made', { ...holes, by }));
  const stands = part('ussd.request_stands', { ...holes, by });
  return canCancel ? menu([stands], [row('uncall')], 'back') : end(stands);
}

type Refused = Extract<OutcomeEvent, { type: 'REFUSED' }>;

/** A reference that cannot be taken is asked for again. */
export const REFERENCE_REFUSED = {
  guard: ({ event }: { readonly event: Refused }) =>
    event.refusal === 'reference_used' || event.refusal === 'reference_odd',
  target: '.pay_reference',
  actions: {
    type: 'effects',
    params: ({ event }: { readonly event: Refused }) => [
      askReference([
        part(event.refusal === 'reference_odd' ? 'ussd.reference_odd' : 'ussd.reference_used'),
      ]),
    ],
  },
} as const;

/** Outcomes mean the same wherever they are heard. */
export const paymentOutcomes = ussd.createStateConfig({
  on: {
    OWED_READ: {
      target: '.paying',
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) => [paying(event.owed, context.claim, context.notes)],
        },
        assign(({ event }) => ({ pinFor: null, notes: [], ways: event.owed.ways })),
      ],
    },
    PAYMENT_NOTED: {
      target: '.main',
      actions: [
        { type: 'effects', params: ({ event }) => [noted(event)] },
        assign({ claim: null, notes: [] }),
      ],
    },
    REQUEST_SHOWN: [
      {
        guard: ({ event }) => event.canCancel,
        target: '.pay_method',
        actions: { type: 'effects', params: ({ event }) => [requestShown(event)] },
      },
      {
        target: '.main',
        actions: [
          { type: 'effects', params: ({ event }) => [requestShown(event)] },
          assign({ claim: null, notes: [] }),
        ],
      },
    ],
    WALLET_SPENT: {
      target: '.paying',
      actions: {
        type: 'effects',
        params: ({ context, event: { paidMinor, owed } }) => [
          paying(owed, context.claim, [
            part('ussd.wallet_spent', { amount: { money: paidMinor } }),
          ]),
        ],
      },
    },
  },
});
