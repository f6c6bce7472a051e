import { setTimeout as pause } from 'node:timers/promises';
import { realUniverse } from '../../src/base/universe.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import { preciseNowMs } from './precise-clock.js';
import { BENCH_SECRETS } from './deployment.js';
import { STATUS_WORDS } from './double-process.js';
import type { DoubleSettings, Reached } from './double-process.js';

/**
 * The Graph API's double as a process of its own. It tells its parent what reached it, in batches:
 * only what the load generator needs, since passing whole messages on would cost a core.
 */
const BATCH_MS = 2;
const STATUS_BEAT_MS = 100;
const LOG_MAX = 50_000;

const settings = JSON.parse(process.argv[2] ?? '') as DoubleSettings;
const double = await openGraphDouble({
  universe: { ...realUniverse(), nowMs: preciseNowMs },
  port: 0,
  token: BENCH_SECRETS.accessToken,
  latencyMs: settings.latencyMs,
  statuses: settings.statuses
    ? {
        url: settings.webhookUrl,
        appSecret: BENCH_SECRETS.appSecret,
        words: STATUS_WORDS,
        beatMs: STATUS_BEAT_MS,
      }
    : null,
  pairLimit: settings.perSecondMax !== undefined,
  perSecondMax: settings.perSecondMax ?? null,
  logMax: LOG_MAX,
});

function tell(message: object): void {
  process.send?.(message);
}

/** The id behind the first button: pressing it confirms a basket. */
function firstButton(payload: SentMessage['payload']): string {
  const interactive = payload['interactive'] as
    { action?: { buttons?: { reply?: { id?: string } }[] } } | undefined;
  return interactive?.action?.buttons?.[0]?.reply?.id ?? '';
}

function reachedFrom({ callbackData, to, atMs, payload }: SentMessage): Reached {
  return [callbackData ?? '', to, atMs, firstButton(payload)];
}

process.on('message', (message: { ask?: string }) => {
  if (message.ask === 'counts') tell({ counts: double.counts(), idle: double.idle() });
});
process.on('disconnect', () => process.exit());
tell({ url: double.url });

let seq = 0;
for (;;) {
  const messages = await double.log.next(seq, LOG_MAX, 60_000);
  seq = messages.at(-1)?.seq ?? seq;
  if (messages.length > 0) tell({ reached: messages.map(reachedFrom) });
  await pause(BATCH_MS);
}
