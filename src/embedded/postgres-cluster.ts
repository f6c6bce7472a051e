import { spawn } from 'node:child_process';
import {
  chmod,
  chown,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './postgres-binaries.js';
import { isMissing, type Place } from './postgres-place.js';

/** What `postmaster.pid` says of the server that wrote it. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
}

/** Whether the process named in `postmaster.pid` is a server of this cluster. */
export type PidFileVerdict = 'none' | 'dead' | 'ours' | 'reused' | 'unknown';

/**
 * Makes the cluster where there is none: UTF-8, byte order for text (the builtin provider's
 * C.UTF-8: the same order on every machine, and upper and lower case beyond ASCII), one superuser
 * `postgres` with the given password, passwords asked of everybody.
 *
 * The cluster is made under another name and renamed, so that a start killed in the middle is
 * simply begun again, and of two starts at once the second uses the cluster of the first.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  password: string,
  sync: boolean,
): Promise<void> {
  if (await checkVersion(place.cluster, binaries.major)) return;
  const workshop = await mkdtemp(path.join(place.home, 'initdb-'));
  try {
    const data = path.join(workshop, 'data');
    const passwordFile = path.join(workshop, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (place.runAs) {
      await chown(passwordFile, place.runAs.uid, place.runAs.gid);
      await chown(workshop, place.runAs.uid, place.runAs.gid);
    }
    await runInitdb(place, binaries, [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(sync ? [] : ['--no-sync']),
    ]);
    await chmod(data, 0o700);
    await rename(data, place.cluster);
  } catch (error) {
    if (!(await checkVersion(place.cluster, binaries.major))) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** False when there is no cluster; throws when it is another major version's. */
async function checkVersion(cluster: string, major: string): Promise<boolean> {
  let found: string;
  try {
    found = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  if (found === major) return true;
  throw new Error(
    `the database in ${cluster} is of PostgreSQL ${found} and this is PostgreSQL ${major}: ` +
      'set DATABASE_URL to a server of that version, or move the folder away to start anew',
  );
}

async function runInitdb(place: Place, binaries: Binaries, flags: string[]): Promise<void> {
  const child = spawn(binaries.initdb, flags, {
    cwd: place.home,
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...place.runAs,
  });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`initdb ended with ${status}: ${said.trim()}`);
}

/**
 * PostgreSQL's programs take defaults from PG* variables (PGPORT, PGDATA, PGOPTIONS ...) and our
 * secrets are no business of theirs: they get an environment of their own. Windows' loader needs
 * the system's variables.
 */
export function serverEnvironment(): Record<string, string> | undefined {
  if (process.platform === 'win32') return undefined;
  return { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };
}

/** Reads `postmaster.pid`: line 1 is the process, line 4 the port; undefined without a file. */
export async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  let lines: string[];
  try {
    lines = (await readFile(pidFilePath(cluster), 'utf8')).split('\n');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/**
 * Judges the process in `postmaster.pid` when nobody answers on its port. PostgreSQL itself
 * looks whether such a process lives, and refuses to start when it does; after a crash of a
 * container or machine the number often belongs to another program by then, even to ourselves.
 * A server's current folder is its data directory, which Linux shows.
 */
export async function judgePidFile(cluster: string): Promise<PidFileVerdict> {
  const file = await readPidFile(cluster);
  if (file === undefined) return 'none';
  if (!isAlive(file.pid)) return 'dead';
  const real = await realpath(cluster);
  if ((await currentFolder(file.pid)) === real) return 'ours';
  if (process.platform !== 'linux') return 'unknown';
  // A server killed hard can leave children at work for a moment; they must end first.
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name) && (await currentFolder(Number(name))) === real) return 'ours';
  }
  // It may have ended while we looked around.
  return isAlive(file.pid) ? 'reused' : 'dead';
}

/**
 * Takes away a `postmaster.pid` whose number now belongs to another program. It is renamed and
 * read once more: had a server written a new one just then, that one is put back.
 */
export async function removeReusedPidFile(cluster: string, judged: PidFile): Promise<void> {
  const aside = `${pidFilePath(cluster)}.reused`;
  try {
    await rename(pidFilePath(cluster), aside);
  } catch (error) {
    // Another start has judged the same.
    if (isMissing(error)) return;
    throw error;
  }
  const pid = Number((await readFile(aside, 'utf8')).split('\n')[0]);
  if (pid !== judged.pid) await rename(aside, pidFilePath(cluster));
  else await rm(aside, { force: true });
}

async function currentFolder(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}

/** A process of another account counts as alive: asking about it is refused with EPERM. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where the running server writes its process id; the file is gone after a clean stop. */
export function pidFilePath(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}
