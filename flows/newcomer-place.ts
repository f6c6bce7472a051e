import { assign } from 'xstate';
import { askName, newcomer, summary } from './newcomer-words.js';
import type { Asking } from './newcomer-words.js';

/** Where a newcomer's shop is: named in words, or shown on the map. */

/** Asks for the place, with WhatsApp's own button to share it. */
export const askPlace: Asking = (context, lead) => ({
  ...askName('new.ask_place')(context, lead),
  asks: 'place',
});

/** Degrees as a place is named by them where it has no name: a few metres. */
function degrees(value: number): string {
  return String(Math.round(value * 100_000) / 100_000);
}

/** A place on the map is an answer too, and its point is kept for whoever brings the goods. */
export const sharedPlace = newcomer.createStateConfig({
  on: {
    PLACE_SHARED: {
      target: 'summary',
      actions: [
        assign(({ event }) => {
          const { latitude, longitude, label } = event;
          const named = label === '' ? `${degrees(latitude)}, ${degrees(longitude)}` : label;
          return { place: named, point: { latitude, longitude } };
        }),
        { type: 'effects', params: ({ context }) => [summary(context, [])] },
      ],
    },
  },
});
