import type { Log } from '../../src/base/log.js';

/** Says only what is wrong: a script prints its own words. */
export const quietLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, fields) => {
    console.error(message, fields ?? '');
  },
  error: (message, fields) => {
    console.error(message, fields ?? '');
  },
};
