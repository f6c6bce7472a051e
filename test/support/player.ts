import type { TestService } from './service.js';

/** Plays a transcript. */
export interface Player {
  readonly service: TestService;
  /** The phone of whoever speaks now. */
  phone: string;
  /** The webhook that was posted last, for what repeats it. */
  lastSaid: Parameters<TestService['say']> | undefined;
  /** What each person has been shown. */
  readonly seen: Map<string, number>;
}
