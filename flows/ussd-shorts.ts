/** Amounts of lines that are short, as they are typed on a keypad. */

/** How much there is of a line, by its place among them, from 0. */
export interface Had {
  readonly at: number;
  readonly quantity: string;
}

/** A decimal with up to three places, nothing included; null for anything else. */
export function amountOf(typed: string): string | null {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,3})?$/.test(text) ? text : null;
}

/** The same, where it is no more than was asked or brought; null where it is. */
export function amountUpTo(most: string, typed: string): string | null {
  const amount = amountOf(typed);
  return amount !== null && Number(amount) <= Number(most) ? amount : null;
}

/** What is short, with one more line; a line of which all is there is short no longer. */
export function withHad(had: readonly Had[], at: number, quantity: string, whole: string): Had[] {
  const others = had.filter((one) => one.at !== at);
  return Number(quantity) === Number(whole) ? others : [...others, { at, quantity }];
}
