import { inflateSync } from 'node:zlib';
import { assert } from '../../base/assert.js';

/** Where things stand in a WOFF file and in the font it holds (W3C, WOFF 1.0; OpenType). */
const WOFF = { flavour: 4, tables: 12, head: 44, entry: 20 } as const;
const SFNT = { head: 12, entry: 16 } as const;

/**
 * The font in a WOFF file, as it is used: every table unpacked once. Whoever reads the file itself
 * unpacks a whole table for each letter, which made a page cost seconds.
 */
export function unpackWoff(woff: Buffer): Buffer {
  assert(woff.toString('latin1', 0, 4) === 'wOFF', 'the font is a WOFF file');
  const count = woff.readUInt16BE(WOFF.tables);
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(SFNT.head + SFNT.entry * count);
  head.writeUInt32BE(woff.readUInt32BE(WOFF.flavour), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (let table = 0; table < count; table += 1) {
    const from = WOFF.head + WOFF.entry * table;
    const [at, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field));
    assert(at !== undefined && packed !== undefined && length !== undefined, 'a table of the font');
    const bytes = woff.subarray(at, at + packed);
    const whole = packed < length ? inflateSync(bytes) : bytes;
    assert(whole.length === length, 'a table of the font has its length');
    const to = SFNT.head + SFNT.entry * table;
    woff.copy(head, to, from, from + 4);
    head.writeUInt32BE(woff.readUInt32BE(from + 16), to + 4);
    head.writeUInt32BE(offset, to + 8);
    head.writeUInt32BE(length, to + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(whole, Buffer.alloc(padding));
    offset += length + padding;
  }
  return Buffer.concat(parts);
}
