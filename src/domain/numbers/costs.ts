import { SENDING } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';
import { selectCounts } from './queries.js';

/** What one message costs, in millionths of the currency, by market and kind; `*` is any market. */
type MessagePrices = Readonly<
  Record<string, Readonly<Record<string, number | undefined>> | undefined>
>;

/** Messages of one kind that a number sent to one market in a month. */
export interface MessageCount {
  readonly numberId: string;
  readonly providerAccountId: string;
  readonly kind: string;
  readonly market: string;
  readonly sent: bigint;
  /** How many of them cost nothing. */
  readonly free: bigint;
  /** In millionths of the currency of the prices; null: the price is not known. */
  readonly costMicros: bigint | null;
}

/**
 * What the town's numbers sent in a month, `2026-03`, with an estimate of what it costs: counted
 * when the provider took it, so never less than it charges for. The first 1,000 messages of a
 * number and month outside of templates are free, of whatever market: they are taken off in the
 * order of the markets. What was said in a free entry point costs nothing and uses none of them.
 * Reads one month's counts, never messages.
 */
export async function readMessageCounts(
  tx: Tx,
  month: string,
  prices: MessagePrices,
): Promise<readonly MessageCount[]> {
  const freeLeft = new Map<string, bigint>();
  return (await selectCounts(tx, `${month}-01`)).map((row) => {
    const { number_id: numberId, kind, market, sent } = row;
    const left = freeLeft.get(numberId) ?? SENDING.free_service_messages;
    const entered = kind === 'free_entry';
    const ofMonth = kind === 'service' ? (sent < left ? sent : left) : 0n;
    freeLeft.set(numberId, left - ofMonth);
    const free = entered ? sent : ofMonth;
    const price = entered ? 0 : (prices[market]?.[kind] ?? prices['*']?.[kind]);
    const costMicros = price === undefined ? null : (sent - free) * BigInt(price);
    const { provider_account_id: providerAccountId } = row;
    return { numberId, providerAccountId, kind, market, sent, free, costMicros };
  });
}
