/** Milliseconds since the epoch with their fractions: comparable between processes here. */
export function preciseNowMs(): number {
  return performance.timeOrigin + performance.now();
}
