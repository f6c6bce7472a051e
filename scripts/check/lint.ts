import { ESLint } from 'eslint';
import { eslintConfig } from './eslint.config.js';
import { describeTypeFaults, openProgram } from './program.js';

/**
 * Checks types and lints, on one program of the compiler. Lints the files or folders named on the
 * command line, or everything: `npm run lint -- src/base`. Ends with code 1 at any finding.
 */
async function lint(): Promise<number> {
  const names = process.argv.slice(2);
  const program = openProgram();
  const typeFaults = names.length === 0 ? describeTypeFaults(program) : '';
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: eslintConfig(program),
    errorOnUnmatchedPattern: false,
  });
  const everything = ['src', 'flows', 'grammars', 'scripts', 'test'];
  const results = await eslint.lintFiles(names.length > 0 ? names : everything);
  const formatter = await eslint.loadFormatter('stylish');
  const report = await formatter.format(results, {});
  if (typeFaults !== '' || report !== '') console.log(`${typeFaults}${report}`);
  const isClean = results.every((result) => result.errorCount + result.warningCount === 0);
  return isClean && typeFaults === '' ? 0 : 1;
}

process.exitCode = await lint();
