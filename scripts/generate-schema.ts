import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { realUniverse } from '../src/base/universe.js';
import { prepareDatabase } from '../src/db/prepare-database.js';
import { startEmbeddedPostgres } from '../src/embedded/postgres.js';
import { packageRoot } from '../src/package-root.js';

const run = promisify(execFile);

/** Where the generated types stand. */
export const SCHEMA_FILE = path.join(packageRoot, 'src/db/schema.ts');

/** What Postgres types are in JavaScript, as `db/database.ts` has pg parse them. */
const TYPES = { int8: 'bigint', numeric: 'string', json: 'unknown', jsonb: 'unknown' };

/**
 * The table types of a migrated database, as `src/db/schema.ts` must hold them. `ownerUrl` is any
 * database that has all migrations.
 */
export async function schemaOf(ownerUrl: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pasal-schema-'));
  try {
    const file = path.join(folder, 'schema.ts');
    const args = ['--dialect', 'postgres', '--url', ownerUrl, '--out-file', file];
    const program = path.join(packageRoot, 'node_modules/kysely-codegen/dist/cli/bin.js');
    await run(process.execPath, [program, ...args, '--type-mapping', JSON.stringify(TYPES)]);
    const prettier = path.join(packageRoot, 'node_modules/prettier/bin/prettier.cjs');
    const style = path.join(packageRoot, '.prettierrc.json');
    await run(process.execPath, [prettier, '--config', style, '--write', file]);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `npm run schema`: migrates a database of its own and writes the file. */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'pasal-schema-data-'));
  const universe = realUniverse();
  const quiet = (): void => undefined;
  const log = { debug: quiet, info: quiet, warn: console.warn, error: console.error };
  const postgres = await startEmbeddedPostgres({ dataDir, log, universe, durability: 'none' });
  try {
    const logins = { serviceUrl: postgres.serviceUrl, queueUrl: postgres.queueUrl };
    const folder = path.join(packageRoot, 'migrations');
    const prepared = await prepareDatabase(postgres.ownerUrl, logins, folder, universe);
    if (!prepared.ok) throw new Error(`not migrated: ${prepared.refusal}`);
    await writeFile(SCHEMA_FILE, await schemaOf(postgres.ownerUrl));
    console.log(`written: ${path.relative(packageRoot, SCHEMA_FILE)}`);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith('generate-schema.ts') === true) await main();
