import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { driverFlow } from '../flows/driver.js';
import { driverUssd } from '../flows/driver.ussd.js';
import { newcomerFlow } from '../flows/newcomer.js';
import { retailerWhatsapp } from '../flows/retailer.whatsapp.js';
import { retailerUssd } from '../flows/retailer.ussd.js';
import { vendorFlow } from '../flows/vendor.js';
import { vendorUssd } from '../flows/vendor.ussd.js';
import { en } from '../src/conversation/replies/en.js';
import { UNSAID, UNSEEN } from './support/transcript-coverage.js';
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

// Side by side: each waits for its own database most of the time.
test.concurrent.each(files)('%s', async (name) => {
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

test('every sentence and every state occurs in some transcript', () => {
  const unsaid = Object.keys(en).filter((key) => !keysSaid.has(key));
  expect(unsaid.sort()).toEqual(Object.keys(UNSAID).sort());
  const flows = [
    retailerWhatsapp,
    vendorFlow,
    driverFlow,
    newcomerFlow,
    retailerUssd,
    vendorUssd,
    driverUssd,
  ];
  const states = flows.flatMap((flow) =>
    Object.keys(flow.states).map((name) => `${flow.id} ${name}`),
  );
  const unseen = states.filter((state) => !statesSeen.has(state));
  expect(unseen).toEqual(Object.keys(UNSEEN));
});
