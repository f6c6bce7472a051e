import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openTestDatabase } from './support/database.js';
import type { TestDatabase } from './support/database.js';
import { playTranscript } from './support/transcript-player.js';
import { readTranscript, writeTranscript } from './support/transcript.js';

const folder = path.join(import.meta.dirname, 'transcripts');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort();
/** `npm run transcripts:update` rewrites the replies, for a reviewer to read as a diff. */
const updating = process.env['UPDATE_TRANSCRIPTS'] === '1';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

test.each(names.map((name, index) => [name, index] as const))('%s', async (name, index) => {
  const file = path.join(folder, name);
  const source = readFileSync(file, 'utf8');
  const { steps } = readTranscript(source);
  const replies = await playTranscript(name.replace(/\.txt$/, ''), index, steps, database);
  const played = writeTranscript(steps, replies);
  if (updating) writeFileSync(file, played);
  else expect(played).toBe(source);
});
