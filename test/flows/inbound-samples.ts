import type { Event } from '../../src/conversation/vocabulary.js';

type Types = 'MEDIA_RECEIVED' | 'MESSAGE_CHANGED';

/** Every event of what arrives beside words. */
export const INBOUND_EVENTS: { readonly [T in Types]: readonly Extract<Event, { type: T }>[] } = {
  MEDIA_RECEIVED: ['audio', 'image', 'location', 'sticker'].map((media) => ({
    type: 'MEDIA_RECEIVED',
    media,
  })),
  MESSAGE_CHANGED: [
    { type: 'MESSAGE_CHANGED', how: 'edited' },
    { type: 'MESSAGE_CHANGED', how: 'revoked' },
  ],
};
