/** What a line of the log may carry beside its message. Phones and secrets are masked. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The log as the project sees it; made in src/log.ts, handed down by the runtime. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
