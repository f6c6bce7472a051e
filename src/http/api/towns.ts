import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { inPlatform } from '../../db/transaction.js';
import { listTowns } from '../../domain/users/users.js';
import type { Route } from './route.js';
import { platformRoute } from './route.js';
import { found, idSchema, page, pageOf, pageQuery, pageSchema } from './shapes.js';

const townSchema = z
  .strictObject({ id: idSchema, slug: z.string(), name: z.string() })
  .meta({ id: 'Town' });

const list = platformRoute({
  method: 'GET',
  path: '/v1/towns',
  name: 'listTowns',
  summary: 'The towns in the user’s reach',
  roles: ['ADMIN', 'OPERATOR', 'WAREHOUSE'],
  rate: 'read',
  params: {},
  query: pageQuery,
  body: {},
  answer: pageSchema(townSchema),
  refusals: {},
  work: async ({ database }, { query, cause }) => {
    const userId = cause.actor.id;
    assert(userId !== null, 'a user is logged in');
    const rows = await inPlatform(database, (tx) => listTowns(tx, userId, pageOf(query)));
    return found(
      page(
        rows,
        query.limit,
        (town) => town.id,
        (town) => town,
      ),
    );
  },
});

export const townRoutes: readonly Route[] = [list];
