import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { noteAnswers, noteQuestions } from '../domain/phrases/clarifications.js';
import type { Answer, AskedQuestion } from '../domain/phrases/clarifications.js';
import { pendingQuestions } from '../../flows/flow.js';
import type { FlowSnapshot } from '../../flows/flow.js';
import { readTap } from '../../flows/taps.js';
import type { Event, FlowId, Question, Say } from './vocabulary.js';

/**
 * What a turn asked and what became of what was asked: found by comparing the pending questions
 * before and after each event, so that no flow has to keep account of it.
 */
export interface DoubtsAsked {
  readonly asked: Map<string, AskedQuestion>;
  readonly answers: Map<string, Answer>;
}

/** Nothing asked and nothing answered yet. */
export function newDoubts(): DoubtsAsked {
  return { asked: new Map(), answers: new Map() };
}

/** Notes the questions that a message puts, by the rows that answer them. */
export function noteAsked(doubts: DoubtsAsked, flow: FlowId, snapshot: unknown, say: Say): void {
  const taps = [...(say.buttons ?? []), ...(say.list?.rows ?? [])];
  const put = new Set(
    taps.flatMap(({ id }) => {
      const event = readTap(id);
      return event?.type === 'ANSWERED' ? [event.questionId] : [];
    }),
  );
  if (put.size === 0) return;
  for (const question of pendingQuestions(flow, snapshot as FlowSnapshot)) {
    // What was narrowed down to its quantity was asked before.
    if (!put.has(question.id) || question.chosen !== undefined) continue;
    doubts.asked.set(question.id, {
      id: question.id,
      phrase: question.phrase ?? '',
      said: question.said,
      why: question.why,
      options: question.options.length,
    });
  }
}

/** Notes what an event made of the questions that were pending; the first outcome of each stays. */
export function noteSettled(
  doubts: DoubtsAsked,
  flow: FlowId,
  snapshots: { readonly before: unknown; readonly after: unknown },
  event: Event,
): void {
  const before = pendingQuestions(flow, snapshots.before as FlowSnapshot);
  if (before.length === 0) return;
  const after = new Map(
    pendingQuestions(flow, snapshots.after as FlowSnapshot).map((one) => [one.id, one]),
  );
  for (const question of before) {
    const answer = answerOf(question, after.get(question.id), event);
    if (answer && !doubts.answers.has(question.id)) doubts.answers.set(question.id, answer);
  }
}

/** What became of one question; undefined while it is still asked as it was. */
function answerOf(
  question: Question,
  left: Question | undefined,
  event: Event,
): Answer | undefined {
  const { id } = question;
  if (left) {
    const [option] = left.options;
    const isNarrowed = left.chosen === true && question.chosen !== true && option;
    return isNarrowed ? { id, outcome: 'chosen', productId: option.productId } : undefined;
  }
  switch (event.type) {
    case 'ANSWERED':
      if (event.productId === null) return { id, outcome: 'none' };
      return { id, outcome: 'chosen', productId: event.productId };
    case 'ORDER_READ': {
      const [option] = question.options;
      if (event.answers !== id || !option) return { id, outcome: 'rewritten' };
      return { id, outcome: 'chosen', productId: option.productId };
    }
    case 'REPEAT_ASKED':
    case 'LATE_ANSWERED':
    case 'CONFIRMED':
      // The yes to late words lets these take the place of what they are about.
      return { id, outcome: 'rewritten' };
    default:
      return { id, outcome: 'dropped' };
  }
}

/** Writes down what was asked, then what was answered; the statements as sent. */
export function writeDoubts(
  tx: Tx,
  cause: Cause,
  conversationId: string,
  { asked, answers }: DoubtsAsked,
): Promise<void>[] {
  return [
    ...(asked.size > 0 ? [noteQuestions(tx, cause, conversationId, [...asked.values()])] : []),
    ...(answers.size > 0 ? [noteAnswers(tx, cause, conversationId, [...answers.values()])] : []),
  ];
}
