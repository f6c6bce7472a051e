import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { realUniverse } from '../src/base/universe.js';
import { commandFrom, COMMANDS_HELP, USAGE } from './chat/commands.js';
import { runKeypad } from './chat/keypad.js';
import { optionsFrom } from './chat/options.js';
import type { Options } from './chat/options.js';
import { personFrom } from './chat/people.js';
import { Talk, tapMeant } from './chat/talk.js';
import { runShortMessages } from './chat/short-messages.js';
import type { Mouth, Place } from './chat/wire.js';
import { checkPlace, findPlace, followSent, openMouth, readSent, WireError } from './chat/wire.js';

/** Fed from a pipe: how long an answer may take, and how long a silence ends the answers. */
const ANSWER_MS_MAX = 15_000;
const QUIET_MS = 600;
const SETTLE_MS_MAX = 20_000;
const LOOK_MS = 20;

/** What the two ways of running share. */
interface Chat {
  readonly talk: Talk;
  readonly mouth: Mouth;
  readonly place: () => Place;
  readonly print: (line: string) => void;
  /** Shows what was typed: a terminal has shown it already. */
  readonly echo: boolean;
}

/** Does what a line asks for. Gives whether something was said, and whether it was the last. */
async function obey(chat: Chat, line: string): Promise<{ said: boolean; quit: boolean }> {
  const { talk, print } = chat;
  const command = commandFrom(line);
  const still = { said: false, quit: false };
  switch (command.kind) {
    case 'say':
      talk.note(`> ${command.text}`, chat.echo);
      return { said: await post(chat, { text: command.text }), quit: false };
    case 'press': {
      const { pressable } = talk;
      const tap = pressable && tapMeant(pressable.taps, command.words);
      if (!tap) {
        print(pressable ? `(there is no "${command.words}" to press)` : '(nothing to press yet)');
        return still;
      }
      const { id, title, list } = tap;
      talk.note(`* ${title}`, true);
      return { said: await post(chat, { choice: { id, title, list } }, true), quit: false };
    }
    case 'as': {
      const person = personFrom(command.words);
      if (person) talk.become(person);
      else print(`(nobody is called "${command.words}": try /as retailer 7)`);
      return still;
    }
    case 'who':
      talk.showPeople();
      return still;
    case 'history':
      talk.showHistory();
      return still;
    case 'help':
      print(COMMANDS_HELP);
      return still;
    case 'unknown':
      print(`(${command.words} is no command: /help lists them; /say sends it)`);
      return still;
    case 'nothing':
      return still;
    case 'quit':
      return { said: false, quit: true };
  }
}

async function post(chat: Chat, say: Parameters<Mouth['say']>[2], isTap = false): Promise<boolean> {
  const { talk, mouth, print } = chat;
  const contextId = isTap ? talk.pressable?.messageId : undefined;
  const status = await mouth.say(chat.place(), talk.person, say, contextId);
  if (status === 200) return true;
  if (status === 0) print('(not sent: the service does not answer; is npm start still running?)');
  else if (status === 401) print('(not sent: the service has another WHATSAPP_APP_SECRET)');
  else print(`(not sent: the service answered ${status})`);
  return false;
}

/** A person at a terminal: what comes in is written above the line being typed. */
async function runTerminal(chat: (print: (line: string) => void) => Chat): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const prompt = (talk: Talk): void => {
    terminal.setPrompt(`${talk.person.label} > `);
    terminal.prompt(true);
  };
  let ready: Chat | undefined = undefined as Chat | undefined;
  const print = (line: string): void => {
    process.stdout.write(`\r\u001b[K${line}\n`);
    if (ready) prompt(ready.talk);
  };
  const opened = chat(print);
  print('Type as you would on a phone. /help for the rest, Ctrl-D ends.');
  opened.talk.become(opened.talk.person);
  ready = opened;
  prompt(opened.talk);
  terminal.on('SIGINT', () => terminal.close());
  for await (const line of terminal) {
    const { quit } = await obey(opened, line);
    if (quit) break;
    prompt(opened.talk);
  }
  terminal.close();
  process.stdout.write('\n');
}

/** Lines from a pipe, one after the other. */
async function runScript(chat: (print: (line: string) => void) => Chat): Promise<void> {
  const opened = chat((line) => process.stdout.write(`${line}\n`));
  opened.talk.become(opened.talk.person);
  for await (const line of createInterface({ input: process.stdin })) {
    const before = opened.talk.answers;
    const { said, quit } = await obey(opened, line);
    if (quit) return;
    if (said) await settle(opened, before);
  }
}

/** Waits for an answer, and then until nobody has heard anything for a moment. */
async function settle({ talk, print }: Chat, before: number): Promise<void> {
  const startedMs = Date.now();
  for (;;) {
    const nowMs = Date.now();
    const answered = talk.answers > before;
    if (answered && nowMs - talk.heardAtMs >= QUIET_MS) return;
    if (nowMs - startedMs > (answered ? SETTLE_MS_MAX : ANSWER_MS_MAX)) break;
    await pause(LOOK_MS);
  }
  if (talk.answers === before) print(`(no answer within ${ANSWER_MS_MAX / 1000} s)`);
}

async function waitForPlace(options: Options): Promise<Place> {
  const untilMs = Date.now() + options.waitMs;
  for (;;) {
    try {
      const place = findPlace(options.dataDir, options.given);
      await checkPlace(place);
      return place;
    } catch (error) {
      if (!(error instanceof WireError) || Date.now() >= untilMs) throw error;
      await pause(250);
    }
  }
}

async function run(options: Options): Promise<void> {
  let place = await waitForPlace(options);
  if (options.ussd) return runKeypad(place, options.as, options.dropAfter);
  if (options.sms) return runShortMessages(place, options.as);
  const sent = await readSent(place);
  const universe = realUniverse();
  const mouth = openMouth(() => universe.newId());
  const leaving = new AbortController();
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  let following: Promise<void> | undefined;
  const open = (print: (line: string) => void): Chat => {
    const talk = new Talk(options.as, print);
    talk.recall(sent);
    const listener = {
      message: (message: (typeof sent)[number]) => talk.hear(message),
      gone: () => print('(the service went away; waiting for it to come back)'),
      back: () => print('(the service is back)'),
    };
    const findAgain = (): Place => (place = findPlace(options.dataDir, options.given));
    following = followSent(place, sent.at(-1)?.seq ?? 0, listener, findAgain, leaving.signal);
    return { talk, mouth, place: () => place, print, echo: !isTerminal };
  };
  await (isTerminal ? runTerminal(open) : runScript(open));
  leaving.abort();
  await following;
  await mouth.close();
}

const options = optionsFrom(process.argv.slice(2), process.env);
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (options.help) {
  console.log(USAGE);
} else {
  try {
    await run(options);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
