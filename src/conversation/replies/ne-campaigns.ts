import type { CampaignTexts } from './en-campaigns.js';

/** Replies in Nepali about offers that are sent unasked, to those who want them. */
export const neCampaigns: CampaignTexts = {
  'campaigns.on': '👍 अब कहिलेकाहीँ यहीँ अफर पठाउँछौं, राति कहिल्यै होइन। नचाहिए “अफर चाहिँदैन” लेख्नुहोस्।',
  'campaigns.off': '👍 अब अफर पठाउँदैनौं। फेरि चाहिए “अफर पठाउनुहोस्” लेख्नुहोस्।',
  'campaigns.blocked': 'ℹ️ तपाईंले WhatsApp मै हाम्रा अफर रोक्नुभएको छ। त्यहाँ फेरि नखोलेसम्म कुनै अफर आउँदैन।',
  'campaign.how': 'अर्डर गर्न यहीँ लेख्नुहोस्। अफर नचाहिए “अफर चाहिँदैन” लेख्नुहोस्।',
  'settings.campaigns': '• तपाईंलाई अफर पठाउने: {on, select, on {हो} other {होइन}}',
  'menu.campaigns_on': 'अफर पठाउनुहोस्',
  'menu.campaigns_off': 'अफर चाहिँदैन',
  'button.campaigns_off': 'अफर चाहिँदैन',
};
