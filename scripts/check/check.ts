import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

interface Part {
  readonly name: string;
  readonly command: string;
}

interface Result {
  readonly part: Part;
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Compiled grammars are sources to the rest: they are made before anything looks at types. */
const first: Part = { name: 'grammars', command: 'npm run --silent build:grammars' };

/** The slowest parts come first, so that they run side by side with the quick ones. */
const parts: readonly Part[] = [
  { name: 'types, lint', command: 'tsx scripts/check/lint.ts' },
  { name: 'boundaries', command: 'tsx scripts/check/check-boundaries.ts' },
  { name: 'unused', command: 'tsx scripts/check/check-unused.ts' },
  { name: 'format', command: 'prettier --check --log-level warn .' },
  { name: 'pages', command: 'tsx scripts/check/check-pages.ts' },
  { name: 'lock', command: 'tsx scripts/check/check-lock.ts' },
];

function run(part: Part): Promise<Result> {
  const startedMs = performance.now();
  const child = spawn(part.command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ part, code: code ?? 1, output, seconds: (performance.now() - startedMs) / 1000 });
    });
  });
}

function report({ part, code, output, seconds }: Result): void {
  if (code !== 0) console.log(output.trimEnd());
  const verdict = code === 0 ? 'ok' : 'FAILED';
  console.log(`${part.name.padEnd(13)}${verdict.padEnd(8)}${seconds.toFixed(1)} s`);
}

/** Runs every part, as many at once as there are cores, and reports each; 1 when one failed. */
async function check(): Promise<number> {
  const startedMs = performance.now();
  const results = [await run(first)];
  results.forEach(report);
  const waiting = [...parts];
  const lane = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const result = await run(part);
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, lane));
  const failed = results.filter((result) => result.code !== 0).map((result) => result.part.name);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(failed.length === 0 ? `check ok in ${seconds} s` : `failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

process.exitCode = await check();
