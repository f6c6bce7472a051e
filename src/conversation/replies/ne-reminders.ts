import type { ReminderTexts } from './en-reminders.js';

/** Replies in Nepali about reminders of usual orders. */
export const neReminders: ReminderTexts = {
  'reminder.due':
    '⏰ तपाईं प्रायः {every, plural, one {हरेक दिन} other {{every} दिनमा}} अर्डर गर्नुहुन्छ, अहिले {since, plural, one {एक दिन} other {{since} दिन}} भयो। अघिल्लो पटक:',
  'reminder.ask': 'फेरि त्यही पठाऊँ? “हो” भन्नुभए आजको मूल्य देखाउँछौं।',
  'reminder.not_now': 'हुन्छ। चाहिएको बेला यहीँ लेख्नुहोस्।',
  'reminder.on': '👍 सधैँको अर्डर ढिलो भए यहीँ सम्झाउँछौं: एक पटक मात्र, राति कहिल्यै होइन।',
  'reminder.off': '👍 अब सम्झाउँदैनौं। फेरि चाहिए “सम्झाउनु” लेख्नुहोस्।',
  'settings.reminders': '• सधैँको अर्डर ढिलो भए सम्झाउने: {on, select, on {हो} other {होइन}}',
  'menu.reminders_on': 'सम्झाउनुहोस्',
  'menu.reminders_off': 'नसम्झाउनुहोस्',
  'button.reminders_off': 'नसम्झाउनुहोस्',
};
