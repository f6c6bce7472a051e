/** Replies in English about reminders of usual orders. */
export const enReminders = {
  'reminder.due':
    '⏰ You order about every {every, plural, one {day} other {{every} days}}, and {since, plural, one {a day has} other {{since} days have}} passed. Last time it was:',
  'reminder.ask': 'The same again? With a yes we show you the prices of today.',
  'reminder.not_now': 'All right. Whenever you need something, just write it here.',
  'reminder.on':
    '👍 We remind you here when your usual order is overdue: once, and never at night.',
  'reminder.off': '👍 No reminders from now on. To have them again, write “remind me”.',
  'settings.reminders':
    '• Reminders when a usual order is overdue: {on, select, on {yes} other {no}}',
  'menu.reminders_on': 'Remind me',
  'menu.reminders_off': 'No reminders',
  'button.reminders_off': 'No reminders',
} as const;

export type ReminderTexts = Readonly<Record<keyof typeof enReminders, string>>;
