import { RuleTester } from 'eslint';
import { parser } from 'typescript-eslint';
import { documentedExports } from '../../scripts/check/rules/documented-exports.js';
import { lineWidth } from '../../scripts/check/rules/line-width.js';
import { oneEnvReader } from '../../scripts/check/rules/one-env-reader.js';
import { oneUniverse } from '../../scripts/check/rules/one-universe.js';
import { plainNames } from '../../scripts/check/rules/plain-names.js';
import { pasal } from '../../scripts/check/rules/plugin.js';

const tester = new RuleTester({
  languageOptions: { parser, ecmaVersion: 2023, sourceType: 'module' },
});

/** Rules this file tests; the last test holds it equal to what the plugin offers. */
const tested = new Set<string>();

function cases(
  name: string,
  rule: typeof oneEnvReader,
  valid: RuleTester.ValidTestCase[],
  invalid: RuleTester.InvalidTestCase[],
): void {
  tested.add(name);
  tester.run(name, rule, { valid, invalid });
}

const found = [{ messageId: 'found' }];

cases(
  'one-env-reader',
  oneEnvReader,
  [
    { code: 'const port = env.PORT;' },
    { code: 'process.exitCode = 1;' },
    { code: "import { argv } from 'node:process';" },
    { code: 'const { argv } = process;' },
  ],
  [
    { code: 'const port = process.env.PORT;', errors: found },
    { code: "const all = process['env'];", errors: found },
    { code: 'const { env } = process;', errors: found },
    { code: 'const { env: variables } = process;', errors: found },
    { code: "import { env } from 'node:process';", errors: found },
    { code: "import { env as e } from 'process';", errors: found },
  ],
);

cases(
  'one-universe',
  oneUniverse,
  [
    { code: 'const at = new Date(universe.nowMs());' },
    { code: 'const floor = Math.floor(2.5);' },
    { code: "import { createHmac, timingSafeEqual } from 'node:crypto';" },
    { code: 'setTimeout(() => wake(), 20);' },
  ],
  [
    { code: 'const at = Date.now();', errors: found },
    { code: 'const at = new Date();', errors: found },
    { code: 'const at = Date();', errors: found },
    { code: "const at = Date['now']();", errors: found },
    { code: 'const read = Date.now;', errors: found },
    { code: 'const at = performance.now();', errors: found },
    { code: 'const at = process.hrtime.bigint();', errors: found },
    { code: 'const roll = Math.random();', errors: found },
    { code: 'const id = crypto.randomUUID();', errors: found },
    { code: "import { randomBytes } from 'node:crypto';", errors: found },
    { code: "import { createHmac, randomInt as roll } from 'crypto';", errors: found },
    { code: "import { performance } from 'node:perf_hooks';", errors: found },
  ],
);

cases(
  'plain-names',
  plainNames,
  [
    { code: '', filename: 'src/domain/orders/orders.ts' },
    { code: '', filename: 'src/usecases/place-order.ts' },
    { code: 'class ServiceWindow {}', filename: 'src/channels/window.ts' },
    { code: 'interface Reserve { readonly util: string }', filename: 'src/base/reserve.ts' },
  ],
  [
    { code: '', filename: 'src/base/index.ts', errors: [{ messageId: 'barrel' }] },
    { code: '', filename: 'src/base/date-utils.ts', errors: [{ messageId: 'empty' }] },
    { code: '', filename: 'src/base/helpers.test.ts', errors: [{ messageId: 'empty' }] },
    { code: '', filename: 'src/services/orders.ts', errors: [{ messageId: 'empty' }] },
    {
      code: 'export class OrderManager {}',
      filename: 'src/domain/orders.ts',
      errors: [{ messageId: 'empty' }],
    },
    {
      code: 'interface StockService {} type ParseUtils = string;',
      filename: 'src/domain/stock.ts',
      errors: [{ messageId: 'empty' }, { messageId: 'empty' }],
    },
  ],
);

cases(
  'line-width',
  lineWidth,
  [
    { code: `const a = '${'x'.repeat(87)}';` },
    { code: `// ${'कि'.repeat(60)}` },
    { code: `// see https://example.org/${'a'.repeat(90)}` },
  ],
  [
    { code: `const a = '${'x'.repeat(88)}';`, errors: [{ messageId: 'wide', line: 1 }] },
    { code: `let a;\n// ${'कि'.repeat(98)}`, errors: [{ messageId: 'wide', line: 2 }] },
  ],
);

const missing = [{ messageId: 'missing' }];

cases(
  'documented-exports',
  documentedExports,
  [
    { code: '/** Adds two numbers. */\nexport function add() {}' },
    { code: '/** Adds two numbers. */\nexport const add = () => 1;' },
    { code: '/** Reads one line. */\nexport default function () {}' },
    { code: 'function hidden() {}' },
    { code: 'export const limit = 3;' },
    { code: 'export interface Line {}' },
    { code: "export { add } from './add.js';" },
    {
      code: '/** Adds two numbers. */\nexport function a(x: string): void;\nexport function a() {}',
    },
  ],
  [
    { code: 'export function add() {}', errors: missing },
    { code: '// Adds two numbers.\nexport function add() {}', errors: missing },
    { code: '/* Adds two numbers. */\nexport function add() {}', errors: missing },
    { code: '/** Adds. */\nexport function add() {}', errors: missing },
    { code: 'export const add = () => 1;', errors: missing },
    { code: 'export class Basket {}', errors: missing },
    { code: 'export default function () {}', errors: missing },
    { code: '/** Adds two numbers. */\nlet a;\nexport const b = () => a;', errors: missing },
  ],
);

test('every rule of the plugin has its cases here', () => {
  expect([...tested].sort()).toEqual(Object.keys(pasal.rules ?? {}).sort());
});
