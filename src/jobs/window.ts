import { SUPPORT } from '../base/limits.js';
import type { TemplateContent } from '../base/outbound.js';
import { asTemplate } from '../channels/whatsapp/template-content.js';
import { writeRest } from '../conversation/told-in-short.js';
import type { Database } from '../db/database.js';
import { inPlatform } from '../db/transaction.js';
import { isUsable } from '../domain/templates/template.js';
import type { Template } from '../domain/templates/template.js';
import { readTemplates } from '../domain/templates/templates.js';
import { townsAtWindow } from '../outbox/window.js';
import type { TownAtWindow } from '../outbox/window.js';
import type { Released } from '../outbox/release.js';

/**
 * How a message goes to somebody who has not written for a day: Meta then takes templates only
 * (error 131047). The window counts from the time of their own last message, less some minutes.
 */
export type Way =
  | { readonly by: 'message' }
  | {
      readonly by: 'template';
      readonly content: TemplateContent;
      readonly template: Pick<Template, 'townId' | 'name' | 'language' | 'category'>;
    }
  | { readonly by: 'sms' }
  | { readonly by: 'nothing' };

const FREELY: Way = { by: 'message' };

function isOpen({ channel, isWindowClosed, typedAt }: Released, now: Date): boolean {
  if (channel !== 'whatsapp') return true;
  return (
    !isWindowClosed && typedAt !== null && now.getTime() - typedAt.getTime() < SUPPORT.window_ms
  );
}

/**
 * Says for each of a batch how it goes. Reads the templates of its towns where somebody's window is
 * closed, in a transaction of its own; nothing otherwise.
 */
export async function waysOf(
  database: Database,
  batch: readonly Released[],
  now: Date,
): Promise<(message: Released) => Way> {
  const closed = new Set(batch.filter((message) => !isOpen(message, now)));
  if (closed.size === 0) return () => FREELY;
  const townIds = [...new Set([...closed].map(({ townId }) => townId))];
  const [templates, towns] = await inPlatform(database, (tx) =>
    Promise.all([readTemplates(tx, townIds), townsAtWindow(tx, townIds)]),
  );
  const town = new Map(towns.map((one) => [one.townId, one]));
  return (message) =>
    closed.has(message) ? wayOf(message, templates, town.get(message.townId)) : FREELY;
}

/**
 * The template of its meaning in their language, else in the first of the town's; where that one
 * cannot be used, what it falls back to. Without any, a short message where the town has a number
 * for them; else nothing is tried, since the provider's answer is known (error 131047).
 */
function wayOf(message: Released, all: readonly Template[], town: TownAtWindow | undefined): Way {
  const registered = all
    .filter(({ townId, meaning }) => townId === message.townId && meaning === message.meaning)
    .toSorted((a, b) => rank(a, message, town) - rank(b, message, town));
  const usable = registered.find(isUsable);
  const [first] = registered;
  const fallback = all.find(({ id }) => id === first?.fallbackId);
  const template = usable ?? (fallback && isUsable(fallback) ? fallback : undefined);
  if (template) {
    const rest = writeRest([message.language, ...(town?.languages ?? [])]);
    const content = asTemplate(message.content, template, town?.name ?? '', rest);
    return { by: 'template', content, template };
  }
  if (first?.fallbackChannel === 'none') return { by: 'nothing' };
  return { by: town?.hasSms === true ? 'sms' : 'nothing' };
}

/** Their own language first, with as many buttons as the message has; lower is better. */
function rank(template: Template, message: Released, town: TownAtWindow | undefined): number {
  const { content, language } = message;
  const taps = content.kind === 'buttons' ? content.buttons.length : 0;
  const fits = template.buttons.length === taps ? 0 : template.buttons.length === 0 ? 1 : 2;
  const place = town?.languages.indexOf(template.writtenIn) ?? -1;
  const tongue = template.writtenIn === language ? 0 : place < 0 ? 99 : place + 1;
  return tongue * 4 + fits;
}
