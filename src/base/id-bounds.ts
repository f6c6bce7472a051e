/** The smallest id: a list that starts after it starts at the beginning. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The largest id: a list that ends before it starts with the newest. */
export const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
