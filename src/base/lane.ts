import { LIMITS } from './limits.js';

/**
 * The lane of a conversation, or of other work by its id: the last byte of the UUID, which is
 * random, modulo the number of lanes. `lane_of` in SQL must say the same.
 */
export function laneOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16) % LIMITS.lanes;
}
