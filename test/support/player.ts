import type { Stage } from './stage.js';
import type { Phone } from './ussd-phone.js';

/** Plays a transcript. */
export interface Player {
  readonly service: Stage;
  /** The phone of whoever speaks now. */
  phone: string;
  /** Set while they speak by keypad. */
  keypad: Phone | undefined;
  /** Whether they speak by short message. */
  isShort: boolean;
  /** The short message that was posted last. */
  lastShort: Record<string, string> | undefined;
  readonly keypads: Map<string, Phone>;
  /** The webhook that was posted last, for what repeats it. */
  lastSaid: Parameters<Stage['say']> | undefined;
  /** What each person has been shown. */
  readonly seen: Map<string, number>;
}

/** An operator of the town does something now. */
export const byOperator = ({ service }: Player) =>
  ({
    universe: service.universe,
    actor: { kind: 'operator', id: 'op' },
    channel: 'api',
    correlationId: service.universe.newId(),
  }) as const;
