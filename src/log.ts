import winston from 'winston';
import type { Log, LogFields } from './base/log.js';
import { createMasker } from './base/mask.js';
import type { Universe } from './base/universe.js';

/** What a log is made from. */
export interface LogOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly universe: Universe;
  /** Texts that must never be written, whatever they stand in (see Config.secrets). */
  readonly secrets: readonly string[];
  /** Facts that every line carries, the process role say. */
  readonly fields?: LogFields;
  /** Where lines go; standard output unless a test listens. */
  readonly stream?: NodeJS.WritableStream;
}

/**
 * Opens the log of a process: one JSON object per line with `at` (ISO 8601, from the universe's
 * clock), `level`, `message` and the fields of the call, among them `correlationId` where there is
 * one. Everything is masked on its way out: phones, tokens, passwords, errors and their stacks.
 * A field that cannot be shown never throws into the work that logs it.
 */
export function createLog(options: LogOptions): Log {
  const masker = createMasker(options.secrets);
  const write = winston.createLogger({
    level: options.level,
    format: winston.format.printf((info) => String(info['line'])),
    transports: [new winston.transports.Stream({ stream: options.stream ?? process.stdout })],
  });
  const line = (level: LogOptions['level'], message: string, fields: LogFields): string => {
    const head = { at: options.universe.now().toISOString(), level, message: masker.text(message) };
    try {
      const masked = masker.value({ ...options.fields, ...fields }) as Record<string, unknown>;
      return JSON.stringify({ ...masked, ...head });
    } catch (error) {
      return JSON.stringify({ ...head, unshown: masker.text(String(error)) });
    }
  };
  const at =
    (level: LogOptions['level']) =>
    (message: string, fields: LogFields = {}): void => {
      if (write.isLevelEnabled(level))
        write.log({ level, message: '', line: line(level, message, fields) });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
