import { spawnSync } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';

/** The account the server runs as when that is not our own. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where a cluster lives and who runs it. */
export interface Place {
  /** Holds the secrets, the server's log and the cluster; searchable by the server's account. */
  readonly home: string;
  /** The data directory of PostgreSQL; may not exist yet. */
  readonly cluster: string;
  /** Undefined: the server runs as ourselves. */
  readonly runAs: RunAs | undefined;
}

/** In DATA_DIR; holds the path of a home that had to be elsewhere. */
const POINTER = 'postgres.location';

/** Homes for root when DATA_DIR is closed: kept over a restart of the machine, so not /tmp. */
const ROOT_BASES = ['/var/lib/pasal', '/var/tmp/pasal'];

/**
 * Decides where the cluster of `dataDir` lives, and creates the folder. Normally that is
 * `DATA_DIR/postgres`, run as ourselves.
 *
 * PostgreSQL refuses to run as root. As root the server therefore runs as `nobody`, or as the
 * owner of a cluster that exists already (made by an ordinary user, say). That account must be
 * able to reach the data directory through every folder above it: where it cannot (a checkout
 * under /root, a DATA_DIR of mode 0700), the home is made under /var/lib and DATA_DIR keeps a
 * file with its path. Reachability is tried, not computed from modes: access lists and mounts
 * count too.
 */
export async function openPlace(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  const usual = path.join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    const home = (await readPointer(dataDir)) ?? usual;
    await mkdir(home, { recursive: true, mode: 0o700 });
    return { home, cluster: path.join(home, 'cluster'), runAs: undefined };
  }
  const nobody = await findNobody();
  const home = await openRootHome(dataDir, usual, nobody);
  const cluster = path.join(home, 'cluster');
  const runAs = (await ownerOf(cluster)) ?? nobody;
  return { home, cluster, runAs };
}

async function openRootHome(dataDir: string, usual: string, nobody: RunAs): Promise<string> {
  const pointed = await readPointer(dataDir);
  if (pointed !== undefined) return pointed;
  await mkdir(usual, { recursive: true });
  // Others may pass through; what is inside has modes of its own. The umask may have cut this.
  await chmod(usual, 0o711);
  const owner = (await ownerOf(path.join(usual, 'cluster'))) ?? nobody;
  if (canEnter(usual, owner)) return usual;
  const elsewhere = await mkdtemp(path.join(await openRootBase(), 'cluster-'));
  await chmod(elsewhere, 0o711);
  if (!canEnter(elsewhere, nobody)) {
    throw new Error(
      `the account nobody can enter neither ${usual} nor ${elsewhere}; PostgreSQL cannot run ` +
        'as root: start as an ordinary user, or choose a DATA_DIR that others may enter',
    );
  }
  await rmdir(usual).catch(() => undefined);
  return writePointer(dataDir, elsewhere);
}

/** First come wins: of two starts at once the second uses the home of the first. */
async function writePointer(dataDir: string, home: string): Promise<string> {
  const pointer = path.join(dataDir, POINTER);
  if (await createWhole(pointer, `${home}\n`)) return home;
  await rm(home, { recursive: true, force: true });
  return (await readPointer(dataDir)) ?? home;
}

async function readPointer(dataDir: string): Promise<string | undefined> {
  const pointer = path.join(dataDir, POINTER);
  let home: string;
  try {
    home = (await readFile(pointer, 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  if ((await lstat(home).catch(() => undefined))?.isDirectory()) return home;
  throw new Error(
    `${pointer} says that the database is in ${home}, which does not exist (or may not be ` +
      'entered). Bring it back, or delete that file to start with an empty database.',
  );
}

/**
 * A folder of root's that everybody may pass through. One that somebody else owns or may write
 * to is passed over: programs are kept in it, and /var/tmp is open to all.
 */
async function openRootBase(): Promise<string> {
  for (const base of ROOT_BASES) {
    try {
      await mkdir(base, { recursive: true });
      const found = await lstat(base);
      if (!found.isDirectory() || found.uid !== 0) continue;
      await chmod(base, 0o711);
      return base;
    } catch {
      // Read-only or missing parent: the next one.
    }
  }
  throw new Error(`no place for the database: none of ${ROOT_BASES.join(', ')} can be used`);
}

/** For a copy of the programs that the server's account can run: one for all clusters of root. */
export async function openCacheFolder(place: Place): Promise<string> {
  if (process.getuid?.() !== 0) return place.home;
  return openRootBase().catch(() => place.home);
}

/** The group is taken from the account's own entry: nogroup on Debian, nobody elsewhere. */
async function findNobody(): Promise<RunAs> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = accounts
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  const uid = Number(fields?.[2]);
  const gid = Number(fields?.[3]);
  // macOS writes the account as -2, which is 2^32 - 2 to the kernel.
  if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid >>> 0, gid: gid >>> 0 };
  throw new Error(
    'PostgreSQL refuses to run as root and there is no account "nobody" to run it as: start as ' +
      'an ordinary user, or set DATABASE_URL to a PostgreSQL of your own',
  );
}

async function ownerOf(cluster: string): Promise<RunAs | undefined> {
  const found = await lstat(cluster).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** Whether an account can pass through every folder down to this one. */
function canEnter(folder: string, runAs: RunAs): boolean {
  // Node changes folder before it changes account, so `cwd` would be tried as root.
  const entered = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...runAs });
  return entered.status === 0;
}

/**
 * Creates a file, readable by us alone, with all of its text or not at all; false when it was
 * there before. A crash leaves no half-written file and two writers leave the first one's.
 */
export async function createWhole(file: string, text: string): Promise<boolean> {
  const folder = await mkdtemp(`${file}.partial-`);
  try {
    const partial = path.join(folder, 'text');
    await writeFile(partial, text, { mode: 0o600, flush: true });
    await link(partial, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether an error of the file system says that the file is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
