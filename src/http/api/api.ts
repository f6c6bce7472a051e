import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { RequestHandler, Router } from 'express';
import { HTTP } from '../../base/limits.js';
import type { Log } from '../../base/log.js';
import type { Universe } from '../../base/universe.js';
import type { FileStorage } from '../../gateways/storage/file-storage.js';
import { notesOf } from '../correlation.js';
import { plainProblem, ProblemError } from '../problems.js';
import { openLoginTries } from './login-tries.js';
import { openCounts } from './rate-limits.js';
import type { RedisCall } from './rate-limits.js';
import type { ApiBells, Database, Route } from './route.js';
import { apiRouter } from './router.js';
import { openTokens } from './tokens.js';

/** What the API works with. */
export interface ApiOptions {
  readonly jwtSecret: string;
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly bells: ApiBells;
  readonly pinKey: string;
  readonly files?: FileStorage | undefined;
  /** Counts rate limits for all processes together, where there is a Redis. */
  readonly redis?: RedisCall | undefined;
}

/** The operator's door: everything under /v1. */
export function openApi(routes: readonly Route[], options: ApiOptions): Router {
  const { jwtSecret, database, universe, log, bells, pinKey, files, redis } = options;
  const limit = (name: string, window_ms: number, hits_max: number): RequestHandler =>
    rateLimit({
      windowMs: window_ms,
      limit: hits_max,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      identifier: name,
      store: openCounts(name, { redis, log, universe }),
      // A user is counted wherever they are, somebody unknown by address: /64 for IPv6.
      keyGenerator: (request, response) =>
        notesOf(response).userId ?? ipKeyGenerator(request.ip ?? '', 64),
      // Its checks of a proxy's headers speak to the console; the setting comes from config.
      validate: false,
      handler: (_request, _response, next) => next(new ProblemError(plainProblem(429))),
    });
  const parts = {
    database,
    universe,
    log,
    bells,
    pinKey,
    files,
    tokens: openTokens(jwtSecret, universe),
    loginTries: openLoginTries(openCounts('account', { redis, log, universe }), universe),
  };
  return apiRouter(routes, parts, {
    login: limit('login', HTTP.login_window_ms, HTTP.logins_per_address_max),
    read: limit('read', HTTP.rate_window_ms, HTTP.reads_per_window_max),
    command: limit('command', HTTP.rate_window_ms, HTTP.commands_per_window_max),
  });
}
