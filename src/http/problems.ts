import { STATUS_CODES } from 'node:http';
import { z } from 'zod';

/**
 * Every error of the API in one shape: problem details (RFC 9457), with two members of our own:
 * `code`, a word from a closed list for programs to decide by, and the correlation id for asking
 * about it.
 */
export const problemSchema = z
  .strictObject({
    type: z
      .string()
      .describe('A URI of the sort of problem; about:blank where the status says all'),
    title: z.string().describe('The sort of problem in words, always the same'),
    status: z.int(),
    code: z.string().describe('The sort of problem as a word'),
    detail: z.string().optional().describe('This case in words'),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(['path', 'query', 'body']),
          field: z.string(),
          message: z.string(),
        }),
      )
      .optional()
      .describe('What is wrong with the request, field by field'),
    values: z.record(z.string(), z.string()).optional().describe('Facts about a refusal, by name'),
    correlation_id: z.string(),
  })
  .meta({ id: 'Problem', description: 'Problem details, RFC 9457' });

export type Problem = Omit<z.infer<typeof problemSchema>, 'correlation_id'>;

export const PROBLEM_TYPE = 'application/problem+json';

/** A problem that the status alone describes: `code` is the status in words, not_found for 404. */
export function plainProblem(status: number, detail?: string): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const code = title.toLowerCase().replace(/[^a-z]+/g, '_');
  return { type: 'about:blank', title, status, code, ...(detail !== undefined && { detail }) };
}

/** A problem of ours: a word from a route's list of refusals, and its one sentence. */
export function ownProblem(
  status: number,
  code: string,
  title: string,
  rest: Pick<Problem, 'detail' | 'errors' | 'values'> = {},
): Problem {
  return { type: `urn:pasal:problem:${code}`, title, status, code, ...rest };
}

/** Thrown by what reads a request, caught where the answer is written. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.title);
    this.problem = problem;
    this.headers = headers;
  }
}
