import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import {
  insertTemplateChange,
  lockNamed,
  lockTemplate,
  selectTemplates,
  selectUsable,
  updateHeld,
  updateNews,
  upsertTemplate,
} from './queries.js';

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

/** The town's templates in the order of their ids. Takes no lock. */
export async function listTemplates(
  tx: Tx,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly Template[]> {
  return selectTemplates(tx, page.afterId, page.rows);
}

/** All templates of some towns, for whoever has to choose one. Takes no lock. */
export async function readTemplates(
  tx: Tx | PlatformTx,
  townIds: readonly string[],
): Promise<readonly Template[]> {
  return selectUsable(tx, townIds);
}

/**
 * Stops using templates of a name. Returns those that were used until now; none where all were
 * held before or there is none of the name. Locks them.
 */
export async function holdTemplate(
  tx: Tx | PlatformTx,
  cause: Cause,
  key: TemplateKey,
  reason: string,
): Promise<readonly Template[]> {
  const at = cause.universe.now();
  const found = (await lockNamed(tx, key)).filter(({ heldAt }) => heldAt === null);
  for (const template of found) {
    await updateHeld(tx, template, { at, reason }, at);
    await insertTemplateChange(tx, template, eventColumns(cause, 'paused', reason));
  }
  return found;
}

/** Uses a template of the town again, if the provider has it approved. Locks it. */
export async function releaseTemplate(
  tx: Tx,
  cause: Cause,
  id: string,
  reason: string,
): Promise<Outcome<Template, 'no_such_template'>> {
  const template = await lockTemplate(tx, id);
  if (!template) return refused('no_such_template');
  if (template.heldAt === null) return done(template);
  await updateHeld(tx, template, null, cause.universe.now());
  await insertTemplateChange(tx, template, eventColumns(cause, 'resumed', reason));
  return done({ ...template, heldAt: null, heldReason: null });
}

/**
 * Writes down what the provider says of templates of a name: its status, quality or category.
 * Returns how they stand after it; none where there is none of the name. Locks them.
 */
export async function noteTemplateNews(
  tx: Tx | PlatformTx,
  cause: Cause,
  key: TemplateKey,
  news: TemplateNews,
  reason: string,
): Promise<readonly Template[]> {
  const found = await lockNamed(tx, key);
  const { status, quality, category } = news;
  const change = ['provider', status, quality, category].filter(Boolean).join(' ');
  for (const template of found) {
    await updateNews(tx, template, news, cause.universe.now());
    await insertTemplateChange(tx, template, eventColumns(cause, change, reason));
  }
  return found.map((template) => ({ ...template, ...news }));
}

/** Writes a template down, or over the one of that name and language. */
export async function registerTemplate(
  tx: Tx,
  cause: Cause,
  template: Omit<Template, 'townId' | 'id' | 'heldAt' | 'heldReason'>,
  reason: string,
): Promise<Outcome<Template, 'no_such_template'>> {
  const { fallbackId } = template;
  if (fallbackId !== null && !(await lockTemplate(tx, fallbackId))) {
    return refused('no_such_template');
  }
  const { universe } = cause;
  const kept = await upsertTemplate(tx, { ...template, id: universe.newId() }, universe.now());
  await insertTemplateChange(tx, kept, eventColumns(cause, 'registered', reason));
  return done(kept);
}
