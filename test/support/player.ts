import type { Stage } from './stage.js';

/** Plays a transcript. */
export interface Player {
  readonly service: Stage;
  /** The phone of whoever speaks now. */
  phone: string;
  /** The webhook that was posted last, for what repeats it. */
  lastSaid: Parameters<Stage['say']> | undefined;
  /** What each person has been shown. */
  readonly seen: Map<string, number>;
}
