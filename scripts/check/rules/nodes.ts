/** The little of a syntax tree that our rules look at, whatever parser made it. */
interface Node {
  readonly type: string;
}

/** Is this node the plain identifier `name`? */
export function isNamed(node: Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && 'name' in node && node.name === name;
}

/** The name of a plain identifier, else undefined. */
export function nameOf(node: Node | null | undefined): string | undefined {
  if (node?.type !== 'Identifier' || !('name' in node)) return undefined;
  return typeof node.name === 'string' ? node.name : undefined;
}

/** The text of a string literal, else undefined. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (node?.type !== 'Literal' || !('value' in node)) return undefined;
  return typeof node.value === 'string' ? node.value : undefined;
}
