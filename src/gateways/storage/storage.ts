import type { FileStorage } from './file-storage.js';
import { openFolder } from './folder.js';
import { openS3 } from './s3.js';
import type { S3Settings } from './s3.js';

/** A folder, or a bucket that speaks S3. */
export type StorageSettings = { readonly folder: string } | { readonly s3: S3Settings };

/** Opens the storage that was configured. */
export function openStorage(settings: StorageSettings): FileStorage {
  return 'folder' in settings ? openFolder(settings.folder) : openS3(settings.s3);
}
