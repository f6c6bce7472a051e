/** Facts that go with a log line; secrets and phones in them are masked before it is written. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What the layers below the composition root know of logging; a winston logger fits it. */
export interface Log {
  debug(message: string, fields?: LogFields): unknown;
  info(message: string, fields?: LogFields): unknown;
  warn(message: string, fields?: LogFields): unknown;
  error(message: string, fields?: LogFields): unknown;
}

/** A log whose every line carries `fields` too: a correlation id, a role, a lane. */
export function withFields(log: Log, fields: LogFields): Log {
  return {
    debug: (message, more) => log.debug(message, { ...fields, ...more }),
    info: (message, more) => log.info(message, { ...fields, ...more }),
    warn: (message, more) => log.warn(message, { ...fields, ...more }),
    error: (message, more) => log.error(message, { ...fields, ...more }),
  };
}
