/**
 * Two tiers of error: what is expected is a value from a closed list, what is not is an assertion
 * (see assert.ts). Domain commands return an Outcome, and only flows put a refusal into words.
 */
export type Outcome<T, R extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R; readonly detail: Readonly<Record<string, string>> };

/** The work was done; `value` says what came of it. */
export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The work was refused, and nothing changed. `detail` fills the holes of the sentence. */
export function refused<R extends string>(
  refusal: R,
  detail: Readonly<Record<string, string>> = {},
): { readonly ok: false; readonly refusal: R; readonly detail: Readonly<Record<string, string>> } {
  return { ok: false, refusal, detail };
}
