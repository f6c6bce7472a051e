import { z } from 'zod';
import { sendFirstPin } from '../../usecases/send-pin.js';
import { done } from '../../base/outcome.js';
import { NO_RETAILER } from './retailers.js';
import { townRoute } from './route.js';
import type { Route } from './route.js';
import { idSchema, townParam } from './shapes.js';

const issue = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/pin',
  name: 'issuePin',
  summary: 'Give a retailer a first PIN for the keypad, or a new one for a forgotten one',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: {
    show: z
      .boolean()
      .optional()
      .describe('To be told by you, even where a short message could be sent'),
  },
  answer: z
    .strictObject({
      by: z.enum(['sms', 'operator']).describe('Who tells it to the retailer'),
      pin: z
        .string()
        .nullable()
        .describe('Shown this once; the retailer must change it at its first use. Null: sent'),
    })
    .meta({ id: 'FirstPin' }),
  refusals: {
    no_such_retailer: NO_RETAILER,
    not_approved: { status: 409, title: 'The retailer is not approved' },
  },
  work: async (tx, { path, cause, pinKey, body }) => {
    const wanted = { retailerId: path.retailer, show: body.show === true };
    const sent = await sendFirstPin(tx, cause, pinKey, wanted);
    if (!sent.ok) return sent;
    const { by, wake } = sent.value;
    return done({ body: { by, pin: sent.value.by === 'sms' ? null : sent.value.pin }, wake });
  },
});

export const pinRoutes: readonly Route[] = [issue];
