import { SUPPORT } from '../base/limits.js';
import type { TemplateContent } from '../base/outbound.js';
import { asTemplate } from '../channels/whatsapp/template-content.js';
import { writeRest } from '../conversation/told-in-short.js';
import type { Database } from '../db/database.js';
import { inPlatform } from '../db/transaction.js';
import { isUsable } from '../domain/templates/template.js';
import type { Template } from '../domain/templates/template.js';
import { readTemplates } from '../domain/templates/templates.js';
import { afterQuiet } from '../domain/towns/quiet-hours.js';
import { settingsIn } from '../domain/towns/towns.js';
import { templatesOfCampaigns, townsAtWindow } from '../outbox/window.js';
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
  /** Not before then: a campaign's, and it is night. */
  | { readonly by: 'later'; readonly at: Date }
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
 * closed or a campaign speaks, in a transaction of its own; nothing otherwise.
 */
export async function waysOf(
  database: Database,
  batch: readonly Released[],
  now: Date,
): Promise<(message: Released) => Way> {
  const closed = new Set(batch.filter((message) => !isOpen(message, now)));
  const looked = batch.filter((one) => closed.has(one) || isCampaigns(one));
  if (looked.length === 0) return () => FREELY;
  const townIds = [...new Set(looked.map(({ townId }) => townId))];
  const campaignIds = [...new Set([...closed].flatMap(({ campaignId }) => campaignId ?? []))];
  const [templates, towns, named] = await inPlatform(database, (tx) =>
    Promise.all([
      readTemplates(tx, townIds),
      townsAtWindow(tx, townIds),
      campaignIds.length > 0 ? templatesOfCampaigns(tx, campaignIds) : NONE_NAMED,
    ]),
  );
  const town = new Map(towns.map((one) => [one.townId, one]));
  const campaigning = new Set(looked.filter(isCampaigns).map(({ townId }) => townId));
  const loud = new Map(
    towns
      .filter(({ townId }) => campaigning.has(townId))
      .map((one) => [one.townId, afterNight(now, one)]),
  );
  return (message) => {
    const home = town.get(message.townId);
    const at = isCampaigns(message) ? (loud.get(message.townId) ?? now) : now;
    if (at > now) return { by: 'later', at };
    if (!closed.has(message)) return FREELY;
    if (message.campaignId === null) return wayOf(message, templates, home);
    const its = named.get(message.campaignId) ?? [];
    return wayOfCampaign(
      message,
      templates.filter(({ id }) => its.includes(id)),
      home,
    );
  };
}

const isCampaigns = ({ campaignId }: Released): boolean => campaignId !== null;

/** A campaign's message that waited until the night waits for its end. */
function afterNight(now: Date, { timeZone, settings }: TownAtWindow): Date {
  const read = settingsIn(settings);
  return read.ok ? afterQuiet(now, { timeZone, settings: read.value }) : now;
}

const NONE_NAMED: ReadonlyMap<string, readonly string[]> = new Map();

/**
 * A campaign goes by the very template that it names for their language, of the provider's
 * category for advertising, or not at all: nobody is written to otherwise instead.
 */
function wayOfCampaign(
  message: Released,
  named: readonly Template[],
  town: TownAtWindow | undefined,
): Way {
  const [template] = named.toSorted((a, b) => rank(a, message, town) - rank(b, message, town));
  if (!template || !isUsable(template) || template.category !== 'MARKETING') {
    return { by: 'nothing' };
  }
  return byTemplate(message, template, town);
}

function byTemplate(message: Released, template: Template, town: TownAtWindow | undefined): Way {
  const rest = writeRest([message.language, ...(town?.languages ?? [])]);
  const content = asTemplate(message.content, template, town?.name ?? '', rest);
  return { by: 'template', content, template };
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
  if (template) return byTemplate(message, template, town);
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
