import path from 'node:path';
import { realUniverse } from '../src/base/universe.js';
import { prepareDatabase } from '../src/db/prepare-database.js';

/**
 * Brings a database up to this code: for a release step, before the new version starts. Takes
 * DATABASE_OWNER_URL, DATABASE_URL and, where the queue is on Postgres, QUEUE_DATABASE_URL.
 * `npm start` does the same by itself on the embedded database.
 */
const folder = path.resolve(import.meta.dirname, '../migrations');

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

const queueUrl = process.env['QUEUE_DATABASE_URL'];
const outcome = await prepareDatabase(
  required('DATABASE_OWNER_URL'),
  { serviceUrl: required('DATABASE_URL'), queueUrl: queueUrl === '' ? undefined : queueUrl },
  folder,
  realUniverse(),
);
if (outcome.ok) {
  console.log(`migrated: ${outcome.value.applied.join(', ') || 'nothing to do'}`);
} else {
  console.error(`refused: ${outcome.refusal}`, outcome.detail);
  process.exitCode = 1;
}
