import { z } from 'zod';
import { done, refused } from '../../base/outcome.js';
import { listMedia, MEDIUM_STATES, readMedium } from '../../domain/media/media.js';
import type { Medium } from '../../domain/media/media.js';
import { readNames } from '../../domain/parties/parties.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, namedSchema, page, pageQuery } from './shapes.js';
import { pageSchema, showNamed, townParam } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR'] as const;

const mediumSchema = z
  .strictObject({
    id: idSchema,
    message: idSchema.describe('What it came with: an `id` of the conversation of a ticket'),
    party: namedSchema.nullable().describe('Null for somebody who is not registered'),
    kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    state: z
      .enum(MEDIUM_STATES)
      .describe('WAITING to be fetched; LOST by the provider; REFUSED by us'),
    reason: z.enum(['gone', 'expired', 'too_large', 'wrong_type', 'too_many']).nullable(),
    mime_type: z.string(),
    file_name: z.string(),
    size_bytes: z.number().int().nullable(),
    sha256: z.string().nullable().describe('Of what is kept, in hex'),
    as_stated: z
      .boolean()
      .nullable()
      .describe('Whether the provider announced this digest; null where it announced none'),
    received_at: instantSchema,
  })
  .meta({ id: 'Medium' });

type Names = ReadonlyMap<string, string>;

function show(medium: Medium, names: Names): z.input<typeof mediumSchema> {
  return {
    id: medium.id,
    message: medium.messageId,
    party: showNamed(medium.partyId, names),
    kind: medium.kind,
    state: medium.state,
    reason: medium.reason,
    mime_type: medium.mimeType,
    file_name: medium.fileName,
    size_bytes: medium.sizeBytes,
    sha256: medium.sha256,
    as_stated: medium.isAsStated,
    received_at: medium.receivedAt.toISOString(),
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/media',
  name: 'listMedia',
  summary: 'Pictures, voice notes and files that people sent, newest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: {
    ...pageQuery,
    state: z.enum(MEDIUM_STATES).optional(),
    message: idSchema.optional().describe('Only what came with this message'),
  },
  body: {},
  answer: pageSchema(mediumSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const { limit, after = null, state = null, message = null } = query;
    const filter = { messageId: message, state };
    const media = await listMedia(tx, filter, { beforeId: after, rows: limit });
    const names = await readNames(
      tx,
      media.flatMap(({ partyId }) => partyId ?? []),
    );
    return found(
      page(
        media,
        limit,
        ({ id }) => id,
        (medium) => show(medium, names),
      ),
    );
  },
});

/** What it is saved as: its own name, or what it is, with its sort. */
function nameOf({ fileName, kind, id, mimeType }: Medium): string {
  if (fileName !== '') return fileName;
  const sort = /\/([a-z0-9]{2,5})$/.exec(mimeType)?.[1];
  return `${kind}-${id}${sort === undefined ? '' : `.${sort}`}`;
}

const file = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/media/{medium}/file',
  name: 'getMediumFile',
  summary: 'The file itself, to be saved',
  roles: STAFF,
  rate: 'read',
  params: { ...townParam, medium: idSchema },
  query: {},
  body: {},
  answer: z.null(),
  handsOut: 'file',
  refusals: {
    no_such_medium: { status: 404, title: 'No such medium in this town' },
    not_kept: { status: 409, title: 'It is not fetched yet, or never will be' },
  },
  work: async (tx, { path }) => {
    const medium = await readMedium(tx, path.medium);
    if (!medium) return refused('no_such_medium');
    const { state, reason, storageKey: key, mimeType } = medium;
    if (key === null) return refused('not_kept', { state, reason: reason ?? '' });
    return done({ body: null, file: { key, mimeType, name: nameOf(medium) } });
  },
});

export const mediaRoutes: readonly Route[] = [list, file];
