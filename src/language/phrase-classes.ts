import { asks } from '../../grammars/generated/asks.js';
import { tokenise } from './tokens.js';
import type { Token } from './tokens.js';

/** Phrases of the languages of a town that stand for a class, by their first word's key. */
export interface PhraseClasses {
  /** How many tokens from `at` on are a phrase of the class; 0 where none is. The longest wins. */
  readonly lengthAt: (tokens: readonly Token[], at: number, name: string) => number;
}

interface Phrase {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Words are held against each other by spelling keys, everything else by its characters. */
function keysOf(phrase: string): readonly string[] {
  return tokenise(phrase).map((token) => token.key);
}

function build(tags: readonly string[]): PhraseClasses {
  const byFirst = new Map<string, Phrase[]>();
  for (const tag of tags) {
    for (const [name, phrases] of Object.entries(asks[tag] ?? {})) {
      for (const phrase of phrases) {
        const keys = keysOf(phrase);
        const first = keys[0] ?? '';
        byFirst.set(first, [...(byFirst.get(first) ?? []), { name, keys }]);
      }
    }
  }
  const lengthAt: PhraseClasses['lengthAt'] = (tokens, at, name) => {
    let longest = 0;
    for (const phrase of byFirst.get(tokens[at]?.key ?? '') ?? []) {
      const { keys } = phrase;
      if (phrase.name !== name || keys.length <= longest) continue;
      if (keys.every((key, i) => tokens[at + i]?.key === key)) longest = keys.length;
    }
    return longest;
  };
  return { lengthAt };
}

const built = new Map<string, PhraseClasses>();

/** The phrases of these languages; there are as many sets of languages as kinds of towns. */
export function phraseClasses(tags: readonly string[]): PhraseClasses {
  const name = tags.join();
  let classes = built.get(name);
  if (!classes) {
    classes = build(tags);
    built.set(name, classes);
  }
  return classes;
}
