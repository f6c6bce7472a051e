import { z } from 'zod';
import { refused } from '../../base/outcome.js';
import { listRatings, readRatingFigures } from '../../domain/ratings/ratings.js';
import type { RatedOrder } from '../../domain/ratings/ratings.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import {
  found,
  idSchema,
  instantSchema,
  namedSchema,
  page,
  pageOf,
  pageQuery,
  pageSchema,
  townParam,
} from './shapes.js';

/** How retailers found what a vendor brought. */

const STAFF = ['ADMIN', 'OPERATOR'] as const;
const NO_VENDOR: RefusalAnswer = { status: 404, title: 'No such vendor in this town' };

const ratingSchema = z
  .strictObject({
    order: z.strictObject({ id: idSchema, number: z.string() }),
    retailer: namedSchema,
    stars: z.int().min(1).max(5),
    said: z.string().describe('In the retailer’s own words; empty where there were none'),
    rated_at: instantSchema,
    changed_at: instantSchema.describe('When the last word was said'),
  })
  .meta({ id: 'OrderRating' });

const ratingsSchema = z
  .strictObject({
    rated: z.int().describe('Orders that were rated'),
    average: z.number().min(1).max(5).nullable().describe('Of all of them; null: none were'),
    ...pageSchema(ratingSchema).shape,
  })
  .meta({ id: 'VendorRatings' });

function show(rating: RatedOrder): z.input<typeof ratingSchema> {
  return {
    order: { id: rating.orderId, number: rating.number.toString() },
    retailer: { id: rating.retailerId, name: rating.retailer },
    stars: rating.stars,
    said: rating.said,
    rated_at: rating.ratedAt.toISOString(),
    changed_at: rating.changedAt.toISOString(),
  };
}

/** To two places, which is as much as anybody compares. */
function averageOf(rated: bigint, stars: bigint): number | null {
  return rated === 0n ? null : Number((stars * 100n + rated / 2n) / rated) / 100;
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/vendors/{vendor}/ratings',
  name: 'listVendorRatings',
  summary: 'How the orders of a vendor were rated by their retailers; the newest order first',
  roles: STAFF,
  rate: 'read',
  params: { ...townParam, vendor: idSchema },
  query: pageQuery,
  body: {},
  answer: ratingsSchema,
  refusals: { no_such_vendor: NO_VENDOR },
  work: async (tx, { path, query }) => {
    const figures = await readRatingFigures(tx, path.vendor);
    if (!figures) return refused('no_such_vendor');
    const { afterId: beforeOrderId, rows } = pageOf(query);
    const ratings = await listRatings(tx, path.vendor, { beforeOrderId, rows });
    const average = averageOf(figures.rated, figures.stars);
    const shown = page(ratings, rows, ({ orderId }) => orderId, show);
    return found({ rated: Number(figures.rated), average, ...shown });
  },
});

export const vendorRatingRoutes: readonly Route[] = [list];
