/** Where files of ours lie. Keys are ours: small letters, digits, `-` and `/`. */
export interface FileStorage {
  /** Writes a file whole, or throws; written again, it is the same. */
  put(key: string, bytes: Buffer, mimeType: string): Promise<void>;
  /** The file, or undefined where there is none; throws where that cannot be known. */
  get(key: string): Promise<Buffer | undefined>;
  close(): Promise<void>;
}
