import { readFileSync } from 'node:fs';
import { addUp } from './jest-counts.js';
import type { JestCounts } from './jest-counts.js';

/**
 * Reads the JSON reports that jest wrote (`--json --outputFile`) and prints one closing line over
 * all of them; .ci/run ends with it. Code 1 when anything failed or nothing ran.
 */
const reports = process.argv
  .slice(2)
  .map((path) => JSON.parse(readFileSync(path, 'utf8')) as JestCounts);
const { line, ok } = addUp(reports);
console.log(line);
process.exitCode = ok ? 0 : 1;
