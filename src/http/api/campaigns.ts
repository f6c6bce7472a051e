import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { CAMPAIGN } from '../../base/campaign-limits.js';
import { done, refused } from '../../base/outcome.js';
import { GRAPH_RULES } from '../../channels/send-policy.js';
import { Segment } from '../../domain/audience/segment.js';
import { listCampaigns, readCampaign } from '../../domain/campaigns/campaigns.js';
import type { Campaign, CampaignMessage } from '../../domain/campaigns/campaigns.js';
import { CAMPAIGN_STATES } from '../../domain/campaigns/lifecycle.js';
import { readResults } from '../../domain/campaigns/results.js';
import type { CampaignResults } from '../../domain/campaigns/results.js';
import { readTown } from '../../domain/towns/towns.js';
import {
  planCampaign,
  startCampaign,
  stopCampaign,
  tryCampaign,
} from '../../usecases/plan-campaign.js';
import type { DryRun } from '../../usecases/plan-campaign.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, labelField, page, pageOf } from './shapes.js';
import { pageQuery, pageSchema, reasonField, townParam } from './shapes.js';

/** What is said unasked to shops that want offers: planned, tried dry, started, stopped, summed. */

const STAFF = ['ADMIN', 'OPERATOR'] as const;
const NO_CAMPAIGN: RefusalAnswer = { status: 404, title: 'No such campaign in this town' };
const NOT_NOW: RefusalAnswer = { status: 409, title: 'The campaign is not in a state for it' };
const UNFIT: RefusalAnswer = {
  status: 409,
  title: 'A template cannot say it. The values name it and why',
};
const campaignParam = { ...townParam, campaign: idSchema };

const messageSchema = z
  .strictObject({
    template: idSchema.describe('Of the meaning campaign and the category MARKETING'),
    words: z
      .string()
      .trim()
      .min(1)
      .max(CAMPAIGN.words_characters_max)
      .describe('In the language that the template is written in'),
  })
  .meta({ id: 'CampaignMessage' });

const fields = {
  name: labelField.describe('For the people here; nobody else sees it'),
  segment: Segment.describe('Which of the shops that want offers; empty: all of them'),
  messages: z
    .array(messageSchema)
    .min(1)
    .max(CAMPAIGN.messages_max)
    .describe('One for each language; the first is for whoever has none of the others'),
  people_per_minute: z.int().min(1).max(CAMPAIGN.per_minute_max).default(60),
  starts_at: instantSchema.nullable().default(null).describe('Nobody is told before it'),
  ends_at: instantSchema.nullable().default(null).describe('Nobody is told from then on'),
};

const campaignSchema = z
  .strictObject({
    id: idSchema,
    state: z.enum(CAMPAIGN_STATES),
    name: z.string(),
    segment: z.record(z.string(), z.unknown()),
    people_per_minute: z.int(),
    starts_at: instantSchema.nullable(),
    ends_at: instantSchema.nullable(),
    next_batch_at: instantSchema.nullable().describe('By its pace; quiet hours may delay it'),
    created_at: instantSchema,
  })
  .meta({ id: 'Campaign' });

const detailSchema = z
  .strictObject({ campaign: campaignSchema, messages: z.array(messageSchema) })
  .meta({ id: 'CampaignDetail' });

const numbersSchema = z.record(z.string(), z.int());

function show(campaign: Campaign): z.input<typeof campaignSchema> {
  return {
    id: campaign.id,
    state: campaign.state,
    name: campaign.name,
    segment: campaign.segment as Record<string, unknown>,
    people_per_minute: campaign.perMinute,
    starts_at: campaign.startsAt?.toISOString() ?? null,
    ends_at: campaign.endsAt?.toISOString() ?? null,
    next_batch_at: campaign.nextBatchAt?.toISOString() ?? null,
    created_at: campaign.createdAt.toISOString(),
  };
}

function showDetail(of: {
  readonly campaign: Campaign;
  readonly messages: readonly CampaignMessage[];
}): z.input<typeof detailSchema> {
  const messages = of.messages.map(({ templateId: template, words }) => ({ template, words }));
  return { campaign: show(of.campaign), messages };
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/campaigns',
  name: 'listCampaigns',
  summary: 'The town’s campaigns, the latest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(campaignSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const { afterId: beforeId, rows } = pageOf(query);
    const campaigns = await listCampaigns(tx, { beforeId, rows });
    return found(page(campaigns, query.limit, ({ id }) => id, show));
  },
});

const read = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/campaigns/{campaign}',
  name: 'getCampaign',
  summary: 'A campaign and what it says',
  roles: STAFF,
  rate: 'read',
  params: campaignParam,
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_campaign: NO_CAMPAIGN },
  work: async (tx, { path }) => {
    const known = await readCampaign(tx, path.campaign);
    return known ? found(showDetail(known)) : refused('no_such_campaign');
  },
});

const plan = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/campaigns',
  name: 'planCampaign',
  summary: 'Plan a campaign; nothing is said before it is started',
  roles: STAFF,
  rate: 'command',
  params: townParam,
  query: {},
  body: { ...fields, reason: reasonField },
  answer: detailSchema,
  refusals: {
    template_unfit: UNFIT,
    language_twice: { status: 409, title: 'Two messages are in the same language' },
    no_time: { status: 409, title: 'It would end before it starts' },
  },
  work: async (tx, { body, cause }) => {
    const planned = await planCampaign(tx, cause, {
      name: body.name,
      segment: body.segment,
      perMinute: body.people_per_minute,
      startsAt: instant(body.starts_at),
      endsAt: instant(body.ends_at),
      messages: body.messages.map(({ template, words }) => ({ templateId: template, words })),
      reason: body.reason,
    });
    if (!planned.ok) return planned;
    const kept = await readCampaign(tx, planned.value);
    assert(kept, 'what was just planned is there');
    return found(showDetail(kept));
  },
});

const dryRunSchema = z
  .strictObject({
    people: z.int().describe('Of the segment, whether they want offers or not'),
    told: z.int().describe('Who would be told if all were told now'),
    languages: numbersSchema.describe('Those told, by the language of what they are told'),
    left_out: numbersSchema.describe(
      'The others, by why: gone, not_wanted, no_address, stopped, often, template_held',
    ),
    costs: z.array(
      z.strictObject({
        market: z.string().describe('ISO 3166-1 alpha-2; ZZ: not known'),
        kind: z.enum(['marketing', 'service', 'sms', 'free_entry']),
        people: z.int(),
        cost_micros: z.string().nullable().describe('An estimate; null: no price is set'),
      }),
    ),
    currency: z.string(),
    whole: z.boolean().describe('False: the town has more shops than were looked at'),
  })
  .meta({ id: 'CampaignDryRun' });

function showDryRun({ leftOut, costs, ...rest }: DryRun): z.input<typeof dryRunSchema> {
  return {
    ...rest,
    languages: { ...rest.languages },
    left_out: { ...leftOut },
    costs: costs.map(({ costMicros, ...one }) => ({
      ...one,
      cost_micros: costMicros?.toString() ?? null,
    })),
  };
}

const dryRun = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/campaigns/{campaign}/dry-run',
  name: 'tryCampaign',
  summary: 'Whom it would tell now, why others are left out, and about what it would cost',
  roles: STAFF,
  rate: 'command',
  params: campaignParam,
  query: {},
  body: {},
  answer: dryRunSchema,
  refusals: { no_such_campaign: NO_CAMPAIGN },
  work: async (tx, { path, cause }) => {
    const tried = await tryCampaign(tx, cause, await readTown(tx), path.campaign);
    return tried.ok ? found(showDryRun(tried.value)) : tried;
  },
});

const stateSchema = z.strictObject({ id: idSchema, state: z.enum(CAMPAIGN_STATES) });

const start = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/campaigns/{campaign}/start',
  name: 'startCampaign',
  summary: 'Start a campaign: its people are fixed and then told at its pace',
  roles: STAFF,
  rate: 'command',
  params: campaignParam,
  query: {},
  body: { starts_at: fields.starts_at, reason: reasonField },
  answer: stateSchema,
  refusals: { no_such_campaign: NO_CAMPAIGN, not_now: NOT_NOW, template_unfit: UNFIT },
  work: async (tx, { path, body, cause }) => {
    const wanted = { startsAt: instant(body.starts_at), reason: body.reason };
    const started = await startCampaign(tx, cause, path.campaign, wanted);
    if (!started.ok) return started;
    const { state, wake } = started.value;
    return done({ body: { id: path.campaign, state }, wake });
  },
});

const stop = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/campaigns/{campaign}/stop',
  name: 'stopCampaign',
  summary: 'Stop a campaign for good; what has not left yet is taken back',
  roles: STAFF,
  rate: 'command',
  params: campaignParam,
  query: {},
  body: { reason: reasonField },
  answer: stateSchema,
  refusals: { no_such_campaign: NO_CAMPAIGN, not_now: NOT_NOW },
  work: async (tx, { path, body, cause }) => {
    const stopped = await stopCampaign(tx, cause, path.campaign, body.reason);
    if (!stopped.ok) return stopped;
    const { state, wake } = stopped.value;
    return done({ body: { id: path.campaign, state }, wake });
  },
});

const resultsSchema = z
  .strictObject({
    recipients: z.int().describe('Whom it is for, as far as that is fixed'),
    told: z.int(),
    left_out: numbersSchema.describe('Not told, by why'),
    unsaid: z.int().describe('Told, and about to be put into words'),
    queued: z.int(),
    sent: z.int().describe('Taken by the provider'),
    delivered: z.int(),
    read: z.int(),
    unknown: z.int().describe('Nobody knows whether the provider took it; never repeated'),
    withdrawn: z.int().describe('Taken back by a stop'),
    failed: numbersSchema.describe('Refused or not brought, by why'),
    stopped_after: z.int().describe('Wanted no more offers within three days of it'),
    ordered_after: z.int().describe('People who ordered within three days of it'),
    orders_after: z.int(),
  })
  .meta({ id: 'CampaignResults' });

/** A code that came later, with a status, is the same reason as in an answer at once. */
function reasonOf(failure: string): string {
  const [, code] = /^status (\d+)$/.exec(failure) ?? [];
  return code === undefined ? failure : (GRAPH_RULES.get(Number(code))?.class ?? failure);
}

function showResults(results: CampaignResults): z.input<typeof resultsSchema> {
  const { leftOut, failed, stoppedAfter, orderedAfter, ordersAfter, ...rest } = results;
  const reasons: Record<string, number> = {};
  for (const [failure, n] of Object.entries(failed)) {
    const reason = reasonOf(failure);
    reasons[reason] = (reasons[reason] ?? 0) + n;
  }
  return {
    ...rest,
    left_out: { ...leftOut },
    failed: reasons,
    stopped_after: stoppedAfter,
    ordered_after: orderedAfter,
    orders_after: ordersAfter,
  };
}

const results = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/campaigns/{campaign}/results',
  name: 'getCampaignResults',
  summary: 'What came of a campaign so far, in people',
  roles: STAFF,
  rate: 'read',
  params: campaignParam,
  query: {},
  body: {},
  answer: resultsSchema,
  refusals: { no_such_campaign: NO_CAMPAIGN },
  work: async (tx, { path }) => {
    if (!(await readCampaign(tx, path.campaign))) return refused('no_such_campaign');
    return found(showResults(await readResults(tx, path.campaign)));
  },
});

export const campaignRoutes: readonly Route[] = [list, plan, read, dryRun, start, stop, results];
