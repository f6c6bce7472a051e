/**
 * What a campaign tells one person, in their own conversation: the office's words, said by the hop
 * whatever flow the conversation is in, which stays where it stands.
 */
export interface CampaignTell {
  readonly type: 'campaign';
  readonly campaignId: string;
  readonly retailerId: string;
  readonly words: string;
}

/** Whether something told is a campaign's. */
export function isCampaignTell(told: { readonly type: string }): told is CampaignTell {
  return told.type === 'campaign';
}
