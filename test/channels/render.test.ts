import { WHATSAPP_MESSAGE as LIMIT } from '../../src/base/whatsapp-limits.js';
import type { ListRow, OutboundContent } from '../../src/base/outbound.js';
import { graphMessage } from '../../src/channels/whatsapp/graph-message.js';
import { checkContent, renderMessage } from '../../src/channels/whatsapp/render.js';
import { checkPayload } from '../../src/embedded/graph-check.js';

const PERSON = { phone: '+9779800000001', bsuid: 'NP.13491208655302741918' };
const row = (id: string, over: Partial<ListRow> = {}): ListRow => ({
  id,
  title: `Rice ${id}`,
  section: 'Staples',
  description: 'Rs 95',
  ...over,
});
const text = (body: string): OutboundContent => ({ kind: 'text', body });
const buttons = (...titles: string[]): OutboundContent => ({
  kind: 'buttons',
  body: 'Confirm?',
  buttons: titles.map((title, index) => ({ id: `b${index}`, title })),
});
const document = (length: number, name: number): OutboundContent => ({
  kind: 'document',
  body: 'x'.repeat(length),
  fileName: 'x'.repeat(name),
  sheet: { title: 'x', lines: [], columns: [], rows: [], sums: [] },
});
const request = (length: number): OutboundContent => ({
  kind: 'request',
  of: 'place',
  body: 'x'.repeat(length),
});
const link = (title: string, url: string): OutboundContent => ({
  kind: 'link',
  body: 'Where it goes.',
  title,
  url,
});
const goods = (
  sections: readonly { title: string; skus: readonly string[] }[],
  header: string | null = 'Our goods',
): OutboundContent => ({
  kind: 'goods',
  body: 'Today:',
  catalogueId: '194836987003835',
  ...(header !== null && { header }),
  sections,
  words: [],
  plain: { kind: 'text', body: 'Today:' },
});
const file = (as: 'image' | 'document', length: number): OutboundContent => ({
  kind: 'file',
  as,
  body: 'x'.repeat(length),
  fileName: 'file',
  mimeType: 'image/png',
  storageKey: 'x',
  givenId: 'x',
});
const form = (title: string): OutboundContent => ({
  kind: 'form',
  body: 'Your shop?',
  title,
  flowId: '1122334455',
  token: 'c0ffee',
  words: [],
  plain: { kind: 'text', body: 'Your shop?' },
});
const skus = (count: number): string[] => Array.from({ length: count }, (_, i) => `SKU-${i}`);
const shelves = (count: number): { title: string; skus: string[] }[] =>
  Array.from({ length: count }, (_, i) => ({ title: `Shelf ${i}`, skus: skus(1) }));
const list = (rows: readonly ListRow[], open = 'Choose'): OutboundContent => ({
  kind: 'list',
  body: 'Which rice?',
  open,
  rows,
});

describe('rendering', () => {
  test('a text to a phone, with its plus and our id', () => {
    expect(renderMessage(text('नमस्ते'), PERSON, 'outbox-7')).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+9779800000001',
      type: 'text',
      text: { body: 'नमस्ते', preview_url: false },
      biz_opaque_callback_data: 'outbox-7',
    });
  });

  test('to a user id where no phone is known', () => {
    const message = renderMessage(text('x'), { ...PERSON, phone: null }, 'o');
    expect(message).toMatchObject({ recipient: 'NP.13491208655302741918' });
    expect(message).not.toHaveProperty('to');
  });

  test('to nobody is a bug of ours', () => {
    expect(() => renderMessage(text('x'), { phone: null, bsuid: null }, 'o')).toThrow(/recipient/);
  });

  test('buttons', () => {
    expect(renderMessage(buttons('Confirm', 'Change'), PERSON, 'o')).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Confirm?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'b0', title: 'Confirm' } },
            { type: 'reply', reply: { id: 'b1', title: 'Change' } },
          ],
        },
      },
    });
  });

  test('what WhatsApp has a button of its own for', () => {
    const request = (of: 'place' | 'phone'): OutboundContent => ({
      kind: 'request',
      of,
      body: 'Where?',
    });
    for (const [of, type, name] of [
      ['place', 'location_request_message', 'send_location'],
      ['phone', 'request_contact_info', 'request_contact_info'],
    ] as const) {
      const message = renderMessage(request(of), PERSON, 'o');
      expect(message).toMatchObject({
        type: 'interactive',
        interactive: { type, body: { text: 'Where?' }, action: { name } },
      });
      expect(checkPayload(message)).toBeUndefined();
      const other = {
        ...message,
        interactive: { type, body: { text: 'x' }, action: { name: 'x' } },
      };
      expect(checkPayload(other)).toMatchObject({ code: 131009 });
    }
  });

  test('a button that opens a page', () => {
    const message = renderMessage(
      link('Open the map', 'https://maps.example/?q=28.6'),
      PERSON,
      'o',
    );
    const parameters = { display_text: 'Open the map', url: 'https://maps.example/?q=28.6' };
    expect(message).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'Where it goes.' },
        action: { name: 'cta_url', parameters },
      },
    });
    expect(checkPayload(message)).toBeUndefined();
  });

  test('products of the catalogue, and one alone without a header', () => {
    const several = goods([{ title: 'Noodles', skus: ['NP-WW-CHK', 'NP-RARA'] }]);
    expect(renderMessage(several, PERSON, 'o')).toMatchObject({
      interactive: {
        type: 'product_list',
        header: { type: 'text', text: 'Our goods' },
        action: {
          catalog_id: '194836987003835',
          sections: [
            {
              title: 'Noodles',
              product_items: [
                { product_retailer_id: 'NP-WW-CHK' },
                { product_retailer_id: 'NP-RARA' },
              ],
            },
          ],
        },
      },
    });
    const message = renderMessage(goods(shelves(1), null), PERSON, 'o');
    const action = { catalog_id: '194836987003835', product_retailer_id: 'SKU-0' };
    expect(message).toMatchObject({ interactive: { type: 'product', action } });
    expect(checkPayload(message)).toBeUndefined();
    expect(message).not.toHaveProperty('interactive.header');
  });

  test('a form, which brings back our word', () => {
    const message = renderMessage(form('Fill in the form'), PERSON, 'o');
    expect(message).toMatchObject({
      interactive: {
        type: 'flow',
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_token: 'c0ffee',
            flow_id: '1122334455',
            flow_cta: 'Fill in the form',
            mode: 'published',
          },
        },
      },
    });
    expect(checkPayload(message)).toBeUndefined();
  });

  test('a page without encryption is not linked to', () => {
    expect(checkContent(link('Map', 'http://a.b'))).toEqual([expect.stringContaining('https')]);
  });

  test('a list, its rows gathered under their headings, nothing empty in it', () => {
    const rows = [row('1'), row('2', { description: '' }), row('3', { section: 'Oil' })];
    const message = renderMessage(list(rows), PERSON, 'o');
    expect(message).toMatchObject({
      interactive: {
        type: 'list',
        action: {
          button: 'Choose',
          sections: [
            {
              title: 'Staples',
              rows: [
                { id: '1', title: 'Rice 1', description: 'Rs 95' },
                { id: '2', title: 'Rice 2' },
              ],
            },
            { title: 'Oil', rows: [{ id: '3', title: 'Rice 3', description: 'Rs 95' }] },
          ],
        },
      },
    });
    expect(JSON.stringify(message)).not.toContain('""');
  });

  test('a list under no heading has one section without a title', () => {
    const message = renderMessage(list([row('1', { section: '' })]), PERSON, 'o');
    expect(message).toMatchObject({
      interactive: { action: { sections: [{ rows: [{ id: '1' }] }] } },
    });
    expect(graphMessage.safeParse(message).success).toBe(true);
  });
});

const many = (count: number, over: Partial<ListRow> = {}): ListRow[] =>
  Array.from({ length: count }, (_, index) => row(String(index), over));

/** At the limit, and one beyond it. The double measures by itself, and must agree. */
const LIMIT_ROWS: readonly (readonly [string, OutboundContent, OutboundContent])[] = [
  ['text', text('x'.repeat(LIMIT.text_max)), text('x'.repeat(LIMIT.text_max + 1))],
  ['emoji count twice', text('🙏'.repeat(2048)), text('🙏'.repeat(2049))],
  ['no text', text('x'), text('')],
  ['blank text', text('x '), text(' \n')],
  ['request', request(1024), request(1025)],
  ['form title', form('x'.repeat(30)), form('x'.repeat(31))],
  ['form title with an emoji', form('Fill in'), form('Fill in 📝')],
  ['words under a picture', file('image', 1024), file('image', 1025)],
  ['words under a file', file('document', 1024), file('document', 1025)],
  ['products', goods([{ title: 'a', skus: skus(30) }]), goods([{ title: 'a', skus: skus(31) }])],
  ['shelves', goods(shelves(10)), goods(shelves(11))],
  ['a shelf without goods', goods(shelves(1)), goods([...shelves(1), { title: 'b', skus: [] }])],
  ['header', goods(shelves(2), 'x'.repeat(60)), goods(shelves(2), 'x'.repeat(61))],
  [
    'shelf title',
    goods([{ title: 'x'.repeat(24), skus: skus(1) }]),
    goods([{ title: 'x'.repeat(25), skus: skus(1) }]),
  ],
  ['link title', link('x'.repeat(20), 'https://pay.example'), link('x'.repeat(21), 'https://a.b')],
  [
    'link',
    link('Map', `https://a.b/${'x'.repeat(1988)}`),
    link('Map', `https://a.b/${'x'.repeat(1989)}`),
  ],
  ['link with blanks', link('Map', 'https://a.b/c%20d'), link('Map', 'https://a.b/c d')],
  ['link without a host', link('Map', 'https://a.b'), link('Map', 'https:///a')],
  ['caption', document(1024, 5), document(1025, 5)],
  ['no caption', document(1, 5), document(0, 5)],
  ['buttons', buttons('a', 'b', 'c'), buttons('a', 'b', 'c', 'd')],
  ['no buttons', buttons('a'), buttons()],
  ['button title', buttons('x'.repeat(20)), buttons('x'.repeat(21))],
  ['blank button title', buttons('x'), buttons(' ')],
  ['equal titles', buttons('a', 'A'), buttons('a', 'a')],
  ['rows', list(many(10)), list(many(11))],
  ['no rows', list(many(1)), list([])],
  ['rows in all sections', list(tenSections(10)), list(tenSections(11))],
  ['equal row ids', list([row('1'), row('2')]), list([row('1'), row('1')])],
  [
    'row id',
    list([row('x'.repeat(200), { title: 'a' })]),
    list([row('x'.repeat(201), { title: 'a' })]),
  ],
  ['row title', list(many(1, { title: 'x'.repeat(24) })), list(many(1, { title: 'x'.repeat(25) }))],
  [
    'row description',
    list(many(1, { description: 'x'.repeat(72) })),
    list(many(1, { description: 'x'.repeat(73) })),
  ],
  [
    'section title',
    list(many(1, { section: 'x'.repeat(24) })),
    list(many(1, { section: 'x'.repeat(25) })),
  ],
  [
    'untitled among several sections',
    list([row('1'), row('2')]),
    list([row('1', { section: '' }), row('2')]),
  ],
  ['the word that opens', list(many(1), 'x'.repeat(20)), list(many(1), 'x'.repeat(21))],
  [
    'body of buttons',
    { kind: 'buttons', body: 'x'.repeat(1024), buttons: [{ id: 'a', title: 'a' }] },
    { kind: 'buttons', body: 'x'.repeat(1025), buttons: [{ id: 'a', title: 'a' }] },
  ],
  [
    'button id',
    { kind: 'buttons', body: 'x', buttons: [{ id: 'x'.repeat(256), title: 'a' }] },
    { kind: 'buttons', body: 'x', buttons: [{ id: 'x'.repeat(257), title: 'a' }] },
  ],
];

function tenSections(rows: number): ListRow[] {
  return many(rows).map((one, index) => ({ ...one, title: 'x', section: `s${index % 10}` }));
}

describe('limits', () => {
  test.each(LIMIT_ROWS)('%s: at the limit it goes, beyond it does not', (_what, fits, exceeds) => {
    expect(checkContent(fits)).toEqual([]);
    expect(checkPayload(renderMessage(fits, PERSON, 'o'))).toBeUndefined();
    expect(checkContent(exceeds)).not.toEqual([]);
    expect(checkPayload(renderMessage(exceeds, PERSON, 'o'))).toBeDefined();
  });

  test('what is wrong is said with its place', () => {
    expect(checkContent(buttons('x'.repeat(21)))[0]).toMatch(
      /interactive\.action\.buttons\.0\.reply\.title/,
    );
  });
});
