import { plainWords } from './plain-words.js';

/**
 * The words by which somebody asks for the whole of what they were told in short. They count only
 * as a whole message; the first of each language of ours is what our own words ask for.
 */
const MORE: Readonly<Record<string, readonly string[]>> = {
  en: ['more', 'show more', 'read more', 'see more', 'show all', 'see all', 'full message'],
  ne: ['थप', 'अरू', 'अरु', 'थप देखाउनुहोस्', 'सबै देखाउनुहोस्', 'पूरा'],
  'ne-Latn': ['aru', 'aroo', 'thap', 'aru dekhaunus', 'sabai dekhaunus', 'pura', 'pura dekhaunus'],
  hi: ['और', 'और दिखाओ', 'पूरा दिखाओ', 'आगे'],
  'hi-Latn': ['aur', 'aur dikhao', 'pura dikhao'],
  bn: ['আরও', 'আরো'],
  'bn-Latn': ['aro'],
  sw: ['zaidi', 'onyesha zaidi', 'onyesha yote'],
  fr: ['plus', 'voir plus', 'la suite', 'tout voir'],
  pcm: ['show me more', 'show me all'],
  ha: ['ƙari', 'kari'],
  yo: ['siwaju', 'sii'],
};

const WORDS: ReadonlySet<string> = new Set(
  Object.values(MORE).flatMap((words) => words.map(plainWords)),
);

/** Whether a whole message asks for the rest of what was told in short. */
export function asksForMore(text: string): boolean {
  return WORDS.has(plainWords(text));
}
