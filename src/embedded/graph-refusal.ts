/** Why Meta would refuse a payload: its error code and what it would say. */
export interface Refusal {
  readonly code: number;
  readonly details: string;
}

/** What a body is parsed into. */
export type Json = Readonly<Record<string, unknown>>;

/** A text of so many units at most that is not blank; else why not. */
export function text(value: unknown, name: string, max: number): Refusal | undefined {
  if (value === undefined || value === null) return missing(name);
  if (typeof value !== 'string' || value.trim() === '') return wrong(name, 'must be a text');
  if (value.length <= max) return undefined;
  return { code: 100, details: `Param ${name} must be at most ${max} characters long.` };
}

/** Refuses two of one value. */
export function unlike(
  items: readonly (Json | undefined)[],
  key: string,
  name: string,
): Refusal | undefined {
  const values = new Set(items.map((item) => item?.[key]));
  return values.size === items.length ? undefined : wrong(name, 'must differ');
}

/** Something is not there that must be. */
export function missing(name: string): Refusal {
  return { code: 131008, details: `Parameter ${name} is missing.` };
}

/** A value is not one of those that may be. */
export function wrong(name: string, why: string): Refusal {
  return { code: 131009, details: `Parameter ${name} ${why}.` };
}

/** The value, if it is a JSON object. */
export function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

/** The value, if it is a list; else none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
