import request from 'supertest';
import type { z } from 'zod';
import { problemSchema } from '../../src/http/problems.js';
import { routes } from '../../src/http/api/routes.js';
import { createUser } from '../../src/domain/users/users.js';
import type { Role } from '../../src/domain/users/users.js';
import { hashPassword } from '../../src/http/api/passwords.js';
import { inPlatform } from '../../src/db/transaction.js';
import type { Bench } from './support.js';

export const PASSWORD = 'correct horse battery staple';
let serial = 0;

/** A user with PASSWORD and an address of their own. */
export async function addUser(
  bench: Bench,
  role: Role,
  townIds: readonly string[] = [],
): Promise<{ readonly id: string; readonly email: string }> {
  serial += 1;
  const email = `user${String(serial)}@example.org`;
  const passwordHash = await hashPassword(PASSWORD);
  const made = await inPlatform(bench.database, (tx) =>
    createUser(tx, bench.universe, { email, passwordHash, role, townIds }),
  );
  if (!made.ok) throw new Error(`no user: ${made.refusal}`);
  return { id: made.value, email };
}

/** Logs in and returns the access token. */
export async function logIn(bench: Bench, email: string, password = PASSWORD): Promise<string> {
  const answer = await request(bench.server.app)
    .post('/v1/auth/login')
    .send({ email, password })
    .expect(200);
  return String(answer.body.access_token);
}

/** Asks the API; every answer is held against the schema that its route declares. */
export async function call(
  bench: Bench,
  token: string | null,
  what: string,
  body?: object,
): Promise<request.Response> {
  const [method, path = ''] = what.split(' ');
  const asked = request(bench.server.app)[method === 'POST' ? 'post' : 'get'](path);
  if (token !== null) asked.set('Authorization', `Bearer ${token}`);
  const answer = await (body === undefined ? asked : asked.send(body));
  schemaOf(answer, method ?? '', path.split('?')[0] ?? '').parse(answer.body);
  if (answer.status >= 400) {
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.status).toBe(answer.status);
    expect(answer.body.correlation_id).toBe(answer.headers['x-correlation-id']);
  }
  return answer;
}

function schemaOf(answer: request.Response, method: string, path: string): z.ZodType {
  if (answer.status >= 400) return problemSchema;
  const route = routes.find(
    (one) =>
      one.method === method &&
      new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  if (!route) throw new Error(`no route for ${method} ${path}`);
  return route.answer;
}
