import { z } from 'zod';
import { WHATSAPP_MESSAGE as LIMIT } from '../../base/whatsapp-limits.js';

/**
 * The messages we send, as the Graph API takes them. Schemas of our own: the published types lack
 * `recipient` and `biz_opaque_callback_data`. Meta answers an empty text with an error, so every
 * optional text is left out rather than empty.
 */
const words = (max: number): z.ZodString =>
  z
    .string()
    .regex(/\S/, 'must not be blank')
    // Not zod's own max: since 4.6 that counts code points, and we count UTF-16 units.
    .refine(({ length }) => length <= max, `longer than ${max}`);

const replyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: words(LIMIT.button_id_max), title: words(LIMIT.button_title_max) }),
});

const listRow = z.strictObject({
  id: words(LIMIT.row_id_max),
  title: words(LIMIT.row_title_max),
  description: words(LIMIT.row_description_max).optional(),
});

const listSection = z.strictObject({
  title: words(LIMIT.section_title_max).optional(),
  rows: z.array(listRow).min(1),
});

const interactiveBody = z.strictObject({ text: words(LIMIT.interactive_body_max) });

const buttonMessage = z.strictObject({
  type: z.literal('button'),
  body: interactiveBody,
  action: z.strictObject({
    buttons: z
      .array(replyButton)
      .min(1)
      .max(LIMIT.buttons_max)
      .refine((all) => unique(all.map(({ reply }) => reply.id)), 'ids must differ')
      .refine((all) => unique(all.map(({ reply }) => reply.title)), 'titles must differ'),
  }),
});

const listMessage = z.strictObject({
  type: z.literal('list'),
  body: interactiveBody,
  action: z.strictObject({
    button: words(LIMIT.list_open_max),
    sections: z
      .array(listSection)
      .min(1)
      .max(LIMIT.sections_max)
      .refine((all) => rowIds(all).length <= LIMIT.rows_max, `more than ${LIMIT.rows_max} rows`)
      .refine((all) => unique(rowIds(all)), 'row ids must differ')
      .refine(
        (all) => all.length === 1 || all.every(({ title }) => title !== undefined),
        'each of several sections needs a title',
      ),
  }),
});

const locationRequest = z.strictObject({
  type: z.literal('location_request_message'),
  body: interactiveBody,
  action: z.strictObject({ name: z.literal('send_location') }),
});

/** For whoever hides their phone behind a username: it comes back as a contact card. */
const contactRequest = z.strictObject({
  type: z.literal('request_contact_info'),
  body: interactiveBody,
  action: z.strictObject({ name: z.literal('request_contact_info') }),
});

/** One button that opens a page. What stands in a URL is told by RFC 3986. */
const linkMessage = z.strictObject({
  type: z.literal('cta_url'),
  body: interactiveBody,
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({
      display_text: words(LIMIT.link_title_max),
      url: words(LIMIT.link_url_max)
        .regex(/^https:\/\/\w[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/, 'must be an https address')
        .refine((url) => URL.canParse(url), 'must be an address'),
    }),
  }),
});

const productItem = z.strictObject({ product_retailer_id: words(LIMIT.product_id_max) });

/** One product of the catalogue; it has neither header nor footer. */
const productMessage = z.strictObject({
  type: z.literal('product'),
  body: interactiveBody,
  action: productItem.extend({ catalog_id: words(LIMIT.catalogue_id_max) }),
});

const productList = z.strictObject({
  type: z.literal('product_list'),
  header: z.strictObject({ type: z.literal('text'), text: words(LIMIT.header_max) }),
  body: interactiveBody,
  action: z.strictObject({
    catalog_id: words(LIMIT.catalogue_id_max),
    sections: z
      .array(
        z.strictObject({
          title: words(LIMIT.section_title_max),
          product_items: z.array(productItem).min(1),
        }),
      )
      .min(1)
      .max(LIMIT.sections_max)
      .refine(
        (all) => all.flatMap((one) => one.product_items).length <= LIMIT.products_max,
        `more than ${LIMIT.products_max} products`,
      ),
  }),
});

/** A published form; `flow_token` comes back in what it answers. */
const flowMessage = z.strictObject({
  type: z.literal('flow'),
  body: interactiveBody,
  action: z.strictObject({
    name: z.literal('flow'),
    parameters: z.strictObject({
      flow_message_version: z.literal('3'),
      flow_token: words(LIMIT.button_id_max),
      flow_id: words(LIMIT.catalogue_id_max),
      flow_cta: words(LIMIT.form_title_max).regex(/^\P{Extended_Pictographic}+$/u, 'has an emoji'),
      mode: z.literal('published'),
    }),
  }),
});

/** What fills a template: no line breaks, tabs or runs of blanks (error 132018). */
const parameter = z.strictObject({
  type: z.literal('text'),
  text: words(LIMIT.template_body_max).regex(/^(?!.*( {5}|[\n\t]))/s, 'must be one line'),
});

const templateBody = z.strictObject({
  name: words(LIMIT.template_name_max),
  language: z.strictObject({ code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/) }),
  components: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('body'), parameters: z.array(parameter).min(1) }),
        z.strictObject({
          type: z.literal('button'),
          sub_type: z.literal('quick_reply'),
          index: z.string().regex(/^[0-2]$/),
          parameters: z.tuple([
            z.strictObject({ type: z.literal('payload'), payload: words(LIMIT.button_id_max) }),
          ]),
        }),
      ]),
    )
    .min(1)
    .optional(),
});

const address = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  /** With a plus: without it Meta may put the business's own country code before the number. */
  to: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  /** A business-scoped user id; `to` wins where both are given, so we give one. */
  recipient: z.string().min(4).max(140).optional(),
  biz_opaque_callback_data: words(LIMIT.callback_data_max),
};

export const graphMessage = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...address,
      type: z.literal('text'),
      text: z.strictObject({ body: words(LIMIT.text_max), preview_url: z.literal(false) }),
    }),
    z.strictObject({
      ...address,
      type: z.literal('document'),
      document: z.strictObject({
        id: words(LIMIT.media_id_max),
        filename: words(LIMIT.file_name_max),
        caption: words(LIMIT.caption_max).optional(),
      }),
    }),
    z.strictObject({
      ...address,
      type: z.literal('image'),
      image: z.strictObject({
        id: words(LIMIT.media_id_max),
        caption: words(LIMIT.caption_max).optional(),
      }),
    }),
    z.strictObject({ ...address, type: z.literal('template'), template: templateBody }),
    z.strictObject({
      ...address,
      type: z.literal('interactive'),
      interactive: z.discriminatedUnion('type', [
        buttonMessage,
        listMessage,
        locationRequest,
        contactRequest,
        linkMessage,
        productMessage,
        productList,
        flowMessage,
      ]),
    }),
  ])
  .refine(({ to, recipient }) => (to === undefined) !== (recipient === undefined), {
    message: 'needs either a phone or a user id',
  });

export type GraphMessage = z.infer<typeof graphMessage>;

function rowIds(sections: readonly { rows: readonly { id: string }[] }[]): string[] {
  return sections.flatMap(({ rows }) => rows.map(({ id }) => id));
}

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
