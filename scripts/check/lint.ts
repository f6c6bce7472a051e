import { ESLint } from 'eslint';
import { eslintConfig } from './eslint.config.js';

/**
 * Lints the files or folders named on the command line, or everything: `npm run lint -- src/base`.
 * `--fix` repairs what can be repaired. Ends with code 1 when anything is left.
 */
async function lint(): Promise<number> {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: eslintConfig,
    errorOnUnmatchedPattern: false,
    fix: process.argv.includes('--fix'),
  });
  const everything = ['src', 'flows', 'grammars', 'scripts', 'test'];
  const results = await eslint.lintFiles(names.length > 0 ? names : everything);
  if (process.argv.includes('--fix')) await ESLint.outputFixes(results);
  const formatter = await eslint.loadFormatter('stylish');
  const report = await formatter.format(results, {});
  if (report !== '') console.log(report);
  return results.some((result) => result.errorCount + result.warningCount > 0) ? 1 : 0;
}

process.exitCode = await lint();
