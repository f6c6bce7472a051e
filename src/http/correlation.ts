import type { RequestHandler, Response } from 'express';
import type { Universe } from '../base/universe.js';

/** What the steps of answering a request leave for each other. */
interface Notes {
  correlationId: string;
  /** Of the token, once it is verified. */
  userId?: string;
  /** The route as declared, for logs and metrics: a path as called holds ids. */
  route?: string;
}

/** The notes of a request; they live as long as its response. */
export function notesOf(response: Response): Notes {
  return response.locals as unknown as Notes;
}

/** What we take from a client: nothing that could break a line of a log. */
const WELL_FORMED = /^[A-Za-z0-9._-]{8,128}$/;

/**
 * Gives each request an id that goes with everything it causes, and back in the answer. A client
 * may bring its own; one that is not well-formed is replaced, not refused.
 */
export function correlate(universe: Universe): RequestHandler {
  return (request, response, next) => {
    const brought = request.get('X-Correlation-Id') ?? '';
    const correlationId = WELL_FORMED.test(brought) ? brought : universe.newId();
    notesOf(response).correlationId = correlationId;
    response.set('X-Correlation-Id', correlationId);
    next();
  };
}
