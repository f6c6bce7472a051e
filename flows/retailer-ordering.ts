import { assign } from 'xstate';
import { askLate, holdLate } from './late.js';
import {
  NO_EDITS,
  SHOW_BASKET,
  afterAnswer,
  answer,
  basket,
  changesBasket,
  doubts,
  editBasket,
  hasDoubts,
  hear,
  hearLate,
  isFilled,
  namedBasket,
  place,
  repeatOrder,
  shown,
} from './retailer-context.js';
import { answerWith, misunderstood, retailer } from './retailer-setup.js';
import { part, sentence, tell } from './sentences.js';
import { placed } from './retailer-answers.js';

/** From words to a basket. */
const words = retailer.createStateConfig({
  on: {
    ORDER_READ: [
      {
        guard: ({ event }) => changesBasket(event),
        actions: [
          assign(({ context, event }) => hear(context, event)),
          { type: 'effects', params: ({ event }) => editBasket(event) },
        ],
      },
      {
        guard: ({ event }) => hasDoubts(event),
        target: '.asking',
        actions: [
          assign(({ context, event }) => hear(context, event)),
          { type: 'effects', params: ({ context }) => doubts(context, null) },
        ],
      },
      {
        guard: ({ event }) => event.questions.length > 0,
        actions: [
          assign(({ context, event }) => hear(context, event)),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
      misunderstood,
    ],
    REPEAT_ASKED: {
      actions: [
        assign(({ context, event }) => hear(context, event)),
        {
          type: 'effects',
          params: ({ event }) => repeatOrder(event),
        },
      ],
    },
    ANSWERED: [
      {
        guard: ({ context, event }) => answer(context, event).kind === 'narrowed',
        target: '.asking',
        actions: [
          assign(({ context, event }) => afterAnswer(context, event)),
          { type: 'effects', params: ({ context }) => doubts(context, null) },
        ],
      },
      {
        // The edit is read from the question before it is forgotten.
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => {
              const settled = answer(context, event);
              return settled.kind === 'edit' ? editBasket({ edits: [settled.edit] }) : SHOW_BASKET;
            },
          },
          assign(({ context, event }) => afterAnswer(context, event)),
        ],
      },
    ],
    CHANGE_ASKED: answerWith('change.how'),
    BASKET_ASKED: { actions: { type: 'effects', params: SHOW_BASKET } },
    DECLINED: answerWith('nothing.changed'),
  },
});

/** Words that came late. */
const lateWords = retailer.createStateConfig({
  on: {
    LATE_ORDER_READ: [
      {
        guard: ({ event }) => event.edits.length + event.questions.length > 0,
        target: '.late',
        actions: [
          assign(({ context, event }) => ({
            late: holdLate(context.late, event.typedAt, event),
          })),
          {
            type: 'effects',
            params: ({ context }) => (context.late ? [askLate(context.late)] : []),
          },
        ],
      },
      misunderstood,
    ],
    LATE_ANSWERED: [
      {
        guard: ({ context, event }) =>
          context.late?.id === event.lateId && event.wanted && changesBasket(context.late),
        actions: [
          { type: 'effects', params: ({ context }) => editBasket(context.late ?? NO_EDITS) },
          assign(({ context }) => hearLate(context)),
        ],
      },
      {
        guard: ({ context, event }) =>
          context.late?.id === event.lateId && event.wanted && hasDoubts(context.late),
        target: '.asking',
        actions: [
          assign(({ context }) => hearLate(context)),
          { type: 'effects', params: ({ context }) => doubts(context, null) },
        ],
      },
      {
        guard: ({ context, event }) => context.late?.id === event.lateId && event.wanted,
        actions: [
          assign(({ context }) => hearLate(context)),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
      {
        guard: ({ context, event }) => context.late?.id === event.lateId,
        actions: [
          assign({ late: null, notes: [part('note.late_dropped')] }),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
      {
        guard: ({ context }) => context.late !== null,
        target: '.late',
        actions: {
          type: 'effects',
          params: ({ context }) =>
            context.late ? [askLate(context.late, [part('note.late_gone')])] : [],
        },
      },
      {
        actions: [
          assign({ notes: [part('note.late_gone')] }),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
    ],
  },
});

/** The basket as it has become, and the order it becomes. */
const outcomes = retailer.createStateConfig({
  on: {
    BASKET_CHANGED: [
      {
        guard: ({ context }) => context.questions.length > 0,
        target: '.asking',
        actions: [
          { type: 'effects', params: ({ context, event }) => doubts(context, event.view) },
          assign({ shown: null, notes: [], lost: 0 }),
        ],
      },
      {
        guard: ({ event }) => isFilled(event.view),
        target: '.confirming',
        actions: [
          { type: 'effects', params: ({ context, event }) => basket(context, event.view) },
          assign(({ event }) => shown(event.view)),
        ],
      },
      {
        target: '.open',
        actions: [
          { type: 'effects', params: ({ context, event }) => basket(context, event.view) },
          assign(({ event }) => shown(event.view)),
        ],
      },
    ],
    BASKET_SHOWN: [
      {
        guard: ({ context }) => context.questions.length > 0,
        target: '.asking',
        actions: [
          { type: 'effects', params: ({ context, event }) => doubts(context, event.view) },
          assign({ shown: null, notes: [], lost: 0 }),
        ],
      },
      {
        guard: ({ event }) => isFilled(event.view),
        target: '.confirming',
        actions: [
          { type: 'effects', params: ({ context, event }) => basket(context, event.view) },
          assign(({ event }) => shown(event.view)),
        ],
      },
      {
        target: '.open',
        actions: [
          { type: 'effects', params: ({ context, event }) => basket(context, event.view) },
          assign(({ event }) => shown(event.view)),
        ],
      },
    ],
    BASKET_DROPPED: {
      target: '.open',
      actions: [
        assign({ shown: null, questions: [], lost: 0, notes: [], cancellable: null }),
        {
          type: 'effects',
          params: ({ event }) => [sentence(event.had ? 'basket.dropped' : 'basket.none_to_drop')],
        },
      ],
    },
    CONFIRMED: {
      actions: { type: 'effects', params: ({ event }) => place(namedBasket(event), event.cash) },
    },
    ORDER_PLACED: {
      target: '.open',
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) => [placed(event, context.notes)],
        },
        assign({ shown: null, questions: [], lost: 0, notes: [] }),
      ],
    },
  },
});

export const ordering = { ...words.on, ...lateWords.on, ...outcomes.on };

/** What was not clear is asked: "no" leaves all of it out, "yes" answers nothing. */
export const asking = retailer.createStateConfig({
  on: {
    CONFIRMED: [
      {
        guard: ({ event }) => namedBasket(event) !== null,
        actions: { type: 'effects', params: ({ event }) => place(namedBasket(event), event.cash) },
      },
      {
        guard: ({ context }) => context.questions.length > 0,
        actions: {
          type: 'effects',
          params: ({ context }) => doubts(context, null, [part('note.answer_first')]),
        },
      },
      // The last answer was refused: there is nothing to ask, and nothing shown to confirm.
      { actions: { type: 'effects', params: SHOW_BASKET } },
    ],
    DECLINED: [
      {
        guard: ({ context }) => context.questions.length > 0,
        actions: [
          assign({ questions: [], lost: 0, notes: [part('note.question_left_out')] }),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
      answerWith('nothing.changed'),
    ],
    NOT_UNDERSTOOD: [
      {
        guard: ({ context }) => context.questions.length > 0,
        actions: {
          type: 'effects',
          params: ({ context }) => doubts(context, null, [part('not.understood')]),
        },
      },
      misunderstood,
    ],
  },
});

/** A basket was shown: "yes" means that one and no other. */
export const confirming = retailer.createStateConfig({
  on: {
    CONFIRMED: {
      actions: {
        type: 'effects',
        params: ({ context, event }) => place(namedBasket(event) ?? context.shown, event.cash),
      },
    },
    DECLINED: {
      target: 'open',
      actions: [
        assign({ shown: null }),
        {
          type: 'effects',
          params: [tell([part('basket.kept'), { key: 'change.how', gap: true }])],
        },
      ],
    },
  },
});

/** Late words are held: "yes" and "no" are about them. */
export const late = retailer.createStateConfig({
  on: {
    CONFIRMED: [
      {
        guard: ({ event }) => namedBasket(event) !== null,
        actions: { type: 'effects', params: ({ event }) => place(namedBasket(event), event.cash) },
      },
      {
        guard: ({ context }) => context.late !== null && changesBasket(context.late),
        actions: [
          { type: 'effects', params: ({ context }) => editBasket(context.late ?? NO_EDITS) },
          assign(({ context }) => hearLate(context)),
        ],
      },
      {
        guard: ({ context }) => context.late !== null && hasDoubts(context.late),
        target: 'asking',
        actions: [
          assign(({ context }) => hearLate(context)),
          { type: 'effects', params: ({ context }) => doubts(context, null) },
        ],
      },
      // Nothing is left to ask, or they were wanted and refused: nothing is shown to confirm.
      {
        actions: [
          assign(({ context }) => hearLate(context)),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
    ],
    DECLINED: [
      {
        guard: ({ context }) => context.late !== null,
        actions: [
          assign({ late: null, notes: [part('note.late_dropped')] }),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
      answerWith('nothing.changed'),
    ],
    NOT_UNDERSTOOD: [
      {
        guard: ({ context }) => context.late !== null,
        actions: {
          type: 'effects',
          params: ({ context }) =>
            context.late ? [askLate(context.late, [part('not.understood')])] : [],
        },
      },
      misunderstood,
    ],
  },
});
