import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { readAwaited } from './awaited.js';
import { boundaryRules } from './boundaries.js';

/**
 * Holds the import graph of the project at `root` against boundaries.ts, type-only edges too.
 * Returns one line per violation, sorted; none means that code and picture agree.
 */
export async function findBoundaryViolations(root: string): Promise<string[]> {
  const awaited = readAwaited(root);
  const folders = ['src', 'flows', 'grammars', 'scripts', 'test'];
  const outcome = await cruise(
    folders.filter((name) => existsSync(join(root, name))),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: boundaryRules(awaited.files) },
      doNotFollow: { path: '(^|/)node_modules/' },
      exclude: { path: '^(dist|coverage)/' },
      tsPreCompilationDeps: true,
      outputType: 'json',
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  );
  const result = (
    typeof outcome.output === 'string' ? JSON.parse(outcome.output) : outcome.output
  ) as ICruiseResult;
  return brokenRules(result).sort();
}

function brokenRules(result: ICruiseResult): string[] {
  return result.summary.violations.map((violation) => {
    const circle = violation.cycle?.map((step) => step.name).join(' -> ');
    const target = circle ?? violation.to;
    const arrow = violation.to === violation.from ? '' : ` -> ${target}`;
    return `${violation.rule.name}: ${violation.from}${arrow}`;
  });
}
