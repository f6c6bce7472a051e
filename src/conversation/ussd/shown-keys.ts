import type { ReplyKey, Show } from './vocabulary.js';

/** Keys of all that a screen says, for the count of what was said. */
export function keysOf({ parts, details = [], rows = [], nav }: Show): ReplyKey[] {
  const titles = rows.flatMap(({ title, description }) => [title, description]);
  const said = [...parts, ...details, ...titles].flatMap((part) =>
    part !== undefined && 'key' in part ? [part.key] : [],
  );
  const counted: ReplyKey[] = details.length > 1 ? ['ussd.lines_more', 'ussd.lines_all'] : [];
  const ways: ReplyKey[] = nav === 'none' ? [] : ['ussd.nav.back', 'ussd.nav.main'];
  return [...said, ...counted, ...ways];
}
