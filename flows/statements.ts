import type { OutcomeEvent, Part, Say } from '../src/conversation/vocabulary.js';
import { part, sentence, tell } from './sentences.js';

/** What was bought and paid, on a sheet that its reader can keep and show. */

type Statement = Extract<OutcomeEvent, { type: 'STATEMENT_READ' }>['statement'];

function amount(minor: string): Part {
  return part('statement.amount', { amount: { money: minor } });
}

function row(line: Statement['lines'][number]): readonly Part[] {
  const { at, recipe, number, vendor, amountMinor, balanceMinor } = line;
  const what = part('statement.what', {
    recipe: { choice: recipe },
    about: { choice: number === null ? 'none' : 'order' },
    number: { digits: number ?? '' },
    seller: { choice: vendor === null ? 'none' : 'vendor' },
    vendor: vendor ?? '',
  });
  return [
    part('statement.day', { time: { time: at } }),
    what,
    amount(amountMinor),
    amount(balanceMinor),
  ];
}

/** The sheet, and beneath it the figures that it ends with; words alone where nothing is on it. */
export function showStatement(statement: Statement): Say {
  const { retailer, lines, isMore, beforeMinor, afterMinor } = statement;
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return sentence('statement.none');
  const before = part('statement.before', { amount: { money: beforeMinor } });
  const after = part('statement.after', { amount: { money: afterMinor } });
  const period = part('statement.period', { from: { time: first.at }, to: { time: last.at } });
  const sum = (key: 'statement.sum_before' | 'statement.sum_after', minor: string) => ({
    words: part(key),
    amount: amount(minor),
  });
  const head = (column: string, isFigure: boolean) => ({
    title: part('statement.head', { column: { choice: column } }),
    isFigure,
  });
  return {
    ...tell([part('statement.title', { shop: retailer }), period, before, after]),
    sheet: {
      file: part('statement.file', { shop: retailer }),
      title: part('statement.title', { shop: retailer }),
      lines: [period, ...(isMore ? [part('statement.latest', { n: lines.length })] : [])],
      columns: [head('day', false), head('what', false), head('amount', true), head('owed', true)],
      rows: lines.map(row),
      sums: [sum('statement.sum_before', beforeMinor), sum('statement.sum_after', afterMinor)],
    },
  };
}
