import type { Question } from '../../src/conversation/vocabulary.js';

/** Every reason to ask about a line. */
export const DOUBTS: readonly Question['why'][] = [
  'which_product',
  'unknown_product',
  'no_quantity',
  'odd_quantity',
  'unit_not_sold',
  'volume_measure',
  'range',
  'by_value',
  'not_open',
];
