import type { Universe } from './universe.js';

/** Who acts. The machine acts for deadlines and routing; `id` is a party or user id. */
export interface Actor {
  readonly kind: 'retailer' | 'vendor' | 'driver' | 'operator' | 'machine';
  readonly id: string | null;
}

/**
 * Why something happens: passed to every command, written with every fact. One correlation id
 * follows a message through turn, assignment, told parties and sends.
 */
export interface Cause {
  readonly universe: Universe;
  readonly actor: Actor;
  /** 'whatsapp', 'api', 'machine' ... */
  readonly channel: string;
  readonly correlationId: string;
}
