import type { Cause } from '../base/cause.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform } from '../db/transaction.js';
import { finishNews, lockNews } from '../inbox/news.js';
import { heedNews } from '../usecases/heed-news.js';

/**
 * Acts on what the provider says of our accounts, the oldest first, each in a transaction of its
 * own, until nothing waits. What fails is tried again at the next look: its row stands.
 */
export async function heedWaitingNews(
  { database, universe, log }: Pick<HopParts, 'database' | 'universe' | 'log'>,
  going: () => boolean,
): Promise<void> {
  while (going()) {
    const heeded = await inPlatform(database, async (tx) => {
      const news = await lockNews(tx);
      if (!news) return undefined;
      const cause: Cause = {
        universe,
        actor: { kind: 'machine', id: null },
        channel: 'whatsapp',
        correlationId: news.correlationId,
      };
      const outcome = await heedNews(tx, cause, news);
      await finishNews(tx, universe, news.id, outcome);
      return { news, outcome };
    });
    if (heeded === undefined) return;
    const { field, event, businessAccountId } = heeded.news;
    log.warn('news of our account', { field, event, businessAccountId, outcome: heeded.outcome });
  }
}
