/** A line of an order as people are told it. */
export interface ToldLine {
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
}

/** A line of which less was picked or taken than ordered; a quantity of 0 is nothing of it. */
export interface ToldShort {
  readonly name: string;
  readonly unit: string;
  readonly asked: string;
  readonly quantity: string;
}
