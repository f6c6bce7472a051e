import { missing, object, text, wrong } from './graph-refusal.js';
import type { Json, Refusal } from './graph-refusal.js';

/** What Meta asks of the actions beneath a message that are neither buttons nor lists of ours. */

/** A button that opens a page: its word, and a whole address of the web. */
export function checkLink(action: Json): Refusal | undefined {
  if (action['name'] !== 'cta_url') return wrong('interactive.action.name', 'is cta_url');
  const parameters = object(action['parameters']);
  if (parameters === undefined) return missing('interactive.action.parameters');
  const { display_text: title, url } = parameters;
  const refusal = text(title, 'display_text', 20) ?? text(url, 'url', 2000);
  if (refusal !== undefined) return refusal;
  const isWeb = /^https?:\/\/[^\s/]+\.[^\s/]+/.test(String(url)) && !/\s/.test(String(url));
  return isWeb ? undefined : wrong('url', 'is no address of the web');
}
