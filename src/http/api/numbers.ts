import { z } from 'zod';
import { readMessageCounts } from '../../domain/numbers/costs.js';
import { readTown } from '../../domain/towns/towns.js';
import {
  changeRate,
  changeReceipts,
  linkCatalogue,
  linkForm,
  listNumbers,
} from '../../domain/numbers/numbers.js';
import type { OwnNumber } from '../../domain/numbers/numbers.js';
import { pauseAccount, resumeAccount } from '../../usecases/pause-sending.js';
import { done, refused } from '../../base/outcome.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, reasonField, townParam } from './shapes.js';

/** The numbers we send with: whether they do, and how fast. */

const STAFF = ['ADMIN', 'OPERATOR'] as const;
const NO_NUMBER: RefusalAnswer = { status: 404, title: 'No such number in this town' };
const numberParam = { ...townParam, number: idSchema };

const rateField = z.int().min(1).max(1000).describe('Messages a second; Meta gives 80 at first');
const receiptsField = z
  .enum(['none', 'read', 'typing'])
  .describe('What its writers see while they wait: nothing, that it was read, that we write');
const catalogueField = z
  .string()
  .regex(/^\d{1,64}$/)
  .nullable()
  .describe('The catalogue at Meta that it shows goods from; null: goods are named in words');
const formField = z
  .string()
  .regex(/^\d{1,64}$/)
  .nullable()
  .describe('The published form (Flow) at Meta that newcomers may fill in; null: none');
const numberSchema = z
  .strictObject({
    id: idSchema,
    channel: z.string(),
    provider_account_id: z.string().describe('As the provider names it'),
    business_account_id: z.string().nullable(),
    state: z.enum(['ACTIVE', 'PAUSED']),
    paused_reason: z.string().nullable(),
    paused_at: instantSchema.nullable(),
    messages_per_second_max: rateField,
    receipts: receiptsField,
    catalogue_id: catalogueField,
    registration_flow_id: formField,
  })
  .meta({ id: 'Number' });

function show(number: OwnNumber): z.input<typeof numberSchema> {
  return {
    id: number.id,
    channel: number.channel,
    provider_account_id: number.providerAccountId,
    business_account_id: number.businessAccountId,
    state: number.state,
    paused_reason: number.pausedReason,
    paused_at: number.pausedAt?.toISOString() ?? null,
    messages_per_second_max: number.perSecondMax,
    receipts: number.receipts,
    catalogue_id: number.catalogueId,
    registration_flow_id: number.registrationFlowId,
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/numbers',
  name: 'listNumbers',
  summary: 'The town’s own numbers, and which of them are paused and why',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: {},
  body: {},
  answer: z.strictObject({ data: z.array(numberSchema) }),
  refusals: {},
  work: async (tx) => found({ data: (await listNumbers(tx)).map(show) }),
});

const pause = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/numbers/{number}/pause',
  name: 'pauseNumber',
  summary: 'Stop sending with a number; what is to be said waits',
  roles: STAFF,
  rate: 'command',
  params: numberParam,
  query: {},
  body: { reason: reasonField },
  answer: numberSchema,
  refusals: { no_such_number: NO_NUMBER },
  work: async (tx, { path, body, cause }) => {
    const number = (await listNumbers(tx)).find(({ id }) => id === path.number);
    if (!number) return refused('no_such_number');
    const [paused = number] = await pauseAccount(tx, cause, number, body.reason);
    return found(show(paused));
  },
});

const resume = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/numbers/{number}/resume',
  name: 'resumeNumber',
  summary: 'Let a number send again, what has waited first',
  roles: STAFF,
  rate: 'command',
  params: numberParam,
  query: {},
  body: { reason: reasonField },
  answer: numberSchema,
  refusals: { no_such_number: NO_NUMBER },
  work: async (tx, { path, body, cause }) => {
    const resumed = await resumeAccount(tx, cause, path.number, body.reason);
    return resumed.ok ? done({ body: show(resumed.value), said: true }) : resumed;
  },
});

const rate = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/numbers/{number}/rate',
  name: 'changeNumberRate',
  summary: 'Say how many messages a second the provider lets a number send',
  roles: ['ADMIN'],
  rate: 'command',
  params: numberParam,
  query: {},
  body: { messages_per_second_max: rateField, reason: reasonField },
  answer: numberSchema,
  refusals: { no_such_number: NO_NUMBER },
  work: async (tx, { path, body, cause }) => {
    const { messages_per_second_max: perSecond, reason } = body;
    const changed = await changeRate(tx, cause, path.number, perSecond, reason);
    return changed.ok ? found(show(changed.value)) : changed;
  },
});

const receipts = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/numbers/{number}/receipts',
  name: 'changeNumberReceipts',
  summary: 'Say what whoever writes to a number sees while they wait',
  roles: ['ADMIN'],
  rate: 'command',
  params: numberParam,
  query: {},
  body: { receipts: receiptsField, reason: reasonField },
  answer: numberSchema,
  refusals: { no_such_number: NO_NUMBER },
  work: async (tx, { path, body, cause }) => {
    const changed = await changeReceipts(tx, cause, path.number, body.receipts, body.reason);
    return changed.ok ? found(show(changed.value)) : changed;
  },
});

const catalogue = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/numbers/{number}/catalogue',
  name: 'linkNumberCatalogue',
  summary: 'Say which catalogue at Meta a WhatsApp number is linked to',
  roles: STAFF,
  rate: 'command',
  params: numberParam,
  query: {},
  body: { catalogue_id: catalogueField, reason: reasonField },
  answer: numberSchema,
  refusals: { no_such_number: NO_NUMBER },
  work: async (tx, { path, body, cause }) => {
    const { catalogue_id: catalogueId, reason } = body;
    const linked = await linkCatalogue(tx, cause, path.number, catalogueId, reason);
    return linked.ok ? found(show(linked.value)) : linked;
  },
});

const form = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/numbers/{number}/registration-form',
  name: 'linkNumberForm',
  summary: 'Say which form at Meta newcomers may fill in; its fields are shop, owner and place',
  roles: STAFF,
  rate: 'command',
  params: numberParam,
  query: {},
  body: { registration_flow_id: formField, reason: reasonField },
  answer: numberSchema,
  refusals: { no_such_number: NO_NUMBER },
  work: async (tx, { path, body, cause }) => {
    const { registration_flow_id: flowId, reason } = body;
    const linked = await linkForm(tx, cause, path.number, flowId, reason);
    return linked.ok ? found(show(linked.value)) : linked;
  },
});

const countSchema = z
  .strictObject({
    number: idSchema,
    provider_account_id: z.string(),
    kind: z.string(),
    market: z.string().describe('ISO 3166-1 alpha-2; ZZ: not known'),
    sent: z.string().describe('Taken by the provider'),
    free: z.string().describe('Of those, within the free ones of the month'),
    cost_micros: z.string().nullable().describe('An estimate; null: no price is set'),
  })
  .meta({ id: 'MessageCount' });

const counts = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/message-counts',
  name: 'listMessageCounts',
  summary: 'What the town’s numbers sent in a month, and about what it costs',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) },
  body: {},
  answer: z.strictObject({ currency: z.string(), data: z.array(countSchema) }),
  refusals: {},
  work: async (tx, { query }) => {
    const { settings } = await readTown(tx);
    const { currency, micros } = settings.message_prices;
    const read = await readMessageCounts(tx, query.month, micros);
    const data = read.map((one) => ({
      number: one.numberId,
      provider_account_id: one.providerAccountId,
      kind: one.kind,
      market: one.market,
      sent: one.sent.toString(),
      free: one.free.toString(),
      cost_micros: one.costMicros?.toString() ?? null,
    }));
    return found({ currency, data });
  },
});

export const numberRoutes: readonly Route[] = [
  list,
  pause,
  resume,
  rate,
  receipts,
  catalogue,
  form,
  counts,
];
