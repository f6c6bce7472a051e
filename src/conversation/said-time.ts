/** A time as it was said: a day from today or of the week, a part of it, an hour. */
export interface SaidTime {
  readonly day: number | null;
  /** 0 is Sunday. */
  readonly weekday: number | null;
  readonly part: 'morning' | 'noon' | 'evening' | null;
  readonly clock: { readonly hour: number; readonly minute: number } | null;
}
