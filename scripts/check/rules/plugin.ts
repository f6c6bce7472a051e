import type { ESLint } from 'eslint';
import { documentedExports } from './documented-exports.js';
import { lineWidth } from './line-width.js';
import { oneEnvReader } from './one-env-reader.js';
import { oneUniverse } from './one-universe.js';
import { plainNames } from './plain-names.js';

/** Our own rules, under the names that eslint.config.ts switches on. Each one has a test. */
export const pasal: ESLint.Plugin = {
  meta: { name: 'pasal' },
  rules: {
    'documented-exports': documentedExports,
    'line-width': lineWidth,
    'one-env-reader': oneEnvReader,
    'one-universe': oneUniverse,
    'plain-names': plainNames,
  },
};
