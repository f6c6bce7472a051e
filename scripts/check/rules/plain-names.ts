import type { Rule } from 'eslint';
import { nameOf } from './nodes.js';

/** Words that say nothing about what a thing is. */
const EMPTY_WORDS = /^(utils?|utilit(y|ies)|helpers?|managers?|services?|misc|commons?)$/i;

/** Splits "order-helpers.test.ts" and "OrderManager" into their words. */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** The file's own name and the folder's it stands in; what lies above was checked in its place. */
function lastTwo(path: string): { folder: string; file: string } {
  const parts = path.split(/[\\/]/);
  return { folder: parts.at(-2) ?? '', file: parts.at(-1) ?? '' };
}

/**
 * No barrels (index.ts), and no file, class, interface or type whose name ends in an empty word:
 * nouns for files, verb-noun for use cases.
 */
export const plainNames: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      barrel: 'No index files: import from the file that holds what you want.',
      empty: '"{{name}}" says nothing about what it holds: name the thing itself.',
    },
  },
  create(context) {
    const checkDeclared = (node: Rule.Node, id: { type: string } | null): void => {
      const name = nameOf(id);
      if (name !== undefined && EMPTY_WORDS.test(words(name).at(-1) ?? '')) {
        context.report({ node, messageId: 'empty', data: { name } });
      }
    };
    return {
      Program(node) {
        const { folder, file } = lastTwo(context.filename);
        if (/^index\.[cm]?[jt]s$/.test(file)) context.report({ node, messageId: 'barrel' });
        const name = [...words(folder), ...words(file)].find((word) => EMPTY_WORDS.test(word));
        if (name !== undefined) context.report({ node, messageId: 'empty', data: { name } });
      },
      ClassDeclaration(node) {
        checkDeclared(node, node.id);
      },
      TSInterfaceDeclaration(node: Rule.Node) {
        if ('id' in node && node.id) checkDeclared(node, node.id);
      },
      TSTypeAliasDeclaration(node: Rule.Node) {
        if ('id' in node && node.id) checkDeclared(node, node.id);
      },
    };
  },
};
