import { IntlMessageFormat } from 'intl-messageformat';
import { assert } from '../../base/assert.js';

/**
 * ICU messages, parsed by intl-messageformat and compiled by us into closures: its own format()
 * walks the tree and asks Intl each time, which costs more than the rest of a turn's words. We use
 * literals, plain arguments, select and plural; anything else is refused when compiled.
 */

/** Holes as they stand in a sentence: text is final, numbers are counted (plural) and written. */
export type Filling = Readonly<Record<string, string | number>>;

export interface CompiledMessage {
  /** Writes the message; every hole must be filled. */
  readonly write: (holes: Filling) => string;
  readonly holes: ReadonlySet<string>;
}

type Piece = (holes: Filling, counted: string) => string;

/** The element kinds of the parser's tree (icu-messageformat-parser, types.ts). */
const KIND = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7 } as const;

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
  readonly pluralType?: string;
  readonly offset?: number;
}

function fillingOf(holes: Filling, name: string): string | number {
  const filling = holes[name];
  assert(filling !== undefined, `a reply lacks the hole ${name}`);
  return filling;
}

interface Compiler {
  readonly holes: Set<string>;
  readonly rules: Intl.PluralRules;
  readonly writeNumber: (n: number) => string;
}

function compileSelect(element: Element, compiler: Compiler): Piece {
  const name = element.value ?? '';
  compiler.holes.add(name);
  const branches = new Map(
    Object.entries(element.options ?? {}).map(([choice, branch]) => [
      choice,
      compileAll(branch.value, compiler),
    ]),
  );
  const other = branches.get('other');
  assert(other, `a choice by ${name} lacks the branch "other"`);
  if (element.type === KIND.select) {
    return (holes, counted) =>
      (branches.get(String(fillingOf(holes, name))) ?? other)(holes, counted);
  }
  assert(element.pluralType === 'cardinal' && element.offset === 0, 'only plain plurals are known');
  return (holes) => {
    const n = Number(fillingOf(holes, name));
    const branch = branches.get(`=${n}`) ?? branches.get(compiler.rules.select(n)) ?? other;
    return branch(holes, compiler.writeNumber(n));
  };
}

function compileOne(element: Element, compiler: Compiler): Piece {
  switch (element.type) {
    case KIND.literal: {
      const text = element.value ?? '';
      return () => text;
    }
    case KIND.argument: {
      const name = element.value ?? '';
      compiler.holes.add(name);
      return (holes) => {
        const filling = fillingOf(holes, name);
        return typeof filling === 'number' ? compiler.writeNumber(filling) : filling;
      };
    }
    case KIND.select:
    case KIND.plural:
      return compileSelect(element, compiler);
    case KIND.pound:
      return (_holes, counted) => counted;
    default:
      throw new RangeError(`a reply uses ICU element ${element.type}, which is not known here`);
  }
}

function compileAll(elements: readonly Element[], compiler: Compiler): Piece {
  const pieces = elements.map((element) => compileOne(element, compiler));
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  return (holes, counted) => {
    let text = '';
    for (const piece of pieces) text += piece(holes, counted);
    return text;
  };
}

/** Compiles one message. Throws on bad syntax, and on ICU elements that are not used here. */
export function compileMessage(
  text: string,
  language: string,
  writeNumber: (n: number) => string,
): CompiledMessage {
  const tree = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
  const compiler: Compiler = {
    holes: new Set(),
    rules: new Intl.PluralRules(language),
    writeNumber,
  };
  const piece = compileAll(tree as unknown as readonly Element[], compiler);
  return { write: (holes) => piece(holes, ''), holes: compiler.holes };
}
