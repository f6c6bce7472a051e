import { LIMITS } from '../base/limits.js';
import { MEDIA } from '../base/media-limits.js';
import { REQUESTS } from '../base/payment-limits.js';
import type { HopParts } from '../conversation/turn.js';
import { collectPayments } from './collect-payments.js';
import type { CollectParts } from './collect-payments.js';
import { doDueWork } from './do-due-work.js';
import type { DueHandlers } from './do-due-work.js';
import { fetchMedia } from './fetch-media.js';
import type { FetchParts } from './fetch-media.js';
import { handleInbound } from './handle-inbound.js';
import { heedWaitingNews } from './heed-news.js';
import type { Queues } from './queues.js';
import type { Sender } from './sender.js';
import { sweep } from './sweep.js';
import { watchTowns } from './watch.js';

/**
 * Gives every topic its one handler and starts the sweep. Returns what makes the handlers stop
 * after the piece of work in hand; closing the queues then waits for them.
 */
export function startWork(
  queues: Queues,
  parts: HopParts,
  sender: Sender,
  handlers: DueHandlers,
  media: Pick<FetchParts, 'source' | 'storage'>,
  payments: Pick<CollectParts, 'gateways' | 'callbackUrl'>,
): { readonly stop: () => void } {
  let stopped = false;
  const going = (): boolean => !stopped;
  queues.work('lane', (key) => handleInbound(parts, Number(key), going), {
    concurrency: LIMITS.lanes_at_once,
  });
  queues.work('relay', () => sender.send(), { concurrency: 1 });
  queues.work('due', () => doDueWork(parts, handlers, going), { concurrency: 1 });
  queues.work('sweep', () => sweep(parts.database, parts.universe, parts.bells), {
    concurrency: 1,
  });
  queues.work('watch', () => watchTowns(parts), { concurrency: 1 });
  queues.work('media', () => fetchMedia({ ...parts, ...media }, going), { concurrency: 1 });
  queues.every('media', MEDIA.poll_interval_ms);
  queues.work('payments', () => collectPayments({ ...parts, ...payments }, going), {
    concurrency: 1,
  });
  queues.every('payments', REQUESTS.poll_interval_ms);
  queues.work('news', () => heedWaitingNews(parts, going), { concurrency: 1 });
  queues.every('news', LIMITS.news_interval_ms);
  queues.every('sweep', LIMITS.sweep_interval_ms);
  queues.every('watch', LIMITS.watch_interval_ms);
  return {
    stop: () => {
      stopped = true;
    },
  };
}
