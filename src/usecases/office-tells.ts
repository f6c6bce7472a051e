/**
 * What is told in a conversation by the office itself, whatever flow the conversation is in: the
 * closed list. It leaves the flow where it stands; the hop finds the words.
 */
export type OfficeTell =
  /** A person has the conversation now: the machine is silent. */
  | { readonly type: 'office_took' }
  /** The machine answers again. */
  | { readonly type: 'office_handed_back' }
  /** Nobody took it in time. */
  | { readonly type: 'office_late' }
  /** Whoever had it said nothing for long: it waits again. */
  | { readonly type: 'office_left' }
  /** Closed without a conversation. */
  | { readonly type: 'office_closed' }
  /** Their new number or id is theirs, or is not. */
  | { readonly type: 'identity_linked' }
  | { readonly type: 'identity_dismissed' }
  /** Something they sent could not be fetched, or is larger than we keep. */
  | { readonly type: 'media_lost' }
  | { readonly type: 'media_too_large' };

const TYPES: Readonly<Record<OfficeTell['type'], true>> = {
  office_took: true,
  office_handed_back: true,
  office_late: true,
  office_left: true,
  office_closed: true,
  identity_linked: true,
  identity_dismissed: true,
  media_lost: true,
  media_too_large: true,
};

/** Whether something told is the office's own word. */
export function isOfficeTell(told: { readonly type: string }): told is OfficeTell {
  return Object.hasOwn(TYPES, told.type);
}
