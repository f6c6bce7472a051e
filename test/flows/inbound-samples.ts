import type { Event } from '../../src/conversation/vocabulary.js';

type Types = 'PERSON_ASKED' | 'PERSON_CALLED' | 'MEDIA_RECEIVED' | 'MESSAGE_CHANGED';

/** Every event of what arrives beside words. */
export const INBOUND_EVENTS: { readonly [T in Types]: readonly Extract<Event, { type: T }>[] } = {
  PERSON_ASKED: [{ type: 'PERSON_ASKED' }, { type: 'PERSON_ASKED', why: 'misunderstood' }],
  PERSON_CALLED: [
    { type: 'PERSON_CALLED', why: 'asked', isNew: true },
    { type: 'PERSON_CALLED', why: 'misunderstood', isNew: true },
    { type: 'PERSON_CALLED', why: 'asked', isNew: false },
    { type: 'PERSON_CALLED', why: 'file', isNew: true, media: 'audio' },
    { type: 'PERSON_CALLED', why: 'file', isNew: false, media: 'document' },
  ],
  MEDIA_RECEIVED: ['audio', 'image', 'location', 'sticker'].map((media) => ({
    type: 'MEDIA_RECEIVED',
    media,
  })),
  MESSAGE_CHANGED: [
    { type: 'MESSAGE_CHANGED', how: 'edited' },
    { type: 'MESSAGE_CHANGED', how: 'revoked' },
  ],
};
