/** Replies in English about offers that are sent unasked, to those who want them. */
export const enCampaigns = {
  'campaigns.on':
    '👍 We send you offers here now and then, never at night. No more of them: write “No offers”.',
  'campaigns.off': '👍 No offers from now on. To have them again, write “send me offers”.',
  'campaigns.blocked':
    'ℹ️ You have stopped offers from businesses like ours in WhatsApp itself. Until you allow them there again, none arrives.',
  'campaign.how': 'To order, write it here. No more of these: write “No offers”.',
  'settings.campaigns': '• Offers sent to you: {on, select, on {yes} other {no}}',
  'menu.campaigns_on': 'Send me offers',
  'menu.campaigns_off': 'No offers',
  'button.campaigns_off': 'No offers',
} as const;

export type CampaignTexts = Readonly<Record<keyof typeof enCampaigns, string>>;
