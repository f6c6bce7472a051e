import { z } from 'zod';
import { refused } from '../../base/outcome.js';
import { MEANINGS, PARAMETERS } from '../../domain/templates/template.js';
import type { Template } from '../../domain/templates/template.js';
import {
  listTemplates,
  readTemplates,
  registerTemplate,
} from '../../domain/templates/templates.js';
import { pauseTemplate, resumeTemplate } from '../../usecases/pause-sending.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import {
  found,
  idSchema,
  instantSchema,
  page,
  pageOf,
  pageQuery,
  pageSchema,
  reasonField,
  townParam,
} from './shapes.js';

/** Messages that the provider approved beforehand, for people who have not written for a day. */

const STAFF = ['ADMIN', 'OPERATOR'] as const;
const NO_TEMPLATE: RefusalAnswer = { status: 404, title: 'No such template in this town' };
const templateParam = { ...townParam, template: idSchema };

/** Meta: a body of 1,024 characters, three quick replies of 25. */
const fields = {
  meaning: z.enum(MEANINGS).describe('What it is sent for'),
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  written_in: z.string().min(2).max(35).describe('The language of our replies that it is in'),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED']),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  body: z.string().min(1).max(1024).describe('As approved, with {{1}} for its first parameter'),
  parameters: z.array(z.enum(PARAMETERS)).max(5).describe('What fills them, in their order'),
  buttons: z.array(z.string().min(1).max(25)).max(3).describe('Titles of its quick replies'),
  fallback_id: idSchema.nullable().describe('Sent where this one cannot be'),
  fallback_channel: z.enum(['sms', 'none']),
};

const templateSchema = z
  .strictObject({
    id: idSchema,
    ...fields,
    held_at: instantSchema.nullable().describe('Since when we do not use it'),
    held_reason: z.string().nullable(),
  })
  .meta({ id: 'Template' });

function show(template: Template): z.input<typeof templateSchema> {
  const { id, meaning, name, language, category, status, quality, body, heldReason } = template;
  return {
    id,
    meaning,
    name,
    language,
    written_in: template.writtenIn,
    category,
    status,
    quality,
    body,
    parameters: [...template.parameters],
    buttons: [...template.buttons],
    fallback_id: template.fallbackId,
    fallback_channel: template.fallbackChannel,
    held_at: template.heldAt?.toISOString() ?? null,
    held_reason: heldReason,
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/templates',
  name: 'listTemplates',
  summary: 'The templates of the town, with what the provider and we say of them',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(templateSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const templates = await listTemplates(tx, pageOf(query));
    return found(page(templates, query.limit, ({ id }) => id, show));
  },
});

const register = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/templates',
  name: 'registerTemplate',
  summary: 'Write a template down as the provider has it; one of its name and language is replaced',
  roles: ['ADMIN'],
  rate: 'command',
  params: townParam,
  query: {},
  body: { ...fields, quality: fields.quality.default('UNKNOWN'), reason: reasonField },
  answer: templateSchema,
  refusals: { no_such_template: NO_TEMPLATE },
  work: async (tx, { body, cause }) => {
    const { reason, written_in, fallback_id, fallback_channel, ...rest } = body;
    const given = {
      ...rest,
      writtenIn: written_in,
      fallbackId: fallback_id,
      fallbackChannel: fallback_channel,
    };
    const kept = await registerTemplate(tx, cause, given, reason);
    return kept.ok ? found(show(kept.value)) : kept;
  },
});

const pause = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/templates/{template}/pause',
  name: 'pauseTemplate',
  summary: 'Stop using a template; what needs it falls back',
  roles: STAFF,
  rate: 'command',
  params: templateParam,
  query: {},
  body: { reason: reasonField },
  answer: templateSchema,
  refusals: { no_such_template: NO_TEMPLATE },
  work: async (tx, { path, body, cause }) => {
    const template = (await readTemplates(tx, [tx.townId])).find(({ id }) => id === path.template);
    if (!template) return refused('no_such_template');
    const [held = template] = await pauseTemplate(tx, cause, template, body.reason);
    return found(show(held));
  },
});

const resume = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/templates/{template}/resume',
  name: 'resumeTemplate',
  summary: 'Use a template again',
  roles: STAFF,
  rate: 'command',
  params: templateParam,
  query: {},
  body: { reason: reasonField },
  answer: templateSchema,
  refusals: { no_such_template: NO_TEMPLATE },
  work: async (tx, { path, body, cause }) => {
    const resumed = await resumeTemplate(tx, cause, path.template, body.reason);
    return resumed.ok ? found(show(resumed.value)) : resumed;
  },
});

export const templateRoutes: readonly Route[] = [list, register, pause, resume];
