import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names that stand ahead of their first use (a contract laid before its two sides, a package
 * pinned with its use to come). The list in awaited.json only ever shrinks: check-unused.ts
 * refuses a name on it that is in use by now.
 */
export interface Awaited {
  readonly files: readonly string[];
  readonly dependencies: readonly string[];
}

/** Reads awaited.json of the project at `root`; without that file nothing is awaited. */
export function readAwaited(root: string): Awaited {
  const path = join(root, 'scripts/check/awaited.json');
  if (!existsSync(path)) return { files: [], dependencies: [] };
  return JSON.parse(readFileSync(path, 'utf8')) as Awaited;
}
