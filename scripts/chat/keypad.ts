import { createInterface } from 'node:readline';
import { request } from 'undici';
import { realUniverse } from '../../src/base/universe.js';
import type { Person } from './people.js';
import { WireError } from './wire.js';

/** Where the keypads of the running service are. */
export interface KeypadPlace {
  readonly service: string;
  readonly ussdPathToken: string;
  readonly serviceCode: string;
}

interface Screen {
  readonly text: string;
  readonly ends: boolean;
}

const WIDTH = 36;
const ANSWER_MS_MAX = 10_000;

/** A line in pieces of the phone's width, broken between words where that is possible. */
function wrapped(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const space = line.lastIndexOf(' ', WIDTH);
  const cut = space > 0 ? space : WIDTH;
  return [line.slice(0, cut), ...wrapped(line.slice(cut).trimStart())];
}

/** A screen as a phone shows it. */
function framed({ text, ends }: Screen): string {
  const bar = `+${'-'.repeat(WIDTH + 2)}+`;
  const lines = text.split('\n').flatMap(wrapped);
  const rows = lines.map((line) => `| ${line.padEnd(WIDTH)} |`);
  return [bar, ...rows, bar, ...(ends ? ['(the session is over)'] : [])].join('\n');
}

/** One phone on one gateway: Africa's Talking, which sends everything typed so far. */
class Keypad {
  readonly #place: KeypadPlace;
  readonly #phone: string;
  readonly #universe = realUniverse();
  #session = '';
  #typed: string[] = [];

  constructor(place: KeypadPlace, phone: string) {
    this.#place = place;
    this.#phone = phone;
  }

  get isOpen(): boolean {
    return this.#session !== '';
  }

  dial(): Promise<Screen> {
    this.#session = `chat-${this.#universe.newId()}`;
    this.#typed = [];
    return this.#send();
  }

  press(typed: string): Promise<Screen> {
    this.#typed.push(typed);
    return this.#send();
  }

  /** Nobody is told: that is how lines drop. */
  drop(): void {
    this.#session = '';
  }

  async #send(): Promise<Screen> {
    const { service, ussdPathToken, serviceCode } = this.#place;
    const fields = {
      sessionId: this.#session,
      serviceCode,
      phoneNumber: this.#phone,
      networkCode: '99999',
      text: this.#typed.join('*'),
    };
    const url = `${service}/webhooks/ussd/africastalking/${ussdPathToken}`;
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    }).catch(() => undefined);
    if (!answer) throw new WireError(`The service does not answer at ${service}.`);
    const body = await answer.body.text();
    if (answer.statusCode !== 200) {
      throw new WireError(`The service answered ${answer.statusCode}: is its token another one?`);
    }
    const ends = body.startsWith('END');
    if (ends) this.#session = '';
    return { text: body.slice(4), ends };
  }
}

const HELP = `Keys and words are sent as typed. An empty line, or the code, dials.
/drop loses the session; /quit or Ctrl-D ends.`;

/**
 * A phone with a keypad in the terminal, or fed from a pipe. With `dropAfter`, the line drops each
 * time so many keys were pressed, and the code is dialled again.
 */
export async function runKeypad(
  place: KeypadPlace,
  person: Person,
  dropAfter: number | null,
): Promise<void> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const keypad = new Keypad(place, person.phone);
  print(`${person.label} dials ${place.serviceCode}\n${HELP}`);
  print(framed(await keypad.dial()));
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const terminal = createInterface({ input: process.stdin });
  let pressed = 0;
  for await (const line of terminal) {
    const typed = line.trim();
    if (!isTerminal) print(`> ${typed}`);
    if (typed === '/quit') break;
    if (typed === '/drop') {
      keypad.drop();
      print('(the line dropped; an empty line dials again)');
    } else if (typed === '' || typed === place.serviceCode || !keypad.isOpen) {
      print(framed(await keypad.dial()));
    } else {
      const screen = await keypad.press(typed);
      print(framed(screen));
      pressed += 1;
      if (dropAfter !== null && !screen.ends && pressed % dropAfter === 0) {
        print('(the line dropped; dialling again)');
        keypad.drop();
        print(framed(await keypad.dial()));
      }
    }
  }
  terminal.close();
}
