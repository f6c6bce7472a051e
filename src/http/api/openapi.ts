import { z } from 'zod';
import { FILE_SORTS } from '../../base/file-sorts.js';
import { PROBLEM_TYPE, problemSchema } from '../problems.js';
import type { Fields, Route } from './route.js';

type Json = Readonly<Record<string, unknown>>;

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

/** Problems that any route can answer with, besides its own refusals. */
const COMMON = new Map([
  [400, 'The request is not valid'],
  [429, 'Too many requests; Retry-After says when to come back'],
  [500, 'A fault of ours'],
  [503, 'The database is away; Retry-After says when to come back'],
]);

/**
 * Writes the route table down as an OpenAPI 3.1 document. Its schemas are those that requests are
 * checked against, as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is.
 */
export function openApiDocument(routes: readonly Route[]): Json {
  const schemas: Record<string, unknown> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
    hoist(z.toJSONSchema(schema, { io }), schemas);
  const problem = { [PROBLEM_TYPE]: { schema: schemaOf(problemSchema, 'output') } };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = {
      operationId: route.name,
      summary: route.summary,
      'x-roles': route.roles,
      'x-rate-class': route.rate,
      ...(route.roles === 'anyone' && { security: [] }),
      parameters: [
        ...parametersOf('path', route.params, schemaOf),
        ...parametersOf('query', route.query, schemaOf),
      ],
      ...(route.method === 'POST' && {
        requestBody: {
          required: route.takes !== undefined || Object.keys(route.body).length > 0,
          content: route.takes
            ? Object.fromEntries(FILE_SORTS.map((sort) => [sort, FILE]))
            : { 'application/json': { schema: schemaOf(z.strictObject(route.body), 'input') } },
        },
      }),
      responses: {
        200: {
          description: 'Done',
          content: route.handsOut
            ? { '*/*': FILE }
            : { 'application/json': { schema: schemaOf(route.answer, 'output') } },
        },
        ...problemsOf(route, problem),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pasal',
      version: '1',
      description: 'Operators of towns: who may trade, what was ordered, what is owed.',
    },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas,
    },
  };
}

/** Moves named schemas to the document's components, where all routes share them. */
function hoist(schema: Json, schemas: Record<string, unknown>): Json {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _dialect, $defs, id, ...rest } = JSON.parse(text) as Record<string, unknown>;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) {
    const { id: _id, ...inner } = definition as Record<string, unknown>;
    schemas[name] = inner;
  }
  if (typeof id !== 'string') return rest;
  schemas[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}

function parametersOf(
  place: 'path' | 'query',
  fields: Fields,
  schemaOf: (schema: z.ZodType, io: 'input') => Json,
): Json[] {
  const { properties, required } = schemaOf(z.strictObject(fields), 'input');
  const names = new Set((required ?? []) as readonly string[]);
  return Object.entries((properties ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || names.has(name),
    schema,
  }));
}

/** Every status a route can fail with, and the codes that go with it. */
function problemsOf(route: Route, content: Json): Json {
  const texts = new Map(COMMON);
  if (route.roles !== 'anyone') {
    texts.set(401, 'No valid token');
    texts.set(403, 'The user’s role may not do this');
  }
  if (Object.keys(route.params).length > 0) texts.set(404, 'Not there, or out of the user’s reach');
  if (route.method === 'POST') {
    texts.set(413, 'The body is larger than any command');
    texts.set(415, 'The body is not JSON');
  }
  for (const [code, { status, title }] of Object.entries(route.refusals)) {
    const before = texts.get(status);
    texts.set(status, `${before === undefined ? '' : `${before}. `}\`${code}\`: ${title}`);
  }
  const responses = [...texts].map(([status, description]) => [status, { description, content }]);
  return Object.fromEntries(responses) as Json;
}
