import type { ReminderTexts } from './en-reminders.js';

/** Replies in romanised Nepali about reminders of usual orders. */
export const neLatnReminders: ReminderTexts = {
  'reminder.due':
    '⏰ Tapai prayah {every, plural, one {harek din} other {{every} din ma}} order garnuhunchha, ahile {since, plural, one {ek din} other {{since} din}} bhayo. Aghillo patak:',
  'reminder.ask': 'Pheri tyahi pathau? “Ho” bhannubhaye aaja ko mulya dekhauchhau.',
  'reminder.not_now': 'Hunchha. Chahiyeko bela yahi lekhnuhos.',
  'reminder.on':
    '👍 Sadhai ko order dhilo bhaye yahi samjhauchhau: ek patak matra, rati kahilyai haina.',
  'reminder.off': '👍 Aba samjhaudainau. Pheri chahiye “samjhaunu” lekhnuhos.',
  'settings.reminders':
    '• Sadhai ko order dhilo bhaye samjhaune: {on, select, on {ho} other {haina}}',
  'menu.reminders_on': 'Samjhaunuhos',
  'menu.reminders_off': 'Nasamjhaunuhos',
  'button.reminders_off': 'Nasamjhaunuhos',
};
