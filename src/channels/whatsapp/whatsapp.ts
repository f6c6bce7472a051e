import type { Channel } from '../channel.js';
import { checkContent, renderMessage } from './render.js';
import { openGraph } from './send.js';
import type { GraphSettings } from './send.js';

/** WhatsApp as the relay sees it. */
export function openWhatsApp(settings: GraphSettings): Channel {
  const graph = openGraph(settings);
  return {
    name: 'whatsapp',
    check: checkContent,
    render: (content, recipient, id, mediaId) =>
      JSON.stringify(renderMessage(content, recipient, id, mediaId)),
    upload: (accountId, file) => graph.upload(accountId, file),
    send: (accountId, body) => graph.send(accountId, body),
    close: () => graph.close(),
  };
}
