import { realUniverse } from '../../src/base/universe.js';
import { openGraph } from '../../src/channels/whatsapp/send.js';
import type { Graph } from '../../src/channels/whatsapp/send.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { GraphDouble, GraphDoubleSettings } from '../../src/embedded/graph-double.js';

export const TOKEN = 'EAAJB-a-token-of-the-tests-0123456789abcdefghijklmnop';
export const NUMBER = '100000000000001';

/** A double of the Graph API and a real way to it, closed again after the test. */
export interface GraphPair {
  readonly double: GraphDouble;
  readonly graph: Graph;
  close(): Promise<void>;
}

export async function openPair(
  over: Partial<GraphDoubleSettings> = {},
  timeoutMs = 5000,
  connections = 8,
): Promise<GraphPair> {
  const double = await openGraphDouble({
    universe: realUniverse(),
    port: 0,
    token: TOKEN,
    latencyMs: 0,
    statuses: null,
    pairLimit: false,
    perSecondMax: null,
    logMax: 1000,
    ...over,
  });
  const graph = openGraph({
    baseUrl: double.url,
    version: 'v25.0',
    token: TOKEN,
    timeoutMs,
    connections,
  });
  return {
    double,
    graph,
    close: async () => {
      await graph.close();
      await double.close();
    },
  };
}

/** The body of a text message. */
export function textTo(to: string, body = 'namaste', id = 'outbox-1'): string {
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'text',
    text: { body, preview_url: false },
    biz_opaque_callback_data: id,
  });
}
