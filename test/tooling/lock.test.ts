import { findMissingOptionals } from '../../scripts/check/lock.js';

test('an optional dependency with an entry where Node looks is there', () => {
  const lock = {
    packages: {
      '': { optionalDependencies: { root: '1' } },
      'node_modules/root': {},
      'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-win': '1' } },
      'node_modules/a-linux': {},
      'node_modules/a/node_modules/a-win': {},
      'node_modules/@s/b/node_modules/c': { optionalDependencies: { near: '1', far: '1' } },
      'node_modules/@s/b/node_modules/near': {},
      'node_modules/far': {},
    },
  };
  expect(findMissingOptionals(lock)).toEqual([]);
});

test('an optional dependency without an entry is named with its package', () => {
  const lock = {
    packages: {
      '': { optionalDependencies: { gone: '1' } },
      'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-win': '1' } },
      'node_modules/a-linux': {},
      'node_modules/b/node_modules/a-win': {},
    },
  };
  expect(findMissingOptionals(lock)).toEqual(['package.json -> gone', 'node_modules/a -> a-win']);
});
