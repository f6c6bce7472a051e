import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Universe } from '../../src/base/universe.js';
import { demoPhone } from '../../src/demo-town.js';
import type { Saying } from '../../src/embedded/meta-webhook.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import { packageRoot } from '../../src/package-root.js';
import { PEOPLE } from './database.js';

/** Draws from one seed: what is drawn in a day depends on nothing else. */
export interface Dice {
  below(sides: number): number;
  /** True so many times of a hundred. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function diceOf(universe: Universe): Dice {
  const below = (sides: number): number => universe.random(sides);
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (list) => {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}

type Role = 'retailer' | 'vendor' | 'driver' | 'stranger';

/** Somebody with a phone. */
export interface Person {
  readonly name: string;
  readonly role: Role;
  readonly phone: string;
}

function person(role: Role, i: number): Person {
  const phone = role === 'stranger' ? `+97798300000${String(i)}0` : demoPhone(role, i);
  return { name: `${role} ${String(i)}`, role, phone };
}

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** Everybody who speaks in a day. */
export const CROWD: readonly Person[] = [
  ...count(PEOPLE.retailers).map((i) => person('retailer', i)),
  ...count(PEOPLE.vendors).map((i) => person('vendor', i)),
  ...count(PEOPLE.drivers).map((i) => person('driver', i)),
  person('stranger', 1),
];

interface Row {
  readonly text: string;
  readonly market: string;
  readonly intent: string;
  readonly ctx: { readonly role: string };
}

function linesOf(file: string): string[] {
  const text = readFileSync(path.join(packageRoot, 'test/phrases', file), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

const rows = ['messages.jsonl', 'fresh.jsonl']
  .flatMap(linesOf)
  .map((line) => JSON.parse(line) as Row)
  .filter((row) => row.market === 'NP');
const silly = linesOf('fuzz.txt')
  .filter((line) => !line.startsWith('#'))
  .map((line) => JSON.parse(line) as string);

function typedBy(role: string): readonly string[] {
  return rows.filter((row) => row.ctx.role === role).map((row) => row.text);
}

const TYPED: Readonly<Record<Role, readonly string[]>> = {
  retailer: typedBy('retailer'),
  vendor: typedBy('vendor'),
  driver: typedBy('driver'),
  stranger: ['namaste', 'Sita Kirana', 'Sita Rana', 'Surkhet', 'yes', 'menu', '2 bora chamal'],
};

/** Goods that mean one product each. */
const GOODS = [
  'bora jira masino',
  'ctn waiwai',
  'ctn rara',
  'pkt waiwai',
  'kg chini',
  'ctn swastik tel',
];

const SHORT: Readonly<Record<Role, readonly string[]>> = {
  retailer: [
    'ok',
    'huncha',
    'yes',
    'hudaina',
    'status',
    'baki kati cha',
    'help',
    'same as last time',
    'cancel',
    'tel hataunu',
    'waiwai 3 matra',
    '1',
    '2',
    'english',
    'मेनु',
  ],
  vendor: [
    'ok',
    'NUMBER ok',
    'NUMBER ok',
    'NUMBER haan',
    'NUMBER no stock',
    'NUMBER ok but only 1 ctn waiwai',
    'NUMBER ok tel 5 matra',
    'NUMBER kal subah',
    'NUMBER packed',
    'help',
    'menu',
  ],
  driver: [
    'NUMBER',
    'take NUMBER',
    'NUMBER picked up',
    'delivered NUMBER',
    'failed NUMBER',
    'help',
  ],
  stranger: ['1', '2', 'ok', 'Ram Store'],
};

/** Sent things that are no text. */
const OTHER: readonly object[] = [
  { type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } },
  { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg', sha256: 'x', voice: true } },
  { type: 'location', location: { latitude: 28.6, longitude: 81.6 } },
  { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
  { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp', sha256: 'x' } },
];

interface Payload {
  readonly interactive?: {
    readonly action: {
      readonly buttons?: readonly { readonly reply: { id: string; title: string } }[];
      readonly sections?: readonly { readonly rows: readonly { id: string; title: string }[] }[];
    };
  };
}

/** Who speaks next: more often than not somebody who was just shown something. */
export function nextSpeaker(dice: Dice, sent: readonly SentMessage[]): Person {
  const shown = sent.slice(-4).map(({ to }) => to);
  const waiting = CROWD.filter(({ phone }) => shown.includes(phone));
  return waiting.length > 0 && dice.chance(75) ? dice.pick(waiting) : dice.pick(CROWD);
}

/** Whatever can be tapped in a message. */
function tapsOf(message: SentMessage): Saying[] {
  const { buttons = [], sections = [] } = (message.payload as Payload).interactive?.action ?? {};
  return [
    ...buttons.map(({ reply }) => ({ choice: { id: reply.id, title: reply.title } })),
    ...sections
      .flatMap((section) => section.rows)
      .map(({ id, title }) => ({ choice: { id, title, list: true } })),
  ];
}

/** The numbers of orders that were named to somebody lately. */
function numbersIn(messages: readonly SentMessage[]): string[] {
  return messages.flatMap(({ payload }) => JSON.stringify(payload).match(/\b\d{4}\b/g) ?? []);
}

/**
 * What somebody does next, having been shown `seen`: mostly sensible, sometimes silly. They tap
 * what they were shown last more often than anything older.
 */
export function nextSaying(dice: Dice, who: Person, seen: readonly SentMessage[]): Saying {
  const latest = seen.slice(-1).flatMap(tapsOf);
  const older = seen.slice(-6, -1).flatMap(tapsOf);
  const number = (): string => dice.pick([...numbersIn(seen.slice(-4)), '1001']);
  const [first] = latest;
  // What is asked for stands first: a day in which nobody says yes has no orders.
  if (first !== undefined && dice.chance(45)) return first;
  if (latest.length > 0 && dice.chance(25)) return dice.pick(latest);
  if (older.length > 0 && dice.chance(10)) return dice.pick(older);
  if (dice.chance(6)) return { message: { ...dice.pick(OTHER) } };
  if (dice.chance(8)) return { text: dice.pick(silly) };
  if (who.role === 'retailer' && dice.chance(45)) return { text: orderText(dice) };
  const typed = dice.chance(60) ? SHORT[who.role] : [...TYPED[who.role], ...SHORT[who.role]];
  return { text: dice.pick(typed).replaceAll('NUMBER', number()) };
}

function orderText(dice: Dice): string {
  const lines = count(1 + dice.below(3)).map(
    () => `${String(1 + dice.below(4))} ${dice.pick(GOODS)}`,
  );
  return lines.join(dice.pick([', ', ' ra ', '\n']));
}
