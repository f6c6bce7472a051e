import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import type { EventColumns } from '../../base/event-columns.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { insertSendingChange } from '../../db/sending-changes.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import {
  lockNamed,
  lockTemplate,
  selectTemplates,
  selectUsable,
  updateHeld,
  updateNews,
  upsertTemplate,
} from './queries.js';
import type { Template, TemplateKey, TemplateNews } from './template.js';

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
    await keepChange(tx, template, eventColumns(cause, 'paused', reason));
  }
  return found.map((template) => ({ ...template, heldAt: at, heldReason: reason }));
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
  await keepChange(tx, template, eventColumns(cause, 'resumed', reason));
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
    await keepChange(tx, template, eventColumns(cause, change, reason));
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
  await keepChange(tx, kept, eventColumns(cause, 'registered', reason));
  return done(kept);
}

function keepChange(
  tx: Tx | PlatformTx,
  { townId, id }: Template,
  columns: EventColumns,
): Promise<void> {
  return insertSendingChange(tx, { townId, subject: 'template', id }, columns);
}
