import { parseSegment } from '../../src/language/parse.js';

function shapes(max: number): string[] {
  const all: string[] = [];
  let row = [''];
  for (let length = 1; length <= max; length += 1) {
    row = row.flatMap((head) => ['N', 'Q', 'U'].map((letter) => head + letter));
    all.push(...row);
  }
  return all;
}

describe('the grammar of a segment', () => {
  it('gives at most two readings to every sequence of up to eight classes', () => {
    for (const classes of shapes(8)) expect(parseSegment(classes).length).toBeLessThanOrEqual(2);
  });

  it('reads each direction', () => {
    expect(parseSegment('QUN')).toEqual([[{ Q: 0, U: 1, N: 2 }]]);
    expect(parseSegment('NQU')).toEqual([[{ N: 0, Q: 1, U: 2 }]]);
    expect(parseSegment('UNQ')).toEqual([[{ U: 0, N: 1, Q: 2 }]]);
    expect(parseSegment('NQUQUN')).toEqual([
      [
        { N: 0, Q: 1, U: 2 },
        { Q: 3, U: 4, N: 5 },
      ],
    ]);
  });

  it('leaves to the catalogue which name goes without a quantity', () => {
    expect(parseSegment('NQN')).toHaveLength(2);
  });

  it('has no reading for what is no order', () => {
    expect(parseSegment('UUU')).toEqual([]);
    expect(parseSegment('')).toEqual([]);
  });
});
