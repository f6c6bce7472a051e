/**
 * Unused files, exports and dependencies. Only the table types generated from the database are
 * ignored; what is not in use yet stands in awaited.json.
 */
const config = {
  // The cluster host is started by the global set-up as a process of its own.
  entry: ['{src/main,scripts/*,scripts/check/*,scripts/bench/*,test/support/cluster-host}.ts'],
  project: ['{src,flows,grammars,scripts,test}/**/*.ts'],
  ignoreIssues: { 'src/db/schema.ts': ['types'] },
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
