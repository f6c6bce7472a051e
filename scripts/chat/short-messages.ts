import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { segmentsOf } from '../../src/base/segments.js';
import { realUniverse } from '../../src/base/universe.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import type { Person } from './people.js';
import { readPage, WireError } from './wire.js';

/** Where short messages of the running service are. */
export interface SmsPlace {
  readonly service: string;
  /** The double that stands in for Africa's Talking. */
  readonly sms: string;
  readonly smsPathToken: string;
  readonly smsNumber: string;
}

/** How long an answer may take, and how long a silence ends the answers. */
const ANSWER_MS_MAX = 15_000;
const QUIET_MS = 700;

/** A message as a phone shows it, with what it takes to send. */
function shown({ payload }: SentMessage): string {
  const text = String(payload['text']);
  const { alphabet, parts } = segmentsOf(text);
  const [first = '', ...rest] = text.split('\n');
  const size = `(${parts} ${parts === 1 ? 'part' : 'parts'}, ${alphabet})`;
  return [`< ${first}`, ...rest.map((line) => `| ${line}`), size].join('\n');
}

/**
 * A phone with nothing but short messages, in the terminal or fed from a pipe: what is typed is
 * posted as Africa's Talking would, what came is read at the double. STOP and START do what they
 * say.
 */
export async function runShortMessages(place: SmsPlace, person: Person): Promise<void> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const universe = realUniverse();
  const messages = async (after: number, waitMs: number): Promise<readonly SentMessage[]> => {
    const signal = AbortSignal.timeout(waitMs + ANSWER_MS_MAX);
    return readPage(place.sms, after, waitMs, signal).catch(() => {
      throw new WireError(`The double of Africa’s Talking does not answer at ${place.sms}.`);
    });
  };
  let seq = (await messages(0, 0)).at(-1)?.seq ?? 0;
  const listen = async (waitMs: number): Promise<void> => {
    let untilMs = universe.nowMs() + waitMs;
    while (universe.nowMs() < untilMs) {
      const page = await messages(seq, Math.min(waitMs, QUIET_MS));
      const mine = page.filter(({ to }) => to === person.phone);
      for (const message of mine) print(shown(message));
      seq = page.at(-1)?.seq ?? seq;
      if (mine.length > 0) untilMs = universe.nowMs() + QUIET_MS;
      else await pause(20);
    }
  };
  print(`${person.label} writes to ${place.smsNumber}. /quit or Ctrl-D ends.`);
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const terminal = createInterface({ input: process.stdin });
  for await (const line of terminal) {
    const text = line.trim();
    if (!isTerminal) print(`> ${text}`);
    if (text === '/quit') break;
    if (text !== '') await write(place, person, text, universe.newId());
    await listen(text === '' ? QUIET_MS : isTerminal ? 3 * QUIET_MS : 4 * QUIET_MS);
  }
  terminal.close();
}

async function write(place: SmsPlace, person: Person, text: string, id: string): Promise<void> {
  const { service, smsPathToken, smsNumber } = place;
  const fields = { id: `chat-${id}`, from: person.phone, to: smsNumber, text, linkId: '' };
  const answer = await request(`${service}/webhooks/sms/africastalking/${smsPathToken}/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).catch(() => undefined);
  await answer?.body.dump();
  if (!answer) throw new WireError(`The service does not answer at ${service}.`);
  if (answer.statusCode !== 200) {
    throw new WireError(`The service answered ${answer.statusCode}: is its token another one?`);
  }
}
