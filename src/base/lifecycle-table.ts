import { assert } from './assert.js';

/** A row of a lifecycle's table: from where, by what, to where, and what is its own affair. */
type TableRow<S extends string> = readonly [S, string, S, ...(readonly unknown[])];

/**
 * Checks what every lifecycle's table has to keep: no pair of state and event twice, every state
 * reached from the first, no way out of a final state and one out of every other. Throws at load.
 */
export function checkTable<S extends string>(
  name: string,
  rows: readonly TableRow<S>[],
  states: { readonly first: S; readonly all: readonly S[]; readonly final: readonly S[] },
): void {
  const { first, all, final } = states;
  const pairs = new Set<string>();
  const reached = new Set<S>([first]);
  const left = new Set<S>();
  for (const [from, event, to] of rows) {
    const pair = `${from} ${event}`;
    assert(!pairs.has(pair), `${pair} stands twice in the ${name} table`);
    assert(!final.includes(from), `${pair} leads out of a final state`);
    pairs.add(pair);
    reached.add(to);
    left.add(from);
  }
  for (const state of all) {
    assert(reached.has(state), `${state} cannot be reached`);
    assert(final.includes(state) || left.has(state), `${state} has no way out`);
  }
}
