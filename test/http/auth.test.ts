import { SignJWT } from 'jose';
import request from 'supertest';
import { frozenUniverse } from '../../src/base/universe.js';
import { ensureAdmin } from '../../src/http/api/auth.js';
import { addUser, call, logIn, PASSWORD } from './api.js';
import { addTown, JWT_SECRET, openBench } from './support.js';
import type { Bench } from './support.js';

const universe = frozenUniverse(Date.UTC(2026, 2, 2, 8));
const HOUR_MS = 3_600_000;
let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ universe });
});

afterAll(() => bench.close());

const login = (email: string, password: string): Promise<request.Response> =>
  call(bench, null, 'POST /v1/auth/login', { email, password });

describe('a login', () => {
  test('gives a token for twelve hours and not a second more', async () => {
    const { email } = await addUser(bench, 'ADMIN');
    const answer = await login(email, PASSWORD);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in_s: 43_200 });
    const token = String(answer.body.access_token);
    expect((await call(bench, token, 'GET /v1/towns')).status).toBe(200);
    universe.advance(12 * HOUR_MS - 1000);
    expect((await call(bench, token, 'GET /v1/towns')).status).toBe(200);
    universe.advance(1000);
    const late = await call(bench, token, 'GET /v1/towns');
    expect(late.status).toBe(401);
    expect(late.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  test('does not mind how the address is written', async () => {
    const { email } = await addUser(bench, 'ADMIN');
    expect((await login(`  ${email.toUpperCase()} `, PASSWORD)).status).toBe(200);
  });

  test('fails the same way for a wrong password and for an address nobody has', async () => {
    const { email } = await addUser(bench, 'ADMIN');
    const wrong = await login(email, `${PASSWORD}!`);
    const nobody = await login('nobody@example.org', PASSWORD);
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    const said = ({ body }: request.Response): unknown => ({ ...body, correlation_id: '' });
    expect(said(wrong)).toEqual(said(nobody));
    expect(wrong.body.code).toBe('login_failed');
  });

  test('is checked field by field', async () => {
    const answer = await call(bench, null, 'POST /v1/auth/login', { email: 7, extra: true });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('invalid_request');
    const fields = (answer.body.errors as { field: string }[]).map((one) => one.field);
    expect(fields.sort()).toEqual(['', 'email', 'password']);
  });

  test('is refused for a while after ten failures, right password or not', async () => {
    const { email } = await addUser(bench, 'ADMIN');
    const server = bench.build({});
    const attempt = (password: string): request.Test =>
      request(server.app).post('/v1/auth/login').send({ email, password });
    const tries = await Promise.all(Array.from({ length: 12 }, () => attempt('wrong')));
    const statuses = tries.map((one) => one.status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const locked = await attempt(PASSWORD);
    expect(locked.status).toBe(429);
    expect(locked.body.code).toBe('too_many_logins');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    // Another process counts for itself while there is no Redis, and a right password forgives.
    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  test('starts an account from zero when the password was right', async () => {
    const { email } = await addUser(bench, 'ADMIN');
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 7; i += 1) expect((await login(email, 'wrong')).status).toBe(401);
      expect((await login(email, PASSWORD)).status).toBe(200);
    }
  });

  test('is limited by address, and says so in its headers', async () => {
    const server = bench.build({});
    const attempt = (): request.Test => request(server.app).post('/v1/auth/login').send({});
    const first = await attempt();
    expect(first.headers['ratelimit-policy']).toContain('"login"; q=50; w=900');
    for (let i = 0; i < 49; i += 1) await attempt();
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toMatch(/problem\+json/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('leaves neither address nor password in the log', async () => {
    const { email } = await addUser(bench, 'ADMIN');
    await login(email, 'a password mistyped');
    const logged = JSON.stringify(bench.log.lines);
    expect(logged).toContain('POST /v1/auth/login');
    expect(logged).not.toContain(email);
    expect(logged).not.toContain('mistyped');
  });
});

describe('a token', () => {
  const key = (secret: string): Uint8Array => new TextEncoder().encode(secret);
  const now_s = (): number => Math.floor(universe.nowMs() / 1000);
  const claims = (sub: string): SignJWT =>
    new SignJWT()
      .setSubject(sub)
      .setIssuer('pasal')
      .setAudience('pasal-api')
      .setIssuedAt(now_s())
      .setExpirationTime(now_s() + 60);
  const statusWith = async (token: string): Promise<number> =>
    (await call(bench, token, 'GET /v1/towns')).status;

  test('of our own making is what a login gives', async () => {
    const { id } = await addUser(bench, 'ADMIN');
    const token = await claims(id).setProtectedHeader({ alg: 'HS256' }).sign(key(JWT_SECRET));
    expect(await statusWith(token)).toBe(200);
  });

  test('is refused when anything about it is off', async () => {
    const { id, email } = await addUser(bench, 'ADMIN');
    const hs256 = { alg: 'HS256' };
    const secret = key(JWT_SECRET);
    const good = await logIn(bench, email);
    const [head, body, signature] = good.split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const otherUser = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace(id, id.replace(/.$/, '0')),
    ).toString('base64url');
    const forged = [
      await claims(id)
        .setProtectedHeader(hs256)
        .sign(key(`${JWT_SECRET}!`)),
      await claims(id)
        .setProtectedHeader({ alg: 'HS512' })
        .sign(key(JWT_SECRET.repeat(2))),
      await claims(id).setAudience('other').setProtectedHeader(hs256).sign(secret),
      await claims(id).setIssuer('other').setProtectedHeader(hs256).sign(secret),
      await claims(id)
        .setIssuedAt(now_s() + 600)
        .setProtectedHeader(hs256)
        .sign(secret),
      await claims(id).setIssuedAt(0).setProtectedHeader(hs256).sign(secret),
      await claims('not-an-id').setProtectedHeader(hs256).sign(secret),
      await new SignJWT().setSubject(id).setProtectedHeader(hs256).sign(secret),
      `${none}.${body}.`,
      `${head}.${otherUser}.${signature}`,
      `${head}.${body}.`,
      'a.b.c',
      '',
    ];
    for (const token of forged) expect(await statusWith(token)).toBe(401);
    expect(await statusWith(good)).toBe(200);
  });

  test('of a user who is not there is refused', async () => {
    const token = await claims(universe.newId())
      .setProtectedHeader({ alg: 'HS256' })
      .sign(key(JWT_SECRET));
    expect(await statusWith(token)).toBe(401);
  });

  test('that is missing is 401 without a reason', async () => {
    const answer = await call(bench, null, 'GET /v1/towns');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('the first admin', () => {
  test('is made once, however many processes start', async () => {
    const start = (): Promise<string> =>
      ensureAdmin(bench.database, universe, 'First@Example.org', PASSWORD);
    const results = await Promise.all(Array.from({ length: 5 }, start));
    expect(results.sort()).toEqual(['created', 'exists', 'exists', 'exists', 'exists']);
    expect((await login('first@example.org', PASSWORD)).status).toBe(200);
  });

  test('keeps the password it has', async () => {
    await ensureAdmin(bench.database, universe, 'second@example.org', PASSWORD);
    const again = await ensureAdmin(bench.database, universe, 'second@example.org', 'another one');
    expect(again).toBe('exists_with_other_password');
    expect((await login('second@example.org', 'another one')).status).toBe(401);
  });
});

describe('the towns', () => {
  test('are all of them for an admin, and their own for an operator', async () => {
    const [north, south] = [await addTown(bench, 'north'), await addTown(bench, 'south')];
    const admin = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
    const operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [south])).email);
    const nobody = await logIn(bench, (await addUser(bench, 'OPERATOR')).email);
    const seen = async (token: string): Promise<string[]> => {
      const { body } = await call(bench, token, 'GET /v1/towns');
      return (body.data as { id: string }[]).map((town) => town.id);
    };
    expect(await seen(admin)).toEqual(expect.arrayContaining([north, south]));
    expect(await seen(operator)).toEqual([south]);
    expect(await seen(nobody)).toEqual([]);
  });

  test('come in pages', async () => {
    for (let i = 0; i < 5; i += 1) await addTown(bench, `page-${String(i)}`);
    const token = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
    const whole = await call(bench, token, 'GET /v1/towns');
    const ids: string[] = [];
    let next = '';
    do {
      const { body } = await call(bench, token, `GET /v1/towns?limit=2${next}`);
      expect(body.data.length).toBeLessThanOrEqual(2);
      ids.push(...(body.data as { id: string }[]).map((town) => town.id));
      next = typeof body.next === 'string' ? `&after=${body.next}` : '';
    } while (next !== '');
    expect(ids).toEqual((whole.body.data as { id: string }[]).map((town) => town.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'after=x', 'limit=1&limit=2', 'page=2'])(
    'are not asked for with %s',
    async (query) => {
      const token = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
      const answer = await call(bench, token, `GET /v1/towns?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].in).toBe('query');
    },
  );
});
