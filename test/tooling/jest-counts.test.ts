import { addUp } from '../../scripts/check/jest-counts.js';

const clean = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

test('reports add up to one closing line', () => {
  expect(addUp([clean, { ...clean, numPassedTests: 2 }])).toEqual({
    line: '9 passed, 0 failed',
    ok: true,
  });
});

test('what was skipped or put off is said', () => {
  expect(addUp([{ ...clean, numPendingTests: 2, numTodoTests: 1 }])).toEqual({
    line: '7 passed, 0 failed, 3 skipped',
    ok: true,
  });
});

test('a failed test and a file that did not run are failures', () => {
  expect(addUp([{ ...clean, numFailedTests: 1, numRuntimeErrorTestSuites: 1 }])).toEqual({
    line: '7 passed, 2 failed',
    ok: false,
  });
});

test('no test at all is not a success', () => {
  expect(addUp([])).toEqual({ line: '0 passed, 0 failed', ok: false });
});
