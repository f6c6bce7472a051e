import type { OutboundContent } from '../base/outbound.js';
import { holdGoing, keepOutcomes } from '../domain/campaigns/campaigns.js';
import type { CampaignOutcome } from '../domain/campaigns/campaigns.js';
import { whoStoppedMarketing } from '../domain/marketing/choices.js';
import { readPreferences } from '../domain/preferences/preferences.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { isCampaignTell } from '../usecases/campaign-tells.js';
import { TAP } from '../../flows/taps.js';
import { speakBeside } from './speak.js';
import type { Turn } from './turn.js';

/** Why nothing is said after all, as it stands in the turn itself; null: it is said. */
async function unsaidBecause(turn: Turn, campaignId: string): Promise<CampaignOutcome | null> {
  const { tx, session, party } = turn;
  if (!(await holdGoing(tx, campaignId, turn.cause.universe.now()))) return 'withdrawn';
  // Somebody of ours talks to them, or they are no shop of ours any more.
  const isShop = party?.kind === 'retailer' && party.state === 'APPROVED';
  if (!isShop || session.held || session.stoppedAt !== null) return 'unwanted_since';
  const { campaigns } = await readPreferences(tx, party.id);
  const stopped = await whoStoppedMarketing(tx, [session.conversationId]);
  return campaigns && stopped.size === 0 ? null : 'unwanted_since';
}

/**
 * Says what a campaign tells, where it still goes on and its reader still wants it: both are looked
 * at in the turn that says it. False for everything that is no campaign's. The flow stays where it
 * is, and what was offered to tap before keeps its numbers. Shares a lock of the campaign.
 */
export async function speakCampaign(turn: Turn, message: WaitingMessage): Promise<boolean> {
  const told = message.content as { readonly type: string };
  if (!isCampaignTell(told)) return false;
  const { campaignId, retailerId, words } = told;
  const why = await unsaidBecause(turn, campaignId);
  if (why !== null) {
    await keepOutcomes(turn.tx, turn.cause, campaignId, [{ retailerId, outcome: why }]);
    return true;
  }
  const buttons = [{ id: TAP.campaigns(false), title: { key: 'button.campaigns_off' as const } }];
  const say = { type: 'say', parts: [{ key: 'campaign.how' as const }], buttons } as const;
  const withWords = (content: OutboundContent): OutboundContent => ({
    ...content,
    body: `${words}\n\n${content.body}`,
  });
  speakBeside(turn, say, withWords, campaignId);
  return true;
}
