import { formatMilli } from '../base/quantity.js';
import { normalise } from '../language/normalise.js';
import type { Reading, ReadLine } from '../language/reading.js';
import type { DoorLine, DriverWords, SaidAmount } from './driver-vocabulary.js';
import type { PersonEvent } from './vocabulary.js';

/** What a driver's message is read by. */
export interface DriverReading {
  /** Of all of it. */
  readonly reading: Reading;
  /** Of what follows the last number or code: "but only 3 ctn oil"; null where nothing does. */
  readonly rest: Reading | null;
  /** The numbers that the driver can mean; any other figure is a code or an amount. */
  readonly orders: readonly string[];
}

/** What a driver's words mean: null where they are nothing that only drivers say. */
export function driverEvent(text: string, read: DriverReading): PersonEvent | null {
  const { reading, orders } = read;
  const said = (words: DriverWords): PersonEvent => ({ type: 'DRIVER_SAID', words });
  const figures = figuresIn(text);
  const number = figures.find((figure) => orders.includes(figure)) ?? null;
  const others = figures.filter((figure) => figure !== number);
  const reason = reading.reason ?? '';
  switch (reading.intent) {
    case 'on_duty':
    case 'off_duty':
      return said({ kind: 'shift', on: reading.intent === 'on_duty' });
    case 'jobs':
    case 'status':
    case 'order':
      return said({ kind: 'jobs' });
    case 'vendor_accept':
    case 'confirm':
      return number === null && others.length === 0
        ? { type: 'CONFIRMED', basketId: null, version: null }
        : said({ kind: 'take', number: number ?? others[0] ?? null });
    case 'vendor_reject':
    case 'decline':
      return number === null
        ? { type: 'DECLINED' }
        : said({ kind: 'refuse', number, reason: text });
    case 'picked_up':
    case 'set_out':
      return said({ kind: reading.intent, number: number ?? others[0] ?? null });
    case 'delivered':
      return said(delivered(text, read, number, others));
    case 'delivery_failed':
      // "4417, no salt": whoever has a code was at the door, and something else is lacking.
      return others.some((figure) => CODE.test(figure))
        ? said(delivered(text, read, number, others))
        : said({ kind: 'failed', number, reason });
    case 'put_off':
      return said({ kind: 'put_off', number, reason });
    case 'cash':
      return said({ kind: 'cash', number, amount: amountIn(others), sure: false });
    case 'hand_over':
      return said({ kind: 'hand_over', amount: amountIn(figures) });
    default:
      return bare(text, figures, number);
  }
}

/** Digits with at most grouping commas and a decimal part, as they were typed. */
function figuresIn(text: string): readonly string[] {
  const found = normalise(text).match(/\d+(?:,\d{2,3})*(?:\.\d{1,2})?/gu) ?? [];
  return found.map((figure) => figure.replaceAll(',', ''));
}

/** The largest figure: what stands beside an amount is a number of something else. */
function amountIn(figures: readonly string[]): SaidAmount | null {
  const [largest] = [...figures].sort((a, b) => Number(b) - Number(a));
  return largest === undefined || Number(largest) === 0 ? null : { major: largest };
}

/** A figure and nothing else: the number of a job shows it, any other is what was asked. */
function bare(text: string, figures: readonly string[], number: string | null): PersonEvent | null {
  const [figure, another] = figures;
  if (figure === undefined || another !== undefined) return null;
  if (normalise(text).replace(/[\s,.]/gu, '') !== figure.replace('.', '')) return null;
  const words: DriverWords = number === null ? { kind: 'figure', figure } : { kind: 'jobs' };
  return { type: 'DRIVER_SAID', words };
}

const CODE = /^\d{4}$/;

/** What follows the last number or code of a message; null where that is nothing. */
export function restOf(text: string, orders: readonly string[]): string | null {
  const found = [...normalise(text).matchAll(/\d+/gu)];
  const last = found.findLast(([figure]) => orders.includes(figure) || CODE.test(figure));
  if (last === undefined) return null;
  const rest = normalise(text).slice(last.index + last[0].length);
  return /[\p{L}\p{N}]/u.test(rest) ? rest : null;
}

/** "delivered 4417", "delivered 1001 4417 but only 3 ctn oil", "4417 pugyo, nun bahek". */
function delivered(
  text: string,
  { reading, rest, orders }: DriverReading,
  number: string | null,
  others: readonly string[],
): DriverWords {
  // Of two strange ones the first was meant as the order's: it is none of theirs, and is told so.
  const [first = null, second] = others.filter((figure) => CODE.test(figure));
  const [named, code] = number === null && second !== undefined ? [first, second] : [number, first];
  const words = rest ?? reading;
  // Words nobody knows beside a figure were about something; without one they are only words.
  const lines = words.lines.filter((line) => line.product.kind !== 'unknown' || line.quantity);
  const lacking = lines.filter((line) => line.quantity !== null || line.op === 'remove');
  const spoken = restOf(text, orders) ?? '';
  const lost = lacking.length === 0 && (/\d/u.test(spoken) || reading.intent !== 'delivered');
  const unclear = lost || !lines.every(isClear);
  const taken = unclear ? [] : lacking.map(doorLine);
  return { kind: 'delivered', number: named, code, lines: taken, unclear };
}

function isClear({ product, doubts, quantity }: ReadLine): boolean {
  return product.kind === 'one' && (quantity === null || doubts.length === 0);
}

function doorLine({ product, quantity, unit }: ReadLine): DoorLine {
  return {
    productId: product.kind === 'one' ? product.productId : '',
    quantity: quantity === null ? null : formatMilli(quantity),
    unit,
  };
}
