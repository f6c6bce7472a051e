import path from 'node:path';
import { realUniverse } from '../src/base/universe.js';
import { processConfig } from '../src/config.js';
import { prepareDatabase } from '../src/db/prepare-database.js';
import { packageRoot } from '../src/package-root.js';

/**
 * Brings a database up to this code: for a release step, before the new version starts. Takes
 * DATABASE_OWNER_URL, DATABASE_URL and, where the queue is on Postgres, QUEUE_DATABASE_URL.
 * `npm start` does the same by itself on the embedded database.
 */
const { databaseOwnerUrl, databaseUrl, queueDatabaseUrl } = processConfig();
if (databaseOwnerUrl === undefined || databaseUrl === undefined) {
  throw new Error('DATABASE_OWNER_URL and DATABASE_URL must both be set');
}
const outcome = await prepareDatabase(
  databaseOwnerUrl,
  { serviceUrl: databaseUrl, queueUrl: queueDatabaseUrl },
  path.join(packageRoot, 'migrations'),
  realUniverse(),
);
if (outcome.ok) {
  console.log(`migrated: ${outcome.value.applied.join(', ') || 'nothing to do'}`);
} else {
  console.error(`refused: ${outcome.refusal}`, outcome.detail);
  process.exitCode = 1;
}
