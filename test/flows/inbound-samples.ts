import type { Event } from '../../src/conversation/vocabulary.js';

type Types =
  'PERSON_ASKED' | 'PERSON_CALLED' | 'MEDIA_RECEIVED' | 'MESSAGE_CHANGED' | 'FORM_FILLED';

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
  FORM_FILLED: [
    { shop: 'Sita Kirana', owner: 'Sita Rai', place: 'Itahari' },
    { shop: 'Sita Kirana', owner: null, place: null },
    { shop: '7', owner: 'Sita Rai', place: '' },
    { shop: null, owner: 'Sita Rai', place: 'x'.repeat(80) },
    { shop: 'Sita Kirana', owner: 'Sita Rai', place: null },
  ].flatMap((fields) =>
    [true, false].map((asked) => ({ type: 'FORM_FILLED', asked, ...fields }) as const),
  ),
  MESSAGE_CHANGED: [
    { type: 'MESSAGE_CHANGED', how: 'edited' },
    { type: 'MESSAGE_CHANGED', how: 'revoked' },
  ],
};
