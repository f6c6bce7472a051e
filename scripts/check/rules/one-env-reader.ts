import type { Rule } from 'eslint';
import { isNamed, literalText } from './nodes.js';

/**
 * `process.env` is read in src/config.ts alone, so that every variable is checked, documented and
 * refused by name in one place. Which files are exempt is said in eslint.config.ts.
 */
export const oneEnvReader: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { found: 'Only src/config.ts reads process.env: take the value as an argument.' },
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (!isNamed(node.object, 'process')) return;
        const property = node.computed ? literalText(node.property) : undefined;
        if (property === 'env' || (!node.computed && isNamed(node.property, 'env'))) {
          context.report({ node, messageId: 'found' });
        }
      },
      VariableDeclarator(node) {
        if (node.id.type !== 'ObjectPattern' || !isNamed(node.init, 'process')) return;
        const takesEnv = node.id.properties.some(
          (property) => property.type === 'Property' && isNamed(property.key, 'env'),
        );
        if (takesEnv) context.report({ node, messageId: 'found' });
      },
      ImportDeclaration(node) {
        if (node.source.value !== 'node:process' && node.source.value !== 'process') return;
        const takesEnv = node.specifiers.some(
          (specifier) => specifier.type === 'ImportSpecifier' && isNamed(specifier.imported, 'env'),
        );
        if (takesEnv) context.report({ node, messageId: 'found' });
      },
    };
  },
};
