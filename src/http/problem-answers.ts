import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Log } from '../base/log.js';
import { notesOf } from './correlation.js';
import { isDatabaseAway } from './database-away.js';
import { plainProblem, PROBLEM_TYPE, ProblemError } from './problems.js';
import type { Problem } from './problems.js';

/** Writes a problem as the answer. */
export function answerProblem(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify({ ...problem, correlation_id: notesOf(response).correlationId }));
}

/** The end of the road for paths that nobody took. */
export function refuseUnknownPaths(): RequestHandler {
  return (_request, response) => {
    answerProblem(response, plainProblem(404));
  };
}

/** What body-parser found, in words; its own messages quote the body. */
const BODY_FAULTS: ReadonlyMap<string, string> = new Map([
  ['entity.parse.failed', 'The body is not JSON'],
  ['entity.too.large', 'The body is larger than any command'],
  ['request.size.invalid', 'The body has another length than announced'],
  ['request.aborted', 'The body was not sent to its end'],
]);

/** Turns whatever was thrown into a problem; what is not the client's doing goes to the log. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof ProblemError) {
      response.set(error.headers);
      answerProblem(response, error.problem);
      return;
    }
    const { status, type } = error as { status?: unknown; type?: unknown };
    if (typeof status === 'number' && status >= 400 && status < 500) {
      answerProblem(response, plainProblem(status, BODY_FAULTS.get(String(type))));
      return;
    }
    const away = isDatabaseAway(error);
    log.error(away ? 'the database is away' : 'a request failed', {
      correlationId: notesOf(response).correlationId,
      route: notesOf(response).route,
      error,
    });
    if (away) response.set('Retry-After', '1');
    answerProblem(response, plainProblem(away ? 503 : 500));
  };
}
