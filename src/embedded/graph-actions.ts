import { list, missing, object, text, wrong } from './graph-refusal.js';
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

/** One product of a catalogue, without a header (Cloud API, single-product messages). */
export function checkProduct(interactive: Json, action: Json): Refusal | undefined {
  if (interactive['header'] !== undefined) return wrong('interactive.header', 'is not allowed');
  return (
    text(action['catalog_id'], 'catalog_id', 64) ??
    text(action['product_retailer_id'], 'product_retailer_id', 100)
  );
}

/** Up to thirty products in up to ten sections, under a header of text. */
export function checkProductList(interactive: Json, action: Json): Refusal | undefined {
  const header = object(interactive['header']);
  if (header?.['type'] !== 'text') return missing('interactive.header');
  const sections = list(action['sections']).map(object);
  if (sections.length < 1 || sections.length > 10) {
    return wrong('interactive.action.sections', 'must be 1 to 10');
  }
  const items = sections.map((section) => list(section?.['product_items']).map(object));
  if (items.some((some) => some.length === 0)) return missing('product_items');
  if (items.flat().length > 30) return wrong('product_items', 'must be 30 at most in all');
  const titled = sections.length > 1;
  const refusals = [
    text(action['catalog_id'], 'catalog_id', 64),
    ...sections.flatMap((section) =>
      titled || section?.['title'] !== undefined
        ? [text(section?.['title'], 'section title', 24)]
        : [],
    ),
    ...items.flat().map((item) => text(item?.['product_retailer_id'], 'product_retailer_id', 100)),
  ];
  return refusals.find((refusal) => refusal !== undefined);
}

/** A form: which, in which version of such messages, with a word that comes back. */
export function checkFlow(action: Json): Refusal | undefined {
  if (action['name'] !== 'flow') return wrong('interactive.action.name', 'is flow');
  const given = object(action['parameters']);
  if (given === undefined) return missing('interactive.action.parameters');
  const { flow_message_version: version, flow_token: token, flow_cta: title, mode } = given;
  if (version !== '3') return wrong('flow_message_version', 'is 3');
  if (mode !== undefined && mode !== 'draft' && mode !== 'published')
    return wrong('mode', 'is odd');
  if (!/^\d+$/.test(String(given['flow_id']))) return wrong('flow_id', 'is no id of a form');
  if (/\p{Extended_Pictographic}/u.test(String(title))) return wrong('flow_cta', 'has an emoji');
  return text(token, 'flow_token', 256) ?? text(title, 'flow_cta', 30);
}
