import { z } from 'zod';
import { CAMPAIGN } from '../../base/campaign-limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';

const days = z.int().min(1).max(CAMPAIGN.segment_days_max);
const ids = z.array(z.uuid()).min(1).max(CAMPAIGN.segment_values_max);

/** Which of the retailers who want offers are meant: all that is said must hold of them. */
export const Segment = z.strictObject({
  /** The language they write in or chose, else the town's first. */
  languages: z.array(z.string().min(2).max(35)).min(1).max(CAMPAIGN.segment_values_max).optional(),
  /** Where their goods go. */
  zones: z.array(z.string().min(1).max(120)).min(1).max(CAMPAIGN.segment_values_max).optional(),
  /** Who ordered within so many days. */
  ordered_within_days: days.optional(),
  /** Who did not order for so many days, or never did. */
  not_ordered_for_days: days.optional(),
  /** Who had one of these products in one of their last orders. */
  products: ids.optional(),
  /** The same for products of these categories. */
  categories: z
    .array(z.string().regex(/^[a-z_]{2,24}$/))
    .min(1)
    .max(CAMPAIGN.segment_values_max)
    .optional(),
});
export type Segment = z.infer<typeof Segment>;

/** A stored document as a segment, or what is wrong with it. */
export function segmentIn(document: unknown): Outcome<Segment, 'bad_segment'> {
  const read = Segment.safeParse(document);
  if (read.success) return done(read.data);
  return refused('bad_segment', { field: read.error.issues[0]?.path.join('.') ?? '' });
}
