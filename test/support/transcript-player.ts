import { sql } from 'kysely';
import { inTown } from '../../src/db/transaction.js';
import type { DemoSize } from '../../src/demo-town.js';
import { demoPhone } from '../../src/demo-town.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import type { TestDatabase } from './database.js';
import { checkFact } from './facts.js';
import { openTestService } from './service.js';
import type { TestService } from './service.js';
import { changeWorld } from './transcript-world.js';
import type { Step } from './transcript.js';

const SIZE: DemoSize = { retailers: 9, vendors: 3, drivers: 0 };

/** 08:00 of a Monday in Nepal: when a transcript begins unless it says otherwise. */
const BEGIN = '2026-03-02 08:00';

/** Plays a transcript. */
export interface Player {
  readonly service: TestService;
  /** The phone of whoever speaks now. */
  phone: string;
  /** The webhook that was posted last, for what repeats it. */
  lastSaid: Parameters<TestService['say']> | undefined;
  /** What each person has been shown. */
  readonly seen: Map<string, number>;
}

/** Opens a town of its own in a shared database and plays every step; returns what came back. */
export async function playTranscript(
  name: string,
  index: number,
  steps: readonly Step[],
  shared: TestDatabase,
): Promise<string[][]> {
  const clock = steps.find((step) => step.kind === 'clock')?.text.replace(/^clock\s*/, '');
  const service = await openTestService(
    {
      slug: name,
      phoneNumberId: String(200_000_000_000_000 + index),
      size: SIZE,
      startMs: Date.parse(`${(clock ?? BEGIN).replace(' ', 'T')}:00+05:45`),
    },
    shared,
  );
  const player: Player = { service, phone: '', lastSaid: undefined, seen: new Map() };
  try {
    const replies: string[][] = [];
    for (const step of steps) {
      replies.push(
        await playStep(player, step).catch((error: unknown) => {
          const so_far = steps.slice(0, replies.length + 1).flatMap((one, i) => [
            ...one.lines,
            ...(replies[i] ?? []),
          ]);
          throw new Error(`${so_far.join('\n')}\n\n${(error as Error).message}`, { cause: error });
        }),
      );
    }
    const errors = service.log.lines.filter((line) => line.level === 'error');
    if (errors.length > 0 && !steps.some((step) => step.text.startsWith('faulty'))) {
      throw new Error(`errors were logged: ${JSON.stringify(errors).slice(0, 2000)}`);
    }
    return replies;
  } finally {
    await service.close();
  }
}

async function playStep(player: Player, step: Step): Promise<string[]> {
  const { service } = player;
  switch (step.kind) {
    case 'clock':
      return [];
    case 'who':
      player.phone = phoneOf(step.text);
      break;
    case 'type':
      await say(player, { text: step.text.replaceAll('\\n', '\n') });
      break;
    case 'press':
      await say(player, { choice: tapTitled(player, step) });
      break;
    case 'pass':
      await service.pass(durationMs(step));
      break;
    case 'world':
      await changeWorld(player, step);
      break;
    case 'fact':
      await checkFact(service, step);
      return [];
  }
  await service.settle();
  return unseen(player);
}

async function say(player: Player, what: Parameters<TestService['say']>[1]): Promise<void> {
  // People take a moment: two messages are never of one instant.
  player.service.universe.advance(10_000);
  player.lastSaid = [player.phone, what, { id: `wamid.${player.service.universe.newId()}` }];
  await player.service.say(...player.lastSaid);
}

/** "retailer 3", "vendor 1", "stranger 7": the same phones as in the demo. */
function phoneOf(who: string): string {
  const match = /^(retailer|vendor|stranger) (\d+)$/.exec(who);
  if (!match) throw new Error(`nobody is called "${who}"`);
  const number = Number(match[2]);
  if (match[1] === 'stranger') return `+97798300000${String(number).padStart(2, '0')}`;
  return demoPhone(match[1] === 'vendor' ? 'vendor' : 'retailer', number);
}

function durationMs(step: Step): number {
  const match = /^(\d+) (seconds?|minutes?|hours?|days?)$/.exec(step.text);
  const unit = match?.[2]?.slice(0, 3) ?? '';
  const size = { sec: 1_000, min: 60_000, hou: 3_600_000, day: 86_400_000 }[unit];
  if (!match || size === undefined) throw new Error(`line ${step.lineNo}: how long is that?`);
  return Number(match[1]) * size;
}

function messagesTo(player: Player): readonly SentMessage[] {
  return player.service.double.log.after(0, 10_000).filter(({ to }) => to === player.phone);
}

/** What came for the speaker since they last looked. */
function unseen(player: Player): string[] {
  const messages = messagesTo(player);
  const fresh = messages.slice(player.seen.get(player.phone) ?? 0);
  player.seen.set(player.phone, messages.length);
  return fresh.flatMap(({ payload }) => written(payload));
}

interface Payload {
  readonly type?: string;
  readonly text?: { readonly body: string };
  readonly interactive?: {
    readonly body: { readonly text: string };
    readonly action: {
      readonly button?: string;
      readonly buttons?: readonly { readonly reply: { id: string; title: string } }[];
      readonly sections?: readonly {
        readonly title?: string;
        readonly rows: readonly { id: string; title: string; description?: string }[];
      }[];
    };
  };
}

/** A message as lines of a transcript: its words, then what can be tapped. */
function written(payload: Payload): string[] {
  const { interactive } = payload;
  const body = payload.text?.body ?? interactive?.body.text ?? JSON.stringify(payload);
  const [first = '', ...rest] = body.split('\n');
  const lines = [`< ${first}`.trimEnd(), ...rest.map((line) => `| ${line}`.trimEnd())];
  const buttons = interactive?.action.buttons ?? [];
  if (buttons.length > 0) {
    lines.push(`| [${buttons.map(({ reply }) => reply.title).join('] [')}]`);
  }
  for (const section of interactive?.action.sections ?? []) {
    if (lines.every((line) => !line.startsWith('| {'))) {
      lines.push(`| {${interactive?.action.button ?? ''}}`);
    }
    if (section.title !== undefined) lines.push(`|   ${section.title}`);
    for (const row of section.rows) {
      const about = row.description === undefined ? '' : ` (${row.description})`;
      lines.push(`|   [${row.title}]${about}`);
    }
  }
  return lines;
}

/** The button or row of that title, in the newest message that has one. */
function tapTitled(player: Player, step: Step): { id: string; title: string; list?: boolean } {
  for (const { payload } of messagesTo(player).toReversed()) {
    const { action } = (payload as Payload).interactive ?? {};
    const button = action?.buttons?.find(({ reply }) => reply.title === step.text);
    if (button) return button.reply;
    const rows = action?.sections?.flatMap((section) => section.rows) ?? [];
    const row = rows.find(({ title }) => title === step.text);
    if (row) return { id: row.id, title: row.title, list: true };
  }
  throw new Error(`line ${step.lineNo}: there is no "${step.text}" to press`);
}

/** One number out of the town's database, for facts and for the world. */
export async function oneValue(
  service: TestService,
  query: ReturnType<typeof sql<{ value: unknown }>>,
): Promise<string | null> {
  const { rows } = await inTown(service.database, service.place.townId, (tx) => query.execute(tx));
  const value = rows[0]?.value;
  return value === null || value === undefined ? null : String(value);
}
