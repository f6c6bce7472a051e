import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The least of a webhook: reads a POST whole, seals its bytes, answers. Says its port to its
 * parent.
 */

const SEAL = Buffer.alloc(32);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = Buffer.concat(chunks);
    const seal = createHmac('sha256', 'a secret of the bench').update(bytes).digest();
    response.end(timingSafeEqual(seal, SEAL) ? 'strange' : 'ok');
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
