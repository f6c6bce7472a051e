/** Products named without doubt: what is typed, and what must stand in the basket. */
export const GOODS = [
  { said: 'bora jira masino', sku: 'NP-RICE-JM25', unit: 'bag' },
  { said: 'bora mansuli', sku: 'NP-RICE-SM30', unit: 'bag' },
  { said: 'ctn parle g', sku: 'NP-BIS-PARLE', unit: 'ctn' },
  { said: 'ctn rara', sku: 'NP-RARA', unit: 'ctn' },
  { said: 'kg musuro', sku: 'NP-DAL-MUS', unit: 'kg' },
  { said: 'kg lasun', sku: 'NP-LASUN', unit: 'kg' },
  { said: 'ctn frooti', sku: 'NP-FROOTI', unit: 'ctn' },
  { said: 'pkt wheel', sku: 'NP-DET-WHEEL', unit: 'pkt' },
  { said: 'btl harpic', sku: 'NP-HARPIC', unit: 'btl' },
  { said: 'crate fanta', sku: 'NP-FANTA250', unit: 'crate' },
] as const;

export type Good = (typeof GOODS)[number];

/** What one retailer must have by what was accepted of them: the sum of what they said. */
export class ExpectedBasket {
  readonly #lines = new Map<string, number>();
  /** Each order message changes the basket once. */
  edits = 0;

  get isEmpty(): boolean {
    return this.edits === 0;
  }

  add(lines: readonly { readonly good: Good; readonly quantity: number }[]): void {
    for (const { good, quantity } of lines) {
      const key = `${good.sku} ${good.unit}`;
      this.#lines.set(key, (this.#lines.get(key) ?? 0) + quantity);
    }
    this.edits += 1;
  }

  /** Its lines in words that can be compared, sorted; the basket is empty afterwards. */
  take(): readonly string[] {
    const words = this.lines();
    this.#lines.clear();
    this.edits = 0;
    return words;
  }

  lines(): readonly string[] {
    return [...this.#lines].map(([key, quantity]) => `${key} ${quantity}`).sort();
  }
}
