/** Replies in English about how somebody hears the news of their orders. */
export const enNews = {
  'settings.news':
    '• News of your orders: {channel, select, whatsapp {by WhatsApp} sms {by SMS} other {where you last wrote}}',
  'menu.news': 'How you hear news',
  'news.ask':
    'How do you want to hear the news of your orders? What you write is always answered where you write it.',
  'news.set':
    '👍 From now on you hear the news of your orders {channel, select, whatsapp {by WhatsApp} sms {by SMS} other {where you last wrote}}.',
  'news.no_sms':
    'We have no number for SMS in your town, so nothing has changed: the news of your orders comes as before.',
  'button.news_whatsapp': 'By WhatsApp',
  'button.news_sms': 'By SMS',
  'button.news_anywhere': 'Where I last wrote',
} as const;

export type NewsTexts = Readonly<Record<keyof typeof enNews, string>>;
