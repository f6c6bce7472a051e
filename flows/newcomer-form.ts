import type { Effect, Event, Part } from '../src/conversation/vocabulary.js';
import { askName, askShop, nameIn, newcomer, summary } from './newcomer-words.js';
import type { Asking, NewcomerContext } from './newcomer-words.js';
import { askPlace } from './newcomer-place.js';
import { part } from './sentences.js';

/**
 * A newcomer who fills in the form instead of writing: each field is held to what a written answer
 * is held to, and what is still missing is asked in words.
 */

type Filled = Extract<Event, { type: 'FORM_FILLED' }>;
type Field = 'shop' | 'owner' | 'place';

const FIELDS: readonly Field[] = ['shop', 'owner', 'place'];

const ASKING: Readonly<Record<Field, Asking>> = {
  shop: askShop,
  owner: askName('new.ask_owner'),
  place: askPlace,
};

/** What is known with the form's fields: those that are names take the place of what was there. */
function known(context: NewcomerContext, filled: Filled): NewcomerContext {
  const named = FIELDS.map((field) => [field, nameIn(filled[field] ?? '') ?? context[field]]);
  const place = nameIn(filled.place ?? '');
  return {
    ...context,
    ...(Object.fromEntries(named) as Pick<NewcomerContext, Field>),
    // Another place is not where the point is.
    point: place === undefined ? context.point : null,
  };
}

function missing(context: NewcomerContext, filled: Filled): Field | undefined {
  const all = known(context, filled);
  return FIELDS.find((field) => all[field] === '');
}

/** Whether something was filled in that is no name. */
function isOdd(filled: Filled): boolean {
  return FIELDS.some((field) => {
    const given = filled[field]?.trim() ?? '';
    return given !== '' && nameIn(given) === undefined;
  });
}

/** A form where a newcomer stands. */
interface At {
  readonly context: NewcomerContext;
  readonly event: Filled;
}

/** The next question, or all of it to be confirmed. */
const goOn = {
  type: 'effects',
  params: ({ context, event }: At): readonly Effect[] => {
    const lead: readonly Part[] = isOdd(event) ? [part('new.name_odd')] : [];
    const left = FIELDS.find((field) => context[field] === '');
    return [left === undefined ? summary(context, lead) : ASKING[left](context, lead)];
  },
} as const;

const isMissing =
  (field: Field) =>
  ({ context, event }: At): boolean =>
    missing(context, event) === field;

const keep = newcomer.assign(({ context, event }) =>
  event.type === 'FORM_FILLED' ? known(context, event) : {},
);

/** A form that came back where `asking` is open. */
export const formFilled = (asking: Asking) =>
  ({
    FORM_FILLED: [
      {
        guard: ({ event }: At): boolean => !event.asked,
        actions: {
          type: 'effects',
          params: ({ context }: At): readonly Effect[] => [
            asking(context, [part('new.form_over')]),
          ],
        },
      },
      { guard: isMissing('shop'), target: 'shop', actions: [keep, goOn] },
      { guard: isMissing('owner'), target: 'owner', actions: [keep, goOn] },
      { guard: isMissing('place'), target: 'place', actions: [keep, goOn] },
      { target: 'summary', actions: [keep, goOn] },
    ],
  }) as const;
