import pg from 'pg';
import { frozenUniverse } from '../../src/base/universe.js';
import { openWhatsApp } from '../../src/channels/whatsapp/whatsapp.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { GraphDouble } from '../../src/embedded/graph-double.js';
import type { FaultAct } from '../../src/embedded/graph-faults.js';
import { inboundBody, messagesBody } from '../../src/embedded/meta-webhook.js';
import { written } from '../support/transcript-messages.js';
import { openInspector, Unsound } from './checks.js';
import type { Inspector } from './checks.js';
import { DAWN_MS, PLACE } from './database.js';
import type { Databases } from './database.js';
import { Mail } from './mail.js';
import type { Letter } from './mail.js';
import { CROWD, diceOf, nextSaying, nextSpeaker } from './people.js';
import type { Dice } from './people.js';
import { startProcess } from './process.js';
import type { Process, World } from './process.js';

const TOKEN = 'simulated-token';
const OUR_NUMBER = { phoneNumberId: PLACE.phoneNumberId, wabaId: '9', displayPhone: '1' };

/** Two processes of the service work in turns, so that each finds what the other left. */
const PROCESSES = 2;

/** What the service may log as an error without being wrong: it says what the provider did. */
const EXPECTED = /needs an operator|outcomes of sends were not written/;

/** How a day went: `fault` is undefined when everything that must hold held. */
export interface DayReport {
  readonly seed: number;
  readonly fault: string | undefined;
  /** What happened, as a person would tell it. */
  readonly transcript: readonly string[];
  readonly said: number;
  readonly crashes: number;
  /** How many orders ended the day in each state. */
  readonly orders: Readonly<Record<string, number>>;
}

/** Everything of one day. */
export interface Day {
  readonly dice: Dice;
  readonly universe: ReturnType<typeof frozenUniverse>;
  readonly world: World;
  readonly double: GraphDouble;
  readonly mail: Mail;
  readonly inspector: Inspector;
  readonly admin: pg.Client;
  readonly processes: Process[];
  readonly transcript: string[];
  /** Errors that were logged. */
  readonly errors: string[];
  /** How much of the double's log has been written down and reported on. */
  shown: number;
  said: number;
  crashes: number;
}

export function note(day: Day, text: string): void {
  const clock = new Date(day.universe.nowMs() + 345 * 60_000).toISOString().slice(5, 16);
  day.transcript.push(`${clock.replace('T', ' ')}  ${text.replaceAll('\n', '\n             ')}`);
}

/** Opens a day of a seed in a database of its own, runs `story`, and tells how it went. */
export async function playDay(
  databases: Databases,
  seed: number,
  story: (day: Day) => Promise<void>,
): Promise<DayReport> {
  const database = await databases.clone(`day_${String(seed)}`);
  const universe = frozenUniverse(DAWN_MS, seed * 2 + 1);
  const dice = diceOf(frozenUniverse(0, seed));
  const double = await openGraphDouble({
    universe,
    port: 0,
    token: TOKEN,
    latencyMs: 0,
    statuses: null,
    pairLimit: false,
    perSecondMax: null,
    logMax: 100_000,
  });
  const graph = { baseUrl: double.url, version: 'v26.0', token: TOKEN };
  const channel = openWhatsApp({ ...graph, timeoutMs: 10_000, connections: 4 });
  const errors: string[] = [];
  const quiet = (): undefined => undefined;
  const error = (message: string, fields?: unknown): void => {
    if (!EXPECTED.test(message)) errors.push(`${message} ${inspect(fields)}`);
  };
  const log = { debug: quiet, info: quiet, warn: quiet, error };
  const world: World = {
    universe,
    log,
    channel,
    databaseUrl: database.serviceUrl,
    bells: new Set<string>(),
  };
  const inspector = await openInspector(database.adminUrl, double);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const transcript: string[] = [];
  const day: Day = {
    dice,
    universe,
    world,
    double,
    mail: new Mail(dice, (text) => note(day, text)),
    inspector,
    admin,
    processes: Array.from({ length: PROCESSES }, () => startProcess(world)),
    transcript,
    errors,
    shown: 0,
    said: 0,
    crashes: 0,
  };
  let fault: string | undefined;
  let orders = {};
  try {
    await story(day);
    orders = await countOrders(admin);
  } catch (caught) {
    fault = caught instanceof Unsound ? caught.message : inspect(caught);
  } finally {
    await Promise.all(day.processes.map((process) => process.close()));
    await channel.close();
    await double.close();
    await inspector.close();
    await admin.end();
    await database.drop();
  }
  return { seed, fault, transcript, said: day.said, crashes: day.crashes, orders };
}

async function countOrders(admin: pg.Client): Promise<Record<string, number>> {
  const { rows } = await admin.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from orders where town_id = $1 group by state',
    [PLACE.townId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

function inspect(value: unknown): string {
  const plain = (_: string, one: unknown): unknown => {
    if (typeof one === 'bigint') return String(one);
    return one instanceof Error ? (one.stack ?? one.message) : one;
  };
  return value instanceof Error ? (value.stack ?? value.message) : JSON.stringify(value, plain);
}

/** Does a piece of work in one of the processes; should that die, another is started for it. */
export async function work(
  day: Day,
  what: string,
  piece: (process: Process) => Promise<unknown>,
): Promise<boolean> {
  const at = day.dice.below(day.processes.length);
  const process = day.processes[at];
  if (process === undefined) throw new Error('there is no process');
  try {
    await piece(process);
    return true;
  } catch (error) {
    if (!process.life.dead) throw error;
    note(day, `! a process dies ${await process.life.died}, ${what}`);
    day.crashes += 1;
    await process.close();
    day.processes[at] = startProcess(day.world);
    return false;
  }
}

/** Somebody says something; it is on its way. */
export function speak(day: Day): void {
  const sent = day.double.log.after(0, 100_000);
  const who = nextSpeaker(day.dice, sent);
  const seen = sent.filter(({ to }) => to === who.phone);
  const say = nextSaying(day.dice, who, seen);
  const saying = {
    id: `wamid.${day.universe.newId()}`,
    phone: who.phone,
    name: who.name,
    typedAtMs: day.universe.nowMs(),
    say,
  };
  const words = 'text' in say ? `> ${say.text}` : 'choice' in say ? `* ${say.choice.title}` : '! …';
  note(day, `${who.name} ${words}`);
  day.said += 1;
  day.mail.post({
    body: inboundBody(OUR_NUMBER, [saying]),
    label: `${who.name} ${words}`,
    from: who.name,
  });
}

/** Puts letters before the service; one that was not answered comes again. */
export async function deliver(day: Day, letters: readonly Letter[]): Promise<void> {
  for (const letter of letters) {
    const taken = await work(day, `storing: ${letter.label}`, (process) =>
      process.take(letter.body),
    );
    if (!taken) day.mail.repost(letter);
  }
}

/** Writes down what people were sent, and lets the provider report on it. */
export function listen(day: Day): void {
  const fresh = day.double.log.after(day.shown, 100_000);
  day.shown = fresh.at(-1)?.seq ?? day.shown;
  for (const message of fresh) {
    const who = CROWD.find(({ phone }) => phone === message.to)?.name ?? message.to;
    note(day, `${who} ${written(message).join('\n')}`);
    if (day.dice.chance(20)) continue;
    const words = day.dice.pick([['sent', 'delivered', 'read'], ['delivered', 'sent'], ['sent']]);
    const statuses = words.map((status) => ({
      id: message.id,
      status,
      timestamp: String(Math.floor(day.universe.nowMs() / 1000)),
      recipient_id: message.to.slice(1),
      biz_opaque_callback_data: message.callbackData,
    }));
    const body = messagesBody(OUR_NUMBER, { statuses });
    day.mail.post({ body, label: `statuses of a message to ${who}`, from: 'provider' });
  }
}

const FAULTS: readonly (readonly [string, FaultAct])[] = [
  ['takes a message and says nothing', { kind: 'reset', accept: true }],
  ['loses a message and says nothing', { kind: 'reset', accept: false }],
  ['is overloaded', { kind: 'answer', status: 503, body: '{}', accept: false }],
  ['has an error of its own', { kind: 'error', status: 500, code: 131000 }],
  ['finds a pair too fast', { kind: 'error', status: 400, code: 131056 }],
  ['finds a number too fast', { kind: 'error', status: 400, code: 130429 }],
  ['cannot deliver', { kind: 'error', status: 400, code: 131026 }],
];

/** The provider misbehaves at the next sends to somebody. */
export function misbehave(day: Day): void {
  const who = day.dice.pick(CROWD);
  const [what, act] = day.dice.pick(FAULTS);
  const times = 1 + day.dice.below(3);
  note(day, `! the provider ${what}, ${String(times)} times, towards ${who.name}`);
  day.double.addFault({ to: who.phone, act, times });
}
