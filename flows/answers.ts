import type { ReplyKey } from '../src/conversation/vocabulary.js';
import { SILENCE, sentence } from './sentences.js';

/** An event that is answered with one sentence. */
export const answerWith = (key: ReplyKey) =>
  ({ actions: { type: 'effects', params: [sentence(key)] } }) as const;
/** An event that is heard and needs no answer. */
export const silent = { actions: { type: 'effects', params: SILENCE } } as const;
