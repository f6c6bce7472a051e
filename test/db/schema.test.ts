import { readFile } from 'node:fs/promises';
import { SCHEMA_FILE, schemaOf } from '../../scripts/generate-schema.js';
import { openTestDatabase } from '../support/database.js';

test('the table types are those of the migrated database: npm run schema', async () => {
  const database = await openTestDatabase();
  try {
    expect(await readFile(SCHEMA_FILE, 'utf8')).toBe(await schemaOf(database.ownerUrl));
  } finally {
    await database.drop();
  }
}, 120_000);
