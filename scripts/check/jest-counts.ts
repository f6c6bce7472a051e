/** The counts in a report of `jest --json`. */
export interface JestCounts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not be run at all: each counts as one failure. */
  readonly numRuntimeErrorTestSuites: number;
}

/** Adds up reports into "N passed, N failed[, N skipped]"; ok when some passed and none failed. */
export function addUp(reports: readonly JestCounts[]): { line: string; ok: boolean } {
  const sum = (count: (one: JestCounts) => number): number =>
    reports.reduce((total, one) => total + count(one), 0);
  const passed = sum((one) => one.numPassedTests);
  const failed = sum((one) => one.numFailedTests + one.numRuntimeErrorTestSuites);
  const skipped = sum((one) => one.numPendingTests + one.numTodoTests);
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  return { line: `${passed} passed, ${failed} failed${tail}`, ok: passed > 0 && failed === 0 };
}
