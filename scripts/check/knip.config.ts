import type { KnipConfig } from 'knip';

/** Unused files, exports and dependencies. Nothing is ignored here: see awaited.ts. */
const config: KnipConfig = {
  entry: ['{src/main,scripts/*,scripts/check/*,scripts/bench/*}.ts'],
  project: ['{src,flows,grammars,scripts,test}/**/*.ts'],
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
