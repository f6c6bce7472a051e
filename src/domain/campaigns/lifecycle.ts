import { checkTable } from '../../base/lifecycle-table.js';

/**
 * The life of a campaign as one literal table; `campaign_transition` holds the same, and a trigger
 * refuses every other change. What was stopped stays stopped: another one is made.
 */
export const CAMPAIGN_LIFECYCLE = [
  ['DRAFT', 'started', 'FIXING'],
  ['DRAFT', 'stopped', 'STOPPED'],
  ['FIXING', 'fixed', 'SENDING'],
  ['FIXING', 'stopped', 'STOPPED'],
  ['SENDING', 'finished', 'DONE'],
  ['SENDING', 'stopped', 'STOPPED'],
  // All are told, and what waits to leave can still be taken back.
  ['DONE', 'stopped', 'STOPPED'],
] as const;

export const CAMPAIGN_STATES = ['DRAFT', 'FIXING', 'SENDING', 'DONE', 'STOPPED'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];
export type CampaignEvent = (typeof CAMPAIGN_LIFECYCLE)[number][1];

checkTable<CampaignState>('campaign', CAMPAIGN_LIFECYCLE, {
  first: 'DRAFT',
  all: CAMPAIGN_STATES,
  final: ['STOPPED'],
});

/** Where an event leads; undefined when it may not happen in that state. */
export function campaignAfter(
  state: CampaignState,
  event: CampaignEvent,
): CampaignState | undefined {
  return CAMPAIGN_LIFECYCLE.find(([from, happens]) => from === state && happens === event)?.[2];
}
