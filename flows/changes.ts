import type {
  ChangeChoice,
  Effect,
  Event,
  OutcomeEvent,
  Part,
  PartChoice,
  Say,
  Tap,
  Tell,
  ToldChange,
} from '../src/conversation/vocabulary.js';
import { gapped, part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** What a vendor would do otherwise, in words for retailers and vendors. */

type Line = ToldChange['lines'][number];

function lineOf(line: Line): Part {
  const { name, unit } = line;
  const asked = { quantity: line.asked, unit } as const;
  const quantity = { quantity: line.quantity, unit } as const;
  const price = { money: line.priceMinor };
  const was = { money: line.askedPriceMinor };
  if (line.quantity === '0') return part('change.line_none', { name, asked });
  const less = line.quantity !== line.asked;
  if (line.priceMinor === line.askedPriceMinor) {
    return part('change.line_part', { name, quantity, asked });
  }
  const dearer = { name, price, was, unit: { unit } };
  return less
    ? part('change.line_both', { ...dearer, quantity, asked })
    : part('change.line_price', dearer);
}

function answerTap(
  change: ToldChange,
  choice: ChangeChoice,
  title: 'take' | 'elsewhere' | 'another',
) {
  return tap(TAP.consent(choice, change.offerId, change.changeNo), `button.${title}`);
}

function consentTaps(change: ToldChange): readonly Tap[] {
  const number = { digits: change.number };
  return [
    answerTap(change, 'take', 'take'),
    change.kind === 'price'
      ? answerTap(change, 'refuse', 'another')
      : answerTap(change, 'elsewhere', 'elsewhere'),
    tap(TAP.cancel(change.number), 'button.cancel_order', { number }),
  ];
}

/** What a vendor would do instead, what it comes to, and what can be answered. */
export function askChange(change: ToldChange, lead: readonly Part[] = []): Say {
  const { kind, vendor, number, unchanged, replyBy, silence } = change;
  return tell(
    [
      ...lead,
      part(`change.${kind}`, { vendor, number: { digits: number } }),
      ...change.lines.map(lineOf),
      ...(unchanged > 0 ? [part('change.unchanged', { n: unchanged })] : []),
      gapped(
        part('change.total', {
          total: { money: change.totalMinor },
          was: { money: change.askedTotalMinor },
        }),
      ),
      // Another price is never agreed by silence.
      part('change.reply_by', {
        time: { time: replyBy },
        silence: { choice: kind === 'part' ? silence : 'refuse' },
      }),
      part(kind === 'price' ? 'change.ask_price' : 'change.ask_part'),
    ],
    consentTaps(change),
  );
}

type Doing = readonly { name: string; quantity: string; unit: string }[];

function doing(lines: Doing): readonly Part[] {
  return lines.map(({ name, quantity, unit }) =>
    part('offer.line', { quantity: { quantity, unit }, name }),
  );
}

type Rest = Extract<OutcomeEvent, { type: 'CHANGE_SETTLED' }>['rest'];

function restParts(rest: Rest): readonly Part[] {
  switch (rest.was) {
    case 'nothing':
      return [];
    case 'dropped':
      return [part('change.rest_dropped')];
    case 'ordered':
      return [part('change.rest_ordered', { number: { digits: rest.number } })];
  }
}

/** What the retailer's answer came to. */
export function changeSettled(event: Extract<OutcomeEvent, { type: 'CHANGE_SETTLED' }>): Say {
  const { vendor } = event;
  const number = { digits: event.number };
  if (!event.taken) return sentence('change.refused', { vendor, number });
  const total = { money: event.totalMinor };
  return tell([
    part('change.taken', { vendor, number, total }),
    ...doing(event.lines),
    ...restParts(event.rest),
  ]);
}

/** The same, where nobody was asked or nobody answered. */
export function tellPartAccepted(told: Extract<Tell, { type: 'order_part_accepted' }>): Say {
  const { vendor, by } = told;
  const number = { digits: told.number };
  const total = { money: told.totalMinor };
  return tell([
    part('change.told', { by: { choice: by }, vendor, number, total }),
    ...doing(told.lines),
    ...restParts(told.rest),
  ]);
}

/** To the vendor: prepare this much of it. */
export function tellChangeTaken(told: Extract<Tell, { type: 'change_taken' }>): Say {
  return tell([
    part('offer.change_taken', { number: { digits: told.number } }),
    ...doing(told.lines),
    part('offer.cost', { cost: { money: told.costMinor } }),
  ]);
}

/** What became of a vendor's words. */
export function offerChanged(event: Extract<OutcomeEvent, { type: 'OFFER_CHANGED' }>): Say {
  const { retailer } = event;
  const number = { digits: event.number };
  const cost = { money: event.costMinor };
  switch (event.was) {
    case 'asked':
      return tell([
        part('offer.change_asked', { number, retailer }),
        ...doing(event.lines),
        part('offer.change_cost', { cost }),
        part('offer.change_until', { time: { time: event.replyBy }, number }),
      ]);
    case 'taken':
      return tell([
        part('offer.change_agreed', { number, retailer }),
        ...doing(event.lines),
        part('offer.cost', { cost }),
      ]);
    case 'refused':
      return sentence('offer.change_refused', { number, retailer });
    case 'accepted_whole':
      return sentence('offer.accepted', { number });
    case 'declined':
      return sentence('offer.declined', { number });
  }
}

/** The change a retailer was asked about last: what a bare yes or no means. */
export interface Consent {
  readonly offerId: string;
  readonly changeNo: number;
}

/** Answers the change that was asked about last. */
export function answerChange(consent: Consent | null, choice: ChangeChoice): readonly Effect[] {
  return consent ? [{ type: 'answer_change', ...consent, choice }] : [];
}

/** Answers the change that a tap names. */
export function answerNamed(event: Extract<Event, { type: 'CHANGE_ANSWERED' }>): readonly Effect[] {
  const { offerId, changeNo, choice } = event;
  return [{ type: 'answer_change', offerId, changeNo, choice }];
}

const PART_CHOICES: readonly PartChoice[] = ['ask', 'take', 'elsewhere', 'refuse'];

/** How parts are dealt with at present, and what could be chosen; or what was chosen. */
export function showPartChoice(choice: PartChoice, isNew: boolean): Say {
  if (isNew) return sentence('part.set', { choice: { choice } });
  const rows = PART_CHOICES.map((one, i) => ({
    ...tap(TAP.part(one), `button.part_${one}`),
    number: i + 1,
  }));
  return {
    type: 'say',
    parts: [part('part.ask'), part('part.now', { choice: { choice } })],
    list: { open: part('open.choose'), rows },
    harmless: true,
  };
}
