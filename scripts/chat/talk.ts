import type { SentMessage } from '../../src/embedded/sent-log.js';
import type { Person } from './people.js';
import { personByPhone } from './people.js';
import { shownFrom } from './shown.js';
import type { Tap } from './shown.js';

/** The last message with something to press, and under which id it came. */
export interface Pressable {
  readonly messageId: string;
  readonly taps: readonly Tap[];
}

/** One person's side: what was said and heard, and what can be pressed. */
interface Thread {
  readonly person: Person;
  readonly lines: string[];
  pressable: Pressable | undefined;
  unread: number;
}

/** How much of a conversation is shown to whoever steps into it. */
const HISTORY_LINES_MAX = 40;

/** Announced one by one up to here; beyond it, somebody else is testing under load. */
const ANNOUNCED_MAX = 5;

/**
 * All conversations as seen on the phones of the town: whose phone is in hand, what stands on its
 * screen, and a word when another one buzzes. Prints through `print`, line by line.
 */
export class Talk {
  readonly #print: (line: string) => void;
  readonly #threads = new Map<string, Thread>();
  readonly #seen = new Set<string>();
  #me: Thread;
  #buzzed = 0;
  #heardAtMs = 0;
  #answers = 0;

  constructor(me: Person, print: (line: string) => void) {
    this.#print = print;
    this.#me = this.#threadOf(me);
  }

  get person(): Person {
    return this.#me.person;
  }

  get pressable(): Pressable | undefined {
    return this.#me.pressable;
  }

  /** How many messages came for whoever was in hand when they came. */
  get answers(): number {
    return this.#answers;
  }

  /** When anything last came for anybody. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  /** Takes what was sent before we looked: remembered, not announced. */
  recall(messages: readonly SentMessage[]): void {
    for (const message of messages) this.#take(message, false);
  }

  /** Shows a message, or says whose phone it came to. A repeat of a message is passed over. */
  hear(message: SentMessage): void {
    this.#take(message, true);
  }

  /** Notes what the person in hand typed or pressed; `echo` also shows it. */
  note(line: string, echo: boolean): void {
    this.#me.lines.push(line);
    if (echo) this.#print(line);
    this.#buzzed = 0;
  }

  /** Takes another phone in hand and shows what stands on it. */
  become(person: Person): void {
    this.#me = this.#threadOf(person);
    this.#print(`--- ${person.name} (${person.label}, ${person.phone}) ---`);
    this.showHistory();
  }

  showHistory(): void {
    const { lines } = this.#me;
    if (lines.length === 0) this.#print('(nothing yet: type something)');
    if (lines.length > HISTORY_LINES_MAX) this.#print('(earlier lines left out)');
    for (const line of lines.slice(-HISTORY_LINES_MAX)) this.#print(line);
    this.#me.unread = 0;
    this.#buzzed = 0;
  }

  /** Who has messages, the ones with unread first. */
  showPeople(): void {
    const threads = [...this.#threads.values()].filter(({ lines }) => lines.length > 0);
    if (threads.length === 0) this.#print('(nobody has written or heard anything yet)');
    for (const { person, unread } of threads.sort((a, b) => b.unread - a.unread).slice(0, 30)) {
      const news = unread > 0 ? `, ${unread} unread` : '';
      this.#print(`${person.label.padEnd(16)} ${person.name}${news}`);
    }
  }

  #threadOf(person: Person): Thread {
    const known = this.#threads.get(person.phone);
    if (known !== undefined) return known;
    const thread: Thread = { person, lines: [], pressable: undefined, unread: 0 };
    this.#threads.set(person.phone, thread);
    return thread;
  }

  #take(message: SentMessage, live: boolean): void {
    if (this.#seen.has(message.id)) return;
    this.#seen.add(message.id);
    const thread = this.#threadOf(personByPhone(message.to));
    const shown = shownFrom(message.payload);
    const lines = layOut(shown.lines, shown.taps);
    thread.lines.push(...lines);
    if (shown.taps.length > 0) thread.pressable = { messageId: message.id, taps: shown.taps };
    if (!live) return;
    this.#heardAtMs = Date.now();
    if (thread === this.#me) {
      this.#answers += 1;
      for (const line of lines) this.#print(line);
    } else {
      this.#announce(thread);
    }
  }

  #announce(thread: Thread): void {
    thread.unread += 1;
    this.#buzzed += 1;
    const { name, label } = thread.person;
    if (this.#buzzed <= ANNOUNCED_MAX) {
      this.#print(`(${name} got a message: /as ${label} to see)`);
    } else if (this.#buzzed === ANNOUNCED_MAX + 1) {
      this.#print('(and others: /who lists them)');
    }
  }
}

/** As in the transcripts: `<` and `|` for text, then each thing to press under its number. */
function layOut(text: readonly string[], taps: readonly Tap[]): string[] {
  const lines = text.map((line, i) => `${i === 0 ? '<' : '|'} ${line}`.trimEnd());
  if (taps.every((tap) => !tap.list)) {
    const row = taps.map((tap, i) => `*${i + 1} ${tap.title}`).join('    ');
    return row === '' ? lines : [...lines, `  ${row}`];
  }
  let section = '';
  for (const [i, tap] of taps.entries()) {
    if (tap.section !== section) lines.push(`  ${tap.section}`);
    section = tap.section;
    const description = tap.description === '' ? '' : `  ${tap.description}`;
    lines.push(`  *${i + 1} ${tap.title}${description}`);
  }
  return lines;
}

/** The tap meant by `2`, or by its title or the beginning of it when only one fits. */
export function tapMeant(taps: readonly Tap[], words: string): Tap | undefined {
  const said = words.trim().toLowerCase();
  if (/^\d+$/.test(said)) return taps[Number(said) - 1];
  if (said === '') return undefined;
  const fits = taps.filter(({ title }) => title.toLowerCase().startsWith(said));
  return fits.length === 1 ? fits[0] : undefined;
}
