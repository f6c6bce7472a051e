import { z } from 'zod';
import { sendFirstPin } from '../../usecases/send-pin.js';
import type { SentPin } from '../../usecases/send-pin.js';
import { done, refused } from '../../base/outcome.js';
import { NO_RETAILER } from './retailers.js';
import { townRoute } from './route.js';
import type { Route } from './route.js';
import { idSchema, townParam } from './shapes.js';

const body = {
  show: z
    .boolean()
    .optional()
    .describe('To be told by you, even where a short message could be sent'),
};

const answer = z
  .strictObject({
    by: z.enum(['sms', 'operator']).describe('Who tells it to its owner'),
    pin: z
      .string()
      .nullable()
      .describe('Shown this once; its owner must change it at its first use. Null: sent'),
  })
  .meta({ id: 'FirstPin' });

function shown(sent: SentPin): z.input<typeof answer> {
  return { by: sent.by, pin: sent.by === 'sms' ? null : sent.pin };
}

const issue = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/pin',
  name: 'issuePin',
  summary: 'Give a retailer a first PIN for the keypad, or a new one for a forgotten one',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body,
  answer,
  refusals: {
    no_such_retailer: NO_RETAILER,
    not_approved: { status: 409, title: 'The retailer is not approved' },
  },
  work: async (tx, { path, cause, pinKey, body }) => {
    const wanted = {
      partyId: path.retailer,
      kinds: ['retailer'],
      show: body.show === true,
    } as const;
    const sent = await sendFirstPin(tx, cause, pinKey, wanted);
    if (!sent.ok)
      return refused(sent.refusal === 'no_such_party' ? 'no_such_retailer' : sent.refusal);
    return done({ body: shown(sent.value), wake: sent.value.wake });
  },
});

const issueToAnybody = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/parties/{party}/pin',
  name: 'issuePartyPin',
  summary: 'Give a vendor, a driver or a retailer a first PIN for the keypad, or a new one',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, party: idSchema },
  query: {},
  body,
  answer,
  refusals: {
    no_such_party: { status: 404, title: 'Nobody of this town with a menu has this id' },
    not_approved: { status: 409, title: 'They are not approved' },
  },
  work: async (tx, { path, cause, pinKey, body }) => {
    const kinds = ['retailer', 'vendor', 'driver'] as const;
    const wanted = { partyId: path.party, kinds, show: body.show === true };
    const sent = await sendFirstPin(tx, cause, pinKey, wanted);
    return sent.ok ? done({ body: shown(sent.value), wake: sent.value.wake }) : sent;
  },
});

export const pinRoutes: readonly Route[] = [issue, issueToAnybody];
