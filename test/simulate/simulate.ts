import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/package-root.js';
import { openDatabases } from './database.js';
import { playDay } from './day.js';
import type { DayReport } from './day.js';
import { tellDay } from './story.js';

const USAGE = `\
Plays days of a town on the true hop, relay and jobs, with a clock of its own and faults thrown
in: webhooks late, twice and out of order, processes that die before and after a commit, a
provider that takes a message and says nothing, doorbells lost, flows of another version. After
each step nothing may be wrong; at the end everything must come to rest, with everybody answered.

  npm run simulate -- --seed 7
  npm run simulate -- --seed 1 --days 200

Options
  --seed N      of the first day; 1. The same seed is the same day
  --days N      how many, each with the next seed; 1
  --steps N     of each day; 80
  --show        print every day's transcript, not only that of one that went wrong
  --help

The transcripts of days that went wrong are kept in simulated-days/.`;

const FOLDER = path.join(packageRoot, 'simulated-days');

function readOptions(): { seed: number; days: number; steps: number; show: boolean } | null {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '1' },
      steps: { type: 'string', default: '80' },
      show: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const [seed = 1, days = 1, steps = 1] = (['seed', 'days', 'steps'] as const).map((name) => {
    const number = Number(values[name]);
    if (!Number.isSafeInteger(number) || number < 1)
      throw new RangeError(`--${name} takes a whole number from 1`);
    return number;
  });
  return { seed, days, steps, show: values.show };
}

async function report(day: DayReport, show: boolean): Promise<void> {
  const { seed, fault, transcript, said, crashes, orders } = day;
  const states = Object.entries(orders).map(([state, n]) => `, ${String(n)} ${state}`);
  const facts = `${String(said)} sayings, ${String(crashes)} deaths${states.join('')}`;
  if (show || fault !== undefined) console.log(transcript.join('\n'));
  if (fault === undefined) {
    console.log(`seed ${String(seed)}: sound; ${facts}`);
    return;
  }
  console.log(`seed ${String(seed)}: UNSOUND; ${facts}\n${fault}`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(
    path.join(FOLDER, `seed-${String(seed)}.txt`),
    `${transcript.join('\n')}\n${fault}\n`,
  );
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === null) {
    console.log(USAGE);
    return;
  }
  const databases = await openDatabases();
  try {
    for (let seed = options.seed; seed < options.seed + options.days; seed += 1) {
      const day = await playDay(databases, seed, (one) => tellDay(one, options.steps));
      await report(day, options.show);
      if (day.fault !== undefined) process.exitCode = 1;
    }
  } finally {
    await databases.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof RangeError || error instanceof TypeError ? error.message : error);
  process.exitCode = 2;
}
