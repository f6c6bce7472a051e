import { judgeUnused } from '../../scripts/check/unused.js';
import type { KnipIssue } from '../../scripts/check/unused.js';

const nothing = { files: [], dependencies: [] };

const issues: KnipIssue[] = [
  { file: 'src/a.ts', files: [{ name: 'src/a.ts' }], exports: [] },
  { file: 'src/b.ts', files: [], exports: [{ name: 'left' }], types: [{ name: 'Left' }] },
  { file: 'package.json', dependencies: [{ name: 'moo' }], devDependencies: [{ name: 'nock' }] },
  { file: 'src/c.ts', unlisted: [{ name: 'lodash' }] },
];

test('what is unused and not awaited is a fault', () => {
  expect(judgeUnused(issues, nothing)).toEqual([
    'dependencies: moo (package.json)',
    'devDependencies: nock (package.json)',
    'exports: left (src/b.ts)',
    'files: src/a.ts',
    'types: Left (src/b.ts)',
    'unlisted: lodash (src/c.ts)',
  ]);
});

test('the awaited list excuses its own names and nothing else', () => {
  const awaited = { files: ['src/a.ts', 'src/b.ts', 'src/c.ts'], dependencies: ['moo', 'nock'] };
  expect(judgeUnused(issues, awaited)).toEqual([
    'awaited.json: src/c.ts is in use or gone, remove it',
    'unlisted: lodash (src/c.ts)',
  ]);
});

test('a name that came into use must leave the list', () => {
  const awaited = { files: ['src/d.ts'], dependencies: ['pg'] };
  expect(judgeUnused([], awaited)).toEqual([
    'awaited.json: pg is in use or gone, remove it',
    'awaited.json: src/d.ts is in use or gone, remove it',
  ]);
});
