import { once } from 'node:events';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from '../../src/base/log.js';
import { realUniverse } from '../../src/base/universe.js';
import { prepareDatabase } from '../../src/db/prepare-database.js';
import { startEmbeddedPostgres } from '../../src/embedded/postgres.js';

/**
 * One cluster for a run of tests, in a temporary folder, without fsync. Database `pasal` is
 * migrated once and then only a template. Prints one line with its URLs, serves until standard
 * input ends, and leaves nothing behind.
 */
const universe = realUniverse();
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, fields) => console.error(message, fields ?? ''),
  error: (message, fields) => console.error(message, fields ?? ''),
};

// Ctrl-C reaches every process of the terminal's group: Jest ends, and then our input.
process.on('SIGINT', () => undefined);
process.stdin.resume();
const inputEnded = once(process.stdin, 'end');

/** Some 13 MB a database, a few dozen at a time, and the log of what is written to them. */
const ROOM_BYTES_MIN = 4 * 1024 ** 3;

/**
 * Memory that Linux serves as a folder, where there is enough of it: to clone a database is to
 * make a thousand files, which takes a fifth of the time there. Containers have 64 MB of it as a
 * rule; then, and elsewhere, the folder for temporary files.
 */
async function roomyFolder(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ROOM_BYTES_MIN ? memory : tmpdir();
}

const dataDir = await mkdtemp(path.join(await roomyFolder(), 'pasal-test-'));
let stop = async (): Promise<void> => undefined;
let home = dataDir;
try {
  // Made with 0700; as root, the server's account must get in.
  await chmod(dataDir, 0o711);
  const cluster = await startEmbeddedPostgres({ dataDir, log, universe, durability: 'none' });
  stop = cluster.stop;
  home = cluster.home;
  const { ownerUrl, serviceUrl, queueUrl, adminUrl } = cluster;
  const logins = { serviceUrl, queueUrl };
  const prepared = await prepareDatabase(ownerUrl, logins, 'migrations', universe);
  if (!prepared.ok) throw new Error(`${prepared.refusal} ${JSON.stringify(prepared.detail)}`);
  console.log(JSON.stringify({ ownerUrl, serviceUrl, queueUrl, adminUrl }));
  await inputEnded;
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) }));
} finally {
  await stop();
  await rm(dataDir, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
}
