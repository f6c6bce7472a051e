/** Facts that go with a log line. Never a secret, and phones only through `maskPhone`. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What the layers below the composition root know of logging; a winston logger fits it. */
export interface Log {
  debug(message: string, fields?: LogFields): unknown;
  info(message: string, fields?: LogFields): unknown;
  warn(message: string, fields?: LogFields): unknown;
  error(message: string, fields?: LogFields): unknown;
}
