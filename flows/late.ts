import type { Edit, Part, Question, SaidWish, Say } from '../src/conversation/vocabulary.js';
import { keepQuestions } from './doubts.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, keepWords, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** An order that reached us long after it was typed: kept until it is known to be still wanted. */
export interface Late {
  /** Made from the words' time and number, so that a tap on an older question is told apart. */
  readonly id: string;
  readonly typedAt: string;
  readonly edits: readonly Edit[];
  readonly questions: readonly Question[];
  readonly wish?: SaidWish;
}

/** Adds late words to those already held. */
export function holdLate(
  held: Late | null,
  typedAt: string,
  { edits, questions, wish = held?.wish }: Pick<Late, 'edits' | 'questions' | 'wish'>,
): Late {
  const all = [...(held?.edits ?? []), ...edits]
    .slice(0, FLOW_LIMITS.late_edits_max)
    .map((edit) => ({ ...edit, said: keepWords(edit.said) }));
  const doubts = keepQuestions([...(held?.questions ?? []), ...questions]);
  const first = held?.typedAt ?? typedAt;
  const id = `${typedAt.replace(/[^0-9A-Za-z]/g, '')}.${all.length + doubts.length}`;
  return { id, typedAt: first, edits: all, questions: doubts, ...(wish && { wish }) };
}

/** Quotes the words and asks whether they are still wanted. */
export function askLate(late: Late, lead: readonly Part[] = []): Say {
  const said = [...late.edits, ...late.questions].map((one) => one.said);
  const quoted = said.slice(0, FLOW_LIMITS.late_quoted_max);
  const more = said.length - quoted.length;
  return tell(
    [
      ...lead,
      part('late.ask', { time: { time: late.typedAt } }),
      ...quoted.map((words) => part('late.item', { said: words })),
      ...(more > 0 ? [part('late.more', { n: more })] : []),
      gapped(part('late.wanted')),
    ],
    [tap(TAP.late(late.id, true), 'button.yes'), tap(TAP.late(late.id, false), 'button.no')],
  );
}
