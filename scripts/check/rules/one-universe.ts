import type { Rule } from 'eslint';
import { isNamed, literalText, nameOf } from './nodes.js';

/** Members whose call reads the wall clock or draws a random number, by the object they are on. */
const FORBIDDEN_MEMBERS = new Map<string, ReadonlySet<string>>([
  ['Date', new Set(['now'])],
  ['performance', new Set(['now', 'timeOrigin', 'mark', 'measure'])],
  ['process', new Set(['hrtime', 'uptime'])],
  ['Math', new Set(['random'])],
  ['crypto', new Set(['getRandomValues', 'randomUUID', 'randomBytes', 'randomInt', 'randomFill'])],
]);

/** Names that may not be imported from Node's own modules. */
const FORBIDDEN_IMPORTS = new Map<string, ReadonlySet<string>>([
  [
    'crypto',
    new Set([
      'getRandomValues',
      'randomBytes',
      'randomFill',
      'randomFillSync',
      'randomInt',
      'randomUUID',
      'webcrypto',
    ]),
  ],
  ['perf_hooks', new Set(['performance'])],
  ['process', new Set(['hrtime', 'uptime'])],
]);

/**
 * Wall clock and randomness come from the Universe of src/base, passed in, so that one call in a
 * test freezes them all. `new Date(value)` is arithmetic and stays allowed.
 */
export const oneUniverse: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      found: '{{what}} reads the wall clock or draws a random number: take a Universe instead.',
    },
  },
  create(context) {
    const report = (node: Rule.Node, what: string): void => {
      context.report({ node, messageId: 'found', data: { what } });
    };
    return {
      MemberExpression(node) {
        const object = nameOf(node.object);
        const property = node.computed ? literalText(node.property) : nameOf(node.property);
        if (object === undefined || property === undefined) return;
        if (FORBIDDEN_MEMBERS.get(object)?.has(property)) report(node, `${object}.${property}`);
      },
      NewExpression(node) {
        if (isNamed(node.callee, 'Date') && node.arguments.length === 0) report(node, 'new Date()');
      },
      CallExpression(node) {
        if (isNamed(node.callee, 'Date')) report(node, 'Date()');
      },
      ImportDeclaration(node) {
        const names = FORBIDDEN_IMPORTS.get(String(node.source.value).replace(/^node:/, ''));
        if (!names) return;
        for (const specifier of node.specifiers) {
          if (specifier.type !== 'ImportSpecifier') continue;
          const name = nameOf(specifier.imported);
          if (name !== undefined && names.has(name)) report(node, name);
        }
      },
    };
  },
};
