import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { variables } from '../../src/config-variables.js';
import { folders } from './folders.js';

interface Words {
  readonly says: string;
  readonly example: string;
  readonly fallback?: string;
  readonly unset?: string;
  readonly demo?: string;
}

const rows = Object.entries(variables) as [string, Words][];

/** What happens when a variable is not set, in a few words. */
function whenUnset({ fallback, unset, demo }: Words): string {
  if (fallback !== undefined) return `\`${fallback}\``;
  if (demo !== undefined) return `\`${demo}\` in the demo, else refused`;
  return unset ?? '';
}

/** README.md's environment table: a sentence and an example each. */
export function renderEnvironment(): string {
  const cells = rows.map(([name, words]) => [
    `\`${name}\``,
    words.says,
    whenUnset(words),
    `\`${words.example}\``,
  ]);
  return renderTable(['variable', 'what it is for', 'when unset', 'example'], cells);
}

/** A table as Prettier would lay it out: columns padded to their widest cell. */
function renderTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(...[head, ...body].map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...body].map(line).join('\n');
}

/** The whole of .env.example: each variable with its sentence, commented out. */
export function renderEnvExample(): string {
  const intro = [
    '# Copy to .env and load it as you like (node --env-file=.env); nothing here is needed for the',
    '# demo. Written by `npm run pages` from src/config.ts.',
  ];
  const blocks = rows.map(
    ([name, words]) =>
      `# ${words.says}\n` +
      `# Unset: ${whenUnset(words).replaceAll('`', '')}.\n# ${name}=${words.example}`,
  );
  return `${[intro.join('\n'), ...blocks].join('\n\n')}\n`;
}

/** Folders that hold files of the project, two levels deep, as src/... paths. */
function existingFolders(root: string): string[] {
  const inside = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`);
  const top = ['src', 'flows', 'grammars', 'migrations', 'scripts', 'test'];
  return top
    .filter((name) => existsSync(join(root, name)))
    .flatMap((name) => [name, ...(name === 'src' || name === 'scripts' ? inside(name) : [])]);
}

/** README.md's picture of the folders that exist; a folder without words is a fault. */
export function renderFolders(root: string): string {
  const lines = existingFolders(root).map((path) => {
    const words = folders[path];
    if (words === undefined) throw new Error(`scripts/check/folders.ts has no words for ${path}`);
    const parts = path.split('/');
    const name = `${'  '.repeat(parts.length - 1)}${parts.at(-1) ?? ''}/`;
    return `${name.padEnd(18)}${words}`;
  });
  return ['```text', ...lines, '```'].join('\n');
}

/** Puts `text` between the two comments that mark the part `name` of a page. */
export function fillPart(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`the page has no part ${name}`);
  return `${page.slice(0, from + open.length)}\n\n${text}\n\n${page.slice(to)}`;
}
