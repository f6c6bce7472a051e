import { z } from 'zod';
import { formatMilli } from '../../base/quantity.js';
import { ORDER_STATES } from '../../domain/orders/lifecycle.js';
import type { ExplainedLine } from '../../domain/orders/lines.js';
import type { Offer } from '../../domain/orders/offers.js';
import type { ExplainedOrder, Order, OrderHistoryEvent } from '../../domain/orders/orders.js';
import { CHOICE_PARTS } from '../../domain/vendors/choice.js';
import type { Scored } from '../../domain/vendors/choice.js';
import type { OfferChoice } from '../../domain/vendors/vendors.js';
import { idSchema, instantSchema, money, moneySchema, namedSchema, showNamed } from './shapes.js';

/** How orders are written by the API: a row of a list, and one with all that happened to it. */

export const orderStateSchema = z.enum(ORDER_STATES);

const orderFields = {
  id: idSchema,
  number: z.string().describe('What people type'),
  state: orderStateSchema,
  owner: z
    .enum(['machine', 'vendor', 'delivery', 'operator', 'nobody'])
    .describe('Who must act next; `delivery`: its delivery says'),
  method: z.string(),
  retailer: namedSchema,
  vendor: namedSchema.nullable().describe('Before whom it lies, or who accepted it'),
  total: moneySchema,
  confirmed_at: instantSchema,
};

export const orderSchema = z.strictObject(orderFields).meta({ id: 'Order' });

const decimalSchema = z.string().regex(/^\d+(\.\d{1,3})?$/);

const explanationSchema = z
  .record(z.string(), z.unknown())
  .describe('The rules that made the price, and why others did not; empty before these were kept');

const lineSchema = z
  .strictObject({
    product: z.strictObject({ id: idSchema, sku: z.string(), name: z.string() }),
    unit: z.string(),
    quantity: decimalSchema,
    base_quantity: decimalSchema.describe('The same in base units, which stock counts in'),
    free_quantity: decimalSchema.describe('How much of the quantity is given free'),
    unit_price: moneySchema.describe('Frozen at confirmation'),
    discount: moneySchema.describe('What promotions take off, with the price of what is free'),
    total: moneySchema.describe('Unit price times quantity, less the discount'),
    price_rule: z.string().describe('Which price of a unit won'),
    pricing: explanationSchema,
    said: z.string().describe('As typed'),
    reasons: z.array(z.string()).describe('Why it was understood so'),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('How sure the machine was; null where no words were read'),
  })
  .meta({ id: 'OrderLine' });

const pointsSchema = z.int().min(0).max(1000);

const scoreSchema = z
  .strictObject({
    vendor: namedSchema,
    points: pointsSchema.describe('The mean of the parts, weighed as the town’s settings said'),
    parts: z
      .partialRecord(z.enum(CHOICE_PARTS), pointsSchema)
      .describe(
        'From 0, the worst, to 1000, as they were when the offer was made; what was not weighed ' +
          'then is left out',
      ),
  })
  .meta({ id: 'VendorScore' });

const choiceSchema = z
  .strictObject({
    chosen_by: z.enum(['machine', 'operator']),
    reason: z.string(),
    score: scoreSchema.nullable().describe('Null where an operator chose'),
    weighed: z.int().describe('Vendors who could fill the order and were weighed'),
    others: z.array(scoreSchema).describe('The best of the others, the best first'),
  })
  .meta({ id: 'VendorChoice' });

const offerSchema = z
  .strictObject({
    id: idSchema,
    vendor: namedSchema,
    state: z.string(),
    cost: moneySchema.describe('What the vendor is paid'),
    reply_by: instantSchema,
    choice: choiceSchema.nullable().describe('Why this vendor; null before this was kept'),
  })
  .meta({ id: 'Offer' });

const eventSchema = z
  .strictObject({
    at: instantSchema,
    from: z.string().nullable(),
    event: z.string(),
    to: z.string(),
    actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
    channel: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'OrderEvent' });

export const orderDetailSchema = z
  .strictObject({
    ...orderFields,
    delivery_fee: moneySchema,
    tax: moneySchema,
    pricing: explanationSchema,
    lines: z.array(lineSchema),
    offers: z.array(offerSchema).describe('Oldest first'),
    history: z.array(eventSchema).describe('Oldest first'),
  })
  .meta({ id: 'OrderDetail' });

/** What an order's ids are called: read together, before it is written. */
export interface OrderNames {
  readonly currency: string;
  readonly parties: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, { readonly sku: string; readonly name: string }>;
  /** Why offers went to their vendors, by offer. */
  readonly choices: ReadonlyMap<string, OfferChoice>;
}

/** An order as a row of a list. */
export function showOrder(
  order: Order,
  names: Pick<OrderNames, 'currency' | 'parties'>,
): z.input<typeof orderSchema> {
  return {
    id: order.id,
    number: order.number.toString(),
    state: order.state,
    owner: order.owner,
    method: order.method,
    retailer: { id: order.retailerId, name: names.parties.get(order.retailerId) ?? '' },
    vendor: showNamed(order.vendorId, names.parties),
    total: money(order.totalMinor, names.currency),
    confirmed_at: order.confirmedAt.toISOString(),
  };
}

function showLine(line: ExplainedLine, names: OrderNames): z.input<typeof lineSchema> {
  const { sku = '', name = '' } = names.products.get(line.productId) ?? {};
  return {
    product: { id: line.productId, sku, name },
    unit: line.unit,
    quantity: formatMilli(line.quantity),
    base_quantity: formatMilli(line.baseQuantity),
    free_quantity: formatMilli(line.freeQuantity),
    unit_price: money(line.unitPriceMinor, names.currency),
    discount: money(line.discountMinor, names.currency),
    total: money(line.totalMinor, names.currency),
    price_rule: line.priceRule,
    pricing: { ...line.pricing },
    said: line.said,
    reasons: [...line.reasons],
    confidence: line.confidence === null ? null : line.confidence / 1000,
  };
}

function showScore(score: Scored, names: OrderNames): z.input<typeof scoreSchema> {
  const { vendorId, points, parts } = score;
  const vendor = { id: vendorId, name: names.parties.get(vendorId) ?? '' };
  return { vendor, points, parts: { ...parts } };
}

function showChoice(
  choice: OfferChoice | undefined,
  names: OrderNames,
): z.input<typeof choiceSchema> | null {
  if (!choice) return null;
  const { chosenBy, reason, score, weighed, others } = choice;
  return {
    chosen_by: chosenBy,
    reason,
    score: score && showScore(score, names),
    weighed,
    others: others.map((other) => showScore(other, names)),
  };
}

/** Whose names an explained choice needs. */
export function vendorsNamedIn(choices: OrderNames['choices']): readonly string[] {
  return [...choices.values()].flatMap(({ others }) => others.map(({ vendorId }) => vendorId));
}

function showOffer(offer: Offer, names: OrderNames): z.input<typeof offerSchema> {
  return {
    id: offer.id,
    vendor: { id: offer.vendorId, name: names.parties.get(offer.vendorId) ?? '' },
    state: offer.state,
    cost: money(offer.costMinor, names.currency),
    reply_by: offer.replyBy.toISOString(),
    choice: showChoice(names.choices.get(offer.id), names),
  };
}

function showEvent(event: OrderHistoryEvent): z.input<typeof eventSchema> {
  return {
    at: event.at.toISOString(),
    from: event.from,
    event: event.event,
    to: event.to,
    actor: { kind: event.actorKind, id: event.actorId },
    channel: event.channel,
    reason: event.reason,
  };
}

/** An order with its lines, its offers and its history. */
export function showOrderDetail(
  order: ExplainedOrder,
  names: OrderNames,
): z.input<typeof orderDetailSchema> {
  return {
    ...showOrder(order, names),
    delivery_fee: money(order.deliveryFeeMinor, names.currency),
    tax: money(order.taxMinor, names.currency),
    pricing: { ...order.pricing },
    lines: order.lines.map((line) => showLine(line, names)),
    offers: order.offers.map((offer) => showOffer(offer, names)),
    history: order.history.map(showEvent),
  };
}
