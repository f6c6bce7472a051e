import type {
  DisputeAsked,
  DisputeProblem,
  DisputeView,
  OutcomeEvent,
  Part,
  Say,
  Tap,
  Tell,
} from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** What is amiss with goods that came, in words: to the retailer and to the vendor. */

type Outcome<T extends OutcomeEvent['type']> = Extract<OutcomeEvent, { type: T }>;
type Told<T extends Tell['type']> = Extract<Tell, { type: T }>;

const PROBLEMS: readonly DisputeProblem[] = ['missing', 'damaged', 'expired', 'wrong', 'other'];

function list(parts: readonly Part[], taps: readonly Tap[]): Say {
  const rows = taps.slice(0, FLOW_LIMITS.rows_max).map((row, i) => ({ ...row, number: i + 1 }));
  return { type: 'say', parts, list: { open: part('open.choose'), rows }, harmless: true };
}

/** Which order: each with when it came. */
function askOrder({ options, problem, quantity }: DisputeAsked): Say {
  return list(
    [
      part('dispute.which_order'),
      ...options.map((one, i) =>
        part('dispute.order_row', {
          n: i + 1,
          number: { digits: one.number },
          time: { time: one.arrivedAt },
        }),
      ),
    ],
    options.map(({ number, lineNo }) =>
      tap(TAP.dispute({ number, lineNo, problem, quantity }), 'button.order_number', {
        number: { digits: number },
      }),
    ),
  );
}

function askLine({ options, problem, quantity }: DisputeAsked): Say {
  const number = { digits: options[0]?.number ?? '' };
  return list(
    [
      part('dispute.which_line', { number }),
      ...options.map((one, i) =>
        part('dispute.line_row', {
          n: i + 1,
          name: one.name,
          quantity: { quantity: one.quantity, unit: one.unit },
        }),
      ),
    ],
    options.map((one) => ({
      id: TAP.dispute({ number: one.number, lineNo: one.lineNo, problem, quantity }),
      title: { text: one.name },
    })),
  );
}

/** A bare figure is a quantity, so no number names a button. */
function askQuantity({ options, problem }: DisputeAsked): Say {
  const [one] = options;
  const quantity = { quantity: one?.quantity ?? '', unit: one?.unit ?? '' };
  const whole = {
    number: one?.number ?? null,
    lineNo: one?.lineNo ?? null,
    problem,
    quantity: one?.quantity ?? null,
  };
  const words = part('dispute.how_many', { name: one?.name ?? '', quantity });
  return tell([words], [{ ...tap(TAP.dispute(whole), 'button.all_of_it'), number: 0 }]);
}

function askProblem({ options, quantity }: DisputeAsked): Say {
  const [one] = options;
  const { number = null, lineNo = null, name = '', unit = '' } = one ?? {};
  return list(
    [
      part('dispute.which_problem', { name, quantity: { quantity: quantity ?? '', unit } }),
      ...PROBLEMS.map((problem, i) =>
        part('dispute.problem_row', { n: i + 1, problem: { key: `problem.${problem}` } }),
      ),
    ],
    PROBLEMS.map((problem) =>
      tap(TAP.dispute({ number, lineNo, problem, quantity }), `button.${problem}`),
    ),
  );
}

/** Asks for the one thing that is not known yet. */
export function askDispute(asked: DisputeAsked): Say {
  switch (asked.what) {
    case 'order':
      return askOrder(asked);
    case 'line':
      return askLine(asked);
    case 'quantity':
      return askQuantity(asked);
    case 'problem':
      return askProblem(asked);
  }
}

function holesOf(dispute: DisputeView) {
  return {
    number: { digits: dispute.number },
    name: dispute.name,
    quantity: { quantity: dispute.quantity, unit: dispute.unit },
  } as const;
}

function lineOf(dispute: DisputeView): Part {
  const problem = { key: `problem.${dispute.problem}` } as const;
  return part('dispute.line', { ...holesOf(dispute), problem });
}

/** To the retailer: it is known, and by when they hear of it. */
export function disputeOpened(event: Outcome<'DISPUTE_OPENED'>): Say {
  return tell([
    part('dispute.opened', {
      vendor: event.vendor,
      number: { digits: event.dispute.number },
    }),
    lineOf(event.dispute),
    part('dispute.answer_by', { time: { time: event.replyBy } }),
  ]);
}

function answers(disputeId: string): readonly Tap[] {
  // A bare figure is how much is given, and no button's place.
  return [
    { ...tap(TAP.redress('agree', disputeId), 'button.agree'), number: 0 },
    { ...tap(TAP.redress('part', disputeId), 'button.part_of_it'), number: 0 },
    { ...tap(TAP.redress('refuse', disputeId), 'button.refuse_it'), number: 0 },
  ];
}

/** To the vendor: what do you say to it? */
export function askVendor(told: Told<'dispute_opened'>): Say {
  const { dispute, retailer, said } = told;
  return tell(
    [
      part('dispute.for_vendor', { retailer, number: { digits: dispute.number } }),
      lineOf(dispute),
      ...(said === '' ? [] : [part('dispute.said', { said: { quote: said } })]),
      part('dispute.vendor_by', { time: { time: told.replyBy } }),
      part('dispute.vendor_how'),
    ],
    answers(dispute.disputeId),
  );
}

/** Everything that waits for the vendor's answer; a single one with its buttons. */
export function showDisputes(disputes: readonly DisputeView[], lead: readonly Part[]): Say {
  const [only, another] = disputes;
  if (!only) return sentence('complaint.heard');
  if (!another) {
    return tell(
      [...lead, part('dispute.open', { number: { digits: only.number } }), lineOf(only)],
      answers(only.disputeId),
    );
  }
  const shown = disputes.slice(0, FLOW_LIMITS.offers_shown_max);
  const taps = shown.flatMap((dispute) => {
    const holes = { number: { digits: dispute.number } };
    return [
      tap(TAP.redress('agree', dispute.disputeId), 'button.agree_number', holes),
      tap(TAP.redress('refuse', dispute.disputeId), 'button.refuse_number', holes),
    ].map((one) => ({ ...one, section: { text: dispute.name } }));
  });
  const parts = [
    ...lead,
    part('dispute.open_title'),
    ...shown.map((one) => gapped(part('dispute.open_row', holesOf(one)))),
  ];
  return list(parts, taps);
}

/** To the vendor: what became of their answer. */
export function disputeAnswered(event: Outcome<'DISPUTE_ANSWERED'>): Say {
  const { dispute, was, quantity, costMinor } = event;
  const given = { quantity: { quantity, unit: dispute.unit }, name: dispute.name };
  const number = { digits: dispute.number };
  switch (was) {
    case 'agreed':
      return sentence('dispute.you_agreed', { ...given, number, cost: { money: costMinor } });
    case 'above':
      return sentence('dispute.you_agreed_above', { number });
    case 'part':
      return sentence('dispute.you_gave_part', { ...given, number });
    case 'refused':
      return sentence('dispute.you_refused', { ...given, number });
  }
}

function decided(told: Told<'dispute_decided'>): Say {
  const { dispute, granted, creditMinor, returnedMinor, returnedAs, by, reason } = told;
  const number = { digits: dispute.number };
  const { name } = dispute;
  const because = reason === '' ? [] : [part('dispute.reason', { reason: { quote: reason } })];
  if (granted === '0') {
    return tell([part('dispute.decided_nothing', { number, name }), ...because]);
  }
  const quantity = { quantity: granted, unit: dispute.unit };
  const credit = { money: creditMinor };
  const back = { money: returnedMinor };
  return tell([
    part('dispute.decided', { number, name, quantity, credit, by: { choice: by } }),
    ...(returnedAs === 'wallet' ? [part('dispute.in_wallet', { amount: back })] : []),
    ...(returnedAs === 'cash' ? [part('dispute.in_cash', { amount: back })] : []),
    ...because,
  ]);
}

/** To the retailer: what became of what they said. */
export function tellDispute(
  told: Told<'dispute_answered' | 'dispute_decided' | 'money_returned'>,
): Say {
  switch (told.type) {
    case 'dispute_answered': {
      const { dispute, vendor, answer } = told;
      const quantity = { quantity: told.quantity, unit: dispute.unit };
      const holes = { number: { digits: dispute.number }, name: dispute.name, vendor, quantity };
      return sentence('dispute.vendor_says', { ...holes, answer: { choice: answer } });
    }
    case 'dispute_decided':
      return decided(told);
    case 'money_returned': {
      const number = { digits: told.number };
      const amount = { money: told.amountMinor };
      return sentence('money.returned', { number, amount, as: { choice: told.as } });
    }
  }
}

/** To the vendor: what was decided without or against them. */
export function tellRuled(told: Told<'dispute_lapsed' | 'dispute_ruled'>): Say {
  const { dispute } = told;
  const number = { digits: dispute.number };
  if (told.type === 'dispute_lapsed') {
    return sentence('dispute.lapsed', { number, name: dispute.name });
  }
  const quantity = { quantity: told.granted, unit: dispute.unit };
  const holes = { number, name: dispute.name };
  const parts =
    told.granted === '0'
      ? [part('dispute.ruled_nothing', holes)]
      : [part('dispute.ruled', { ...holes, quantity, cost: { money: told.costMinor } })];
  return tell([...parts, part('dispute.reason', { reason: { quote: told.reason } })]);
}
