import pg from 'pg';
import { sql } from 'kysely';
import { inTown } from '../../src/db/transaction.js';
import { demoPhone } from '../../src/demo-town.js';
import type { DemoSize } from '../../src/demo-town.js';
import { verify } from '../../src/domain/ledger/verify.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { findUnwatched } from '../../src/domain/watch/watch.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import { findBreaches } from './consistency.js';
import { checkFact } from './facts.js';
import { marketOf } from './markets.js';
import { openStage } from './stage.js';
import type { Stage } from './stage.js';
import { written, tappable } from './transcript-messages.js';
import type { Tappable } from './transcript-messages.js';
import type { Player } from './player.js';
import { disturb, keypadOf, press } from './transcript-keypad.js';
import { shortMessagesTo, writeShort, writtenShort } from './transcript-sms.js';
import { changeWorld } from './transcript-world.js';
import { writeTranscript } from './transcript.js';
import type { Step } from './transcript.js';

const SIZE: DemoSize = { retailers: 9, vendors: 3, drivers: 2 };

/** 08:00 of a Monday in Nepal: when a transcript begins unless it says otherwise. */
const BEGIN = '2026-03-02 08:00';

/** What came of playing a transcript. */
export interface Played {
  /** The lines that came back after each step. */
  readonly replies: readonly (readonly string[])[];
  /** Keys of every sentence that was said. */
  readonly keys: ReadonlySet<string>;
  /** Every state that a conversation was saved in, as flow and state. */
  readonly states: ReadonlySet<string>;
}

/**
 * Plays every step in a service and a database of their own, then holds the database against the
 * rules of consistency and the books against themselves. Every step is stored and read back by
 * the next one: nothing of a conversation lives in this process. Throws with file and line.
 */
export async function playTranscript(file: string, steps: readonly Step[]): Promise<Played> {
  const setting = (kind: Step['kind']): string | undefined =>
    steps.find((step) => step.kind === kind)?.text.replace(/^\w+\s+/, '');
  const town = setting('town');
  const hasSms = steps.some(({ kind, text }) => kind === 'who' && text.startsWith('sms '));
  const service = await openStage({
    slug: 'bazar',
    phoneNumberId: '200000000000000',
    size: SIZE,
    ...(hasSms && { smsNumber: '7000' }),
    startMs: Date.parse(`${(setting('clock') ?? BEGIN).replace(' ', 'T')}:00+05:45`),
    ...(town === undefined ? {} : { market: marketOf(town) }),
  });
  const player: Player = {
    service,
    phone: '',
    keypad: undefined,
    isShort: false,
    lastShort: undefined,
    keypads: new Map(),
    lastSaid: undefined,
    seen: new Map(),
  };
  const replies: string[][] = [];
  const states = new Set<string>();
  try {
    for (const step of steps) {
      try {
        replies.push(await playStep(player, step));
        await noteStates(service, states);
      } catch (error) {
        throw lineError(file, step, steps.slice(0, replies.length + 1), replies, error);
      }
    }
    await expectSound(service, steps);
    return { replies, keys: service.saidKeys, states };
  } finally {
    await service.close();
  }
}

/** The story so far, and what was wrong with its last line. */
function lineError(
  file: string,
  step: Step,
  steps: readonly Step[],
  replies: readonly (readonly string[])[],
  cause: unknown,
): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const place = `test/transcripts/${file}:${step.lineNo}`;
  return new Error(`${place}: ${reason}\n\n${writeTranscript(steps, replies)}`, { cause });
}

/** What somebody does by keypad; undefined where it is no keypad's doing. */
async function playKeypad(player: Player, { kind, text }: Step): Promise<string[] | undefined> {
  const { keypad, service } = player;
  if (!keypad) return undefined;
  const lines =
    kind === 'type'
      ? await press(keypad, text)
      : kind === 'world'
        ? await disturb(player, keypad, text)
        : undefined;
  if (lines) await service.settle();
  return lines;
}

async function playStep(player: Player, step: Step): Promise<string[]> {
  const { service } = player;
  const screens = await playKeypad(player, step);
  if (screens) return screens;
  switch (step.kind) {
    case 'clock':
    case 'town':
      return [];
    case 'who':
      player.keypad = keypadOf(player, step.text);
      player.isShort = step.text.startsWith('sms ');
      player.phone = phoneOf(step.text.replace(/^(keypad|sms) /, ''));
      break;
    case 'type':
      await speak(player, step.text.replaceAll('\\n', '\n'));
      break;
    case 'press':
      await say(player, { choice: tapTitled(player, step.text) });
      break;
    case 'pass':
      await service.pass(durationMs(step.text));
      break;
    case 'world':
      await changeWorld(player, step.text);
      break;
    case 'fact':
      await checkFact(service, step.text);
      return [];
  }
  await service.settle();
  return player.keypad ? [] : unseen(player);
}

async function speak(player: Player, text: string): Promise<void> {
  await (player.isShort ? writeShort(player, text) : say(player, { text }));
}

async function say(player: Player, what: Parameters<Stage['say']>[1]): Promise<void> {
  // People take a moment: two messages are never of one instant.
  player.service.universe.advance(10_000);
  player.lastSaid = [player.phone, what, { id: `wamid.${player.service.universe.newId()}` }];
  await player.service.say(...player.lastSaid);
}

/**
 * "retailer 3", "vendor 1", "driver 1", "stranger 7": the same phones as in the demo. "hidden 1"
 * shows no phone: the address is the id that Meta gives such people towards us.
 */
function phoneOf(who: string): string {
  const match = /^(retailer|vendor|driver|stranger|hidden) (\d+)$/.exec(who);
  if (!match) throw new Error(`nobody is called "${who}"`);
  const number = Number(match[2]);
  if (match[1] === 'hidden') return `NP.1349120865530274${String(number).padStart(4, '0')}`;
  if (match[1] === 'stranger') return `+97798300000${String(number).padStart(2, '0')}`;
  return demoPhone(match[1] as 'retailer' | 'vendor' | 'driver', number);
}

const DURATIONS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

function durationMs(text: string): number {
  const [, count, unit = ''] = /^(\d+) (second|minute|hour|day)s?$/.exec(text) ?? [];
  const size = DURATIONS[unit];
  if (size === undefined) throw new Error(`how long is "${text}"?`);
  return Number(count) * size;
}

function messagesTo(player: Player): readonly SentMessage[] {
  return player.service.double.log.after(0, 10_000).filter(({ to }) => to === player.phone);
}

/** What came for the speaker since they last looked. */
function unseen(player: Player): string[] {
  const { isShort, phone, seen } = player;
  const messages = isShort ? shortMessagesTo(player) : messagesTo(player);
  const name = isShort ? `sms ${phone}` : phone;
  const fresh = messages.slice(seen.get(name) ?? 0);
  seen.set(name, messages.length);
  return fresh.flatMap((message) => (isShort ? writtenShort(message) : written(message)));
}

/** What has that title in the newest message that has it; "(1 older)" passes over that one. */
function tapTitled(player: Player, text: string): Tappable {
  const [, title = '', older = '0'] = /^(.*?)(?: \((\d+) older\))?$/.exec(text) ?? [];
  const found = messagesTo(player)
    .toReversed()
    .flatMap((message) => tappable(message, title) ?? []);
  const tap = found[Number(older)];
  if (!tap) throw new Error(`there is no "${text}" to press`);
  return tap;
}

async function noteStates(service: Stage, states: Set<string>): Promise<void> {
  const { rows } = await inTown(service.database, service.place.townId, (tx) =>
    sql<{ state: string }>`
      select flow_id || ' ' || (snapshot ->> 'value') as state from sessions
      where flow_id <> ''
      union all select flow_id || ' ' || (snapshot ->> 'value') from ussd_callers
      where flow_id <> ''`.execute(tx),
  );
  for (const { state } of rows) states.add(state);
}

/** Nothing failed on the way, no rule is broken, and the books add up. */
async function expectSound(service: Stage, steps: readonly Step[]): Promise<void> {
  const errors = service.log.lines.filter((line) => line.level === 'error');
  const expected = steps.some(
    (step) => step.kind === 'world' && /^(graph|garbles|sms|shortly) /.test(step.text),
  );
  if (errors.length > 0 && !expected) {
    throw new Error(`errors were logged: ${JSON.stringify(errors).slice(0, 2000)}`);
  }
  const admin = new pg.Client({ connectionString: service.testDatabase.adminUrl });
  await admin.connect();
  try {
    const breaches = await findBreaches(admin, service.place.townId);
    if (breaches.length > 0) throw new Error(`rules are broken: ${JSON.stringify(breaches)}`);
  } finally {
    await admin.end();
  }
  const verified = await inTown(service.database, service.place.townId, (tx) => verify(tx));
  if (!verified.ok) throw new Error(`the books are wrong: ${JSON.stringify(verified)}`);
  const lost = await inTown(service.database, service.place.townId, async (tx) =>
    findUnwatched(tx, service.universe.now(), (await readTown(tx)).settings),
  );
  if (lost.length > 0) throw new Error(`nobody would look again: ${JSON.stringify(lost)}`);
}
