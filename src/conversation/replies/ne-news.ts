import type { NewsTexts } from './en-news.js';

/** Replies in Nepali about how somebody hears the news of their orders. */
export const neNews: NewsTexts = {
  'settings.news':
    '• अर्डरको खबर: {channel, select, whatsapp {WhatsApp मा} sms {SMS मा} other {पछिल्लो पटक लेखेको ठाउँमा}}',
  'menu.news': 'खबर कहाँ पाउने',
  'news.ask': 'अर्डरको खबर कहाँ पाउन चाहनुहुन्छ? तपाईंले लेखेको कुराको जवाफ सधैँ लेखेकै ठाउँमा आउँछ।',
  'news.set':
    '👍 अबदेखि अर्डरको खबर {channel, select, whatsapp {WhatsApp मा} sms {SMS मा} other {पछिल्लो पटक लेखेको ठाउँमा}} आउँछ।',
  'news.no_sms': 'तपाईंको सहरमा SMS को नम्बर छैन, त्यसैले केही बदलिएको छैन: खबर पहिले जस्तै आउँछ।',
  'button.news_whatsapp': 'WhatsApp मा',
  'button.news_sms': 'SMS मा',
  'button.news_anywhere': 'लेखेकै ठाउँमा',
};
