/** What a template is for: the closed list. */
export const MEANINGS = [
  'order',
  'question',
  'offer',
  'job',
  'account',
  'reminder',
  'campaign',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** What can fill a parameter: what is to be said, in one line; what the town is called. */
export const PARAMETERS = ['words', 'town'] as const;
export type Parameter = (typeof PARAMETERS)[number];

/** A message that its provider approved beforehand, in one language. */
export interface Template {
  readonly townId: string;
  readonly id: string;
  readonly meaning: Meaning;
  readonly name: string;
  /** As the provider calls it. */
  readonly language: string;
  /** The tag of our replies that it is written in. */
  readonly writtenIn: string;
  readonly category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  /** The provider's own word on it. */
  readonly status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED';
  readonly quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  readonly body: string;
  readonly parameters: readonly Parameter[];
  readonly buttons: readonly string[];
  readonly fallbackId: string | null;
  readonly fallbackChannel: 'sms' | 'none';
  /** Since when we do not use it, whatever the provider says. */
  readonly heldAt: Date | null;
  readonly heldReason: string | null;
}

/** Templates of a name; without a language those of all. */
export interface TemplateKey {
  readonly townId: string;
  readonly name: string;
  readonly language?: string;
}

/** What the provider says of a template; left out: nothing new. */
export interface TemplateNews {
  readonly status?: Template['status'];
  readonly quality?: Template['quality'];
  readonly category?: Template['category'];
}

/** Whether it may be sent now. */
export function isUsable({ status, heldAt }: Template): boolean {
  return status === 'APPROVED' && heldAt === null;
}
