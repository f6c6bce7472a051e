import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { realUniverse } from '../../src/base/universe.js';
import { openDatabase } from '../../src/db/database.js';
import { ensureLogins } from '../../src/db/logins.js';
import { areShipped, migrate, readMigrations, type Migration } from '../../src/db/migrations.js';
import { prepareDatabase } from '../../src/db/prepare-database.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const universe = realUniverse();
let database: TestDatabase;
let folder: string;

/** A run of tests has its own small migrations: the real ones are in the template already. */
beforeEach(async () => {
  database = await openTestDatabase({ empty: true });
  folder = await mkdtemp(path.join(tmpdir(), 'pasal-migrations-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

async function ship(...texts: string[]): Promise<readonly Migration[]> {
  for (const [index, sql] of texts.entries()) {
    const number = String(index + 1).padStart(4, '0');
    await writeFile(path.join(folder, `${number}_step.sql`), sql);
  }
  return readMigrations(folder);
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const TABLE = 'create table things (id integer primary key);';

test('applies what is new, in order, once', async () => {
  const first = await ship(TABLE);
  expect(await migrate(database.ownerUrl, first, universe)).toMatchObject({
    value: { applied: [1] },
  });
  const second = await ship(TABLE, 'insert into things values (7);');
  expect(await migrate(database.ownerUrl, second, universe)).toMatchObject({
    value: { applied: [2] },
  });
  expect(await migrate(database.ownerUrl, second, universe)).toMatchObject({
    value: { applied: [] },
  });
  expect(await ask(database.ownerUrl, 'select id from things')).toEqual([{ id: 7 }]);
});

test('twenty runs at once give one outcome', async () => {
  const files = await ship(
    TABLE,
    'insert into things values (1);',
    'insert into things values (2);',
  );
  const runs = await Promise.all(
    Array.from({ length: 20 }, () => migrate(database.ownerUrl, files, universe)),
  );
  const applied = runs.flatMap((run) => (run.ok ? [...run.value.applied] : [Number.NaN]));
  expect(applied.sort()).toEqual([1, 2, 3]);
  expect(await ask(database.ownerUrl, 'select id from things order by id')).toHaveLength(2);
});

test('runs at once in several databases agree over roles, which they share', async () => {
  const role = `shared_${database.name}`;
  const files = await ship(
    `do $$ begin create role ${role} nologin; exception when duplicate_object then null; end $$`,
    `grant ${role} to pasal_service`,
  );
  const others = await Promise.all([1, 2, 3].map(() => openTestDatabase({ empty: true })));
  try {
    const runs = await Promise.all(
      [database, ...others].map(({ ownerUrl }) => migrate(ownerUrl, files, universe)),
    );
    for (const run of runs) expect(run).toMatchObject({ value: { applied: [1, 2] } });
  } finally {
    await Promise.all(others.map((other) => other.drop()));
    await ask(database.adminUrl, `drop role ${role}`);
  }
});

test('refuses when a shipped file changed, whatever its line ends', async () => {
  await migrate(database.ownerUrl, await ship(`-- a\n${TABLE}`), universe);
  const sameOnWindows = await ship(`-- a\r\n${TABLE}`);
  expect(await migrate(database.ownerUrl, sameOnWindows, universe)).toMatchObject({ ok: true });
  const changed = await ship(`-- b\n${TABLE}`);
  expect(await migrate(database.ownerUrl, changed, universe)).toMatchObject({
    refusal: 'migration_changed',
    detail: { number: '1', name: 'step' },
  });
});

test('refuses a database that is newer than the code', async () => {
  const files = await ship(TABLE, 'select 1');
  await migrate(database.ownerUrl, files, universe);
  expect(await migrate(database.ownerUrl, files.slice(0, 1), universe)).toMatchObject({
    refusal: 'migration_missing',
    detail: { number: '2' },
  });
});

test('a migration that fails leaves nothing of itself and all before it', async () => {
  const files = await ship(TABLE, 'insert into things values (1); select 1 / 0;');
  await expect(migrate(database.ownerUrl, files, universe)).rejects.toThrow(
    'migration 2 step: division by zero',
  );
  expect(await ask(database.ownerUrl, 'select * from things')).toEqual([]);
  expect(await ask(database.ownerUrl, 'select number from schema_migrations')).toHaveLength(1);
});

test('says whether the newest migration of the folder is there', async () => {
  const migrated = await openTestDatabase();
  const service = openDatabase({
    url: migrated.serviceUrl,
    connectionsMax: 1,
    applicationName: 'test',
    onIdleError: () => undefined,
  });
  try {
    expect(await areShipped(service, 'migrations')).toBe(true);
    await ship(...Array.from({ length: 99 }, () => 'select 1'));
    expect(await areShipped(service, folder)).toBe(false);
  } finally {
    await service.close();
    await migrated.drop();
  }
});

test('a migration must not end its transaction', async () => {
  const files = await ship(`${TABLE} commit;`);
  await expect(migrate(database.ownerUrl, files, universe)).rejects.toThrow('transaction');
});

test('file names are checked', async () => {
  await writeFile(path.join(folder, '0002_second.sql'), '');
  await expect(readMigrations(folder)).rejects.toThrow('without a gap');
  await rm(path.join(folder, '0002_second.sql'));
  await writeFile(path.join(folder, 'first.sql'), '');
  await expect(readMigrations(folder)).rejects.toThrow('NNNN_name.sql');
});

describe('logins', () => {
  const withLogin = (url: string, name: string): string => {
    const changed = new URL(url);
    changed.username = name;
    changed.password = 'wide open';
    return changed.href;
  };

  test('are created with the password of the URL, and enter roles without inheriting', async () => {
    const service = withLogin(database.ownerUrl, `service_${database.name}`);
    const queue = withLogin(database.ownerUrl, `queue_${database.name}`);
    const logins = { serviceUrl: service, queueUrl: queue };
    const again = () => prepareDatabase(database.ownerUrl, logins, 'migrations', universe);
    const runs = await Promise.all([again(), again(), again()]);
    for (const run of runs) expect(run).toMatchObject({ ok: true });

    await expect(ask(service, 'select count(*) from towns')).rejects.toThrow('permission denied');
    await ask(service, 'set role pasal_app; select count(*) from towns');
    await ask(service, 'set role pasal_platform');
    await expect(ask(service, 'set role pasal_owner')).rejects.toThrow('permission denied');
    await expect(ask(service, 'create table mine ()')).rejects.toThrow('permission denied');

    await ask(queue, 'create table bull.mine ()');
    await expect(ask(queue, 'create table public.mine ()')).rejects.toThrow('permission denied');
    await expect(ask(queue, 'create schema mine')).rejects.toThrow('permission denied');
    await expect(ask(queue, 'set role pasal_app')).rejects.toThrow('permission denied');
    await ask(
      database.adminUrl,
      `drop owned by "service_${database.name}", "queue_${database.name}";
       drop role "service_${database.name}", "queue_${database.name}"`,
    );
  });

  test('refuses the owner and whoever can bypass row-level security', async () => {
    const { ownerUrl, adminUrl, queueUrl } = database;
    const ensure = (serviceUrl: string) =>
      ensureLogins(ownerUrl, { serviceUrl, queueUrl }, universe);
    expect(await ensure(ownerUrl)).toMatchObject({ refusal: 'login_is_owner' });
    expect(await ensure(adminUrl)).toMatchObject({ refusal: 'login_too_mighty' });
  });

  test('says what to run where the owner may not', async () => {
    const { adminUrl, ownerUrl, serviceUrl } = database;
    const name = `plain_${database.name}`;
    await ask(
      adminUrl,
      `create role ${name} login password 'wide open';
       alter database ${database.name} owner to ${name}`,
    );
    const plain = withLogin(ownerUrl, name);
    const missing = withLogin(serviceUrl, `missing_${database.name}`);
    const outcome = await ensureLogins(
      plain,
      { serviceUrl: missing, queueUrl: undefined },
      universe,
    );
    expect(outcome).toMatchObject({
      refusal: 'login_missing',
      detail: { sql: `CREATE ROLE "missing_${database.name}" LOGIN NOINHERIT` },
    });
    await ask(
      adminUrl,
      `alter database ${database.name} owner to pasal_owner;
       drop owned by ${name};
       drop role ${name}`,
    );
  });
});
