import type { Show } from './vocabulary.js';

/** Asked when the code is dialled again after a lost line, before any flow is. */
export const RESUME: Show = {
  type: 'show',
  parts: [{ key: 'ussd.resume' }],
  rows: [
    { id: 'continue', title: { key: 'ussd.row.continue' } },
    { id: 'new', title: { key: 'ussd.row.new' } },
  ],
  nav: 'none',
};
