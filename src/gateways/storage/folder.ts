import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileStorage } from './file-storage.js';
import { checkKey } from './key.js';

let serial = 0;

/**
 * Files in a folder that only we may read. A file appears under its name whole: it is written
 * beside and renamed, so that nobody reads the half of one.
 */
export function openFolder(folder: string): FileStorage {
  const fileOf = (key: string): string => {
    checkKey(key);
    return path.join(folder, key);
  };
  return {
    put: async (key, bytes) => {
      const file = fileOf(key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      serial += 1;
      const beside = `${file}.${process.pid}-${serial}.part`;
      try {
        await writeFile(beside, bytes, { mode: 0o600, flush: true });
        await rename(beside, file);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
    get: async (key) => {
      try {
        return await readFile(fileOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    close: () => Promise.resolve(),
  };
}
