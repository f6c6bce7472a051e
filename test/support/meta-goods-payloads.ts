import { EARLIER, MESSAGE_ROWS } from './meta-payloads.js';
import type { MessageRow } from './meta-payloads.js';

/** Replies to products of the catalogue (Cloud API, messages webhook, context). */
const GOODS_ROWS: readonly MessageRow[] = [
  {
    name: 'text in reply to a product of the catalogue',
    message: {
      type: 'text',
      text: { body: '5 ctn' },
      context: {
        from: '15550783881',
        id: EARLIER,
        referred_product: { catalog_id: '194836987003835', product_retailer_id: 'NP-WW-CHK' },
      },
    },
    content: { kind: 'text', text: '5 ctn', sku: 'NP-WW-CHK' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'text in reply to a product that is none',
    message: { type: 'text', text: { body: '5' }, context: { referred_product: ['x'] } },
    content: { kind: 'text', text: '5' },
  },
];

/** Every row of messages. */
export const EVERY_MESSAGE_ROW: readonly MessageRow[] = [...MESSAGE_ROWS, ...GOODS_ROWS];
