import type { AST, Rule } from 'eslint';

/** A doc comment must say something: one word repeats the name. */
const WORDS_MIN = 2;

type Comment = NonNullable<AST.Program['comments']>[number];

function isDocComment(comment: Comment | undefined): boolean {
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return false;
  return comment.value.split(/[\s*]+/).filter((word) => word !== '').length >= WORDS_MIN;
}

/** The functions and classes an export statement declares, by name. */
function declaredNames(node: {
  declaration?: {
    type: string;
    id?: { name?: string } | null;
    declarations?: { id: { type: string; name?: string }; init?: { type: string } | null }[];
  } | null;
}): string[] {
  const declaration = node.declaration;
  if (!declaration) return [];
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    return [declaration.id?.name ?? 'default'];
  }
  return (declaration.declarations ?? [])
    .filter((one) => /^(Arrow)?FunctionExpression$/.test(one.init?.type ?? ''))
    .map((one) => one.id.name ?? '');
}

/** Exported functions and classes carry a doc comment right above them. */
export const documentedExports: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      missing: '"{{name}}" is exported: say in a doc comment what goes in, comes out, is refused.',
    },
  },
  create(context) {
    const check = (node: Rule.Node): void => {
      const names = declaredNames(node as Parameters<typeof declaredNames>[0]);
      if (names.length === 0) return;
      const before = context.sourceCode.getCommentsBefore(node).at(-1);
      if (isDocComment(before)) return;
      const overload = previousOverload(context.sourceCode.ast.body, node, names[0]);
      if (overload) return;
      context.report({ node, messageId: 'missing', data: { name: names[0] ?? '' } });
    };
    return { ExportNamedDeclaration: check, ExportDefaultDeclaration: check };
  },
};

/** The implementation of an overloaded function is documented at its first signature. */
function previousOverload(
  body: readonly unknown[],
  node: unknown,
  name: string | undefined,
): boolean {
  const previous = body[body.indexOf(node) - 1] as
    { declaration?: { type: string; id?: { name?: string } } } | undefined;
  const declaration = previous?.declaration;
  return declaration?.type === 'TSDeclareFunction' && declaration.id?.name === name;
}
