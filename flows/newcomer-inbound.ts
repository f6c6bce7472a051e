import type { Effect, Event } from '../src/conversation/vocabulary.js';
import type { Asking, NewcomerContext } from './newcomer-words.js';
import { callPerson, mediaReceived, messageChanged, personCalled } from './sentences.js';

/** An event of that type where a newcomer stands. */
interface At<T extends Event['type']> {
  readonly context: NewcomerContext;
  readonly event: Extract<Event, { readonly type: T }>;
}

/** What a newcomer sends beside words, answered with a sentence and the open question again. */
export const besideWords = (asking: Asking) =>
  ({
    PERSON_ASKED: {
      actions: {
        type: 'effects',
        params: ({ event }: At<'PERSON_ASKED'>): readonly Effect[] => [callPerson(event)],
      },
    },
    PERSON_CALLED: {
      actions: {
        type: 'effects',
        params: ({ context, event }: At<'PERSON_CALLED'>): readonly Effect[] => [
          asking(context, [personCalled(event)]),
        ],
      },
    },
    MEDIA_RECEIVED: {
      actions: {
        type: 'effects',
        params: ({ context, event }: At<'MEDIA_RECEIVED'>): readonly Effect[] => {
          const heard = mediaReceived(event);
          return [heard.type === 'say' ? asking(context, heard.parts) : heard];
        },
      },
    },
    MESSAGE_CHANGED: {
      actions: {
        type: 'effects',
        params: ({ context, event }: At<'MESSAGE_CHANGED'>): readonly Effect[] => [
          asking(context, [messageChanged(event)]),
        ],
      },
    },
  }) as const;
