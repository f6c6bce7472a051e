import { startFlow, stepFlow } from '../../flows/flow.js';
import type { OutboundContent } from '../../src/base/outbound.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { render } from '../../src/conversation/replies/render.js';
import { readTap } from '../../flows/taps.js';
import type { Effect, Event, FlowId } from '../../src/conversation/vocabulary.js';
import { faultsOf } from './message-limits.js';

export type Deed = Exclude<Effect, { type: 'say' }>;

/** A conversation with one flow: its snapshot is written out and read back before every step. */
export class Conversation {
  readonly #id: FlowId;
  #stored: string;
  language: ReplyLanguage = 'en';
  /** What was said last. */
  contents: readonly OutboundContent[] = [];
  /** What was asked to be done last. */
  deeds: readonly Deed[] = [];
  understood = true;

  constructor(id: FlowId) {
    this.#id = id;
    this.#stored = JSON.stringify(startFlow(id));
  }

  get state(): string {
    return (JSON.parse(this.#stored) as { value: string }).value;
  }

  /** Everything said last, as one text. */
  get text(): string {
    return this.contents.map(({ body }) => body).join('\n---\n');
  }

  /** What can be tapped: title -> id. */
  get taps(): ReadonlyMap<string, string> {
    const last = this.contents.at(-1);
    const taps = last?.kind === 'buttons' ? last.buttons : last?.kind === 'list' ? last.rows : [];
    return new Map(taps.map(({ id, title }) => [title, id]));
  }

  /** Takes events in order, as a hop does within one turn. */
  hear(...events: readonly Event[]): this {
    for (const event of events) {
      const step = stepFlow(this.#id, JSON.parse(this.#stored), event);
      this.#stored = JSON.stringify(step.snapshot);
      this.understood = step.understood;
      this.deeds = step.effects.filter((effect): effect is Deed => effect.type !== 'say');
      const say = step.effects.find((effect) => effect.type === 'say');
      this.contents = say
        ? render(say, {
            language: this.language,
            currency: 'NPR',
            currencyDigits: 2,
            timeZone: 'Asia/Kathmandu',
          })
        : [];
      const faults = say ? faultsOf(this.contents) : [];
      if (faults.length > 0) throw new Error(faults.join('\n'));
    }
    return this;
  }

  /** Taps what stands under a title. */
  tap(title: string): this {
    const id = this.taps.get(title);
    const event = id === undefined ? null : readTap(id);
    if (!event) throw new Error(`nothing to tap under ${title}: ${[...this.taps.keys()].join()}`);
    return this.hear(event);
  }
}
