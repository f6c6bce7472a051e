import type { Dice } from './people.js';

/** A webhook on its way, posted until it is answered. */
export interface Letter {
  readonly body: string;
  readonly label: string;
  readonly from: string;
}

interface Held extends Letter {
  steps: number;
}

/**
 * The provider's side of the webhook: letters come once or twice, at once or late, and may
 * overtake one another.
 */
export class Mail {
  #held: Held[] = [];
  readonly #dice: Dice;
  readonly #note: (text: string) => void;

  constructor(dice: Dice, note: (text: string) => void) {
    this.#dice = dice;
    this.#note = note;
  }

  /** Takes a letter; most can be delivered at once. */
  post(letter: Letter): void {
    const dice = this.#dice;
    const steps = dice.chance(10) ? 1 + dice.below(8) : 0;
    if (steps > 0) this.#note(`held back for ${String(steps)} steps: ${letter.label}`);
    this.#held.push({ ...letter, steps });
    if (!dice.chance(10)) return;
    const again = dice.below(12);
    this.#note(`will come twice, again in ${String(again)} steps: ${letter.label}`);
    this.#held.push({ ...letter, steps: again });
  }

  /** It was not answered: comes again. */
  repost(letter: Letter): void {
    this.#held.push({ ...letter, steps: 1 + this.#dice.below(3) });
  }

  /** What arrives now, in the order it arrives in. */
  arriving(): readonly Letter[] {
    const now = this.#held.filter((letter) => letter.steps <= 0);
    this.#held = this.#held.filter((letter) => letter.steps > 0);
    for (const letter of this.#held) letter.steps -= 1;
    return this.#dice.chance(10) ? now.toReversed() : now;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Everything that is still on its way. */
  rest(): readonly Letter[] {
    return this.#held.splice(0);
  }
}
