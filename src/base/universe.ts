import { randomBytes, randomInt } from 'node:crypto';

/**
 * Clock, ids and randomness come from one object, so that one call in a test freezes them all.
 * Nothing else in the project may read the wall clock or draw a random number.
 */
export interface Universe {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** The same instant as a Date, for columns of type timestamptz. */
  now(): Date;
  /** A UUIDv7 (RFC 9562): sorts by time, strictly increasing within one process. */
  newId(): string;
  /** A whole number from 0 up to, but not including, `below`. */
  random(below: number): number;
}

/** Lays out a UUIDv7: 48 bits of time, 12 of sequence and 62 random ones (RFC 9562, 5.7). */
export function uuidV7(timeMs: number, sequence: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(timeMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | (sequence & 0x0fff), 6);
  bytes.set(random.subarray(0, 8), 8);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const head = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}`;
  return `${head}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUIDv4 (RFC 9562, 5.4): for whoever takes no other, and for what nobody may guess. */
export function randomId({ random }: Pick<Universe, 'random'>): string {
  const bytes = Buffer.from(Array.from({ length: 16 }, () => random(256)));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A source of increasing ids: when a millisecond's 4,096 numbers are used up, the next is lent. */
function idSource(nowMs: () => number, bytes: (count: number) => Uint8Array): () => string {
  let lastMs = 0;
  let sequence = 0;
  return () => {
    const now = nowMs();
    if (now > lastMs) {
      lastMs = now;
      sequence = 0;
    } else {
      sequence += 1;
      if (sequence > 0x0fff) {
        lastMs += 1;
        sequence = 0;
      }
    }
    return uuidV7(lastMs, sequence, bytes(8));
  };
}

/** Random bytes drawn 4 KiB at a time: one system call serves 512 ids. */
function pooledBytes(): (count: number) => Uint8Array {
  let pool = randomBytes(4096);
  let used = 0;
  return (count) => {
    if (used + count > pool.length) {
      pool = randomBytes(4096);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}

/** The real world: system clock and the operating system's randomness. */
export function realUniverse(): Universe {
  return {
    nowMs: () => Date.now(),
    now: () => new Date(),
    newId: idSource(() => Date.now(), pooledBytes()),
    random: (below) => randomInt(below),
  };
}

/** A world for tests: time moves only by `advance`, and the same seed gives the same ids. */
export function frozenUniverse(
  startMs: number,
  seed = 1,
): Universe & { advance(ms: number): void } {
  let currentMs = startMs;
  let state = seed >>> 0;
  // mulberry32: small, and good enough where nothing depends on being unguessable.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const bytes = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => next() & 0xff);
  const newId = idSource(() => currentMs, bytes);
  return {
    nowMs: () => currentMs,
    now: () => new Date(currentMs),
    newId,
    random: (below) => next() % below,
    advance: (ms) => {
      currentMs += ms;
    },
  };
}
