/**
 * What was found lately, by key: at least the last `atLeast` keys, at most twice as many. Two maps
 * in turn, and never a deletion: a map from which is deleted is rewritten again and again, each
 * table of it leads to the next, and through old tables a young collection (V8) keeps and copies
 * everything that was ever in it.
 */
export class Recent<K, V> {
  private readonly atLeast: number;
  private now = new Map<K, V>();
  private before = new Map<K, V>();

  constructor(atLeast: number) {
    this.atLeast = atLeast;
  }

  get(key: K): V | undefined {
    return this.now.get(key) ?? this.before.get(key);
  }

  set(key: K, value: V): void {
    if (this.now.size >= this.atLeast) {
      this.before = this.now;
      this.now = new Map();
    }
    this.now.set(key, value);
  }
}
