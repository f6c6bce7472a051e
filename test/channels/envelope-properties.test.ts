import fc from 'fast-check';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import { EVERY_MESSAGE_ROW } from '../support/meta-goods-payloads.js';
import { aMessage, CONTACT, messagesBody } from '../support/meta-payloads.js';
import { ODD_ROWS, SYSTEM_ROWS } from '../support/meta-payloads-system.js';

const bodies = [...EVERY_MESSAGE_ROW, ...SYSTEM_ROWS, ...ODD_ROWS].map(({ message }) =>
  messagesBody({ contacts: [CONTACT], messages: [aMessage(message), aMessage({ id: 'second' })] }),
);

/** All places in a JSON value, as paths. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]));
  return [path, ...inner];
}

function replaceAt(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...value };
  (copy as Record<string, unknown>)[key] = replaceAt(
    (value as Record<string, unknown>)[key],
    rest,
    by,
  );
  return copy;
}

describe('whatever a body holds', () => {
  test('nothing is thrown, and what comes out can be stored', () => {
    const body = fc.constantFrom(...bodies).chain((whole) =>
      fc.tuple(fc.constantFrom(...pathsOf(whole)), fc.jsonValue()).map(([path, by]) => ({
        whole,
        path,
        by,
      })),
    );
    fc.assert(
      fc.property(body, ({ whole, path, by }) => {
        const raw = Buffer.from(JSON.stringify(replaceAt(whole, path, by)) ?? 'null');
        const { elements } = parseWebhook(raw);
        for (const element of elements) {
          const { raw: json, ...rest } = element;
          expect(() => JSON.parse(json) as unknown).not.toThrow();
          const stored = JSON.stringify(rest);
          expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/);
          expect(element.providerId).toMatch(/^[\x21-\x7e]{1,600}$/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('bytes of any kind are either elements or kept whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { elements, unusable } = parseWebhook(Buffer.from(bytes));
        expect(elements.length + unusable.length).toBeGreaterThan(0);
      }),
    );
  });
});
