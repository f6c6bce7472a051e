import { Pool } from 'undici';
import { GRAPH_ANSWER_BYTES_MAX } from '../../base/limits.js';
import type { Receipt } from '../../base/receipt.js';
import { RECEIPT } from '../../base/whatsapp-limits.js';
import { Exchange } from '../exchange.js';
import type { GraphSettings } from './send.js';

/** Shows people that their message was read. */
export interface ReceiptDesk {
  /** Says so of one message, at once or not at all. Returns before anything is sent. */
  show(receipt: Receipt): void;
  /** Resolves when nothing is under way; closes the connections. */
  close(): Promise<void>;
}

/**
 * Opens the way of read receipts (Cloud API, mark messages as read; with it the typing indicator,
 * which stays until we answer, 25 seconds at most). They are a courtesy: on connections of their
 * own, so that no answer waits for one; never repeated, whatever comes of it; and dropped while as
 * many as may be are under way, since one that comes late says nothing. They are no messages: the
 * pace of a number and of a pair does not count them. Once for each message.
 */
export function openReceipts(
  settings: Pick<GraphSettings, 'baseUrl' | 'version' | 'token'>,
  note: (came: 'shown' | 'refused' | 'dropped') => void = () => undefined,
): ReceiptDesk {
  const base = new URL(settings.baseUrl);
  const pool = new Pool(base.origin, { connections: RECEIPT.under_way_max, pipelining: 1 });
  const path = `${base.pathname.replace(/\/+$/, '')}/${settings.version}`;
  const headers = {
    authorization: `Bearer ${settings.token}`,
    'content-type': 'application/json',
  };
  const underWay = new Set<Promise<void>>();
  const shown = new Set<string>();
  const send = async (receipt: Receipt): Promise<void> => {
    const exchange = new Exchange(RECEIPT.timeout_ms, GRAPH_ANSWER_BYTES_MAX);
    const answer = await exchange.run(pool, {
      method: 'POST',
      path: `${path}/${receipt.providerAccountId}/messages`,
      headers,
      body: JSON.stringify(bodyOf(receipt)),
    });
    note(answer.ok && answer.value.status === 200 ? 'shown' : 'refused');
  };
  return {
    show: (receipt) => {
      const key = `${receipt.providerAccountId} ${receipt.messageId}`;
      if (shown.has(key)) return;
      if (underWay.size >= RECEIPT.under_way_max) {
        note('dropped');
        return;
      }
      shown.add(key);
      const [oldest] = shown;
      if (shown.size > RECEIPT.remembered_max && oldest !== undefined) shown.delete(oldest);
      const sending: Promise<void> = send(receipt).finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    close: async () => {
      await Promise.all(underWay);
      await pool.close();
    },
  };
}

function bodyOf({ messageId, typing }: Receipt): object {
  return {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    ...(typing && { typing_indicator: { type: 'text' } }),
  };
}
