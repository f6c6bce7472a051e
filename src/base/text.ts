/**
 * The beginning of a text, in so many UTF-16 units at most. Never half of a surrogate pair:
 * Postgres refuses it in JSON, so that one emoji in the wrong place would fail a whole turn.
 */
export function beginningOf(text: string, unitsMax: number): string {
  const cut = text.slice(0, unitsMax);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
