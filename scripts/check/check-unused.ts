import { spawnSync } from 'node:child_process';
import { readAwaited } from './awaited.js';
import { judgeUnused } from './unused.js';
import type { KnipIssue } from './unused.js';

const config = ['--config', 'scripts/check/knip.config.ts', '--treat-config-hints-as-errors'];
const knip = spawnSync('knip', [...config, '--no-progress', '--reporter', 'json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (!knip.stdout.startsWith('{')) {
  throw new Error(`knip did not report: ${String(knip.error ?? knip.stderr)}`);
}
const { issues } = JSON.parse(knip.stdout) as { issues: KnipIssue[] };
const faults = judgeUnused(issues, readAwaited(process.cwd()));
for (const line of faults) console.log(line);
if (knip.stderr.includes('onfiguration hint')) console.log(knip.stderr);
process.exitCode = faults.length > 0 || knip.stderr.includes('onfiguration hint') ? 1 : 0;
