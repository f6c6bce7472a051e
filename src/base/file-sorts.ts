/**
 * The sorts of files that we hand on, told by how they begin, since a name proves nothing:
 * JPEG (ISO/IEC 10918-1), PNG (RFC 2083), PDF (ISO 32000).
 */
const BEGINNINGS = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
} as const;

export type FileSort = keyof typeof BEGINNINGS;

/** What a file is; undefined where it is none of the sorts we know. */
export function sortOfFile(bytes: Uint8Array): FileSort | undefined {
  const sorts = Object.keys(BEGINNINGS) as FileSort[];
  return sorts.find((sort) => BEGINNINGS[sort].every((byte, at) => bytes[at] === byte));
}

/** The sorts by their names, as an upload declares them. */
export const FILE_SORTS: readonly string[] = Object.keys(BEGINNINGS);
