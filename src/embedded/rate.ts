/** Beyond this many keys those without a debt are forgotten. */
const KEYS_MAX = 100_000;

/**
 * The generic cell rate algorithm: so many at once, then one per interval. One number per key is
 * all it keeps: the instant at which the key's allowance would be whole again.
 */
export class Rate {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  readonly #wholeAtMs = new Map<string, number>();

  constructor(intervalMs: number, burst: number) {
    this.#intervalMs = intervalMs;
    this.#toleranceMs = intervalMs * (burst - 1);
  }

  /** Takes one for the key, or refuses. */
  take(key: string, nowMs: number): boolean {
    const wholeAtMs = Math.max(this.#wholeAtMs.get(key) ?? 0, nowMs);
    if (wholeAtMs - nowMs > this.#toleranceMs) return false;
    this.#wholeAtMs.set(key, wholeAtMs + this.#intervalMs);
    if (this.#wholeAtMs.size > KEYS_MAX) this.#forget(nowMs);
    return true;
  }

  /** Keys whose allowance is whole are as good as new ones. */
  #forget(nowMs: number): void {
    for (const [key, wholeAtMs] of this.#wholeAtMs) {
      if (wholeAtMs <= nowMs) this.#wholeAtMs.delete(key);
    }
  }
}
