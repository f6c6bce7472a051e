import { json, Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Actor } from '../../base/cause.js';
import { HTTP } from '../../base/limits.js';
import type { Outcome } from '../../base/outcome.js';
import { assert } from '../../base/assert.js';
import { inPlatform, inTown } from '../../db/transaction.js';
import { readAccess } from '../../domain/users/users.js';
import type { ReachedTown } from '../../domain/users/users.js';
import { NO_WAKE } from '../../usecases/wake.js';
import type { Wake } from '../../usecases/wake.js';
import { notesOf } from '../correlation.js';
import { answerProblem } from '../problem-answers.js';
import { ownProblem, plainProblem, ProblemError } from '../problems.js';
import { fileReaders, keepFile } from './taken-file.js';
import type { ApiParts, ApiRequest, Fields, RateClass, Reply, Route } from './route.js';

type AnyRequest = ApiRequest<Fields, Fields, Fields>;
type AnyOutcome = Outcome<Reply<unknown>>;

/** The rate limits, one for each class of routes; they look at who asks. */
export type RateLimits = Readonly<Record<RateClass, RequestHandler>>;

/**
 * Makes the API out of its table. Each request passes, in this order: the token (401), the rate
 * limit (429), the body's form (413, 415, 400), the user's role (403) and reach (404, so that a
 * foreign town cannot be told from none), the schema (400), the work, and after its commit the
 * doorbells. A path of the table called with another method is 405.
 */
export function apiRouter(routes: readonly Route[], parts: ApiParts, limits: RateLimits): Router {
  const router = Router({ caseSensitive: true });
  const readJson = json({ limit: HTTP.api_body_bytes_max, type: 'application/json' });
  for (const route of routes) {
    const path = expressPath(route.path);
    const handlers = [
      markRoute(route),
      identify(route, parts),
      limits[route.rate],
      ...(route.method === 'GET' ? [] : route.takes ? fileReaders : [requireJson, readJson]),
      serve(route, parts),
    ];
    if (route.method === 'GET') router.get(path, ...handlers);
    else router.post(path, ...handlers);
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method);
    router.all(expressPath(path), (_request, response) => {
      response.set('Allow', methods.join(', '));
      answerProblem(response, plainProblem(405));
    });
  }
  return router;
}

/** /v1/towns/{town} as Express writes it: /v1/towns/:town. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function markRoute(route: Route): RequestHandler {
  return (_request, response, next) => {
    notesOf(response).route = `${route.method} ${route.path}`;
    next();
  };
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Who asks, by the token alone. A route for anyone does not look at it. */
function identify(route: Route, parts: ApiParts): RequestHandler {
  return async (request, response, next) => {
    if (route.roles !== 'anyone') {
      const token = BEARER.exec(request.get('Authorization') ?? '')?.[1];
      const userId = token === undefined ? undefined : await parts.tokens.verify(token);
      if (userId === undefined) throw unauthorised(token !== undefined);
      notesOf(response).userId = userId;
    }
    next();
  };
}

/** RFC 6750: no error is named where no token was given. */
function unauthorised(tokenGiven: boolean): ProblemError {
  const challenge = tokenGiven ? 'Bearer error="invalid_token"' : 'Bearer';
  return new ProblemError(plainProblem(401), { 'WWW-Authenticate': challenge });
}

/** A body, where there is one, must say that it is JSON; a command of no fields needs none. */
const requireJson: RequestHandler = (request, _response, next) => {
  const empty = request.get('Content-Length') === '0' || !hasBody(request);
  if (!empty && request.is('application/json') === false) throw new ProblemError(plainProblem(415));
  next();
};

function hasBody(request: Request): boolean {
  const { 'transfer-encoding': chunked, 'content-length': length } = request.headers;
  return chunked !== undefined || length !== undefined;
}

function serve(route: Route, parts: ApiParts): RequestHandler {
  const schemas = {
    path: z.strictObject(route.params),
    query: z.strictObject(route.query),
    body: z.strictObject(route.body),
  };
  return async (request, response) => {
    const town = await admit(route, parts, request, response);
    const { correlationId, userId } = notesOf(response);
    const actor: Actor =
      userId === undefined ? { kind: 'machine', id: null } : { kind: 'operator', id: userId };
    const asked = check(schemas, request, route.takes);
    const file =
      route.takes && town ? { file: await keepFile(parts, town.id, request) } : undefined;
    const checked = {
      ...asked,
      ...file,
      cause: { universe: parts.universe, actor, channel: 'api', correlationId },
      pinKey: parts.pinKey,
    };
    const outcome = await carryOut(route, parts, checked, town);
    if (!outcome.ok) throw refusal(route, outcome);
    ring(parts, outcome.value.wake ?? NO_WAKE);
    if (outcome.value.said === true) parts.bells.relay();
    if (outcome.value.file === undefined) response.status(200).json(outcome.value.body);
    else await handOut(parts, outcome.value.file, response);
  };
}

/** A stranger's file is never shown by us: it is saved, under its name. */
async function handOut(
  { files }: ApiParts,
  { key, mimeType, name }: NonNullable<Reply<unknown>['file']>,
  response: Response,
): Promise<void> {
  const bytes = await files?.get(key);
  if (bytes === undefined) throw new ProblemError(plainProblem(404));
  response.attachment(name);
  response.set({
    'content-type': mimeType,
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.status(200).send(bytes);
}

/** Only after the commit: whoever wakes must find the work. */
function ring({ bells, universe }: ApiParts, { lanes, due }: Wake): void {
  for (const lane of new Set(lanes)) bells.inbound(lane);
  if (due.some((work) => work.dueAt.getTime() <= universe.nowMs())) bells.due();
}

/** Checks the user's role and, in a route of a town, that the town is in their reach. */
async function admit(
  route: Route,
  parts: ApiParts,
  request: Request,
  response: Response,
): Promise<ReachedTown | null> {
  const { userId } = notesOf(response);
  if (route.roles === 'anyone' || userId === undefined) return null;
  const asked = route.scope === 'town' ? String(request.params['town']) : null;
  const access = await inPlatform(parts.database, (tx) => readAccess(tx, userId, asked));
  if (!access) throw unauthorised(true);
  if (!route.roles.includes(access.role)) throw new ProblemError(plainProblem(403));
  if (route.scope === 'town' && access.town === null) throw new ProblemError(plainProblem(404));
  return access.town;
}

type Place = 'path' | 'query' | 'body';

/** All that is wrong with a request is said at once. */
function check(
  schemas: Readonly<Record<Place, z.ZodType>>,
  request: Request,
  takes: Route['takes'],
): Pick<AnyRequest, Place> {
  const given: Record<Place, unknown> = {
    path: request.params,
    query: request.query,
    body: takes ? {} : ((request.body as unknown) ?? {}),
  };
  const places: readonly Place[] = ['path', 'query', 'body'];
  const results = places.map((place) => [place, schemas[place].safeParse(given[place])] as const);
  const errors = results.flatMap(([place, result]) =>
    (result.error?.issues ?? []).map((issue) => ({
      in: place,
      field: issue.path.join('.'),
      message: issue.message,
    })),
  );
  if (errors.length > 0) {
    throw new ProblemError(
      ownProblem(400, 'invalid_request', 'The request is not valid', { errors }),
    );
  }
  return Object.fromEntries(results.map(([place, { data }]) => [place, data])) as Pick<
    AnyRequest,
    Place
  >;
}

/** Carries a refusal out of a transaction, which is rolled back by it. */
class RolledBack extends Error {
  readonly outcome: AnyOutcome;
  constructor(outcome: AnyOutcome) {
    super('refused');
    this.outcome = outcome;
  }
}

async function carryOut(
  route: Route,
  parts: ApiParts,
  request: AnyRequest,
  town: ReachedTown | null,
): Promise<AnyOutcome> {
  if (route.scope === 'platform') return route.work(parts, request);
  assert(town !== null, 'a route of a town was admitted to one');
  try {
    return await inTown(parts.database, town.id, async (tx) => {
      const outcome = await route.work(tx, { ...request, town });
      if (!outcome.ok) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome;
    throw error;
  }
}

/** A use case's refusal as the route answers it: its word as code, its facts as values. */
function refusal(route: Route, outcome: AnyOutcome & { readonly ok: false }): ProblemError {
  const answer = route.refusals[outcome.refusal];
  assert(answer, `${route.name} declares its refusal ${outcome.refusal}`);
  const { retry_after_s: wait, ...values } = outcome.detail;
  const rest = Object.keys(values).length === 0 ? {} : { values };
  const problem = ownProblem(answer.status, outcome.refusal, answer.title, rest);
  return new ProblemError(problem, wait === undefined ? {} : { 'Retry-After': wait });
}
