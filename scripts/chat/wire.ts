import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { DEMO, DEMO_DISPLAY_NUMBER } from '../../src/demo-town.js';
import { inboundBody, openWebhookPoster } from '../../src/embedded/meta-webhook.js';
import type { Saying } from '../../src/embedded/meta-webhook.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import type { Person } from './people.js';

/** Where the running service and its double of the Graph API are. */
export interface Place {
  readonly service: string;
  readonly graph: string;
  readonly phoneNumberId: string;
  readonly appSecret: string;
  /** Where keypads call, and what they dial. */
  readonly ussdPathToken: string;
  readonly serviceCode: string;
  /** Where short messages are posted to, and read at the double; '' where there is none. */
  readonly sms: string;
  readonly smsPathToken: string;
  readonly smsNumber: string;
}

/** Nobody answers, or answers in an unexpected way: one sentence for the person at the terminal. */
export class WireError extends Error {
  override name = 'WireError';
}

/** How long the double lets us wait for its next message, and how often we look for it again. */
const FOLLOW_WAIT_MS = 20_000;
const LOOK_AGAIN_MS = 1_000;

/** Longer than the service may take to answer a webhook, shorter than patience. */
const POST_TIMEOUT_MS = 10_000;

/**
 * Reads `demo.json`, which the service writes into its data folder when it starts with its own
 * double; `given` comes first. Throws a WireError when neither says where the double is.
 */
export function findPlace(dataDir: string, given: Partial<Place>): Place {
  const file = path.join(dataDir, 'demo.json');
  let written: Partial<Place> = {};
  try {
    written = JSON.parse(readFileSync(file, 'utf8')) as Partial<Place>;
  } catch {
    // Not started yet, or with an outside double: what was given must do.
  }
  const {
    service = 'http://127.0.0.1:3000',
    graph,
    phoneNumberId = DEMO.phoneNumberId,
    appSecret = 'demo-app-secret',
    ussdPathToken = 'demo-ussd-path-token',
    serviceCode = DEMO.serviceCode,
    sms = '',
    smsPathToken = 'demo-sms-path-token',
    smsNumber = DEMO.smsNumber ?? '',
  } = { ...written, ...given };
  if (graph === undefined) {
    throw new WireError(
      `There is no ${file}, so the service has not started here yet.\n` +
        'Start it in another terminal with: npm start',
    );
  }
  const keypads = { ussdPathToken, serviceCode };
  const messages = { sms, smsPathToken, smsNumber };
  return { service, graph, phoneNumberId, appSecret, ...keypads, ...messages };
}

/** Throws a WireError unless the service is ready and the double answers. */
export async function checkPlace({ service, graph }: Place): Promise<void> {
  const start = 'Start it in another terminal with: npm start';
  const ready = await answerOf(`${service}/readyz`);
  if (ready === 0) throw new WireError(`The service does not answer at ${service}.\n${start}`);
  if (ready !== 200) throw new WireError(`The service at ${service} is not ready yet (${ready}).`);
  if ((await answerOf(`${graph}/_double/counts`)) !== 200) {
    throw new WireError(
      `The double of the Graph API does not answer at ${graph}.\n` +
        'Chat needs the one that npm start opens, or one of its kind behind GRAPH_BASE_URL.',
    );
  }
}

async function answerOf(url: string): Promise<number> {
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(5000) });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return 0;
  }
}

/** One page of what a double was sent, waiting up to `waitMs` for the first of it. */
export async function readPage(
  double: string,
  after: number,
  waitMs: number,
  signal: AbortSignal,
): Promise<readonly SentMessage[]> {
  const url = `${double}/_double/messages?after=${after}&wait=${waitMs}&limit=1000`;
  const answer = await request(url, { signal });
  const page = (await answer.body.json()) as { messages: readonly SentMessage[] };
  return page.messages;
}

/** Everything that was sent so far. */
export async function readSent(place: Place): Promise<SentMessage[]> {
  const all: SentMessage[] = [];
  const signal = AbortSignal.timeout(30_000);
  for (;;) {
    const page = await readPage(place.graph, all.at(-1)?.seq ?? 0, 0, signal);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** What a follower hears. */
export interface Listener {
  message(message: SentMessage): void;
  /** The double went away, or came back as another that has forgotten everything. */
  gone(): void;
  back(): void;
}

/**
 * Follows what the service sends, message by message, until `signal`. `findAgain` says where the
 * double is after it went away: a restarted service opens a new one.
 */
export async function followSent(
  place: Place,
  after: number,
  listener: Listener,
  findAgain: () => Place,
  signal: AbortSignal,
): Promise<void> {
  let { graph } = place;
  let seq = after;
  let lost = false;
  const left = (): boolean => signal.aborted;
  while (!left()) {
    try {
      const page = await readPage(graph, seq, lost ? 0 : FOLLOW_WAIT_MS, signal);
      if (lost) listener.back();
      lost = false;
      for (const message of page) {
        seq = message.seq;
        listener.message(message);
      }
    } catch {
      // An aborted request ends the loop; anything else is a service that stopped.
      if (left()) return;
      if (!lost) listener.gone();
      lost = true;
      await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      graph = findAgain().graph;
      seq = 0;
    }
  }
}

/** Says things to the service as Meta would pass them on. */
export interface Mouth {
  /** Gives the HTTP status of the webhook, 0 when nobody answered. */
  say(place: Place, person: Person, say: Saying, contextId?: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens the way to the service's webhook; `newId` makes the ids that Meta would give. */
export function openMouth(newId: () => string): Mouth {
  const posters = new Map<string, ReturnType<typeof openWebhookPoster>>();
  const posterTo = (place: Place): ReturnType<typeof openWebhookPoster> => {
    const { appSecret } = place;
    const url = `${place.service}/webhooks/whatsapp`;
    const key = `${url} ${appSecret}`;
    const poster =
      posters.get(key) ??
      openWebhookPoster({ url, appSecret, connections: 1, timeoutMs: POST_TIMEOUT_MS });
    posters.set(key, poster);
    return poster;
  };
  return {
    say: (place, person, say, contextId) => {
      const { phoneNumberId } = place;
      const displayPhone = DEMO_DISPLAY_NUMBER.slice(1);
      const id = `wamid.${Buffer.from(`chat ${newId()}`).toString('base64')}`;
      const body = inboundBody({ phoneNumberId, wabaId: `1${phoneNumberId}`, displayPhone }, [
        {
          id,
          phone: person.phone,
          name: person.name,
          typedAtMs: Date.now(),
          say,
          ...(contextId !== undefined && { contextId }),
        },
      ]);
      return posterTo(place).post(body);
    },
    close: async () => {
      await Promise.all([...posters.values()].map((poster) => poster.close()));
    },
  };
}
