import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { done, refused } from '../../src/base/outcome.js';
import { chooseLanguage } from '../../src/domain/parties/parties.js';
import { openApi } from '../../src/http/api/api.js';
import { platformRoute, townRoute } from '../../src/http/api/route.js';
import type { Route } from '../../src/http/api/route.js';
import { found, idSchema, townParam } from '../../src/http/api/shapes.js';
import { correlate } from '../../src/http/correlation.js';
import { answerErrors } from '../../src/http/problem-answers.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { addUser, logIn } from './api.js';
import { JWT_SECRET, openBench } from './support.js';
import type { Bench } from './support.js';

/** The router by itself, over routes that the real table has no example of. */
let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let admin: string;
let operator: string;
const rung: (number | 'due' | 'relay')[] = [];

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  admin = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

const nothing = { params: {}, query: {}, body: {}, answer: z.looseObject({}), refusals: {} };

function serve(...routes: Route[]): express.Express {
  const { database, universe, log } = bench;
  const relay = (): number => rung.push('relay');
  const bells = { inbound: (lane: number) => rung.push(lane), due: () => rung.push('due'), relay };
  const app = express();
  app.set('query parser', 'simple');
  app.use(correlate(universe));
  app.use(openApi(routes, { jwtSecret: JWT_SECRET, pinKey: '', database, universe, log, bells }));
  app.use(answerErrors(log));
  return app;
}

const ask = (app: express.Express, path: string, token: string): request.Test =>
  request(app).post(path).set('Authorization', `Bearer ${token}`);

test('a role that a route does not name is 403', async () => {
  const app = serve(
    platformRoute({
      ...nothing,
      method: 'POST',
      path: '/v1/for-admins',
      name: 'forAdmins',
      summary: 'A route of the test',
      roles: ['ADMIN'],
      rate: 'command',
      work: async () => Promise.resolve(found({})),
    }),
  );
  expect((await ask(app, '/v1/for-admins', admin)).status).toBe(200);
  const answer = await ask(app, '/v1/for-admins', operator);
  expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
});

describe('the work of a town', () => {
  const language = (fate: 'done' | 'refused' | 'undeclared' | 'thrown'): Route =>
    townRoute({
      ...nothing,
      method: 'POST',
      path: `/v1/towns/{town}/parties/{party}/${fate}`,
      name: fate,
      summary: 'A route of the test',
      roles: ['OPERATOR'],
      rate: 'command',
      params: { ...townParam, party: idSchema },
      refusals: { not_today: { status: 409, title: 'Not today' } },
      work: async (tx, { path, cause }) => {
        await chooseLanguage(tx, path.party, fate);
        if (fate === 'refused') return refused('not_today', { until: 'tomorrow' });
        if (fate === 'undeclared') {
          // The types refuse this; the router must too.
          return refused('never_heard_of' as 'not_today');
        }
        if (fate === 'thrown') throw new Error('a fault with a secret in it');
        const dueAt = cause.universe.now();
        const due = {
          topic: 'assign_order' as const,
          subjectId: path.party,
          dueAt,
          correlationId: cause.correlationId,
        };
        return done({ body: {}, wake: { lanes: [3, 5, 3], due: [due] } });
      },
    });

  const languageOf = async (party: string): Promise<unknown> => {
    const [row] = await bench.ask('select language from parties where id = $1', [party]);
    return row?.['language'];
  };

  test('is kept when it is done, and each bell rung once', async () => {
    const party = await town.addRetailer();
    rung.length = 0;
    const app = serve(language('done'));
    const answer = await ask(app, `/v1/towns/${town.id}/parties/${party}/done`, operator);
    expect(answer.status).toBe(200);
    expect(await languageOf(party)).toBe('done');
    expect(rung).toEqual([3, 5, 'due']);
  });

  test.each([
    ['refused', 409, 'not_today'],
    ['undeclared', 500, 'internal_server_error'],
    ['thrown', 500, 'internal_server_error'],
  ] as const)('is undone when it is %s', async (fate, status, code) => {
    const party = await town.addRetailer();
    rung.length = 0;
    const app = serve(language(fate));
    const answer = await ask(app, `/v1/towns/${town.id}/parties/${party}/${fate}`, operator);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.text).not.toContain('secret');
    expect(await languageOf(party)).toBeNull();
    expect(rung).toEqual([]);
  });

  test('is closed to a role it does not name, in the same town', async () => {
    const party = await town.addRetailer();
    const app = serve(language('done'));
    const answer = await ask(app, `/v1/towns/${town.id}/parties/${party}/done`, admin);
    expect(answer.status).toBe(403);
  });
});

test('a user’s requests are limited wherever they come from', async () => {
  const app = serve(
    platformRoute({
      ...nothing,
      method: 'POST',
      path: '/v1/often',
      name: 'often',
      summary: 'A route of the test',
      roles: ['ADMIN', 'OPERATOR'],
      rate: 'command',
      work: async () => Promise.resolve(found({})),
    }),
  );
  const statuses = new Map<number, number>();
  for (let i = 0; i < 125; i += 1) {
    const { status } = await ask(app, '/v1/often', admin);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(Object.fromEntries(statuses)).toEqual({ 200: 120, 429: 5 });
  expect((await ask(app, '/v1/often', operator)).status).toBe(200);
});
