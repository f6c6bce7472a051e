import type { CampaignTexts } from './en-campaigns.js';

/** Replies in romanised Nepali about offers that are sent unasked, to those who want them. */
export const neLatnCampaigns: CampaignTexts = {
  'campaigns.on':
    '👍 Aba kahilekahi yahi offer pathauchhau, rati kahilyai haina. Nachahiye “offer chahidaina” lekhnuhos.',
  'campaigns.off': '👍 Aba offer pathaudainau. Pheri chahiye “offer pathaunuhos” lekhnuhos.',
  'campaigns.blocked':
    'ℹ️ Tapai le WhatsApp mai hamra offer roknubhayeko chha. Tyaha pheri nakholesamma kunai offer aaudaina.',
  'campaign.how': 'Order garna yahi lekhnuhos. Offer nachahiye “Offer chahidaina” lekhnuhos.',
  'settings.campaigns': '• Tapai lai offer pathaune: {on, select, on {ho} other {haina}}',
  'menu.campaigns_on': 'Offer pathaunuhos',
  'menu.campaigns_off': 'Offer chahidaina',
  'button.campaigns_off': 'Offer chahidaina',
};
