import type { NewsTexts } from './en-news.js';

/** Replies in romanised Nepali about how somebody hears the news of their orders. */
export const neLatnNews: NewsTexts = {
  'settings.news':
    '• Order ko khabar: {channel, select, whatsapp {WhatsApp ma} sms {SMS ma} other {pachhillo patak lekheko thau ma}}',
  'menu.news': 'Khabar kaha paune',
  'news.ask':
    'Order ko khabar kaha pauna chahanuhunchha? Tapai le lekheko kura ko jawaf sadhai lekhekai thau ma aauchha.',
  'news.set':
    '👍 Aba dekhi order ko khabar {channel, select, whatsapp {WhatsApp ma} sms {SMS ma} other {pachhillo patak lekheko thau ma}} aauchha.',
  'news.no_sms':
    'Tapai ko sahar ma SMS ko number chhaina, tyasaile kehi badlieko chhaina: khabar pahile jastai aauchha.',
  'button.news_whatsapp': 'WhatsApp ma',
  'button.news_sms': 'SMS ma',
  'button.news_anywhere': 'Lekhekai thau ma',
};
