import type { Awaited } from './awaited.js';

/** What knip's JSON reporter says about one file: a list of names for each kind of issue. */
export interface KnipIssue {
  readonly file: string;
  readonly [kind: string]: string | readonly { readonly name: string }[];
}

interface Finding {
  readonly kind: string;
  readonly name: string;
  readonly file: string;
}

function findingsOf(issue: KnipIssue): Finding[] {
  return Object.entries(issue).flatMap(([kind, names]) =>
    typeof names === 'string' ? [] : names.map(({ name }) => ({ kind, name, file: issue.file })),
  );
}

/** An awaited file excuses its own exports too: some of them may come into use before others. */
function isAwaited(finding: Finding, awaited: Awaited): boolean {
  const aboutDependency = finding.kind === 'dependencies' || finding.kind === 'devDependencies';
  if (aboutDependency) return awaited.dependencies.includes(finding.name);
  const aboutUse = ['files', 'exports', 'types'].includes(finding.kind);
  return aboutUse && awaited.files.includes(finding.file);
}

/**
 * Takes knip's issues and the awaited list; returns one line per fault, sorted: what is unused and
 * not awaited, and what is awaited although it is in use (or gone) by now.
 */
export function judgeUnused(issues: readonly KnipIssue[], awaited: Awaited): string[] {
  const findings = issues.flatMap(findingsOf);
  const faults = findings
    .filter((finding) => !isAwaited(finding, awaited))
    .map(({ kind, name, file }) => `${kind}: ${name === file ? name : `${name} (${file})`}`);
  const excused = findings.filter((finding) => isAwaited(finding, awaited));
  const names = new Set(excused.flatMap(({ name, file }) => [name, file]));
  const stale = [...awaited.files, ...awaited.dependencies]
    .filter((name) => !names.has(name))
    .map((name) => `awaited.json: ${name} is in use or gone, remove it`);
  return [...faults, ...stale].sort();
}
