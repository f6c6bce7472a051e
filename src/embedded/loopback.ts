import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that only this machine can reach. */
export interface Loopback {
  readonly url: string;
  /** Ends it, and every connection it has. */
  close(): Promise<void>;
}

/** Opens a double's server; port 0 takes a free one. */
export async function openLoopback(
  port: number,
  serve: RequestListener,
  { keepAliveMs }: { readonly keepAliveMs?: number } = {},
): Promise<Loopback> {
  const server = createServer(serve);
  if (keepAliveMs !== undefined) server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Hands over a request's whole body as text; one that is larger than `bytesMax` is cut off. */
export function readSmallBody(
  request: IncomingMessage,
  response: ServerResponse,
  bytesMax: number,
  take: (body: string) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) request.destroy();
    else chunks.push(chunk);
  });
  request.on('error', () => response.destroy());
  request.on('end', () => {
    take(Buffer.concat(chunks).toString('utf8'));
  });
}
