import type { Hits, RowScore } from './score-row.js';

/** Precision, recall and their harmonic mean over lines; `gold` counts the labelled lines. */
export interface Measure {
  readonly p: number;
  readonly r: number;
  readonly f1: number;
  readonly gold: number;
}

/** Shares are of the rows; names ending in N are counts. */
export interface Aggregate {
  readonly n: number;
  readonly exact: number;
  readonly intent: number;
  readonly intentLenient: number;
  readonly lineF1: Measure;
  readonly quF1: Measure;
  readonly skuF1: Measure;
  readonly silentWrong: number;
  readonly silentWrongN: number;
  readonly silentPayN: number;
  readonly committed: number;
  readonly asked: number;
  readonly overAsk: number;
  readonly missedAskN: number;
  readonly nonOrders: number;
  readonly falseOrder: number;
  readonly falseOrderN: number;
  readonly falseMutN: number;
}

function measure(hits: readonly Hits[]): Measure {
  const sum = (pick: (one: Hits) => number): number =>
    hits.reduce((total, one) => total + pick(one), 0);
  const tp = sum((one) => one.tp);
  const fp = sum((one) => one.fp);
  const fn = sum((one) => one.fn);
  return {
    p: tp / (tp + fp || 1),
    r: tp / (tp + fn || 1),
    f1: (2 * tp) / (2 * tp + fp + fn || 1),
    gold: tp + fn,
  };
}

/** Sums up scores of rows. An empty list gives zeros and NaN shares. */
export function aggregate(rows: readonly RowScore[]): Aggregate {
  const count = (holds: (row: RowScore) => boolean): number => rows.filter(holds).length;
  const share = (holds: (row: RowScore) => boolean): number => count(holds) / rows.length;
  const nonOrders = count((row) => row.nonOrder);
  const falseOrderN = count((row) => row.falseOrder);
  return {
    n: rows.length,
    exact: share((row) => row.exact),
    intent: share((row) => row.intentOK),
    intentLenient: share((row) => row.intentLen),
    lineF1: measure(rows.map((row) => row.full)),
    quF1: measure(rows.map((row) => row.qu)),
    skuF1: measure(rows.map((row) => row.sku)),
    silentWrong: share((row) => row.silentWrong),
    silentWrongN: count((row) => row.silentWrong),
    silentPayN: count((row) => row.silentPay),
    committed: count((row) => row.committed),
    asked: share((row) => row.asked),
    overAsk: share((row) => row.overAsk),
    missedAskN: count((row) => row.missedAsk),
    nonOrders,
    falseOrder: nonOrders > 0 ? falseOrderN / nonOrders : 0,
    falseOrderN,
    falseMutN: count((row) => row.falseMut),
  };
}
