import type { ReplyKey } from './en.js';

/** The replies of one language as ICU messages: every key, none more. */
export type ReplyTexts = Readonly<Record<ReplyKey, string>>;
