import { createHash } from 'node:crypto';
import { raw } from 'express';
import type { Request, RequestHandler } from 'express';
import { FILE_SORTS, sortOfFile } from '../../base/file-sorts.js';
import { WHATSAPP_MESSAGE } from '../../base/whatsapp-limits.js';
import { plainProblem, ProblemError } from '../problems.js';
import type { ApiParts, TakenFile } from './route.js';

/** A file as the body of a request: of a few sorts, known by how it begins, and no larger than is
 * handed on. Any other is refused before it is read (415), or as too large (413). */

const readFile = raw({
  limit: WHATSAPP_MESSAGE.sent_file_bytes_max,
  type: [...FILE_SORTS],
});

const requireFile: RequestHandler = (request, _response, next) => {
  if (typeof request.is([...FILE_SORTS]) !== 'string') throw new ProblemError(plainProblem(415));
  next();
};

/** What reads such a body. */
export const fileReaders: readonly RequestHandler[] = [requireFile, readFile];

/**
 * Keeps the file, before anything is decided about it: nothing waits for a storage inside a
 * transaction. Its key is its digest, so that what is sent again is kept once.
 */
export async function keepFile(
  { files, universe }: ApiParts,
  townId: string,
  request: Request,
): Promise<TakenFile> {
  const bytes = request.body as Buffer;
  const mimeType = sortOfFile(bytes);
  if (mimeType === undefined || request.is(mimeType) !== mimeType || files === undefined) {
    throw new ProblemError(plainProblem(415));
  }
  const month = universe.now().toISOString().slice(0, 7);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const storageKey = `${townId}/${month}/said-${digest}`;
  await files.put(storageKey, bytes, mimeType);
  return { mimeType, storageKey };
}
