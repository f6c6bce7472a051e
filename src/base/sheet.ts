/**
 * A sheet of paper in words that are final: what stands on it, in its reader's language and digits.
 * It travels as plain data and is set in print when it leaves.
 */
export interface Sheet {
  readonly title: string;
  /** Under the title: whose it is, of what time. */
  readonly lines: readonly string[];
  /** Heads of the table's columns; those of figures stand to the right. */
  readonly columns: readonly SheetColumn[];
  /** As many words in each as there are columns. */
  readonly rows: readonly (readonly string[])[];
  /** Beneath the table, the last one in bold. */
  readonly sums: readonly { readonly words: string; readonly amount: string }[];
}

export interface SheetColumn {
  readonly title: string;
  readonly isFigure: boolean;
}
