/**
 * What flows hear and ask of people of ours, and of what is no words. Part of the closed lists of
 * `vocabulary.ts`.
 */

/** Why a person of ours is called. */
export type CallWhy = 'asked' | 'misunderstood' | 'file';

/** A form came back; `asked`: it is the one that is open here. Null: that field was not filled. */
export interface FormFilled {
  readonly type: 'FORM_FILLED';
  readonly asked: boolean;
  readonly shop: string | null;
  readonly owner: string | null;
  readonly place: string | null;
}

export type InboundPersonEvent =
  | FormFilled
  /** Somebody wants a person; `why` is left out where they asked for one. */
  | { readonly type: 'PERSON_ASKED'; readonly why?: CallWhy }
  /** A message of theirs was edited or taken back after it was sent. */
  | { readonly type: 'MESSAGE_CHANGED'; readonly how: 'edited' | 'revoked' };

export type InboundOutcome =
  /** The office knows; `isNew` is false where it knew already. */
  {
    readonly type: 'PERSON_CALLED';
    readonly why: CallWhy;
    readonly isNew: boolean;
    readonly media?: string;
  };

/** `media` says what a person is called for where they are to look at a file. */
export type InboundEffect = {
  readonly type: 'call_person';
  readonly why: CallWhy;
  readonly media?: string;
};
