import { personFrom } from './people.js';
import type { Person } from './people.js';
import type { Place } from './wire.js';

export interface Options {
  readonly help: boolean;
  readonly as: Person;
  readonly waitMs: number;
  /** A phone with a keypad in place of messages. */
  readonly ussd: boolean;
  /** Short messages in place of WhatsApp. */
  readonly sms: boolean;
  /** The line drops after so many keys; null where it holds. */
  readonly dropAfter: number | null;
  readonly dataDir: string;
  readonly given: Partial<Place>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const KNOWN = ['--as', '--wait', '--ussd', '--sms', '--drop', '--service', '--graph', '--help'];

/** Words by the option they stand behind. */
function optionWords(args: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  let name = '';
  for (const arg of args) {
    if (arg.startsWith('--')) name = arg;
    words.set(name, [...(words.get(name) ?? []), ...(arg === name ? [] : [arg])]);
  }
  return words;
}

/** Reads the command line; a string is what is wrong with it. */
export function optionsFrom(args: readonly string[], env: Environment): Options | string {
  const words = optionWords(args);
  const [stray] = [...words].filter(([name]) => !KNOWN.includes(name));
  if (stray) return `${stray.flat().join(' ').trim()} is not an option.`;
  const value = (option: string, fallback: string): string =>
    words.get(option)?.join(' ') ?? fallback;
  const who = value('--as', 'retailer 1');
  const as = personFrom(who);
  if (as === undefined) return `Nobody is called "${who}": try --as retailer 7.`;
  const seconds = Number(value('--wait', '0'));
  if (!(seconds >= 0)) return '--wait takes a number of seconds.';
  const drop = Number(value('--drop', '') || '3');
  if (!(Number.isInteger(drop) && drop > 0)) return '--drop takes a number of keys.';
  return {
    help: words.has('--help'),
    ussd: words.has('--ussd') || words.has('--drop'),
    sms: words.has('--sms'),
    dropAfter: words.has('--drop') ? drop : null,
    as,
    waitMs: seconds * 1000,
    dataDir: env['DATA_DIR'] ?? '.data',
    given: placeGiven(value('--service', ''), value('--graph', env['GRAPH_BASE_URL'] ?? ''), env),
  };
}

function placeGiven(service: string, graph: string, env: Environment): Partial<Place> {
  // While secrets are rotated, any of them signs.
  const appSecret = env['WHATSAPP_APP_SECRET']?.split(',')[0]?.trim() ?? '';
  return {
    ...(service !== '' && { service: service.replace(/\/+$/, '') }),
    ...(graph !== '' && { graph: graph.replace(/\/+$/, '') }),
    ...(appSecret !== '' && { appSecret }),
  };
}
