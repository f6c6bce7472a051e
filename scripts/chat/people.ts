import { demoName, demoPhone } from '../../src/demo-town.js';

/** Somebody with a phone. */
export interface Person {
  /** What is typed to become this person: `vendor 1`. */
  readonly label: string;
  readonly name: string;
  /** E.164 */
  readonly phone: string;
}

/** Strangers have numbers of their own, apart from those of the demo town. */
const STRANGER_BLOCK = '+9779850';

const KNOWN_PHONE = /^\+977(9800|9810|9820|9850)(\d{6})$/;

/** Who is meant by `retailer 7`, `vendor`, `stranger`, `+977...`; undefined for anything else. */
export function personFrom(words: string): Person | undefined {
  const said = words.trim().toLowerCase();
  if (/^\+[1-9]\d{6,14}$/.test(said)) return personByPhone(said);
  const [, kind, digits] = /^(retailer|vendor|driver|stranger)(?:\s+(\d{1,6}))?$/.exec(said) ?? [];
  const i = Number(digits ?? 1);
  if (kind === undefined || i < 1) return undefined;
  return personOf(kind as Kind, i);
}

/** Who has this phone. */
export function personByPhone(phone: string): Person {
  const [, block, digits] = KNOWN_PHONE.exec(phone) ?? [];
  const kinds = { 9800: 'retailer', 9810: 'vendor', 9820: 'driver', 9850: 'stranger' } as const;
  const kind = kinds[Number(block) as keyof typeof kinds] as Kind | undefined;
  const i = Number(digits);
  return kind === undefined || i === 0 ? { label: phone, name: phone, phone } : personOf(kind, i);
}

type Kind = 'retailer' | 'vendor' | 'driver' | 'stranger';

function personOf(kind: Kind, i: number): Person {
  const label = `${kind} ${i}`;
  if (kind === 'stranger') {
    return {
      label,
      name: `Stranger ${i}`,
      phone: `${STRANGER_BLOCK}${String(i).padStart(6, '0')}`,
    };
  }
  return { label, name: demoName(kind, i), phone: demoPhone(kind, i) };
}
