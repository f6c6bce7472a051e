import { setup } from 'xstate';
import type { Effect, Event } from '../src/conversation/vocabulary.js';
import { notUnderstood } from './retailer-answers.js';
import type { RetailerContext } from './retailer-context.js';
import { SILENCE, sentence } from './sentences.js';

/** What the retailer's tables and machine are made with. */
export const retailer = setup({
  types: { context: {} as RetailerContext, events: {} as Event },
  actions: {
    /** Does nothing when run: its parameters are what the hop carries out. */
    effects: (_, _effects: readonly Effect[]) => undefined,
  },
});

/** An event that is answered with one sentence. */
export const answerWith = (key: Parameters<typeof sentence>[0]) =>
  ({ actions: { type: 'effects', params: [sentence(key)] } }) as const;

/** An event that is heard and needs no answer. */
export const silent = { actions: { type: 'effects', params: SILENCE } } as const;

export const misunderstood = {
  actions: { type: 'effects', params: [notUnderstood()] },
} as const;
