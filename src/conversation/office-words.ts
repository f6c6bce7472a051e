import { isOfficeTell } from '../usecases/office-tells.js';
import type { OfficeTell } from '../usecases/office-tells.js';
import type { Part, ReplyKey } from './vocabulary.js';

const WORDS: Readonly<Record<OfficeTell['type'], ReplyKey>> = {
  office_took: 'office.took',
  office_handed_back: 'office.handed_back',
  office_late: 'office.late',
  office_left: 'office.left',
  office_closed: 'office.closed',
  identity_linked: 'identity.linked',
  identity_dismissed: 'identity.dismissed',
  media_lost: 'office.media_lost',
  media_too_large: 'office.media_too_large',
};

/** What the office itself tells in a conversation; null for what a flow finds the words for. */
export function officeWords(told: { readonly type: string }): Part | null {
  return isOfficeTell(told) ? { key: WORDS[told.type] } : null;
}
