/** The parts of package-lock.json (version 3) that the check reads. */
export interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

/** Where Node would look for `name` from the package at `from`, nearest first. */
function candidates(from: string, name: string): string[] {
  const paths = [];
  let folder = from;
  while (folder !== '') {
    paths.push(`${folder}/node_modules/${name}`);
    const parent = folder.lastIndexOf('node_modules/');
    folder = parent <= 0 ? '' : folder.slice(0, parent - 1);
  }
  return [...paths, `node_modules/${name}`];
}

/**
 * Lists the optional dependencies that the lock names without holding an entry for them, as
 * "package -> dependency". Some packages have platform builds that the registry lacks; npm then
 * writes a lock that `npm ci` refuses on the next machine.
 */
export function findMissingOptionals(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !candidates(path, name).some((candidate) => candidate in lock.packages))
      .map((name) => `${path === '' ? 'package.json' : path} -> ${name}`),
  );
}
