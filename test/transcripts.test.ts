import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { playTranscript } from './support/transcript-player.js';
import { readTranscript, writeTranscript } from './support/transcript.js';

const folder = path.join(import.meta.dirname, 'transcripts');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort();
/** `npm run transcripts:update` rewrites the replies, for a reviewer to read as a diff. */
const updating = process.env['UPDATE_TRANSCRIPTS'] === '1';

const keysSaid = new Set<string>();
const statesSeen = new Set<string>();

test.each(files)('%s', async (name) => {
  const file = path.join(folder, name);
  const source = readFileSync(file, 'utf8');
  const steps = readTranscript(source);
  const { replies, keys, states } = await playTranscript(name, steps);
  for (const key of keys) keysSaid.add(key);
  for (const state of states) statesSeen.add(state);
  const played = writeTranscript(steps, replies);
  if (updating) writeFileSync(file, played);
  else expect(played).toBe(source);
});
