import type { Part, ReplyKey, Say, Tell } from '../src/conversation/vocabulary.js';
import { part, tell } from './sentences.js';

/** Payments that a provider of wallets is asked for. */

type Told = Extract<Tell, { type: 'request_link' | 'request_failed' | 'request_unsure' }>;

/** The provider as its customers call it. */
export function walletOf(gateway: Told['gateway']): { readonly key: ReplyKey } {
  return { key: `request.wallet.${gateway}` };
}

/** What a retailer hears of a request, beside that it was paid: that is told as any payment. */
export function tellRequest(told: Told): Say {
  const holes = { amount: { money: told.amountMinor }, wallet: walletOf(told.gateway) };
  switch (told.type) {
    case 'request_link': {
      const until = { until: { time: told.until } };
      const link = { title: part('button.pay_link'), url: told.url };
      return { ...tell([part('request.link', { ...holes, ...until })]), link };
    }
    case 'request_unsure':
      return tell([part('request.unsure', holes)]);
    case 'request_failed':
      return tell([
        part('request.failed', { ...holes, why: { choice: told.why } }),
        ...words(told.words),
        part('request.failed_how'),
      ]);
  }
}

/** An operator's, where one decided it. */
function words(said: string): readonly Part[] {
  return said === '' ? [] : [part('dispute.reason', { reason: { quote: said } })];
}
