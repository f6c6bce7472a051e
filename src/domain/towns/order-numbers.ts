import { LIMITS } from '../../base/limits.js';

/** Numbers for new orders, handed out in this process from leased blocks. */
export interface OrderNumbers {
  /**
   * The next free number of the town. Usually at once; waits for a lease when the block is used
   * up. A number that is not used after all leaves a gap, and so does a block lost with its
   * process; none is ever given twice.
   */
  next(townId: string): Promise<bigint>;
}

interface Block {
  next: bigint;
  end: bigint;
}

/**
 * Holds blocks per town. `lease` takes that many numbers in a transaction of its own (see
 * `leaseOrderNumbers`) and returns the first: the domain opens no transactions. A new block is
 * fetched while a quarter of the old one is left, so that the wait seldom falls into a hop.
 */
export function openOrderNumbers(
  lease: (townId: string, count: number) => Promise<bigint>,
): OrderNumbers {
  const blocks = new Map<string, Block[]>();
  const leases = new Map<string, Promise<void>>();
  const spare = BigInt(LIMITS.order_numbers_leased / 4);

  const fetchBlock = (townId: string): Promise<void> => {
    const running = leases.get(townId);
    if (running) return running;
    const count = LIMITS.order_numbers_leased;
    const fetched = lease(townId, count)
      .then((first) => {
        const held = blocks.get(townId) ?? [];
        blocks.set(townId, [...held, { next: first, end: first + BigInt(count) }]);
      })
      .finally(() => leases.delete(townId));
    leases.set(townId, fetched);
    return fetched;
  };

  return {
    async next(townId) {
      for (;;) {
        const held = blocks.get(townId) ?? [];
        const block = held.find((one) => one.next < one.end);
        if (!block) {
          await fetchBlock(townId);
          continue;
        }
        const number = block.next;
        block.next += 1n;
        if (block.next === block.end) held.splice(held.indexOf(block), 1);
        // Fetched ahead; if that fails, the call that finds nothing left tries again and throws.
        const ahead = block.end - block.next <= spare && held.length <= 1;
        if (ahead) fetchBlock(townId).catch(() => undefined);
        return number;
      }
    },
  };
}
