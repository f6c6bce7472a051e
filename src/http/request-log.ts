import type { RequestHandler } from 'express';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import { notesOf } from './correlation.js';

/**
 * Says of each request of the API by whom it was made, how it ended and how long it took. Neither
 * bodies nor addresses are written: they hold names, phones and passwords. An answer that the
 * client did not wait for is logged as such.
 */
export function logRequests(parts: {
  readonly log: Log;
  readonly meter: Meter;
  readonly universe: Universe;
}): RequestHandler {
  return (request, response, next) => {
    const startedMs = parts.universe.nowMs();
    response.once('close', () => {
      const { route = 'none', userId, correlationId } = notesOf(response);
      const took_ms = parts.universe.nowMs() - startedMs;
      const status = response.writableFinished ? String(response.statusCode) : 'gone';
      parts.meter.request(route, status, took_ms / 1000);
      const fields = { method: request.method, route, status, took_ms, userId, correlationId };
      parts.log.info('request', fields);
    });
    next();
  };
}
