import type { Effect, Part, ReplyKey, Say, Tap } from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { TAP } from './taps.js';

/** Building blocks of what every flow says. */

export function part(key: ReplyKey, holes?: Part['holes']): Part {
  return holes ? { key, holes } : { key };
}

/** The same after an empty line. */
export function gapped(made: Part): Part {
  return { ...made, gap: true };
}

/** Something to tap, with a title of ours. */
export function tap(id: string, key: ReplyKey, holes?: Part['holes']): Tap {
  return { id, title: part(key, holes) };
}

/**
 * A message that may reach its reader twice without harm, as all that is said now may: what tells
 * of a deed names its order, so that the same words again are seen to be the same deed.
 */
export function tell(parts: readonly Part[], buttons?: readonly Tap[]): Say {
  return buttons
    ? { type: 'say', parts, buttons, harmless: true }
    : { type: 'say', parts, harmless: true };
}

/** A single sentence. */
export function sentence(key: ReplyKey, holes?: Part['holes']): Say {
  return tell([part(key, holes)]);
}

/** What was edited or taken back counts as it was first said: it was acted on then. */
export function messageChanged({ how }: { readonly how: 'edited' | 'revoked' }): Part {
  return part('message.changed', { how: { choice: how } });
}

/** Has the office called; the answer is PERSON_CALLED. */
export function callPerson({ why = 'asked' }: { readonly why?: CallWhy }): Effect {
  return { type: 'call_person', why };
}

/** What the office looks at, since no machine of ours can. */
const FOR_THE_OFFICE = new Set(['audio', 'image', 'video', 'document']);

/** What was sent in place of words: the office gets it, or it is said that nobody reads it. */
export function mediaReceived({ media }: { readonly media: string }): Effect {
  return FOR_THE_OFFICE.has(media)
    ? { type: 'call_person', why: 'file', media }
    : sentence('media.received', { media: { choice: media } });
}

/** That somebody of the office will write here, or has been called already. */
export function personCalled(event: {
  readonly why: CallWhy;
  readonly isNew: boolean;
  readonly media?: string;
}): Part {
  if (event.why === 'file') return part('media.kept', { media: { choice: event.media ?? '' } });
  return event.isNew
    ? part('person.called', { why: { choice: event.why } })
    : part('person.called_already');
}

type CallWhy = Extract<Effect, { readonly type: 'call_person' }>['why'];

/** Heard, and nothing is to be said or done. */
export const SILENCE: readonly Effect[] = [];

/** The languages that can be chosen; whether a town offers one is checked with the effect. */
export const LANGUAGE_TAPS: readonly Tap[] = [
  tap(TAP.language('en'), 'language.en'),
  tap(TAP.language('ne'), 'language.ne'),
  tap(TAP.language('ne-Latn'), 'language.ne-Latn'),
];

/** Asks for the language, where none was named. */
export function askLanguage(): Say {
  return tell([part('language.ask')], LANGUAGE_TAPS);
}

/** Words as a snapshot keeps them: cut, but never through a sign, which no database would take. */
export function keepWords(said: string): string {
  const cut = said.slice(0, FLOW_LIMITS.said_chars_max);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
