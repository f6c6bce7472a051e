import { assert } from '../../base/assert.js';
import type { Minor } from '../../base/money.js';

/**
 * Which vendor an order is put before: pure, so that what is stored with an offer can be reckoned
 * again by anybody.
 */

/** What is weighed. */
export const CHOICE_PARTS = [
  'price',
  'stock',
  'acceptance',
  'reply_time',
  'load',
  'rating',
] as const;
export type ChoicePart = (typeof CHOICE_PARTS)[number];

/** How much each part counts against the others; a town's setting. Not all of them are 0. */
export type ChoiceWeights = Readonly<Record<ChoicePart, number>>;

/** From 0, the worst, to 1000. */
export type ChoicePoints = Readonly<Record<ChoicePart, number>>;

/** A vendor that can fill an order, as it was when it was looked at. */
export interface Candidate {
  readonly vendorId: string;
  /** What they would be paid for it. */
  readonly costMinor: Minor;
  /** Of the line where it is least: what they have free for each thousand that is wanted. */
  readonly freePerMille: number;
  /** The share of offers they took lately, in millionths. */
  readonly acceptPpm: number;
  /** How long their first word took lately. */
  readonly replyMs: number;
  /** Orders that lie before them, or that they have not packed yet. */
  readonly load: number;
  /** Their orders that were rated, and the sum of the stars of these, 1 to 5 each. */
  readonly rated: number;
  readonly stars: number;
  readonly lastOfferedAt: Date;
}

export interface Scored {
  readonly vendorId: string;
  /** The weighed mean of the parts. */
  readonly points: number;
  readonly parts: ChoicePoints;
}

/** As many open orders as halve the points for load: a small shop's day. */
const HALVING_LOAD = 10;

/**
 * What a vendor is held to be worth before anybody rated: so many ratings of 4 stars. One bad day
 * of a newcomer does not outweigh what is not known of them yet.
 */
const RATED_BEFORE = 5;
const STARS_BEFORE = 4 * RATED_BEFORE;

/** The mean of stars, from 0 for one star to 1000 for five. */
function ratingPoints({ rated, stars }: Pick<Candidate, 'rated' | 'stars'>): number {
  const mean = (stars + STARS_BEFORE) / (rated + RATED_BEFORE);
  return Math.round((1000 * (mean - 1)) / 4);
}

/** What is worth 1000 at nothing and half as much at `half`. */
function falling(value: number, half: number): number {
  return Math.round((1000 * half) / (half + value));
}

/**
 * The parts of a vendor's score. Price: the cheapest has 1000, one who costs twice as much 500.
 * Stock: just enough is 0, twice as much as is wanted 1000. Acceptance: the share itself. Reply
 * time: half at the town's own deadline. Load: half at ten orders. Rating: the mean of the stars
 * their retailers gave, 750 before there are any.
 */
export function pointsOf(
  candidate: Candidate,
  cheapestMinor: Minor,
  vendorReplyMs: number,
): ChoicePoints {
  const { costMinor, freePerMille, acceptPpm, replyMs, load } = candidate;
  assert(costMinor >= cheapestMinor && cheapestMinor > 0n, 'the cheapest is the cheapest');
  return {
    price: Number((1000n * cheapestMinor) / costMinor),
    stock: Math.min(Math.max(freePerMille - 1000, 0), 1000),
    acceptance: Math.round(acceptPpm / 1000),
    reply_time: falling(replyMs, vendorReplyMs),
    load: falling(load, HALVING_LOAD),
    rating: ratingPoints(candidate),
  };
}

/**
 * The candidates with their points, the best first; of equals the one who waited longest for an
 * offer. In: candidates that can all fill, weights, how long the town lets vendors think.
 */
export function rankVendors(
  candidates: readonly Candidate[],
  weights: ChoiceWeights,
  vendorReplyMs: number,
): readonly Scored[] {
  const [first, ...others] = candidates;
  if (!first) return [];
  const whole = CHOICE_PARTS.reduce((sum, part) => sum + weights[part], 0);
  assert(whole > 0, 'something counts');
  const cheapest = others.reduce(
    (least, { costMinor }) => (costMinor < least ? costMinor : least),
    first.costMinor,
  );
  const scored = candidates.map((candidate) => {
    const parts = pointsOf(candidate, cheapest, vendorReplyMs);
    const sum = CHOICE_PARTS.reduce((total, part) => total + weights[part] * parts[part], 0);
    return { vendorId: candidate.vendorId, points: Math.round(sum / whole), parts, candidate };
  });
  scored.sort(
    (a, b) =>
      b.points - a.points ||
      a.candidate.lastOfferedAt.getTime() - b.candidate.lastOfferedAt.getTime() ||
      (a.vendorId < b.vendorId ? -1 : 1),
  );
  return scored.map(({ vendorId, points, parts }) => ({ vendorId, points, parts }));
}
