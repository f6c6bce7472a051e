import { assert } from '../../base/assert.js';

/** Throws for a key that is not one of ours: it becomes a path. */
export function checkKey(key: string): void {
  assert(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(key), 'a storage key is words between slashes');
}
