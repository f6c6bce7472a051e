import { SUPPORT } from '../base/limits.js';
import type { Universe } from '../base/universe.js';
import type { ReachTerms } from '../domain/audience/audience.js';
import type { Town } from '../domain/towns/towns.js';

/** How the people of a town can be reached now: what its settings and the clock say. */
export function reachTerms(universe: Universe, town: Town): ReachTerms {
  const now = universe.now();
  const { people_told_max: campaignsMax, days } = town.settings.campaigns;
  return {
    now,
    since: new Date(now.getTime() - days * 86_400_000),
    campaignsMax,
    windowSince: new Date(now.getTime() - SUPPORT.window_ms),
    townLanguage: town.languages[0] ?? 'en',
  };
}

/**
 * Which of a campaign's messages is for somebody: of their language, else the first. The same is
 * chosen where people are counted and where they are told.
 */
export function messageFor<M extends { readonly language: string }>(
  messages: readonly M[],
  language: string,
): M | undefined {
  return messages.find((one) => one.language === language) ?? messages[0];
}
