import { z } from 'zod';
import { done } from '../../base/outcome.js';
import { REVIEW_STATES, listReviews } from '../../domain/identity/identity.js';
import type { Review } from '../../domain/identity/identity.js';
import { readNames } from '../../domain/parties/parties.js';
import { decideIdentity } from '../../usecases/identity-changes.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, namedSchema, page, pageOf, pageQuery } from './shapes.js';
import { pageSchema, reasonField, showNamed, townParam } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR'] as const;

const reviewSchema = z
  .strictObject({
    id: idSchema,
    party: namedSchema.nullable(),
    why: z.enum([
      'number_changed',
      'user_id_changed',
      'number_reused',
      'identity_changed',
      'phone_stated',
    ]),
    address: z
      .strictObject({ kind: z.enum(['phone', 'bsuid']), value: z.string() })
      .nullable()
      .describe('Becomes theirs when it is linked; null where only the device is new'),
    state: z.enum(REVIEW_STATES),
    opened_at: instantSchema,
    decided_by: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'IdentityReview' });

type Names = ReadonlyMap<string, string>;

function show(review: Review, names: Names): z.input<typeof reviewSchema> {
  const { id, why, address, state, reason } = review;
  return {
    id,
    party: showNamed(review.partyId, names),
    why,
    address,
    state,
    opened_at: review.openedAt.toISOString(),
    decided_by: review.decidedBy,
    reason,
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/identity-reviews',
  name: 'listIdentityReviews',
  summary: 'Whose number or id changed and must be known again, the oldest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: z.enum(REVIEW_STATES).default('OPEN') },
  body: {},
  answer: pageSchema(reviewSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const reviews = await listReviews(tx, query.state, pageOf(query));
    const names = await readNames(
      tx,
      reviews.map(({ partyId }) => partyId),
    );
    return found(
      page(
        reviews,
        query.limit,
        ({ id }) => id,
        (review) => show(review, names),
      ),
    );
  },
});

const decide = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/identity-reviews/{review}/decide',
  name: 'decideIdentityReview',
  summary: 'Say, after asking the person, whether the new address is theirs',
  roles: STAFF,
  rate: 'command',
  params: { ...townParam, review: idSchema },
  query: {},
  body: { link: z.boolean(), reason: reasonField },
  answer: reviewSchema,
  refusals: {
    no_such_review: { status: 404, title: 'No such review in this town' },
    decided: { status: 409, title: 'It was decided already' },
    address_taken: { status: 409, title: 'The address belongs to another party' },
  },
  work: async (tx, { path, body, cause }) => {
    const { link, reason } = body;
    const decided = await decideIdentity(tx, cause, { reviewId: path.review, link, reason });
    if (!decided.ok) return decided;
    const { review, wake } = decided.value;
    return done({ body: show(review, await readNames(tx, [review.partyId])), wake });
  },
});

export const identityRoutes: readonly Route[] = [list, decide];
