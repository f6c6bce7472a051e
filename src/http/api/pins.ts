import { z } from 'zod';
import { issueFirstPin } from '../../usecases/issue-pin.js';
import { NO_RETAILER } from './retailers.js';
import { townRoute } from './route.js';
import type { Route } from './route.js';
import { found, idSchema, townParam } from './shapes.js';

const issue = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/pin',
  name: 'issuePin',
  summary: 'Give a retailer a first PIN for the keypad, or a new one for a forgotten one',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: {},
  answer: z
    .strictObject({
      pin: z.string().describe('Shown this once; the retailer must change it at its first use'),
    })
    .meta({ id: 'FirstPin' }),
  refusals: {
    no_such_retailer: NO_RETAILER,
    not_approved: { status: 409, title: 'The retailer is not approved' },
  },
  work: async (tx, { path, cause, pinKey }) => {
    const issued = await issueFirstPin(tx, cause, pinKey, path.retailer);
    return issued.ok ? found({ pin: issued.value }) : issued;
  },
});

export const pinRoutes: readonly Route[] = [issue];
