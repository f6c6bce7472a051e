import { once } from 'node:events';
import { connect } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import type { Socket } from 'node:net';
import request from 'supertest';
import { openDatabase } from '../../src/db/database.js';
import { HTTP } from '../../src/base/limits.js';
import { routes } from '../../src/http/api/routes.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let token: string;

beforeAll(async () => {
  bench = await openBench();
  token = await logIn(bench, (await addUser(bench, 'ADMIN')).email);
});

afterAll(() => bench.close());

describe('every route', () => {
  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s says who may use it, what it takes and how often',
    (_name, route) => {
      expect(route.roles === 'anyone' || route.roles.length > 0).toBe(true);
      expect(['login', 'read', 'command']).toContain(route.rate);
      expect(route.rate === 'read').toBe(route.method === 'GET');
      expect(route.summary.length).toBeGreaterThan(10);
      expect(typeof route.answer.safeParse).toBe('function');
      const named = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(route.params).sort()).toEqual(named.sort());
      if (route.path.includes('{town}')) expect(route.scope).toBe('town');
      if (route.method === 'GET') expect(Object.keys(route.body)).toEqual([]);
    },
  );

  test('has a name and a path of its own', () => {
    const names = routes.map((route) => route.name);
    const places = routes.map((route) => `${route.method} ${route.path}`);
    expect(new Set(names).size).toBe(routes.length);
    expect(new Set(places).size).toBe(routes.length);
  });

  test('but login and the document is closed to strangers', async () => {
    for (const route of routes) {
      const path = route.path.replaceAll(/\{\w+\}/g, '0197f0a0-0000-7000-8000-000000000000');
      const answer = await call(bench, null, `${route.method} ${path}`, {});
      const open = ['/v1/auth/login', '/v1/openapi.json'].includes(route.path);
      expect([route.path, answer.status === 401]).toEqual([route.path, !open]);
    }
  });
});

describe('the document', () => {
  test('is OpenAPI 3.1, names every route, and holds no loose end', async () => {
    const { body } = await request(bench.server.app).get('/v1/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    for (const route of routes) {
      const operation = body.paths[route.path][route.method.toLowerCase()];
      expect(operation.operationId).toBe(route.name);
      expect(operation['x-roles']).toEqual(route.roles);
      expect(operation['x-rate-class']).toBe(route.rate);
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['200', '400', '429', '500', '503']),
      );
    }
    const text = JSON.stringify(body);
    for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1];
      expect(body.components.schemas).toHaveProperty(name ?? reference);
    }
    expect(text).not.toContain('$defs');
  });
});

describe('errors', () => {
  const ask = (): request.Agent => request.agent(bench.server.app);

  test('of unknown paths are problems', async () => {
    for (const path of ['/v1/nothing', '/nothing', '/v1/towns/x/y/z']) {
      const answer = await call(bench, token, `GET ${path}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });

  test('of a wrong method name the right ones', async () => {
    const answer = await ask().delete('/v1/towns').set('Authorization', `Bearer ${token}`);
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET');
    expect(answer.body).toMatchObject({ code: 'method_not_allowed', type: 'about:blank' });
  });

  test.each([
    ['no JSON', 'application/json', '{"email":', 400],
    ['a form', 'application/x-www-form-urlencoded', 'email=a', 415],
    ['text', 'text/plain', '{}', 415],
    ['an array', 'application/json', '[]', 400],
    ['too much', 'application/json', JSON.stringify({ email: 'x'.repeat(70_000) }), 413],
    ['another charset', 'application/json; charset=latin1', '{}', 415],
  ])('of a body that is %s', async (_what, type, body, status) => {
    const answer = await ask().post('/v1/auth/login').set('Content-Type', type).send(body);
    expect([answer.status, answer.body.status]).toEqual([status, status]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.stringify(answer.body)).not.toContain('email=');
  });

  test('of a path that cannot be decoded', async () => {
    const answer = await call(bench, token, 'GET /v1/towns/%E0%A4%A/orders');
    expect([400, 404]).toContain(answer.status);
  });

  test('of a database that is away are 503 and nobody’s secret', async () => {
    const database = openDatabase({
      url: 'postgres://nobody:a_password@127.0.0.1:1/none',
      connectionsMax: 1,
      applicationName: 'http test',
      onIdleError: () => undefined,
    });
    const away = { ...bench, server: bench.build({ database }) };
    const answer = await call(away, token, 'GET /v1/towns');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.text).not.toMatch(/127\.0\.0\.1|password/);
    await database.close();
  });
});

describe('a request', () => {
  test('keeps a well-formed correlation id and gets one otherwise', async () => {
    const withId = (id: string): request.Test =>
      request(bench.server.app).get('/v1/openapi.json').set('X-Correlation-Id', id);
    expect((await withId('order-42.a_b')).headers['x-correlation-id']).toBe('order-42.a_b');
    for (const odd of ['short', 'with blank in it', 'x'.repeat(200), '<b>markup</b>']) {
      expect((await withId(odd)).headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('is answered with the headers of a careful server', async () => {
    const { headers } = await call(bench, token, 'GET /v1/towns');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeDefined();
    expect(headers['ratelimit-policy']).toContain('"read"; q=600; w=60');
  });

  test('is logged and measured by its route, not by its path', async () => {
    bench.log.lines.length = 0;
    await call(bench, token, 'GET /v1/towns?limit=3');
    await call(bench, token, 'GET /v1/unheard-of/secret');
    const routesLogged = bench.log.lines.map((line) => line.fields['route']);
    expect(routesLogged).toEqual(['GET /v1/towns', 'none']);
    expect(JSON.stringify(bench.log.lines)).not.toMatch(/limit=3|secret/);
    expect(await bench.metrics.page()).toContain(
      'pasal_api_request_seconds_count{route="GET /v1/towns",status="200"}',
    );
  });
});

describe('health', () => {
  test('is alive whatever else is not', async () => {
    const server = bench.build({
      checks: [{ name: 'database', isReady: () => Promise.resolve(false) }],
    });
    await request(server.app).get('/healthz').expect(200, { status: 'alive' });
  });

  test('names what is not ready, slow and failing checks included', async () => {
    const server = bench.build({
      checks: [
        { name: 'queue', isReady: () => Promise.resolve(true) },
        { name: 'database', isReady: () => Promise.reject(new Error('away')) },
        { name: 'migrations', isReady: () => new Promise(() => undefined) },
      ],
    });
    const answer = await request(server.app).get('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: 'not_ready', not_ready: ['database', 'migrations'] });
    await request(bench.server.app).get('/readyz').expect(200, { status: 'ready', not_ready: [] });
  });

  test('asks once for many who ask at once', async () => {
    let asked = 0;
    const isReady = (): Promise<boolean> => Promise.resolve((asked += 1) > 0);
    const server = bench.build({ checks: [{ name: 'database', isReady }] });
    await Promise.all(Array.from({ length: 10 }, () => request(server.app).get('/readyz')));
    expect(asked).toBe(1);
  });

  test('shows metrics, gauges that fail left out', async () => {
    bench.metrics.watch({
      name: 'test_depth',
      help: 'Of the test',
      label: 'queue',
      read: () => new Map([['inbox', 7]]),
    });
    bench.metrics.watch({
      name: 'test_failing',
      help: 'Of the test',
      label: 'queue',
      read: () => Promise.reject(new Error('away')),
    });
    const answer = await request(bench.server.app).get('/metrics').expect(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.text).toContain('pasal_test_depth{queue="inbox"} 7');
    expect(answer.text).not.toContain('pasal_test_failing{');
    expect(answer.text).toContain('process_resident_memory_bytes');
  });
});

describe('stopping', () => {
  test('says no when draining, and still answers', async () => {
    const server = bench.build({});
    await request(server.app).get('/readyz').expect(200);
    server.drain();
    const answer = await request(server.app).get('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.body.not_ready).toEqual(['draining']);
    expect(answer.headers['connection']).toBe('close');
    await request(server.app).get('/healthz').expect(200);
  });

  test('lets a running request end, and takes no new connection', async () => {
    let release = (): void => undefined;
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const held = new Promise<void>((resolve) => (release = resolve));
    const page = async (): Promise<string> => {
      entered();
      await held;
      return 'the end';
    };
    const server = bench.build({ metrics: { contentType: 'text/plain', page } });
    const { port } = await server.listen(0, '127.0.0.1');
    const running = fetch(`http://127.0.0.1:${port}/metrics`);
    await inside;
    const closed = server.close();
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
    release();
    expect(await (await running).text()).toBe('the end');
    await closed;
  });

  test('does not wait for connections that idle', async () => {
    const server = bench.build({});
    const { port } = await server.listen(0, '127.0.0.1');
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    const ended = once(socket, 'close');
    socket.resume();
    await server.close();
    await ended;
  });

  test('is done twice without harm, and without ever having listened', async () => {
    const server = bench.build({});
    await server.close();
    await server.listen(0, '127.0.0.1');
    await Promise.all([server.close(), server.close()]);
  });

  test('a taken port is said at once', async () => {
    const taken = createHttpServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(bench.build({}).listen(port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
    taken.close();
  });
});

describe('a refused sender', () => {
  test('that goes on writing is cut off within limits', async () => {
    const server = bench.build({});
    const { port } = await server.listen(0, '127.0.0.1');
    const socket: Socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const head = 'POST /webhooks/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n';
    socket.write(head);
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let written = 0;
    while (socket.writable && written < 128) {
      written += 1;
      const taken = new Promise((resolve) => socket.write(chunk, resolve));
      await Promise.race([taken, gone]);
    }
    // What lies in the buffers of the two ends counts as written.
    expect(written * chunk.length).toBeLessThan(HTTP.refused_rest_bytes_max * 3);
    socket.destroy();
    await server.close();
  });
});
