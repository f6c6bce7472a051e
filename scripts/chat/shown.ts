/** A message as a person sees it on a phone. */
export interface Shown {
  readonly lines: readonly string[];
  readonly taps: readonly Tap[];
}

/** A button or a row of a list. */
export interface Tap {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The heading it stands under; '' for none. */
  readonly section: string;
  readonly list: boolean;
}

/** What the service sent, as text and things to press. Unknown types are named, not hidden. */
export function shownFrom(payload: Readonly<Record<string, unknown>>): Shown {
  const type = typeof payload['type'] === 'string' ? payload['type'] : 'text';
  const body = record(payload[type]);
  if (type === 'text') return { lines: lines(body['body']), taps: [] };
  if (type === 'image') return { lines: ['(a picture)', ...lines(body['caption'])], taps: [] };
  if (type === 'document') {
    return { lines: [`(file: ${text(body['filename'])})`, ...lines(body['caption'])], taps: [] };
  }
  if (type !== 'interactive') return { lines: [`(a message of type ${type})`], taps: [] };
  const parts = ['header', 'body', 'footer'].flatMap((part) => lines(record(body[part])['text']));
  const action = record(body['action']);
  const own = text(action['name']);
  const link = record(action['parameters']);
  if (own === 'flow') parts.push(`[${text(link['flow_cta'])}] (a form)`);
  else if (own === 'cta_url') parts.push(`[${text(link['display_text'])}] ${text(link['url'])}`);
  else if (own !== '') parts.push(`(WhatsApp shows its own button: ${own})`);
  parts.push(...products(action));
  return { lines: parts, taps: [...buttons(action), ...rows(action)] };
}

/** What a phone shows with pictures out of the catalogue: here by our codes. */
function products(action: Readonly<Record<string, unknown>>): string[] {
  const sections = list(action['sections']).map(record);
  const items = sections.flatMap((section) => [
    ...(list(section['product_items']).length > 0 ? [`  ${text(section['title'])}`] : []),
    ...list(section['product_items']).map((item) => `  (product ${skuOf(record(item))})`),
  ]);
  return skuOf(action) === '' ? items : [`(product ${skuOf(action)})`];
}

function skuOf(item: Readonly<Record<string, unknown>>): string {
  return text(item['product_retailer_id']);
}

function buttons(action: Readonly<Record<string, unknown>>): Tap[] {
  return list(action['buttons']).map((button) => {
    const reply = record(record(button)['reply']);
    return {
      id: text(reply['id']),
      title: text(reply['title']),
      description: '',
      section: '',
      list: false,
    };
  });
}

function rows(action: Readonly<Record<string, unknown>>): Tap[] {
  return list(action['sections']).flatMap((one) => {
    const section = record(one);
    return list(section['rows']).map((each) => {
      const row = record(each);
      return {
        id: text(row['id']),
        title: text(row['title']),
        description: text(row['description']),
        section: text(section['title']),
        list: true,
      };
    });
  });
}

function lines(value: unknown): string[] {
  const whole = text(value);
  return whole === '' ? [] : whole.split('\n');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
