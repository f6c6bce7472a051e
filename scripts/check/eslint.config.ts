import type { Linter } from 'eslint';
import type { Program } from 'typescript';
import { configs } from 'typescript-eslint';
import { pasal } from './rules/plugin.js';

/** Limits of the house style; each has its reason in src/README.md. */
const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;
const COMPLEXITY_MAX = 20;
const DEPTH_MAX = 4;
const PARAMETERS_MAX = 6;

/** Mistakes that neither the compiler nor the typed rules see. */
const core: Linter.RulesRecord = {
  complexity: ['error', { max: COMPLEXITY_MAX, variant: 'modified' }], // a switch counts once
  'default-case-last': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'max-depth': ['error', DEPTH_MAX],
  'max-lines': ['error', { max: FILE_LINES_MAX }],
  'max-lines-per-function': ['error', { max: FUNCTION_LINES_MAX, skipComments: true }],
  'max-params': ['error', PARAMETERS_MAX],
  'no-await-in-loop': 'off', // order is what a transaction is about
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constructor-return': 'error',
  'no-control-regex': 'off', // input from gateways does hold control characters
  'no-debugger': 'error',
  'no-else-return': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-lone-blocks': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-param-reassign': 'error',
  'no-promise-executor-return': 'off', // new Promise((wake) => setTimeout(wake, 5)) is plain
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-backreference': 'error',
  'no-useless-escape': 'error',
  'no-useless-rename': 'error',
  'no-useless-return': 'error',
  'object-shorthand': 'error',
  'prefer-template': 'off', // "a" + "b" over two lines is how a long sentence stays in 100 columns
  'require-atomic-updates': 'off', // reports every awaited assignment to a property
};

/** The strict typed set, tuned where it argues with the house style. */
const typed: Linter.RulesRecord = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // code points are meant
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  // Costly to run, and about enums and class instances, of which there are none or few.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
  ],
  '@typescript-eslint/non-nullable-type-assertion-style': 'off', // asks for the ! that is refused
  '@typescript-eslint/require-await': 'off', // an interface may be asynchronous, this side not
  '@typescript-eslint/unbound-method': 'off', // our objects are closures, none reads `this`
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/consistent-type-definitions': 'off', // a type of members is as good
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
};

/** Tests read answers of unknown shape, hand methods to matchers and group long lists of cases. */
const relaxedInTests: Linter.RulesRecord = {
  '@typescript-eslint/explicit-module-boundary-types': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  'max-lines-per-function': 'off',
  'max-params': 'off',
  'pasal/one-env-reader': 'off',
  'pasal/one-universe': 'off',
};

/**
 * What lint.ts runs over every source file; only compiled grammars are left out. `program` is
 * the compiler's: whoever has checked it already shares what it found out.
 */
export function eslintConfig(program: Program): Linter.Config[] {
  return [
    { ignores: ['dist/**', 'node_modules/**', 'coverage/**', 'grammars/generated/**'] },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    ...[...configs.strictTypeChecked, ...configs.stylisticTypeChecked].map((config) => ({
      ...(config as Linter.Config),
      files: ['**/*.ts'],
    })),
    {
      files: ['**/*.ts'],
      languageOptions: {
        parserOptions: { programs: [program], tsconfigRootDir: process.cwd() },
      },
      plugins: { pasal },
      rules: {
        ...core,
        ...typed,
        'pasal/line-width': 'error',
        'pasal/one-env-reader': 'error',
        'pasal/one-universe': 'error',
        'pasal/plain-names': 'error',
      },
    },
    {
      files: ['src/**/*.ts', 'flows/**/*.ts'],
      rules: { 'no-console': 'error', 'pasal/documented-exports': 'error' },
    },
    // Private to their module, one statement each: the name says what the SQL does.
    { files: ['src/**/queries.ts'], rules: { 'pasal/documented-exports': 'off' } },
    {
      // Sentences for translators, a line each; the files are named after languages.
      files: ['src/conversation/replies/{[a-z][a-z],[a-z][a-z][a-z],[a-z][a-z]-*}.ts'],
      rules: { 'pasal/line-width': 'off' },
    },
    { files: ['src/base/**/*.ts'], rules: { 'pasal/one-universe': 'off' } },
    {
      files: ['scripts/**/*.ts'],
      rules: { 'pasal/one-universe': 'off', 'pasal/one-env-reader': 'off' },
    },
    {
      // Written by kysely-codegen from the migrated database.
      files: ['src/db/schema.ts'],
      rules: { '@typescript-eslint/no-redundant-type-constituents': 'off', 'max-lines': 'off' },
    },
    { files: ['src/config.ts'], rules: { 'pasal/one-env-reader': 'off' } },
    { files: ['test/**/*.ts'], rules: relaxedInTests },
  ];
}
