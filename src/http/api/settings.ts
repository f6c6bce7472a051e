import { z } from 'zod';
import { changeSettings, listSettingChanges } from '../../domain/towns/settings.js';
import type { SettingsChange } from '../../domain/towns/settings.js';
import { readTown } from '../../domain/towns/towns.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, page, pageOf, pageQuery, pageSchema } from './shapes.js';
import { reasonField, townParam } from './shapes.js';

const settingsSchema = z
  .record(z.string().min(1).max(64), z.unknown())
  .describe('Values by name; docs and defaults stand with the settings themselves')
  .meta({ id: 'Settings' });

const changeSchema = z
  .strictObject({
    id: idSchema,
    changed_by: z.string(),
    reason: z.string(),
    before: settingsSchema,
    after: settingsSchema,
    changed_at: instantSchema,
  })
  .meta({ id: 'SettingsChange' });

function showChange(one: SettingsChange): z.input<typeof changeSchema> {
  return {
    id: one.id,
    changed_by: one.changedBy,
    reason: one.reason,
    before: one.before,
    after: one.after,
    changed_at: one.changedAt.toISOString(),
  };
}

const read = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/settings',
  name: 'getSettings',
  summary: 'How the town wants things: timings, limits, quiet hours, with their defaults',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: townParam,
  query: {},
  body: {},
  answer: z.strictObject({ settings: settingsSchema }),
  refusals: {},
  work: async (tx) => {
    const { settings } = await readTown(tx);
    return found({ settings: { ...settings } });
  },
});

const change = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/settings',
  name: 'changeSettings',
  summary: 'Change some settings; null takes one back to its default. They count at once',
  roles: ['ADMIN'],
  rate: 'command',
  params: townParam,
  query: {},
  body: { settings: settingsSchema, reason: reasonField },
  answer: z.strictObject({ settings: settingsSchema }),
  refusals: {
    bad_settings: {
      status: 409,
      title: 'The settings would not be whole. The values name the field and what is wrong',
    },
  },
  work: async (tx, { body, cause }) => {
    const changed = await changeSettings(tx, cause, body.settings, body.reason);
    return changed.ok ? found({ settings: { ...changed.value } }) : changed;
  },
});

const changes = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/settings/changes',
  name: 'listSettingChanges',
  summary: 'Who changed the settings, and why; the latest first',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: townParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(changeSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const { afterId: beforeId, rows } = pageOf(query);
    const rowsFound = await listSettingChanges(tx, { beforeId, rows });
    return found(page(rowsFound, query.limit, (one) => one.id, showChange));
  },
});

export const settingRoutes: readonly Route[] = [read, change, changes];
