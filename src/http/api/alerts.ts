import { z } from 'zod';
import type { Alert } from '../../domain/alerts/alerts.js';
import { listAlerts, seeAlert } from '../../domain/alerts/alerts.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, page, pageQuery, pageSchema } from './shapes.js';
import { townParam } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR'] as const;

const alertSchema = z
  .strictObject({
    id: idSchema,
    kind: z.string(),
    subject: z.string().describe('What it is about: an id, a number of ours, a template'),
    detail: z.string(),
    raised_at: instantSchema,
    seen_at: instantSchema.nullable(),
    seen_by: z.string().nullable(),
  })
  .meta({ id: 'Alert' });

function show(alert: Alert): z.input<typeof alertSchema> {
  const { id, kind, subject, detail } = alert;
  return {
    id,
    kind,
    subject,
    detail,
    raised_at: alert.raisedAt.toISOString(),
    seen_at: alert.seenAt?.toISOString() ?? null,
    seen_by: alert.seenBy,
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/alerts',
  name: 'listAlerts',
  summary: 'What somebody must look at, newest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, seen: z.enum(['no', 'all']).default('no') },
  body: {},
  answer: pageSchema(alertSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const back = { beforeId: query.after ?? null, rows: query.limit };
    const alerts = await listAlerts(tx, { unseen: query.seen === 'no' }, back);
    return found(page(alerts, query.limit, ({ id }) => id, show));
  },
});

const see = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/alerts/{alert}/see',
  name: 'seeAlert',
  summary: 'Note that somebody looks after an alert',
  roles: STAFF,
  rate: 'command',
  params: { ...townParam, alert: idSchema },
  query: {},
  body: {},
  answer: alertSchema,
  refusals: { no_such_alert: { status: 404, title: 'No such alert in this town' } },
  work: async (tx, { path, cause }) => {
    const seen = await seeAlert(tx, cause, path.alert);
    return seen.ok ? found(show(seen.value)) : seen;
  },
});

export const alertRoutes: readonly Route[] = [list, see];
