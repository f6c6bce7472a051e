import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTP } from '../base/limits.js';

/** How the reading of a body ended. */
export type RawBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  /** More than one body may have: 413. */
  | { readonly kind: 'too_large' }
  /** More than all bodies together may have just now: 503. */
  | { readonly kind: 'busy' }
  /** The sender went away: nobody is there to be answered. */
  | { readonly kind: 'gone' };

/**
 * Reads bodies as the bytes that arrived, with nothing decoded, since signatures are made over
 * those. All bodies read through one reader share its room, so that a flood of large ones cannot
 * fill the memory.
 */
export function openBodyReader(limits: {
  readonly bytes_max: number;
  readonly buffer_bytes_max: number;
}): (request: IncomingMessage) => Promise<RawBody> {
  let held_bytes = 0;
  return (request) =>
    new Promise((resolve) => {
      const announced = Number(request.headers['content-length'] ?? 0);
      if (announced > limits.bytes_max) {
        resolve({ kind: 'too_large' });
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      const settle = (body: RawBody): void => {
        held_bytes -= bytes;
        request.off('data', onData).off('end', onEnd).off('close', onClose);
        resolve(body);
      };
      const onData = (chunk: Buffer): void => {
        chunks.push(chunk);
        bytes += chunk.length;
        held_bytes += chunk.length;
        if (bytes > limits.bytes_max) settle({ kind: 'too_large' });
        else if (held_bytes > limits.buffer_bytes_max) settle({ kind: 'busy' });
      };
      const onEnd = (): void => {
        const [first] = chunks;
        const whole = chunks.length === 1 && first ? first : Buffer.concat(chunks, bytes);
        settle({ kind: 'whole', bytes: whole });
      };
      const onClose = (): void => settle({ kind: 'gone' });
      request.on('data', onData).on('end', onEnd).on('close', onClose);
    });
}

/**
 * Answers a request whose body was not read to its end, and closes the connection, but only after
 * the rest of the body has been let past, within limits. Closing at once would reset the
 * connection, and the sender, still writing, would never read why.
 */
export function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  });
  // The answer is complete by its length: a sender that listens while it writes can stop now.
  response.write(text);
  let rest_bytes = 0;
  const finish = (): void => {
    clearTimeout(timer);
    request.off('data', onData);
    response.end();
  };
  const onData = (chunk: Buffer): void => {
    rest_bytes += chunk.length;
    if (rest_bytes > HTTP.refused_rest_bytes_max) finish();
  };
  const timer = setTimeout(finish, HTTP.refused_rest_ms_max);
  if (request.complete) finish();
  else request.on('data', onData).once('end', finish).once('close', finish).resume();
}
